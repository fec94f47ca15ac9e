using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Tests.Clusters;

public sealed class ReadingAnImportedLine
{
    [Fact]
    public void every_column_finds_its_place()
    {
        var row = Row(
            ("externalId", "R-1"), ("name", " Valdora Photonik "), ("country", "DE"), ("region", "DE11"), ("founded", "2007"), ("staffFte", "3,5"), ("membersSme", "49"),
            ("sectors", "ECO31|ECO24"), ("label", "silver"), ("labelFrom", "2015-03-01"), ("labelUntil", "2017-03-31"), ("pic", "100048271"),
            ("contactName", "Käthe Jörmaska"), ("contactEmail", "k.j@valdora.example"), ("kind", "businessNetwork"), ("legalPersonality", "no"), ("playedAs", "published"));

        Assert.Empty(row.Faults);
        Assert.Equal(("Valdora Photonik", "DE", "DE11", 2007, 3.5m, 49), (row.Profile.Name, row.Profile.Country, row.Profile.Region, row.Profile.Founded, row.Profile.StaffFte, row.Profile.MembersSme));
        Assert.Equal(["ECO31", "ECO24"], row.Profile.Sectors!);
        Assert.Equal((OrganisationKind.BusinessNetwork, false), (row.Profile.Kind, row.Profile.HasLegalPersonality));
        Assert.Equal(new(AssertedBy.Register, new(2015, 3, 1), new(2017, 3, 31)), row.Label!.Basis);
        Assert.Equal([row.Contact!.Id], row.Profile.Contacts!);
        Assert.Equal("published", row.Further["playedAs"]);
    }

    [Fact]
    public void the_same_external_id_is_always_the_same_cluster_and_another_one_is_not()
    {
        Assert.Equal(ImportRow.ClusterIdOf("R-1"), Row(("externalId", "R-1")).ClusterId);
        Assert.NotEqual(ImportRow.ClusterIdOf("R-1"), ImportRow.ClusterIdOf("R-2"));
    }

    [Theory]
    [InlineData("name", "=HYPERLINK(\"https://example.eu\")"), InlineData("name", "+49"), InlineData("city", "-1+1"), InlineData("contactName", "@SUM(A1)"), InlineData("acronym", "\tX")]
    [InlineData("name", "  =1+1")]
    public void what_a_spreadsheet_would_take_for_a_formula_is_refused(string column, string cell) =>
        Assert.Contains(Faults((column, cell)), fault => fault.StartsWith($"{column}: The cell begins like a formula", StringComparison.Ordinal));

    [Theory]
    [InlineData("country", "Germany"), InlineData("region", "DE1"), InlineData("website", "valdora"), InlineData("founded", "MMVII"), InlineData("founded", "1500")]
    [InlineData("staffFte", "-3"), InlineData("staffFte", "1.000,5"), InlineData("membersSme", "many"), InlineData("membersSme", "-1"), InlineData("pic", "123")]
    [InlineData("kind", "company"), InlineData("kind", "0"), InlineData("legalPersonality", "perhaps"), InlineData("label", "platinum"), InlineData("labelFrom", "01.03.2015")]
    [InlineData("contactEmail", "nobody"), InlineData("externalId", "a\nb")]
    public void what_lies_outside_its_bounds_is_refused_beside_its_column(string column, string cell) =>
        Assert.Contains(Faults((column, cell), ("contactName", "Käthe Jörmaska")), fault => fault.StartsWith($"{column}: ", StringComparison.Ordinal));

    [Fact]
    public void a_label_is_told_whole_or_not_at_all()
    {
        Assert.Contains(Faults(("label", "gold"), ("labelFrom", "2015-03-01")), fault => fault.StartsWith("label: ", StringComparison.Ordinal));
        Assert.Contains(Faults(("label", "gold"), ("labelFrom", "2015-03-01"), ("labelUntil", "2015-02-01")), fault => fault.StartsWith("labelUntil: ", StringComparison.Ordinal));
    }

    [Fact]
    public void everything_that_is_wrong_is_told_at_once() =>
        Assert.Equal(["country", "externalId", "founded", "name"], Row(("founded", "soon")).Faults.Select(fault => fault.En.Split(':')[0]).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Faults(params (string, string)[] cells) =>
        Row([.. new[] { ("externalId", "R-1"), ("name", "Valdora"), ("country", "DE") }.ExceptBy(cells.Select(cell => cell.Item1), cell => cell.Item1), .. cells]).Faults.Select(fault => fault.En);

    private static ImportRow Row(params (string Column, string Cell)[] cells) => ImportRow.Of(new(2, cells.ToDictionary(cell => cell.Column, cell => cell.Cell)));
}
