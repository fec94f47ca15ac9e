using System.Text;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Data.Demonstration;
using EligibilityService.Tests;

namespace EligibilityService.Benchmarks;

/// <summary>The clusters of the demonstration's generator, and a call with eight criteria that all of them can answer.</summary>
internal static class Invented
{
    public static readonly string[] Sectors = ["ECO31", "ECO24", "ECO27", "ECO35"], Targets = ["US", "BR", "CN", "JP"];

    public const int Members = 45, StaffFte = 2;

    public static IEnumerable<ImportRow> Rows(int count) => DemonstrationClusters.Rows(count)
        .Select((row, line) => ImportRow.Of(new(line + 2, DemonstrationClusters.Header.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))));

    public static MemoryStream Csv(int count)
    {
        var content = new MemoryStream();
        using (var writer = new StreamWriter(content, new UTF8Encoding(false), leaveOpen: true)) DemonstrationClusters.Write(writer, count);
        content.Position = 0;
        return content;
    }

    /// <param name="deadline">Brussels wall-clock time.</param>
    /// <param name="more">Criteria beside the eight.</param>
    public static CallTerms Terms(string reference, DateTime deadline, int members = Members, params Criterion[] more) => new CallTerms
    {
        Reference = reference,
        Title = new(reference, reference),
        Kind = "escp",
        Deadline = Deadline.Typed(deadline).Deadline,
        Clauses = [new("3.1", new Text("Eligible applicants", "Antragsberechtigte"))],
        Criteria =
        [
            Asks("seat", new EstablishedIn(CountrySet.Participating)),
            Asks("registered", new RegisteredOrRequested()),
            Asks("kind", new IsOfKind([OrganisationKind.ClusterOrganisation])),
            Asks("members", new HasMembers(members)),
            Asks("staff", new HasStaff(StaffFte)),
            Asks("label", new HoldsLabel(QualityLabel.Bronze)),
            Asks("sector", new WorksIn("sectors", Sectors)),
            Asks("targets", new WorksIn("targetCountries", Targets)),
            .. more,
        ],
    }.WithExamples();

    private static Criterion Asks(string id, Question question) => new(id, "3.1", question, ReferenceDate.Deadline);
}
