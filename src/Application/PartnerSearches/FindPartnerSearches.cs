using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.PartnerSearches;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace EligibilityService.Application.PartnerSearches;

/// <summary>Partner searches that stand today, those for the call asked about first, then the newest.</summary>
/// <param name="Kind">Requests, or offers, only.</param>
/// <param name="Call">Id, reference or alias: those for this call, and those in general.</param>
/// <param name="Cluster">Only those of this cluster.</param>
/// <param name="Country">Only those meant for somebody from there; what says nothing about countries is meant for all.</param>
/// <param name="Region">The same, by NUTS code.</param>
/// <param name="Sector">The same, by code of the sector or emerging industry.</param>
/// <param name="Target">The same, by third country.</param>
/// <param name="Ids">Only these.</param>
/// <param name="After">The id of the last one of the page before.</param>
[May(Who.Anyone)]
public sealed record FindPartnerSearches(
    SearchKind? Kind = null, string? Call = null, Guid? Cluster = null, string? Country = null, string? Region = null, string? Sector = null, string? Target = null,
    Guid[]? Ids = null, Guid? After = null, int Limit = FindPartnerSearches.Usual) : IRequest<PartnerSearchesAnswer>
{
    public const int Usual = 20, Most = 100;
}

/// <summary>Partner searches found, as of a position.</summary>
/// <param name="Next">Id to go on after; null on the last page.</param>
public sealed record PartnerSearchesAnswer(long Position, int Total, IReadOnlyList<PartnerSearchAnswer> Items, Guid? Next);

/// <summary>A notice by which a cluster looks for partners, or offers to be one.</summary>
/// <param name="Call">Reference of the call it is for; null: in general.</param>
/// <param name="Text">In the cluster's own words; null where it has been erased.</param>
/// <param name="ValidUntil">Last day on which it stands.</param>
/// <param name="Stands">False for one that is over, which its own people still see.</param>
/// <param name="Mine">The caller acts for the cluster.</param>
public sealed record PartnerSearchAnswer(
    Guid Id, SearchKind Kind, Guid Cluster, string Name, string? Country, string? Region, string? Call, Text? CallTitle, Wanted Wanted, string? Text, DateTimeOffset PostedAt, DateOnly ValidUntil,
    bool Stands, bool Mine);

public sealed class FindPartnerSearchesShape : AbstractValidator<FindPartnerSearches>
{
    public FindPartnerSearchesShape()
    {
        RuleFor(question => question.Kind).IsInEnum();
        RuleFor(question => question.Call).Line(80);
        RuleFor(question => question.Region).Line(10);
        RuleFor(question => question.Ids).Must(ids => ids is null || ids.Length <= FindPartnerSearches.Most).OverridePropertyName("id")
            .WithMessage(ProfileShape.Say($"At most {FindPartnerSearches.Most} ids.", $"Höchstens {FindPartnerSearches.Most} Kennungen."));
        RuleFor(question => question.Sector).Line(20);
        RuleFor(question => question.Limit).InclusiveBetween(1, FindPartnerSearches.Most)
            .WithMessage(ProfileShape.Say($"Ask for 1 to {FindPartnerSearches.Most} at a time.", $"Fragen Sie nach 1 bis {FindPartnerSearches.Most} auf einmal."));
    }
}

public sealed class FindPartnerSearchesHandler(IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<FindPartnerSearches, PartnerSearchesAnswer>
{
    public async Task<PartnerSearchesAnswer> Handle(FindPartnerSearches question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        if (question.Country is { } country && !knowledge.Programme.Countries.ContainsKey(country)) throw Moments.UnknownCountry(country);
        if (question.Target is { } target && !knowledge.Programme.Countries.ContainsKey(target)) throw Moments.UnknownCountry(target);
        if (question.Region is { } region && !knowledge.Programme.KnowsRegion(region, Domain.Eligibility.RegionCode.ProgrammeVersion)) throw Moments.UnknownRegion(region);

        var call = question.Call is { } reference ? knowledge.Call(reference) is { IsPublic: true } known ? known : throw NoSuchCall : null;
        var found = knowledge.PartnerSearches.Where(search => search.Stands(knowledge, now) && question.Ids?.Contains(search.Id) is not false && Fits(search.State.Posted!, question, call?.Id))
            .OrderByDescending(search => call is not null && search.State.Posted!.Call == call.Id).ThenByDescending(search => search.PostedAt).ThenBy(search => search.Id).ToArray();

        var begin = question.After is { } last ? Moments.Behind(Array.FindIndex(found, search => search.Id == last)) : 0;
        var page = found.Skip(begin).Take(question.Limit).ToArray();
        var texts = await notes.Texts([.. page.Select(search => search.State.Posted!.Text.Id)], cancellationToken);
        return new(
            knowledge.Position, found.Length, [.. page.Select(search => search.Tell(knowledge, texts, callers.Caller, now))], begin + page.Length < found.Length ? page[^1].Id : null);
    }

    private static bool Fits(PartnerSearchPosted posted, FindPartnerSearches question, Guid? call)
    {
        var wanted = posted.Wanted;
        return (question.Kind is null || posted.Kind == question.Kind)
            && (call is null || posted.Call is null || posted.Call == call)
            && (question.Cluster is null || posted.Cluster == question.Cluster)
            && ((question.Country ?? question.Region?[..2]) is not { } country || wanted.Countries.Length + wanted.Regions.Length == 0 || wanted.Countries.Contains(country)
                || wanted.Regions.Any(region => question.Region is { } from ? from.StartsWith(region, StringComparison.Ordinal) : region.StartsWith(country, StringComparison.Ordinal)))
            && (question.Sector is not { } sector || wanted.Sectors.Length + wanted.EmergingIndustries.Length == 0 || wanted.Sectors.Contains(sector) || wanted.EmergingIndustries.Contains(sector))
            && (question.Target is not { } target || wanted.TargetCountries.Length == 0 || wanted.TargetCountries.Contains(target));
    }

    private static ValidationException NoSuchCall => new([new ValidationFailure("call", ProfileShape.Say("There is no such call.", "Diese Ausschreibung gibt es nicht."))]);
}

/// <summary>One partner search. One that is over is there for its cluster's people, moderators, officers and auditors only.</summary>
[May(Who.Anyone)]
public sealed record ShowPartnerSearch(Guid SearchId) : IRequest<PartnerSearchShown?>;

/// <summary>A partner search, with its version.</summary>
public sealed record PartnerSearchShown(long Version, long Position, PartnerSearchAnswer Search);

public sealed class ShowPartnerSearchHandler(IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowPartnerSearch, PartnerSearchShown?>
{
    public async Task<PartnerSearchShown?> Handle(ShowPartnerSearch question, CancellationToken cancellationToken)
    {
        var (knowledge, caller, now) = (facts.Now, callers.Caller, clock.GetUtcNow());
        if (knowledge.PartnerSearch(question.SearchId) is not { IsBroken: false, State.Posted: { } posted } search) return null;

        var sees = search.Stands(knowledge, now) || caller.Is(Role.Moderator) || caller.Is(Role.Officer) || caller.Is(Role.Auditor) || knowledge.ActsFor(caller, posted.Cluster);
        return sees ? new(search.Version, knowledge.Position, search.Tell(knowledge, await notes.Texts([posted.Text.Id], cancellationToken), caller, now)) : null;
    }
}

/// <summary>The partner searches of one's own cluster, also those that are over.</summary>
[May(Own = true)]
public sealed record ShowOwnPartnerSearches(Guid ClusterId) : IRequest<PartnerSearchesAnswer>, IConcernsCluster;

public sealed class ShowOwnPartnerSearchesHandler(IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowOwnPartnerSearches, PartnerSearchesAnswer>
{
    public async Task<PartnerSearchesAnswer> Handle(ShowOwnPartnerSearches question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        var own = knowledge.PartnerSearches.Where(search => !search.IsBroken && search.State.Posted?.Cluster == question.ClusterId).OrderByDescending(search => search.PostedAt).ToArray();
        var texts = await notes.Texts([.. own.Select(search => search.State.Posted!.Text.Id)], cancellationToken);
        return new(knowledge.Position, own.Length, [.. own.Select(search => search.Tell(knowledge, texts, callers.Caller, now))], null);
    }
}
