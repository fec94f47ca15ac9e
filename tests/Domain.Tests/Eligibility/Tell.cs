using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>Dossiers, programme and terms as the cases tell them: each fact with the instant of its recording.</summary>
internal static class Tell
{
    public static readonly Guid MedTech = Id(40), Proposal = Id(41), Mona = Id(3);
    public static readonly NoteRef Why = new(Id(90), "salted");
    public static readonly Basis Herself = new(AssertedBy.Applicant), Moderated = new(AssertedBy.Moderator);

    public static OrganisationDossier Organisation(params IEnumerable<(string Recorded, IClusterEvent Fact)> told) =>
        told.Select((it, index) => (it.Recorded, it.Fact, Version: index + 1)).Aggregate(
            new OrganisationDossier(MedTech), (dossier, it) => dossier.Learn(it.Fact, new(Id(100 + it.Version), it.Fact.GetType().Name, MedTech, it.Version, Utc(it.Recorded))));

    public static ApplicationDossier Application(params IEnumerable<(string Recorded, IApplicationEvent Fact)> told) =>
        told.Select((it, index) => (it.Recorded, it.Fact, Version: index + 1)).Aggregate(
            new ApplicationDossier(Proposal), (dossier, it) => dossier.Learn(it.Fact, new(Id(200 + it.Version), it.Fact.GetType().Name, Proposal, it.Version, Utc(it.Recorded))));

    public static IClusterEvent Profile(ProfileFields fields, Basis? basis = null) => new ProfileChanged(fields, [], basis ?? Herself);

    public static IClusterEvent Label(QualityLabel label, string from, string until, Basis? basis = null) =>
        new LabelAwarded(label, null, "ESCA", false, (basis ?? Moderated) with { ValidFrom = Day(from), ValidUntil = Day(until) });

    public static readonly ProgrammeFacts Facts = new IProgrammeEvent[]
    {
        Listed("DE", "Germany", "Deutschland"), Member("DE", "1958-01-01"),
        Listed("FR", "France", "Frankreich"), Member("FR", "1958-01-01"),
        Listed("UK", "United Kingdom", "Vereinigtes Königreich"), Member("UK", "1973-01-01", "2020-01-31"), Associated("UK", "2014-01-01"),
        Listed("ME", "Montenegro", "Montenegro"), Associated("ME", "2014-10-29"),
        Listed("MD", "Moldova", "Republik Moldau"), Associated("MD", "2015-04-07"),
        Listed("AM", "Armenia", "Armenien"), Associated("AM", "2016-01-01", yearOnly: true),
        Listed("CH", "Switzerland", "Schweiz"),
    }.Aggregate(ProgrammeFacts.Empty, (facts, fact) => facts.Learn(fact, new(Id(300), fact.GetType().Name, ProgrammeFacts.StreamId, 1, Utc("2014-01-01 00:00:00"))));

    public static readonly Names Called = new ProgrammeNames(Facts);

    public static CallTerms Terms(string? deadline, params Criterion[] criteria) => new()
    {
        Reference = "COS-TEST", Title = new("Test", "Probe"), Kind = "escp", Criteria = criteria,
        Deadline = deadline is null ? null : Deadline.Typed(Local(deadline)).Deadline,
    };

    public static Criterion Asked(Question question, ReferenceDate? when = null) => new("C-1", "3.1", question, when ?? ReferenceDate.Deadline);

    public static Judgement Judged(this CallTerms terms, OrganisationDossier dossier, ApplicationDossier? application = null, DateTimeOffset? at = null) =>
        Assert.Single(Assessment.Assess(new(dossier, application), terms, Facts, Stage.Application, at: at).Judgements);

    public static Finding Answer(this CallTerms terms, OrganisationDossier dossier, ApplicationDossier? application = null, DateTimeOffset? at = null) =>
        terms.Judged(dossier, application, at).Finding;

    private static CountryListed Listed(string code, string en, string de) => new(code, code, new(en, de), "test", Confidence.Found);

    private static EuMembershipRecorded Member(string code, string from, string? until = null) => new(code, Day(from), until is null ? null : Day(until), "test");

    private static AssociationRecorded Associated(string code, string from, bool yearOnly = false) =>
        new(code, Day(from), Day("2020-12-31"), yearOnly, null, null, "test", Confidence.Found);
}
