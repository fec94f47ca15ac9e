using System.Collections.ObjectModel;
using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Partnerships;
using EligibilityService.Application.PartnerSearches;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Programme;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace EligibilityService.Application.Eligibility;

/// <summary>Could these organisations apply together, what is lacking, and who would close the gap? Nothing is kept.</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <param name="Signature">The day on which the grant would be signed: what must still hold then is judged too.</param>
/// <param name="Months">The project's duration from that day.</param>
/// <param name="Suggest">How many partners who would close a gap are looked for.</param>
/// <param name="StandsFor">The partnership the set would continue, or that it is a new one; left out: not stated.</param>
/// <returns>Null where there is no such call, or there was none then.</returns>
[May(Role.Applicant, Role.Officer, Role.Auditor)]
public sealed record CheckConsortium(
    string Call, ConsortiumPartner[] Partners, string? Strand = null, DateTimeOffset? At = null, DateTimeOffset? KnownAt = null,
    DateOnly? Signature = null, int? Months = null, int Suggest = CheckConsortium.Suggested, StandsFor? StandsFor = null) : IRequest<ConsortiumAnswer?>
{
    public const int MostPartners = 40, Suggested = 10, MostSuggested = 50;
}

/// <summary>An organisation that would take part, and as what.</summary>
/// <param name="Cluster">Published, or one's own; left out where an organisation is typed in.</param>
/// <param name="ControlledBy">Whoever controls it, by name or by a partner's id or name; empty: nobody does; left out: not told.</param>
/// <param name="Organisation">Instead of a cluster: one that nobody registered.</param>
/// <param name="PlansToRegister">It would sign in the proposal that it plans to register.</param>
public sealed record ConsortiumPartner(
    Guid? Cluster = null, PartnerRole Role = PartnerRole.Partner, string? ControlledBy = null, SupposedOrganisation? Organisation = null, bool PlansToRegister = false);

/// <summary>The verdict of the set, what is lacking, what must still hold at the signature, and who would help.</summary>
/// <param name="AtSignature">Null where no day of signature was asked for, or the call lays down nothing for it.</param>
public sealed record ConsortiumAnswer(
    VerdictAnswer Verdict, IReadOnlyList<PartnerAnswer> Partners, IReadOnlyList<GapAnswer> Gaps, IReadOnlyList<FindingAnswer>? AtSignature, IReadOnlyList<CandidateAnswer> Candidates);

/// <summary>A partner of the set, as its profile says.</summary>
/// <param name="Cluster">Made up for this answer where the organisation was typed in.</param>
/// <param name="LeftOut">May not take part; the call looks at the rest.</param>
public sealed record PartnerAnswer(Guid Cluster, string? Name, string? Country, string? Region, PartnerRole Role, bool LeftOut);

/// <summary>A criterion of the set that further partners would close.</summary>
/// <param name="Missing">So many at least.</param>
/// <param name="Searches">Open partner searches that the set fits, of clusters that would help to close it.</param>
public sealed record GapAnswer(string Criterion, string Clause, int Missing, Domain.Deciding.Text What, IReadOnlyList<Guid> Searches);

public sealed class CheckConsortiumShape : AbstractValidator<CheckConsortium>
{
    public CheckConsortiumShape(ServiceClock clock)
    {
        RuleFor(question => question.Call).NotEmpty().MaximumLength(80);
        RuleFor(question => question.Partners).NotEmpty().WithMessage(ProfileShape.Say("Name at least one partner.", "Nennen Sie mindestens einen Partner."));
        When(question => question.Partners is { Length: > 0 }, () =>
        {
            RuleFor(question => question.Partners).Must(partners => partners.Length <= CheckConsortium.MostPartners)
                .WithMessage(ProfileShape.Say($"At most {CheckConsortium.MostPartners} partners.", $"Höchstens {CheckConsortium.MostPartners} Partner."));
            RuleForEach(question => question.Partners).NotNull().ChildRules(partner =>
            {
                partner.RuleFor(named => named.Cluster).Must((named, cluster) => named.Organisation is null ? cluster is { } id && id != Guid.Empty : cluster is null)
                    .WithMessage(ProfileShape.Say("Give the cluster's id, or describe an organisation; not both.", "Geben Sie die Kennung des Clusters an, oder beschreiben Sie eine Organisation; nicht beides."));
                partner.RuleFor(named => named.Organisation!).SetValidator(new SupposedOrganisationShape()).When(named => named.Organisation is not null);
                partner.RuleFor(named => named.Role).IsInEnum();
                partner.RuleFor(named => named.ControlledBy).MaximumLength(200);
            });
            RuleFor(question => question.Partners).Must(NameNobodyTwice).WithMessage(ProfileShape.Say("A partner is named twice. Name each once.", "Ein Partner ist zweimal genannt. Nennen Sie jeden einmal."));
            RuleFor(question => question.Partners).Must(partners => partners.Count(partner => partner?.Role is PartnerRole.Coordinator) <= 1)
                .WithMessage(ProfileShape.Say("Only one partner coordinates.", "Nur ein Partner koordiniert."));
            RuleFor(question => question.Partners).Must(ControlInNoCircle).WithMessage(ProfileShape.Say(
                "Partners control each other in a circle. State for each who controls it in the end.",
                "Partner beherrschen einander im Kreis. Geben Sie für jeden an, wer ihn letztlich beherrscht."));
        });
        RuleFor(question => question.At).Must(at => at is null || at >= Moments.ProgrammeBegan).WithMessage(Moments.BeforeTheProgramme);
        RuleFor(question => question.At).Must(at => at is null || at < Moments.Last).WithMessage(Moments.BehindAll);
        RuleFor(question => question.KnownAt).Must(known => known is null || known <= clock.GetUtcNow()).WithMessage(Moments.InTheFuture);
        RuleFor(question => question.Signature).Must(day => day is null || day.Value.Year is >= 2014 and <= 2100)
            .WithMessage(ProfileShape.Say("A day from 2014 to 2100.", "Ein Tag von 2014 bis 2100."));
        RuleFor(question => question.Months).InclusiveBetween(1, 120).WithMessage(ProfileShape.Say("1 to 120 months.", "1 bis 120 Monate."));
        RuleFor(question => question.Months).Must((question, months) => months is null || question.Signature is not null)
            .WithMessage(ProfileShape.Say("The duration counts from the signature; name its day too.", "Die Laufzeit zählt ab der Unterzeichnung; nennen Sie auch deren Tag."));
        RuleFor(question => question.Suggest).InclusiveBetween(0, CheckConsortium.MostSuggested)
            .WithMessage(ProfileShape.Say($"0 to {CheckConsortium.MostSuggested} suggestions.", $"0 bis {CheckConsortium.MostSuggested} Vorschläge."));
    }

    private static bool NameNobodyTwice(ConsortiumPartner[] partners) => Recorded(partners).DistinctBy(partner => partner.Cluster).Count() == Recorded(partners).Count();

    private static IEnumerable<ConsortiumPartner> Recorded(ConsortiumPartner[] partners) => partners.Where(partner => partner is { Organisation: null });

    private static bool ControlInNoCircle(ConsortiumPartner[] partners)
    {
        var controllers = Recorded(partners).DistinctBy(partner => partner.Cluster)
            .ToDictionary(partner => partner.Cluster ?? Guid.Empty, partner => Guid.TryParse(partner.ControlledBy, out var id) ? id : (Guid?)null);
        foreach (var begin in controllers.Keys)
        {
            var controller = controllers[begin];
            for (var steps = 0; controller is { } next; steps++)
            {
                if (next == begin || steps > controllers.Count) return false;
                controller = controllers.GetValueOrDefault(next);
            }
        }

        return true;
    }
}

public sealed class CheckConsortiumHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<CheckConsortium, ConsortiumAnswer?>
{
    public async Task<ConsortiumAnswer?> Handle(CheckConsortium question, CancellationToken cancellationToken)
    {
        var (present, now) = (facts.Now, clock.GetUtcNow());
        if (present.Call(question.Call) is not { Terms: { } today } call || !call.MayBeSeenBy(callers.Caller)) return null;
        if (question.Strand is { } strand && today.Strands.All(known => known.Id != strand)) throw Moments.UnknownStrand(today);

        RefuseWhoCannotBeNamed(question.Partners, present);
        SupposedPartners.RefuseUnknownCodes(question.Partners, present.Programme);
        if (question.StandsFor?.Partnership is { } stated && present.Partnership(stated) is null) throw PartnershipsConcerned.NotRecorded("standsFor");

        var (knowledge, programme) = (present, present.Programme);
        if (question.KnownAt is { } then)
        {
            Guid[] clusters = [.. question.Partners.Select(partner => partner.Cluster).OfType<Guid>()];
            knowledge = await facts.Read(
                [
                    .. clusters, .. present.Concerned(question.StandsFor, clusters).Select(partnership => partnership.Dossier.Id), .. await facts.ProposalsAndTheirClusters(call.Id, then, cancellationToken),
                    call.Id, ProgrammeFacts.StreamId,
                ], then, cancellationToken);
            programme = knowledge.Programme;
            if (knowledge.Call(call.Id) is not { Terms: not null } known) return null;
            call = known;
        }

        var partners = Domain.Eligibility.Partner.Linked([.. question.Partners.Select((partner, place) => Partner(partner, place, knowledge))]);
        var consortium = new Consortium(partners).Standing(question.StandsFor).WithPartnerships(call.Terms!, knowledge) with { Siblings = knowledge.ProposalsTo(call, new(callers.Caller)) };
        var lead = consortium.Members.FirstOrDefault(member => member.Role is PartnerRole.Coordinator) ?? consortium.Members[0];
        var planning = SupposedPartners.Planning(question.Partners.Zip(partners).Where(pair => pair.First.PlansToRegister).Select(pair => pair.Second.Dossier.Id));
        var subject = new Subject(lead.Dossier, planning, consortium);

        var verdict = knowledge.Tell(subject, knowledge.Cluster(lead.Dossier.Id)?.Version ?? 0, call, programme, now, Stage.Consortium, question.Strand, question.At, question.KnownAt);
        var searches = question.KnownAt is null ? present.SearchesFitting(consortium, call, now) : ReadOnlyDictionary<Guid, FittingSearch>.Empty;
        var completion = new ConsortiumCompletion(subject, call.Terms!, programme, verdict.Strand, question.At, call.IsBroken, searches);
        var atSignature = question.Signature is { } day ? VerdictTelling.AtSignature(subject, call.Terms!, programme, day, question.Months, verdict.Strand, call.IsBroken) : null;

        return new(
            verdict with { Findings = verdict.Findings.WithoutSupposed() }, [.. consortium.Members.Select(member => Tell(member, completion.LeftOut))], completion.Gaps(new ProgrammeNames(programme), present),
            atSignature is { Count: > 0 } ? atSignature.WithoutSupposed() : null,
            question.Suggest > 0 && question.KnownAt is null ? completion.Candidates(present, question.Suggest, now) : []);
    }

    /// <summary>Whose profile is not public may be named by its own people only; nobody learns here that it exists.</summary>
    private void RefuseWhoCannotBeNamed(ConsortiumPartner[] partners, IKnowledge present)
    {
        var failures = new List<ValidationFailure>();
        for (var i = 0; i < partners.Length; i++)
        {
            if (partners[i].Cluster is not { } id) continue;

            var cluster = present.Cluster(id);
            if (cluster?.State.Status is RegistrationStatus.Withdrawn && MaySee(cluster)) failures.Add(new($"partners[{i}].cluster", Withdrawn));
            else if (cluster is null || !(cluster.State.Status is RegistrationStatus.Published || MaySee(cluster))) failures.Add(new($"partners[{i}].cluster", Unknown));
        }

        if (failures.Count > 0) throw new ValidationException(failures);
    }

    private bool MaySee(ClusterRecord cluster) => callers.Caller.Is(Role.Officer) || callers.Caller.Is(Role.Auditor) || cluster.State.Managers.Contains(callers.Caller.PersonId);

    /// <summary>Reasons of a partner who is not one's own are told when it has confirmed that it takes part; before, it is "one partner".</summary>
    private Partner Partner(ConsortiumPartner named, int place, IKnowledge knowledge)
    {
        if (named.Organisation is { } supposed) return new(supposed.Dossier(place), named.Role, named.ControlledBy);

        var id = named.Cluster!.Value;
        var known = knowledge.Cluster(id);
        return new(known?.Dossier ?? new(id), named.Role, named.ControlledBy) { IsDiscreet = known is null || !MaySee(known) };
    }

    private static PartnerAnswer Tell(Partner partner, IReadOnlyCollection<Partner> leftOut) => new(
        partner.Dossier.Id, partner.Dossier.Name.Newest?.Value, partner.Dossier.Country.Newest?.Value, partner.Dossier.Region.Newest?.Value.Code, partner.Role, leftOut.Contains(partner));

    private static readonly string Unknown = ProfileShape.Say(
        "There is no published cluster with this id. Look it up in the directory.", "Unter dieser Kennung gibt es kein veröffentlichtes Cluster. Suchen Sie es im Verzeichnis.");

    private static readonly string Withdrawn = ProfileShape.Say(
        "This cluster has been withdrawn and cannot be a partner.", "Dieses Cluster ist zurückgezogen und kann kein Partner sein.");
}
