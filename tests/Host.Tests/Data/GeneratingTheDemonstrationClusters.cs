using System.Globalization;
using System.Text;
using EligibilityService.Host.Data.Demonstration;

namespace EligibilityService.Host.Tests.Data;

public sealed class GeneratingTheDemonstrationClusters
{
    private static readonly IReadOnlyList<Row> s_many = Rows(20_000);

    [Fact]
    public void The_checked_in_file_is_what_the_generator_writes()
    {
        var generated = new StringWriter();
        DemonstrationClusters.Write(generated, 950);

        var checkedIn = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "demonstration", "clusters.csv"));

        Assert.True(
            checkedIn.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(generated.ToString())),
            "Write it again: dotnet run --project src/Host -- generate-clusters 950 src/Host/Data/demonstration/clusters.csv");
    }

    [Fact]
    public void A_longer_file_begins_with_the_shorter_one() =>
        Assert.Equal(DemonstrationClusters.Rows(950), DemonstrationClusters.Rows(2_000).Take(950));

    [Fact]
    public void No_cluster_is_asked_for_and_none_comes() => Assert.Empty(DemonstrationClusters.Rows(0));

    [Theory]
    [InlineData(950)]
    [InlineData(20_000)]
    public void Ids_names_addresses_and_participant_numbers_are_given_once(int count)
    {
        var rows = s_many.Take(count).ToList();

        Assert.Distinct(rows.Select(row => row["externalId"]));
        Assert.Distinct(rows.Select(row => row["name"]), StringComparer.OrdinalIgnoreCase);
        Assert.Distinct(rows.Select(row => row["website"]).Where(website => website.Length > 0));
        Assert.Distinct(rows.Select(row => row["pic"]).Where(pic => pic.Length > 0));
        Assert.All(rows, row => Assert.Matches("^(1[0-9]{8})?$", row["pic"]));
    }

    [Fact]
    public void Every_code_stands_in_the_programmes_tables()
    {
        var countries = ProgrammeTables.Read("countries").Select(country => country.Text("code")).ToHashSet();
        var regions = ProgrammeTables.Read("regions").ToDictionary(region => region.Text("code")!, region => region.Text("country"));
        var sectors = ProgrammeTables.Read("sectors").Select(sector => (sector.Text("scheme"), sector.Text("code"))).ToHashSet();

        foreach (var row in s_many)
        {
            Assert.Contains(row["country"], countries);
            Assert.True(row["region"] is "" || regions[row["region"]] == row["country"], $"{row["region"]} is not a region of {row["country"]}.");
            Assert.All(row.List("sectors"), code => Assert.Contains(("eco-sector", code), sectors));
            Assert.All(row.List("emergingIndustries"), code => Assert.Contains(("emerging-industry", code), sectors));
            Assert.All(row.List("technologies"), code => Assert.Contains(("ket", code), sectors));
            Assert.All(row.List("targetCountries"), code => Assert.Contains(code, countries));
            Assert.NotInRange(row.List("sectors").Length, 4, int.MaxValue);
        }
    }

    [Fact]
    public void A_label_counts_from_the_first_of_a_month_to_the_last_day_of_that_month_two_years_later()
    {
        foreach (var row in s_many)
        {
            if (row["label"] is "")
            {
                Assert.Equal(("", ""), (row["labelFrom"], row["labelUntil"]));
                continue;
            }

            var from = Date(row["labelFrom"]);
            Assert.Contains(row["label"], (string[])["bronze", "silver", "gold"]);
            Assert.Equal(1, from.Day);
            Assert.Equal(from.AddMonths(25).AddDays(-1), Date(row["labelUntil"]));
            Assert.True(from <= Date(row["playedOn"]), $"{row["externalId"]} tells of a label before it was awarded.");
        }
    }

    [Fact]
    public void Rows_are_played_between_the_programmes_beginning_and_its_end()
    {
        Assert.All(s_many, row => Assert.InRange(Date(row["playedOn"]), new DateOnly(2014, 3, 1), new DateOnly(2020, 12, 1)));
        Assert.InRange(s_many.Count(row => Date(row["playedOn"]) < new DateOnly(2016, 10, 4)) / (double)s_many.Count, 0.82, 0.88);
        Assert.All(s_many, row => Assert.Contains(row["playedAs"], (string[])["published", "reviewRequested", "draft", "refused", "suspended", "withdrawn"]));
    }

    [Fact]
    public void Even_the_short_file_has_clusters_of_every_member_state_and_some_from_outside_Europe()
    {
        var perCountry = s_many.Take(950).CountBy(row => row["country"]).ToDictionary();
        var members = ProgrammeTables.Read("countries").Where(country => country.Text("euMemberFrom") is not null).Select(country => country.Text("code")!);

        Assert.All(members, country => Assert.True(perCountry.GetValueOrDefault(country) >= 3, $"{country} has too few clusters."));
        Assert.InRange(new[] { "US", "BR", "JP", "CA", "MX", "KR", "IN", "CN", "CL" }.Sum(country => perCountry.GetValueOrDefault(country)), 15, 40);
    }

    [Fact]
    public void Most_are_cluster_organisations_and_legal_persons_but_not_all()
    {
        AssertShare("kind", "clusterOrganisation", 0.88);
        AssertShare("kind", "businessNetwork", 0.09);
        AssertShare("legalPersonality", "yes", 0.92);
        AssertShare("legalPersonality", "no", 0.03);

        static void AssertShare(string column, string value, double share) =>
            Assert.InRange(s_many.Count(row => row[column] == value) / (double)s_many.Count, share - 0.01, share + 0.01);
    }

    [Fact]
    public void Addresses_lead_nowhere()
    {
        Assert.All(s_many, row => Assert.Matches(@"^(https://[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.example)?$", row["website"]));
        Assert.All(s_many, row => Assert.Matches(@"^([a-z]+\.[a-z]+@[a-z0-9-]{1,63}\.example)?$", row["contactEmail"]));
        Assert.All(s_many, row => Assert.Equal(row["contactName"] is "", row["contactEmail"] is ""));
    }

    [Theory]
    [InlineData("Silicon"), InlineData("Brainport"), InlineData("Medicon"), InlineData("Minalogic"), InlineData("Catapult"), InlineData("BioM"), InlineData("Optence")]
    [InlineData("Systematic"), InlineData("Axelera"), InlineData("Tenerrdis"), InlineData("Packbridge"), InlineData("Lyonbiopole"), InlineData("Moveo"), InlineData("Valley")]
    [InlineData("Microtec"), InlineData("Biorn"), InlineData("Hanse"), InlineData("Secpho"), InlineData("Gaia"), InlineData("Mesap"), InlineData("Airbus"), InlineData("Bosch")]
    [InlineData("Siemens"), InlineData("Volvo"), InlineData("Solvay"), InlineData("Philips"), InlineData("Valeo"), InlineData("Zeiss"), InlineData("Nestlé"), InlineData("Stuttgart")]
    public void No_name_holds_a_word_that_belongs_to_somebody(string known) =>
        Assert.DoesNotContain(s_many, row => row["name"].Split(' ').Contains(known, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void No_name_holds_the_name_of_a_region()
    {
        var places = ProgrammeTables.Read("regions").Concat(ProgrammeTables.Read("regions-nuts1"))
            .Select(region => region.Text("name")!)
            .Concat(s_many.Select(row => row["city"]))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.DoesNotContain(s_many, row => row["name"].Split(' ').Any(places.Contains));
    }

    [Fact]
    public void The_first_published_cluster_of_Baden_Württemberg_lacks_nothing()
    {
        var first = s_many.First(row => row["region"].StartsWith("DE1", StringComparison.Ordinal) && row["playedAs"] == "published");

        Assert.Equal("Valdora Photonik Cluster", first["name"]);
        Assert.Equal("DE11", first["region"]);
        Assert.True(Date(first["playedOn"]) < new DateOnly(2016, 1, 1));
        Assert.Equal(64, new[] { "membersSme", "membersLarge", "membersResearch", "membersOther" }.Sum(column => int.Parse(first[column], CultureInfo.InvariantCulture)));
        Assert.Equal(("silver", "2017-03-31"), (first["label"], first["labelUntil"]));
        Assert.Equal(["BR", "IR"], first.List("targetCountries"));
        Assert.All(DemonstrationClusters.Header, column => Assert.NotEqual("", first[column]));
    }

    private static DateOnly Date(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IReadOnlyList<Row> Rows(int count) => [.. DemonstrationClusters.Rows(count).Select(values => new Row(values))];

    private sealed class Row(string[] values)
    {
        private static readonly Dictionary<string, int> s_columns = DemonstrationClusters.Header.Index().ToDictionary(column => column.Item, column => column.Index);

        public string this[string column] => values[s_columns[column]];

        public string[] List(string column) => this[column].Split('|', StringSplitOptions.RemoveEmptyEntries);
    }
}
