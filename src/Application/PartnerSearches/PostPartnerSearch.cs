using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace EligibilityService.Application.PartnerSearches;

/// <summary>Post that a cluster looks for partners, or offers to be one.</summary>
/// <param name="Call">Id, reference or alias; null: in general.</param>
/// <param name="Text">In the cluster's own words.</param>
/// <param name="ValidUntil">Last day on which it stands.</param>
[May(Role.System, Own = true)]
public sealed record PostPartnerSearch(Guid SearchId, Guid ClusterId, SearchKind Kind, string? Call, Wanted Wanted, string Text, DateOnly ValidUntil) : IRequest<Receipt>, IConcernsCluster;

public sealed class PostPartnerSearchShape : AbstractValidator<PostPartnerSearch>
{
    public const int MostCodes = 50;

    public PostPartnerSearchShape()
    {
        RuleFor(command => command.SearchId).Id().OverridePropertyName("id");
        RuleFor(command => command.ClusterId).Id().OverridePropertyName("cluster");
        RuleFor(command => command.Kind).IsInEnum();
        RuleFor(command => command.Call).Line(80);
        RuleFor(command => command.Text).NotNull().WithMessage(TextNeeded);
        RuleFor(command => command.Text).Lines(20, 2000);
        RuleFor(command => (DateOnly?)command.ValidUntil).Day().OverridePropertyName("validUntil");
        Few(command => command.Wanted.Countries, "wanted.countries");
        Few(command => command.Wanted.Regions, "wanted.regions");
        Few(command => command.Wanted.Sectors, "wanted.sectors");
        Few(command => command.Wanted.EmergingIndustries, "wanted.emergingIndustries");
        Few(command => command.Wanted.TargetCountries, "wanted.targetCountries");
    }

    private static readonly string TextNeeded = ProfileShape.Say("Say in a few words what you look for or offer.", "Sagen Sie in wenigen Worten, was Sie suchen oder bieten.");

    private void Few(System.Linq.Expressions.Expression<Func<PostPartnerSearch, string[]>> codes, string name) =>
        RuleFor(codes).Must(given => given.Length <= MostCodes && given.Distinct(StringComparer.Ordinal).Count() == given.Length).OverridePropertyName(name)
            .WithMessage(ProfileShape.Say($"At most {MostCodes} entries, each once. Leave the list empty where any will do.", $"Höchstens {MostCodes} Angaben, jede einmal. Lassen Sie die Liste leer, wenn es gleich ist."));
}

public sealed class PostPartnerSearchHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<PostPartnerSearch, Receipt>
{
    public async Task<Receipt> Handle(PostPartnerSearch command, CancellationToken cancellationToken)
    {
        RefuseUnknownCodes(command.Wanted, facts.Now.Programme);
        var named = command.Call is { } reference ? facts.Now.Call(reference) : null;
        if (command.Call is not null && named is not { IsPublic: true }) return new(command.SearchId, 0, 0, Applying.CallUnknown);

        // Whether it may be found is asked of the store: it may have been allowed a moment ago, on another host.
        var known = await facts.Read([command.ClusterId, command.SearchId], null, cancellationToken);
        var cluster = known.Cluster(command.ClusterId)!;
        var at = clock.GetUtcNow();
        if (known.PartnerSearch(command.SearchId) is null && facts.Now.PartnerSearches.Count(search => search.State.Posted?.Cluster == command.ClusterId && search.State.StandsOn(BrusselsTime.DayOf(at))) >= MostStanding) return new(command.SearchId, 0, 0, Enough);

        var call = named is null ? null : await facts.FreshCall(named.Id, cancellationToken);
        var posted = new PartnerSearchPosted(command.ClusterId, command.Kind, call?.Id, command.Wanted, await Note(known.PartnerSearch(command.SearchId)?.State.Posted?.Text, command.Text.Trim(), cancellationToken), command.ValidUntil, callers.Caller.PersonId);
        return await ledger.Decide(command.SearchId, (PartnerSearch search) => search.Post(posted, cluster.State, call, at), cancellationToken);
    }

    private const int MostStanding = 20;

    private static readonly Refusal Enough = new("partner-searches-enough", new(
        $"{MostStanding} searches of your cluster stand already. Withdraw one, then post this.",
        $"Von Ihrem Cluster stehen schon {MostStanding} Suchen. Ziehen Sie eine zurück, und veröffentlichen Sie dann diese."));

    /// <summary>The same words sent again are the same note.</summary>
    private async Task<NoteRef> Note(NoteRef? before, string text, CancellationToken cancellationToken) =>
        before is not null && (await notes.Texts([before.Id], cancellationToken)).GetValueOrDefault(before.Id) == text ? before : notes.Write(text);

    private static void RefuseUnknownCodes(Wanted wanted, ProgrammeFacts programme)
    {
        (string Field, string[] Codes, Predicate<string> IsKnown)[] lists =
        [
            ("wanted.countries", wanted.Countries, programme.Countries.ContainsKey),
            ("wanted.regions", wanted.Regions, code => code.Length > 2 && programme.KnowsRegion(code, Domain.Eligibility.RegionCode.ProgrammeVersion)),
            ("wanted.sectors", wanted.Sectors, code => programme.Terms.ContainsKey(("eco-sector", code))),
            ("wanted.emergingIndustries", wanted.EmergingIndustries, code => programme.Terms.ContainsKey(("emerging-industry", code))),
            ("wanted.targetCountries", wanted.TargetCountries, programme.Countries.ContainsKey),
        ];
        ValidationFailure[] unknown =
        [
            .. from list in lists
               from code in list.Codes
               where !list.IsKnown(code)
               select new ValidationFailure(list.Field, ProfileShape.Say($"'{code}' is not in the programme's list.", $"„{code}“ steht nicht in der Liste des Programms.")),
        ];
        if (unknown.Length > 0) throw new ValidationException(unknown);
    }
}

/// <summary>Take a partner search back: its own cluster's people, or a moderator.</summary>
/// <param name="ClusterId">Whose search it is.</param>
[May(Role.Moderator, Own = true)]
public sealed record WithdrawPartnerSearch(Guid SearchId, Guid ClusterId) : IRequest<Receipt>, IConcernsCluster;

public sealed class WithdrawPartnerSearchHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<WithdrawPartnerSearch, Receipt>
{
    public Task<Receipt> Handle(WithdrawPartnerSearch command, CancellationToken cancellationToken)
    {
        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        return ledger.Decide(command.SearchId, (PartnerSearch search) => search.Withdraw(command.ClusterId, by, at), cancellationToken);
    }
}
