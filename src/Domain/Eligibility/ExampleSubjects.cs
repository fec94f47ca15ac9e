using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Makes of an example what the assessment looks at: events made up from what it states, folded like any others.</summary>
internal static class ExampleSubjects
{
    private static readonly DateOnly Always = new(1990, 1, 1);
    private static readonly DateTimeOffset Since = BrusselsTime.StartOfDay(Always);
    private static readonly Basis Known = new(AssertedBy.System, Always);
    private static readonly Guid Nobody = Guid.Empty;

    /// <param name="moment">At which the criterion must hold; its days count from there.</param>
    public static Subject Of(Example example, Criterion criterion, CallTerms terms, string? strand, DateTimeOffset moment)
    {
        var members = example.Organisations.Select((organisation, index) => Member(organisation, Id(index), moment)).DefaultIfEmpty(new(new(Id(0)))).ToArray();
        var isAlone = members.Length == 1 && criterion.Stage is Stage.Organisation && criterion.Question.AskedOf() is Scope.Partner;
        return new(
            members[0].Dossier, Application(example, strand, Received(example, terms, criterion)),
            isAlone ? null : StandingFor(example.Partnership, new(members) { Siblings = [.. Others(example, terms, members, moment)] }, moment),
            terms.Travel is null ? null : EventSurroundings.Nothing);
    }

    private static Guid Id(int index) => new(0x0E000000 + index, 0, 0, new byte[8]);

    private static Partner Member(ExampleOrganisation organisation, Guid id, DateTimeOffset moment)
    {
        var dossier = new OrganisationDossier(id).Learn(new ProfileChanged(organisation.Profile, [], Known), Told(id, Since));
        if (organisation.Registration is { } status)
        {
            var from = organisation.RegistrationDays is { } days ? moment.AddDays(days) : Since;
            if (Registered(status, from) is { } registered) dossier = dossier.Learn(registered, Told(id, from));
        }

        foreach (var label in organisation.Labels is [] ? Enum.GetValues<QualityLabel>() : [])
        {
            dossier = dossier.Learn(new LabelRevoked(label, null, Known), Told(id, Since));
        }

        foreach (var held in organisation.Labels ?? [])
        {
            var until = held.EndsDays is { } days ? BrusselsTime.DayOf(moment).AddDays(days) : (DateOnly?)null;
            dossier = dossier.Learn(new LabelAwarded(held.Label, null, "", Renews: false, Known with { ValidUntil = until }), Told(id, Since));
        }

        return new(dossier, organisation.Role, organisation.ControlledBy);
    }

    private static IClusterEvent? Registered(RegistrationStatus status, DateTimeOffset from) => status switch
    {
        RegistrationStatus.ReviewRequested => new ReviewRequested(null, from),
        RegistrationStatus.Published => new ProfilePublished(Nobody, from),
        RegistrationStatus.Refused => new ProfileRefused(Nobody, from, NoReason),
        RegistrationStatus.Suspended => new ProfileSuspended(Nobody, from, NoReason),
        RegistrationStatus.Withdrawn => new ClusterWithdrawn(null, from),
        _ => null,
    };

    private static readonly NoteRef NoReason = new(Guid.Empty, "");

    private static ApplicationDossier Application(Example example, string? strand, DateTimeOffset? received)
    {
        var application = new ApplicationDossier(Nobody) { Strand = strand, Coordinator = Id(0) };
        if (example.Proposal is { } proposal) application = application.Learn(new ProposalChanged(proposal, []), Told(Nobody, Since));
        foreach (var (index, organisation) in example.Organisations.Index())
        {
            foreach (var kind in organisation.Declared) application = application.Learn(new DeclarationSigned(kind, Id(index), Nobody, Since), Told(Nobody, Since));
        }

        return received is { } at ? HandedIn(application, at) : application;
    }

    private static ApplicationDossier HandedIn(ApplicationDossier application, DateTimeOffset at) => application with
    {
        Submitted = application.Submitted.Tell(1, Told(application.Id, at), Known, at),
        Withdrawn = application.Withdrawn.Tell(false, Told(application.Id, at), Known, at),
        LastTold = Told(application.Id, at),
    };

    private static DateTimeOffset? Received(Example example, CallTerms terms, Criterion criterion) =>
        example.ReceivedDays is { } days && (AsksForCutOff(criterion.Question) ? terms.Travel?.CutOffs.FirstOrDefault()?.By : terms.Deadline) is { } by ? by.Instant.AddDays(days) : null;

    private static bool AsksForCutOff(Question question) => question switch
    {
        Questions.ReceivedByCutOff => true,
        Questions.Composition { Parts: var parts } => parts.Any(AsksForCutOff),
        Questions.Not { Part: var part } => AsksForCutOff(part),
        _ => false,
    };

    /// <summary>Proposals that others handed in long before.</summary>
    private static IEnumerable<Sibling> Others(Example example, CallTerms terms, Partner[] members, DateTimeOffset moment) =>
        from member in members.Zip(example.Organisations)
        where member.Second.OtherProposal is not null
        let strand = member.Second.OtherProposal is { Length: > 0 } named ? named : null
        select new Sibling(HandedIn(new(member.First.Dossier.Id) { Strand = strand }, moment.AddDays(-1)), terms.PhaseOf(strand), [member.First.Dossier]);

    private static Consortium StandingFor(ExamplePartnership? partnership, Consortium consortium, DateTimeOffset moment)
    {
        if (partnership is null) return consortium;

        var told = Told(Formed, Since);
        if (partnership.FormedDays is not { } days) return consortium with { StandsFor = consortium.StandsFor.Tell(new(), told, Known) };

        Partner[] belonging = [.. consortium.Members.Take(partnership.Belonging ?? int.MaxValue)];
        PartnershipMember[] members = belonging.Length > 0 ? [.. belonging.Select(partner => new PartnershipMember(partner.Dossier.Id, partner.Dossier.Id, partner.Called.En))] : [Stranger];
        var formed = new PartnershipFormed("Example partnership", null, null, null, members, null, YearOnly: false, "", new(AssertedBy.System, BrusselsTime.DayOf(moment).AddDays(days)));
        return consortium with
        {
            StandsFor = consortium.StandsFor.Tell(new(Formed), told, Known),
            Partnerships = consortium.Partnerships.SetItem(Formed, new PartnershipDossier(Formed).Learn(formed, told)),
        };
    }

    private static readonly Guid Formed = new(0x0F000000, 0, 0, new byte[8]);

    private static readonly PartnershipMember Stranger = new(Id(int.MaxValue - 0x0E000000), null, "Somebody else");

    private static Told Told(Guid stream, DateTimeOffset at) => new(Guid.Empty, "", stream, 1, at);
}
