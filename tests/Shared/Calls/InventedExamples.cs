using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Tests;

/// <summary>Gives terms whose examples are not what a test is about the examples without which nobody could publish them.</summary>
internal static class InventedExamples
{
    /// <summary>As much of the programme as the examples rest on; it holds in the real one too.</summary>
    public static readonly ProgrammeFacts Programme = new IProgrammeEvent[]
    {
        Listed("DE"), Member("DE"), Listed("FR"), Member("FR"), Listed("PL"), Member("PL"), Listed("IT"), Member("IT"), Listed("CH"), Listed("US"), Listed("JP"), Listed("BR"), Listed("MX"), Listed("CL"), Listed("CA"),
        new RegionsListed(2013, [Region("DE11", "DE", "more-developed"), Region("FR10", "FR", "more-developed"), Region("PL31", "PL", "less-developed"), Region("ITC4", "IT", "more-developed")], "test"),
    }.Aggregate(ProgrammeFacts.Empty, (facts, fact) => facts.Learn(fact, new(Guid.Empty, "", ProgrammeFacts.StreamId, 1, new(2013, 1, 1, 0, 0, 0, TimeSpan.Zero))));

    public static CallTerms WithExamples(this CallTerms terms)
    {
        var bare = terms with { Examples = [] };
        return terms with
        {
            Examples =
            [
                .. from lacking in WorkedExamples.Lacking(bare)
                   from outcome in (Outcome[])[.. lacking.LacksPassing ? [Outcome.Met] : Array.Empty<Outcome>(), .. lacking.LacksFailing ? [Outcome.NotMet] : Array.Empty<Outcome>()]
                   select Of(lacking.Criterion, outcome, bare),
            ],
        };
    }

    private static Example Of(Criterion criterion, Outcome outcome, CallTerms terms)
    {
        var name = $"{criterion.Id}: {outcome}";
        var found = Candidates(criterion, terms, new() { Name = new(name, name), Criterion = criterion.Id, Expected = outcome, Reason = "" })
            .Select(example => WorkedExamples.Judge(example, terms, Programme)).FirstOrDefault(worked => worked.Outcome == outcome);
        return found is null ? throw new InvalidOperationException($"No example of {name} was found; invent one.") : found.Example with { Reason = found.Explanation!.Code };
    }

    private static IEnumerable<Example> Candidates(Criterion criterion, CallTerms terms, Example example)
    {
        var strand = criterion.Strands?[0] ?? terms.Strands.FirstOrDefault()?.Id;
        var codes = Fields(criterion.Question).ToArray();
        ExampleOrganisation lead = Able("DE", "DE11", codes) with { Role = PartnerRole.Coordinator }, unable = new()
        {
            Profile = new()
            {
                Country = "CH", Kind = OrganisationKind.Other, MembersSme = 0, MembersLarge = 0, MembersResearch = 0, MembersOther = 0, StaffFte = 0, WebsiteInEnglish = false, PublicCooperation = false, SocialEconomy = false,
                DefenceRelated = false, Sectors = [], EmergingIndustries = [], Technologies = [], TargetCountries = [],
            },
            ControlledBy = "A holding", Labels = [],
        };
        ExampleOrganisation[][] sets =
        [
            [lead], [unable], [lead, Able("FR", "FR10", codes), Able("PL", "PL31", codes), Able("IT", "ITC4", codes)], [lead, unable, unable], [lead, new() { Profile = new() { Country = "FR", Region = "FR10", Kind = OrganisationKind.Other } }], [lead with { ControlledBy = "A holding" }, unable], [lead with { OtherProposal = strand ?? "" }],
        ];
        ExamplePartnership?[] partnerships = criterion.Question is ExistingPartnership ? [new(), new(-730)] : [null];
        return from organisations in sets from proposal in Proposals from partnership in partnerships
               select example with { Strand = strand, Organisations = organisations, Proposal = proposal.Fields, ReceivedDays = proposal.Received, Partnership = partnership };
    }

    private static readonly (ProposalFields? Fields, int? Received)[] Proposals =
    [
        (null, null),
        (new()
        {
            RequestedGrant = 100_000_000m, EligibleCosts = 100_000_000m, DurationMonths = 120, Pages = 1_000, TargetCountries = [], Persons = 100, Weeks = 52, TravelCosts = [.. Enumerable.Repeat(1_000_000m, 100)],
        }, 400),
        .. from months in (int[])[1, 6, 12, 18, 24, 30, 36, 48]
           from targets in (string[][])[[], ["US"], ["US", "JP"], ["US", "JP", "BR", "MX"], ["US", "JP", "BR", "MX", "CL", "CA"]]
           select ((ProposalFields?, int?))(new ProposalFields { RequestedGrant = 1, EligibleCosts = 1_000_000m, DurationMonths = months, Pages = 1, TargetCountries = targets, Persons = 1, Weeks = 1, TravelCosts = [1] }, -1),
    ];

    private static ExampleOrganisation Able(string country, string region, (string Entry, string[] Codes)[] fields) => new()
    {
        Profile = new()
        {
            Name = $"A cluster from {country}", Acronym = "AC", LegalForm = "association", Country = country, Region = region, City = "Ulm", Kind = OrganisationKind.ClusterOrganisation, HasLegalPersonality = true,
            Website = "https://example.eu", WebsiteInEnglish = true, ActivityEvidence = "https://example.eu", Founded = 2000, StaffFte = 100, MembersSme = 5000, MembersLarge = 5000, MembersResearch = 5000, MembersOther = 5000,
            RecognisedProgramme = "A programme", PublicCooperation = true, SocialEconomy = true, DefenceRelated = true, Pic = "999999999",
            Sectors = Codes(fields, "sectors"), EmergingIndustries = Codes(fields, "emergingIndustries"), Technologies = Codes(fields, "technologies"), TargetCountries = Codes(fields, "targetCountries"),
        },
        ControlledBy = "", Registration = RegistrationStatus.Published, Labels = [new(QualityLabel.Gold)], Declared = Enum.GetValues<DeclarationKind>(),
    };

    private static string[]? Codes((string Entry, string[] Codes)[] fields, string entry) => fields.FirstOrDefault(field => field.Entry == entry).Codes;

    private static IEnumerable<(string Entry, string[] Codes)> Fields(Question question) => question switch
    {
        WorksIn field => [(field.Entry, field.AnyOf)],
        Composition composition => composition.Parts.SelectMany(Fields),
        Not not => Fields(not.Part),
        PartnersWho some => Fields(some.Part),
        CoordinatorWho coordinator => Fields(coordinator.Part),
        _ => [],
    };

    private static CountryListed Listed(string code) => new(code, code, new(code, code), "test", Confidence.Found);

    private static EuMembershipRecorded Member(string code) => new(code, new(2010, 1, 1), null, "test");

    private static RegionEntry Region(string code, string country, string category) => new(code, code, country, category, null, null, null, Confidence.Found);
}
