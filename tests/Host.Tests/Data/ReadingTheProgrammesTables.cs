using System.Text.Json;

namespace EligibilityService.Host.Tests.Data;

public sealed class ReadingTheProgrammesTables
{
    [Theory]
    [InlineData("countries", 68)]
    [InlineData("regions", 276)]
    [InlineData("regions-nuts1", 98)]
    [InlineData("region-changes", 117)]
    [InlineData("sectors", 106)]
    public void Each_table_is_whole_and_leaves_out_what_is_not_known(string table, int rows)
    {
        var read = ProgrammeTables.Read(table);

        Assert.Equal(rows, read.Count);
        Assert.All(read.SelectMany(row => row.EnumerateObject()), member => Assert.False(
            member.Value.ValueKind is JsonValueKind.Null || member.Value is { ValueKind: JsonValueKind.String } text && text.GetString() is "", $"{member.Name} is empty."));
    }

    [Theory]
    [InlineData("less-developed", 72)]
    [InlineData("transition", 50)]
    [InlineData("more-developed", 154)]
    public void Categories_add_up_to_the_totals_quoted_for_the_decision(string category, int regions) =>
        Assert.Equal(regions, ProgrammeTables.Read("regions").Count(region => region.Text("category") == category));

    [Fact]
    public void Regions_nest_in_the_higher_level_and_their_successors_are_the_281_of_2016()
    {
        var regions = ProgrammeTables.Read("regions");
        var higher = ProgrammeTables.Read("regions-nuts1").Select(region => region.Text("code")).ToHashSet();

        Assert.All(regions, region => Assert.Contains(region.Text("code")![..3], higher));
        Assert.Equal(281, regions.SelectMany(region => region.GetProperty("successors2016").EnumerateArray()).Select(code => code.GetString()).Distinct().Count());
    }

    [Fact]
    public void Twenty_eight_members_and_eleven_countries_with_an_agreement_take_part()
    {
        var takingPart = ProgrammeTables.Read("countries").Where(country => country.Text("cosmeFrom") is not null).ToList();

        Assert.Equal(28, takingPart.Count(country => country.Text("euMemberFrom") is not null));
        Assert.Equal(11, takingPart.Count(country => country.Text("euMemberFrom") is null));
    }

    [Fact]
    public void Successors_say_the_same_as_the_table_of_changes()
    {
        var changes = ProgrammeTables.Read("region-changes")
            .Where(change => change.Text("fromVersion") == "2013" && change.Text("toVersion") == "2016")
            .ToLookup(change => change.Text("fromCode"), change => change.Text("toCode"));

        foreach (var region in ProgrammeTables.Read("regions"))
        {
            var code = region.Text("code");
            var successors = region.GetProperty("successors2016").EnumerateArray().Select(successor => successor.GetString());
            Assert.Equal(changes.Contains(code) ? changes[code].Order() : [code], successors.Order());
        }
    }
}
