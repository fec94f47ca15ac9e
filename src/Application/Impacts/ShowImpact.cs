using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Impacts;

/// <summary>By name, whom a text would affect that is proposed and can no longer be changed. Each look is recorded.</summary>
/// <remarks>For officers assigned to the call and without conflict, and for auditors; the handler asks.</remarks>
/// <param name="Corrigendum">Null: the text whose publication is proposed.</param>
/// <param name="Cursor">From the answer before.</param>
/// <param name="Limit">Null: all of them.</param>
[May(Role.Officer, Role.Auditor)]
public sealed record ShowImpact(Guid CallId, int? Corrigendum = null, string? Cursor = null, int? Limit = ShowImpact.Usual) : IRequest<ImpactLook>
{
    public const int Usual = 50, Most = 500;
}

/// <summary>What was seen, or why there is nothing to be seen.</summary>
public sealed record ImpactLook(ImpactAnswer? Answer, Refusal? Refusal = null);

/// <summary>Look, and be told no more than that the look is recorded: for those who sign in a story that is played.</summary>
[May(Role.Officer)]
public sealed record LookAtImpact(Guid CallId, int? Corrigendum = null) : IRequest<Receipt>;

public sealed class ShowImpactShape : AbstractValidator<ShowImpact>
{
    public ShowImpactShape()
    {
        RuleFor(question => question.Limit).Must(limit => limit is null or (>= 1 and <= ShowImpact.Most))
            .WithMessage(ProfileShape.Say($"1 to {ShowImpact.Most} lines.", $"1 bis {ShowImpact.Most} Zeilen."));
        RuleFor(question => question.Corrigendum).Must(number => number is null or (>= 1 and <= 10_000))
            .WithMessage(ProfileShape.Say("The number of a proposed corrigendum, from 1.", "Die Nummer einer vorgeschlagenen Berichtigung, ab 1."));
        RuleFor(question => question.Cursor).Must(cursor => cursor is null || ImpactPlace.Read(cursor) is not null)
            .WithMessage(ProfileShape.Say("This is not a cursor of this list. Use the one from the last answer.", "Das ist keine Marke dieser Liste. Verwenden Sie die aus der letzten Antwort."));
    }
}

public sealed class ShowImpactHandler(IFacts facts, ILedger ledger, ICallerAccessor callers, ServiceClock clock)
    : IRequestHandler<ShowImpact, ImpactLook>, IRequestHandler<LookAtImpact, Receipt>
{
    public async Task<ImpactLook> Handle(ShowImpact question, CancellationToken cancellationToken)
    {
        if (await Look(question.CallId, question.Corrigendum, question.Cursor, question.Limit, cancellationToken) is not { } look) return new(null, ImpactRefusals.NothingProposed);
        if (look.Receipt.Refusal is { } refusal) return new(null, refusal);

        var (run, seen, names) = (look.Run, look.Seen, new ProgrammeNames(look.Run.Programme));
        return new(new(
            question.CallId, look.Reference, seen.Corrigendum, seen.Text, seen.Look, seen.SeenAt, seen.Position, look.Receipt.Position, Assessment.Engine,
            seen.Effects, seen.Withheld, Told(), look.Next));

        IEnumerable<AffectedAnswer> Told()
        {
            foreach (var row in look.Rows) yield return ImpactTelling.Tell(run, row, names);
        }
    }

    public async Task<Receipt> Handle(LookAtImpact command, CancellationToken cancellationToken) =>
        (await Look(command.CallId, command.Corrigendum, null, null, cancellationToken))?.Receipt ?? new(command.CallId, 0, 0, ImpactRefusals.NothingProposed);

    private sealed record Taken(ImpactRun Run, ImpactSeen Seen, string Reference, IReadOnlyList<AffectedRow> Rows, string? Next, Receipt Receipt);

    /// <summary>Text and leave are read from the store, clusters and applications from memory: what was just proposed can be looked at at once.</summary>
    private async Task<Taken?> Look(Guid call, int? corrigendum, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        var (me, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        var own = await facts.Read([call, me], null, cancellationToken);
        var sight = new Sight(callers.Caller, own, at);
        if (!sight.OfImpact(call)) throw AccessRefused.ForLackOfRole();
        if (own.Call(call) is not { } dossier || FrozenText.Of(dossier, corrigendum) is not { } text) return null;

        var run = new ImpactRun(facts.Now, dossier, text.Before, text.After, at);
        var shown = run.Rows.Where(row => row.MayBeSeen(sight)).ToArray();
        var (rows, part, next) = ImpactPlace.Page(shown, cursor, limit);
        var seen = new ImpactSeen(
            Guid.CreateVersion7(), call, corrigendum, TextHash.Of(text.After), me, at, run.Position, run.Counts, run.Rows.Count(row => row.IsWithheld(sight)), run.Affected, run.Applicants, part is { From: 0 } && part.Until == part.Of ? null : part);
        var receipt = await ledger.Decide(ImpactSeen.StreamOf(call), (ImpactBook book) => book.See(seen), cancellationToken);
        return new(run, seen, text.After.Reference, rows, next, receipt);
    }
}

/// <summary>A text that is proposed, beside the one in force.</summary>
/// <param name="Before">Null for a first publication: what was announced is nobody's yet.</param>
internal sealed record FrozenText(CallTerms? Before, CallTerms After)
{
    public static FrozenText? Of(CallDossier call, int? corrigendum) => corrigendum switch
    {
        { } number => call.PendingCorrigenda.TryGetValue(number, out var proposed) ? new(call.Terms, proposed.Terms) : null,
        null when call.Pending is { Step: CallStep.Publish } && (call.Drafted ?? call.Terms) is { } drafted => new(null, drafted),
        _ => null,
    };
}

/// <summary>What stands behind a second officer's signature.</summary>
internal static class Signing
{
    /// <summary>Her last look at this very text, and who would be affected now; null where she has not looked.</summary>
    /// <exception cref="AccessRefused">By now she is not assigned to the call, or has declared a conflict with it.</exception>
    public static async Task<Looked?> Looked(this IFacts facts, Guid call, int? corrigendum, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var by = caller.PersonId;
        var fresh = await facts.Read([call, ImpactSeen.StreamOf(call), by], null, cancellationToken);
        if (fresh.Call(call) is not { } dossier || FrozenText.Of(dossier, corrigendum) is not { } text) return null;

        var sight = new Sight(caller, fresh, now);
        if (!sight.OfImpact(call)) throw AccessRefused.ForLackOfRole();

        var hash = TextHash.Of(text.After);
        ImpactSeen[] looks = [.. fresh.Looks(call).Where(look => look.SeenBy == by && look.Corrigendum == corrigendum && look.Text == hash)];
        if (looks.Length == 0) return null;

        // Pages belong together while the list is the same.
        var whole = looks.GroupBy(look => (look.Affected, look.Withheld)).LastOrDefault(ImpactSeen.CoverAll)?.Last();
        var run = new ImpactRun(facts.Now, dossier, text.Before, text.After, now);
        return new((whole ?? looks[^1]) with { Withheld = run.Rows.Count(row => row.IsWithheld(sight)) }, run.Affected, run.Applicants, whole is not null);
    }

    /// <summary>The text she looked at has been written anew, and with that nothing is proposed any more: what she means to confirm is not there.</summary>
    public static async Task<bool> HasFallen(this IFacts facts, Guid call, Guid by, CancellationToken cancellationToken)
    {
        var fresh = await facts.Read([call, ImpactSeen.StreamOf(call)], null, cancellationToken);
        return fresh.Call(call) is { } dossier && (dossier.Drafted ?? dossier.Terms) is { } text && dossier.Pending is not { Step: CallStep.Publish }
            && fresh.Looks(call).LastOrDefault(look => look.SeenBy == by && look.Corrigendum is null) is { } seen && seen.Text != TextHash.Of(text);
    }

    /// <summary>For the sake of a conflict. A draft is its people's alone and withheld from nobody in particular: so it keeps nobody from signing.</summary>
    public static bool IsWithheld(this in AffectedRow row, Sight sight) => row.Application is { } application ? sight.IsInConflictWith(application) : sight.IsInConflictWith(row.Who.Dossier.Id);

    public static bool MayBeSeen(this in AffectedRow row, Sight sight) => row.Application is { } application ? sight.OfApplication(application) : !sight.IsInConflictWith(row.Who.Dossier.Id);
}
