using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Partnerships;

/// <summary>The partnerships that are recorded, by name.</summary>
/// <param name="Text">Words of the name, the acronym or a member's name; accents do not matter.</param>
/// <param name="Country">Only those with a member from there.</param>
/// <param name="Cluster">Only those to which this cluster belongs or belonged.</param>
/// <param name="Label">Only those that may carry this label today.</param>
/// <param name="Phase">Only those of which this phase was funded.</param>
/// <param name="After">The id of the last one of the page before.</param>
[May(Who.Anyone)]
public sealed record FindPartnerships(
    string? Text = null, string? Country = null, Guid? Cluster = null, string? Label = null, string? Phase = null, Guid? After = null, int Limit = FindPartnerships.Usual) : IRequest<PartnershipsAnswer>
{
    public const int Usual = 50, Most = 200;
}

/// <summary>Partnerships found, as of a position.</summary>
/// <param name="Next">Id to go on after; null on the last page.</param>
public sealed record PartnershipsAnswer(long Position, int Total, IReadOnlyList<PartnershipItem> Items, Guid? Next);

/// <summary>A partnership in the list, as it stands today.</summary>
/// <param name="YearOnly">Only the year is known.</param>
/// <param name="Members">How many belong to it; null where nobody told who.</param>
/// <param name="Phases">Those that were funded.</param>
public sealed record PartnershipItem(
    Guid Id, string Name, string? Acronym, DateOnly FormedOn, bool YearOnly, int? Members, IReadOnlyList<string> Countries, IReadOnlyList<string> Labels, IReadOnlyList<string> Phases);

public sealed class FindPartnershipsShape : AbstractValidator<FindPartnerships>
{
    public FindPartnershipsShape()
    {
        RuleFor(question => question.Text).Must(text => text is null || (text.Length <= 200 && !text.Any(char.IsControl))).OverridePropertyName("q")
            .WithMessage(ProfileShape.Say("Search with at most 200 characters on one line.", "Suchen Sie mit höchstens 200 Zeichen in einer Zeile."));
        RuleFor(question => question.Label).Line(60);
        RuleFor(question => question.Phase).Line(40);
        RuleFor(question => question.Limit).InclusiveBetween(1, FindPartnerships.Most)
            .WithMessage(ProfileShape.Say($"Ask for 1 to {FindPartnerships.Most} at a time.", $"Fragen Sie nach 1 bis {FindPartnerships.Most} auf einmal."));
    }
}

public sealed class FindPartnershipsHandler(IFacts facts, ServiceClock clock) : IRequestHandler<FindPartnerships, PartnershipsAnswer>
{
    public Task<PartnershipsAnswer> Handle(FindPartnerships question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        if (question.Country is { } country && !knowledge.Programme.Countries.ContainsKey(country)) throw Moments.UnknownCountry(country);

        var words = Searchable.Fold(question.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = knowledge.Partnerships.Where(partnership => partnership.State.Exists && Fits(partnership, question, words, now))
            .OrderBy(partnership => partnership.Dossier.Told!.Name, StringComparer.OrdinalIgnoreCase).ThenBy(partnership => partnership.Dossier.Id).ToArray();

        var begin = question.After is { } last ? Moments.Behind(Array.FindIndex(found, partnership => partnership.Dossier.Id == last)) : 0;
        var page = found.Skip(begin).Take(question.Limit).Select(partnership => Item(partnership, now)).ToArray();
        return Task.FromResult(new PartnershipsAnswer(knowledge.Position, found.Length, page, begin + page.Length < found.Length ? page[^1].Id : null));
    }

    private static bool Fits(PartnershipRecord partnership, FindPartnerships question, string[] words, DateTimeOffset now)
    {
        var (told, members) = (partnership.Dossier.Told!, partnership.State.Members.Values);
        var text = words.Length == 0 ? "" : Searchable.Fold(string.Join(' ', members.Select(member => member.Member.Name).Prepend(told.Acronym ?? "").Prepend(told.Name)));
        return words.All(word => text.Contains(word, StringComparison.Ordinal))
            && (question.Country is null || members.Any(member => member.Left is null && member.Member.Country == question.Country))
            && (question.Cluster is null || members.Any(member => member.Member.Cluster == question.Cluster))
            && (question.Label is null || Holds(partnership.Dossier, now).Contains(question.Label, StringComparer.OrdinalIgnoreCase))
            && (question.Phase is null || partnership.State.Funded.Any(funded => funded.Phase == question.Phase));
    }

    private static PartnershipItem Item(PartnershipRecord partnership, DateTimeOffset now)
    {
        var (formed, members) = (partnership.Dossier.Told!, partnership.Dossier.MembersAt(now).Select(member => member.Member).ToArray());
        return new(
            partnership.Dossier.Id, formed.Name, formed.Acronym, formed.Basis.ValidFrom!.Value, formed.YearOnly, partnership.State.Members.IsEmpty ? null : members.Length,
            [.. members.Select(member => member.Country).OfType<string>().Distinct().Order(StringComparer.Ordinal)], [.. Holds(partnership.Dossier, now)],
            [.. partnership.State.Funded.Select(funded => funded.Phase).Distinct()]);
    }

    private static IEnumerable<string> Holds(PartnershipDossier partnership, DateTimeOffset at) => partnership.Labels.Where(label => label.Value.At(at) is not null).Select(label => label.Key);
}

/// <summary>A partnership with its members, labels and funded phases.</summary>
/// <param name="At">The moment for which it is told who belonged to it; now, where it is left out.</param>
/// <param name="KnownAt">With what had been recorded by then.</param>
[May(Who.Anyone)]
public sealed record ShowPartnership(Guid PartnershipId, DateTimeOffset? At = null, DateTimeOffset? KnownAt = null) : IRequest<PartnershipAnswer?>;

/// <summary>A partnership as it stood at a moment.</summary>
/// <param name="Strand">Of the call it was formed under.</param>
/// <param name="Existed">Whether it had been formed, or labelled, by the moment asked about.</param>
/// <param name="IsReadable">False where something about it cannot be read: what is told may be old.</param>
public sealed record PartnershipAnswer(
    Guid Id, long Version, long Position, string Name, string? Acronym, string? Strand, string? Phase, DateOnly FormedOn, bool YearOnly, string Source, Outcome Existed,
    IReadOnlyList<MemberAnswer> Members, IReadOnlyList<PartnershipLabelAnswer> Labels, IReadOnlyList<FundedAnswer> Funded, DateTimeOffset At, DateTimeOffset? KnownAt, bool IsReadable = true);

/// <summary>A member, now or formerly.</summary>
/// <param name="Cluster">Its profile, where it is public.</param>
/// <param name="Left">First day on which it no longer belongs.</param>
/// <param name="Belongs">At the moment asked about.</param>
public sealed record MemberAnswer(Guid Id, Guid? Cluster, string Name, string? Country, bool Coordinates, DateOnly Since, DateOnly? Left, bool Belongs);

/// <summary>A label of a partnership.</summary>
/// <param name="Holds">At the moment asked about.</param>
public sealed record PartnershipLabelAnswer(string Label, DateOnly ValidFrom, DateOnly? ValidUntil, bool Holds, string Source);

/// <summary>A phase that was funded.</summary>
/// <param name="Call">Reference of the call.</param>
/// <param name="Grant">Null where it is not known.</param>
/// <param name="IsKnownCall">The service has the call.</param>
public sealed record FundedAnswer(string Phase, string Call, string? Strand, [property: Euro] decimal? Grant, DateOnly From, string Source, bool IsKnownCall);

public sealed class ShowPartnershipShape : AbstractValidator<ShowPartnership>
{
    public ShowPartnershipShape(ServiceClock clock)
    {
        RuleFor(question => question.At).Must(at => at is null || at < Moments.Last).WithMessage(Moments.BehindAll);
        RuleFor(question => question.KnownAt).Must(known => known is null || known <= clock.GetUtcNow()).WithMessage(Moments.InTheFuture);
    }
}

public sealed class ShowPartnershipHandler(IFacts facts, ServiceClock clock) : IRequestHandler<ShowPartnership, PartnershipAnswer?>
{
    public async Task<PartnershipAnswer?> Handle(ShowPartnership question, CancellationToken cancellationToken)
    {
        var present = facts.Now;
        var knowledge = question.KnownAt is { } then ? await facts.Read([question.PartnershipId], then, cancellationToken) : present;
        if (knowledge.Partnership(question.PartnershipId) is not { Dossier: { Told: { } told } dossier, State: var state } partnership) return null;

        var at = question.At ?? question.KnownAt ?? clock.GetUtcNow();
        return new(
            dossier.Id, partnership.Version, present.Position, told.Name, told.Acronym, told.Strand, told.Phase, told.Basis.ValidFrom!.Value, told.YearOnly, told.Source, dossier.ExistedAt(at).Outcome,
            [
                .. from belonging in state.Members.Values
                   let member = belonging.Member
                   orderby member.Id == told.Coordinator descending, belonging.Since, member.Name
                   select new MemberAnswer(
                       member.Id, member.Cluster is { } cluster && present.Cluster(cluster) is { State.Status: RegistrationStatus.Published } ? cluster : null, member.Name, member.Country,
                       member.Id == told.Coordinator, belonging.Since, belonging.Left, dossier.Members[member.Id].BelongsAt(at)),
            ],
            [
                .. from label in state.Labels.GroupBy(label => (label.Label, label.Basis.ValidFrom)).Select(told => told.Last())
                   orderby label.Basis.ValidFrom
                   let first = label.Basis.ValidFrom!.Value
                   let begins = BrusselsTime.StartOfDay(first)
                   let ends = label.Basis.ValidUntil is { } last ? BrusselsTime.EndOfDay(last) : DateTimeOffset.MaxValue
                   select new PartnershipLabelAnswer(label.Label, first, label.Basis.ValidUntil, begins <= at && at < ends, label.Source),
            ],
            [
                .. from funded in state.Funded
                   orderby funded.Basis.ValidFrom
                   select new FundedAnswer(funded.Phase, funded.Call, funded.Strand, funded.Grant, funded.Basis.ValidFrom!.Value, funded.Source, present.Call(funded.Call) is { IsPublic: true }),
            ],
            at, question.KnownAt, !dossier.IsBroken);
    }
}
