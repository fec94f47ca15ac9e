using System.Text.RegularExpressions;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Subscriptions;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace EligibilityService.Application.Subscriptions;

/// <summary>Have the entries of the feed that one may read sent to an address.</summary>
/// <param name="Start">now, beginning, or the number or cursor after which it begins.</param>
[May(Role.Subscriber, Role.System, Role.Applicant)]
public sealed record OpenSubscription(Guid SubscriptionId, WebhookDelivery Delivery, AskedFilter? Filter = null, string Start = "now") : IRequest<Receipt>;

/// <summary>Change where, how or what is sent; what is left out stays as it is.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant)]
public sealed record ChangeSubscription(Guid SubscriptionId, WebhookDelivery? Delivery = null, AskedFilter? Filter = null) : IRequest<Receipt>;

/// <summary>Which entries are wanted, as people name them. An empty list means any; all lists must agree.</summary>
/// <param name="Types">Such as cluster.published.v1, cluster.published for all versions, or cluster.* for all about clusters.</param>
/// <param name="Calls">Ids, references or aliases.</param>
/// <param name="Countries">Of the cluster that an entry is about (EU codes).</param>
/// <param name="Clusters">Ids.</param>
/// <param name="Classes">public, restricted, cluster: who may read an entry.</param>
public sealed record AskedFilter(string[]? Types = null, string[]? Calls = null, string[]? Countries = null, Guid[]? Clusters = null, EntryClass[]? Classes = null);

public sealed partial class WebhookDeliveryShape : AbstractValidator<WebhookDelivery>
{
    public const int LongestUrl = 500, LargestBatch = 500, MostPerMinute = 60_000;

    public WebhookDeliveryShape()
    {
        RuleFor(delivery => delivery.Url).Must(IsAddress).WithMessage(ProfileShape.Say(
            $"Give the whole address, such as https://register.example.eu/in, in at most {LongestUrl} characters, without a name or password in it.",
            $"Geben Sie die vollständige Adresse an, etwa https://register.example.eu/in, mit höchstens {LongestUrl} Zeichen, ohne Namen oder Kennwort darin."));
        RuleFor(delivery => delivery.Form).IsInEnum();
        RuleFor(delivery => delivery.Batch).InclusiveBetween(1, LargestBatch).WithMessage(ProfileShape.Say($"1 to {LargestBatch} entries in a message.", $"1 bis {LargestBatch} Einträge je Nachricht."));
        RuleFor(delivery => delivery.Batch).Equal(1).When(delivery => delivery.Form is not MessageForm.Batched && delivery.Batch is > 1 and <= LargestBatch).WithMessage(ProfileShape.Say(
            "Several entries in a message need the batched form.", "Mehrere Einträge je Nachricht gibt es nur als Stapel."));
        RuleFor(delivery => delivery.PerMinute).InclusiveBetween(1, MostPerMinute).WithMessage(ProfileShape.Say($"1 to {MostPerMinute} messages a minute, or leave it out.", $"1 bis {MostPerMinute} Nachrichten in der Minute, oder lassen Sie es weg."));
    }

    private static bool IsAddress(string? url) =>
        url is { Length: <= LongestUrl } && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http" && address.UserInfo.Length == 0 && address.Fragment.Length == 0 && address.Host.Length > 0 && !url.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter));
}

public sealed partial class AskedFilterShape : AbstractValidator<AskedFilter>
{
    public const int Most = 100;

    public AskedFilterShape()
    {
        RuleForEach(filter => filter.Types).Must(type => type is not null && Type().IsMatch(type)).WithMessage(ProfileShape.Say(
            "A type such as cluster.published.v1, cluster.published or cluster.*.", "Ein Typ wie cluster.published.v1, cluster.published oder cluster.*."));
        RuleForEach(filter => filter.Classes).IsInEnum();
        Few(filter => filter.Types);
        Few(filter => filter.Calls);
        Few(filter => filter.Countries);
        Few(filter => filter.Clusters);
        Few(filter => filter.Classes);
    }

    private void Few<T>(System.Linq.Expressions.Expression<Func<AskedFilter, T[]?>> list) =>
        RuleFor(list).Must(given => given is null || given.Length <= Most).WithMessage(ProfileShape.Say($"At most {Most} entries. Leave the list empty where any will do.", $"Höchstens {Most} Angaben. Lassen Sie die Liste leer, wenn alles gewünscht ist."));

    [GeneratedRegex(@"^(eu\.eligibility-service\.)?(\*|[a-z-]{1,40}\.(\*|[a-z-]{1,40}(\.v[1-9][0-9]?)?))$")]
    private static partial Regex Type();
}

public sealed class OpenSubscriptionShape : AbstractValidator<OpenSubscription>
{
    public OpenSubscriptionShape()
    {
        RuleFor(command => command.SubscriptionId).Id().OverridePropertyName("id");
        RuleFor(command => command.Delivery).NotNull().SetValidator(new WebhookDeliveryShape()).OverridePropertyName("");
        RuleFor(command => command.Filter!).SetValidator(new AskedFilterShape()).When(command => command.Filter is not null).OverridePropertyName("filter");
        RuleFor(command => command.Start).Must(start => start is "now" or "beginning" || (start is not null && Cursor.TryParse(start, out _, out _))).WithMessage(ProfileShape.Say(
            "Say now, beginning, or the number after which it begins.", "Sagen Sie now, beginning oder die Nummer, nach der es beginnt."));
    }
}

public sealed class ChangeSubscriptionShape : AbstractValidator<ChangeSubscription>
{
    public ChangeSubscriptionShape()
    {
        RuleFor(command => command.Delivery!).SetValidator(new WebhookDeliveryShape()).When(command => command.Delivery is not null).OverridePropertyName("");
        RuleFor(command => command.Filter!).SetValidator(new AskedFilterShape()).When(command => command.Filter is not null).OverridePropertyName("filter");
    }
}

public sealed class OpenSubscriptionHandler(ILedger ledger, IFacts facts, IWebhooks webhooks, ICallerAccessor callers, ServiceClock clock)
    : IRequestHandler<OpenSubscription, Receipt>, IRequestHandler<ChangeSubscription, Receipt>
{
    private static readonly Role[] Counted = [Role.Subscriber, Role.System, Role.Applicant];

    public async Task<Receipt> Handle(OpenSubscription command, CancellationToken cancellationToken)
    {
        var (caller, id) = (callers.Caller, command.SubscriptionId);
        var filter = Understood(command.Filter ?? new());
        await Check(command.Delivery, cancellationToken);

        var (epoch, last) = await webhooks.End(cancellationToken);
        var (after, named) = command.Start switch { "now" => (last, (string?)null), "beginning" => (0, null), var start => Cursor.TryParse(start, out var its, out var number) ? (number, its) : (last, null) };
        if (named is not null && named != epoch) return new(id, 0, 0, OtherEpoch(epoch, last));
        if (after > last) return new(id, 0, 0, SubscriptionRefusals.AheadOfTheFeed(last));

        webhooks.NewSecret();
        string[] roles = [.. Counted.Where(caller.Is).Select(role => role.ToString().ToLowerInvariant())];
        return await ledger.Decide(id, (Subscription subscription) => subscription.Open(new(caller.PersonId, roles, command.Delivery, filter, after, clock.GetUtcNow())), cancellationToken);
    }

    public async Task<Receipt> Handle(ChangeSubscription command, CancellationToken cancellationToken)
    {
        await facts.OwnSubscription(command.SubscriptionId, callers.Caller, cancellationToken);
        var filter = command.Filter is { } asked ? Understood(asked) : null;
        if (command.Delivery is { } delivery) await Check(delivery, cancellationToken);

        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        return await ledger.Decide(command.SubscriptionId, (Subscription subscription) => subscription.Change(command.Delivery, filter, by, at), cancellationToken);
    }

    private async Task Check(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (await webhooks.Check(delivery.Url, cancellationToken) is { } refusal)
        {
            throw new ValidationException([new ValidationFailure("url", ProfileShape.Say(refusal.Reason.En, refusal.Reason.De)) { ErrorCode = refusal.Code }]);
        }
    }

    /// <summary>Names become ids; what the programme does not know is told as wrong, beside its list.</summary>
    private FeedFilter Understood(AskedFilter asked)
    {
        var (knowledge, failures) = (facts.Now, new List<ValidationFailure>());
        foreach (var country in asked.Countries ?? [])
        {
            if (!knowledge.Programme.Countries.ContainsKey(country)) failures.Add(new("filter.countries", ProfileShape.Say($"'{country}' is not in the programme's list of countries.", $"„{country}“ steht nicht in der Länderliste des Programms.")));
        }

        foreach (var cluster in asked.Clusters ?? [])
        {
            if (knowledge.Cluster(cluster) is null) failures.Add(new("filter.clusters", ProfileShape.Say($"There is no cluster {cluster}.", $"Ein Cluster {cluster} gibt es nicht.")));
        }

        var calls = new List<Guid>();
        foreach (var call in asked.Calls ?? [])
        {
            if (knowledge.Call(call) is { IsPublic: true } known) calls.Add(known.Id);
            else failures.Add(new("filter.calls", ProfileShape.Say($"There is no call {call}.", $"Eine Ausschreibung {call} gibt es nicht.")));
        }

        if (failures.Count > 0) throw new ValidationException(failures);
        return new(
            [.. (asked.Types ?? []).Select(type => type.StartsWith(CloudEvent.TypePrefix, StringComparison.Ordinal) ? type[CloudEvent.TypePrefix.Length..] : type).Distinct()],
            [.. calls.Distinct()], [.. (asked.Countries ?? []).Distinct()], [.. (asked.Clusters ?? []).Distinct()], [.. (asked.Classes ?? []).Distinct()]);
    }

    private static Refusal OtherEpoch(string epoch, long last) => new("feed-epoch-ended", new(
        $"The feed began anew after a restore. Start at {Cursor.Of(epoch, last)} or earlier.",
        $"Der Feed hat nach einer Wiederherstellung neu begonnen. Beginnen Sie bei {Cursor.Of(epoch, last)} oder früher."));
}

public static class OwnSubscriptions
{
    /// <summary>The owner's alone; of others it is not even there. An administrator may look, pause and end.</summary>
    /// <remarks>Read from the store: it may have been opened a moment ago, on another host.</remarks>
    public static async Task<SubscriptionRecord> OwnSubscription(this IFacts facts, Guid id, Caller caller, CancellationToken cancellationToken, bool orAdministrator = false) =>
        (await facts.Read([id], null, cancellationToken)).Subscription(id) is { } known && (known.State.Owner == caller.PersonId || (orAdministrator && caller.Is(Role.Administrator)))
            ? known
            : throw AccessRefused.AsNotThere();
}
