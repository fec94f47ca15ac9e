using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Time;
using FluentValidation;
using FluentValidation.Results;

namespace EligibilityService.Application.Eligibility;

/// <summary>Bounds of what may be asked about.</summary>
public static class Moments
{
    public static readonly DateTimeOffset ProgrammeBegan = new(2013, 12, 31, 23, 0, 0, TimeSpan.Zero);

    public static readonly string BeforeTheProgramme = ProfileShape.Say(
        "The programme began on 1 January 2014; ask about a later moment.",
        "Das Programm begann am 1. Januar 2014; fragen Sie nach einem späteren Zeitpunkt.");

    /// <summary>Far behind all there is; beyond the calendar's end nothing could be computed.</summary>
    public static readonly DateTimeOffset Last = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly string BehindAll = ProfileShape.Say(
        "Ask about a moment before the year 2100.",
        "Fragen Sie nach einem Zeitpunkt vor dem Jahr 2100.");

    public static readonly string InTheFuture = ProfileShape.Say(
        "What will be known later cannot be told; choose a moment that has passed.",
        "Was später bekannt sein wird, lässt sich nicht sagen; wählen Sie einen vergangenen Zeitpunkt.");

    /// <summary>Where a list goes on: behind the place of the last one of the page before.</summary>
    /// <exception cref="ValidationException">It is not in the list any more, so nobody can say where to go on.</exception>
    public static int Behind(int place) => place >= 0 ? place + 1 : throw new ValidationException([new ValidationFailure("after", ProfileShape.Say(
        "What the last page ended with is not in this list any more. Begin again with the first page.",
        "Womit die letzte Seite endete, steht nicht mehr in dieser Liste. Beginnen Sie wieder mit der ersten Seite."))]);

    public static ValidationException UnknownStrand(CallTerms terms)
    {
        var strands = string.Join(", ", terms.Strands.Select(strand => strand.Id));
        return new([new ValidationFailure("strand", strands.Length == 0
            ? ProfileShape.Say("This call has no strands; leave it out.", "Diese Ausschreibung hat keine Handlungsbereiche; lassen Sie die Angabe weg.")
            : ProfileShape.Say($"This call's strands are: {strands}.", $"Die Handlungsbereiche dieser Ausschreibung sind: {strands}."))]);
    }

    public static ValidationException UnknownCountry(string code) => new([new ValidationFailure("country", ProfileShape.Say(
        $"'{code}' is not in the programme's list of countries. Greece is EL, the United Kingdom UK.",
        $"„{code}“ steht nicht in der Länderliste des Programms. Griechenland ist EL, das Vereinigte Königreich UK."))]);

    public static ValidationException UnknownRegion(string code) => new([new ValidationFailure("region", ProfileShape.Say(
        $"'{code}' is not in the programme's list of regions. Use its NUTS code, such as DE1.",
        $"„{code}“ steht nicht in der Regionenliste des Programms. Verwenden Sie den NUTS-Code, etwa DE1."))]);

    /// <summary>The calls everybody may see: what is open first, then what is announced.</summary>
    public static IEnumerable<CallDossier> PublicCalls(this IKnowledge knowledge, DateTimeOffset now) => knowledge.Calls
        .Where(call => call.IsPublic && call.Terms is not null)
        .OrderBy(call => call.StatusAt(now) switch { CallPhase.Open or CallPhase.OpenByOneReading => 0, CallPhase.Announced => 1, CallPhase.Unknown => 2, _ => 3 })
        .ThenByDescending(call => call.Terms!.Deadline?.Instant)
        .ThenBy(call => call.Terms!.Reference);

    /// <summary>A call that is still being written is for officers and auditors only.</summary>
    public static bool MayBeSeenBy(this CallDossier call, Caller caller) => call.IsPublic || caller.Is(Role.Officer) || caller.Is(Role.Auditor);
}

/// <summary>Somebody who may know of the cluster asked for what was known of it before it registered.</summary>
public sealed class NotRegisteredYet : Exception
{
    public const string Code = "not-registered-yet";

    public NotRegisteredYet(ClusterRecord cluster) : this(Sentence(cluster)) { }

    public NotRegisteredYet() : this("") { }

    public NotRegisteredYet(string message) : base(message) => Said = new(message, message);

    public NotRegisteredYet(string message, Exception innerException) : base(message, innerException) => Said = new(message, message);

    private NotRegisteredYet(Text said) : base(said.En) => Said = said;

    /// <summary>Since which day there is something to know.</summary>
    public Text Said { get; }

    private static Text Sentence(ClusterRecord cluster) => cluster.Dossier.Registration.NewestFirst().LastOrDefault()?.From is { } from && EntryWords.Day(BrusselsTime.DayOf(from)) is var day
        ? new($"This cluster was not registered yet then; its registration began on {day.En}. Ask about a later moment.", $"Dieses Cluster war da noch nicht registriert; die Registrierung begann am {day.De}. Fragen Sie nach einem späteren Zeitpunkt.")
        : new("This cluster was not registered yet then. Ask about a later moment.", "Dieses Cluster war da noch nicht registriert. Fragen Sie nach einem späteren Zeitpunkt.");
}
