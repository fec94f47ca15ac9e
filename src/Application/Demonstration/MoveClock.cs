using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Narration;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Demonstration;

/// <summary>Move the demonstration's clock forward, playing what happened meanwhile; stop it, or let it run.</summary>
/// <param name="At">Never earlier than now; nothing: stay.</param>
[May(Role.Administrator)]
public sealed record MoveClock(DateTimeOffset? At, bool? Running) : IRequest<ClockAnswer>;

public sealed class MoveClockShape : AbstractValidator<MoveClock>
{
    /// <summary>Nothing of the programme is left to happen then.</summary>
    private static readonly DateTimeOffset End = new(2035, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public MoveClockShape() => RuleFor(command => command.At).Must(at => at is null || at < End)
        .WithMessage(ProfileShape.Say("The demonstration ends with the year 2034; choose an earlier moment.", "Die Demonstration endet mit dem Jahr 2034; wählen Sie einen früheren Zeitpunkt."));
}

/// <summary>Throw everything away and begin the demonstration anew.</summary>
[May(Role.Administrator)]
public sealed record ResetDemonstration : IRequest<ClockAnswer>;

/// <summary>What time it is for the service.</summary>
[May(Who.Anyone)]
public sealed record ShowClock : IRequest<ClockAnswer?>;

/// <summary>The demonstration's clock and how much of the history was played.</summary>
/// <param name="Played">Steps of the played history that have happened.</param>
/// <param name="Refused">Steps that were refused because somebody had changed things meanwhile.</param>
public sealed record ClockAnswer(DateTimeOffset Now, bool Running, int Played, int Steps, IReadOnlyList<RefusedStep> Refused);

/// <summary>A step of the played history that could not be taken any more.</summary>
public sealed record RefusedStep(DateTimeOffset At, string What, string Code, string Reason);

/// <summary>The clock goes forward only: what has happened cannot be undone but by beginning anew.</summary>
public sealed class ClockGoesForwardOnly(DateTimeOffset now) : Exception($"It is {EntryWords.Exact(now).En} already; the clock goes forward only. Use reset to begin anew.")
{
    public Text Said { get; } = new(
        $"It is {EntryWords.Exact(now).En} already; the clock goes forward only. Use reset to begin anew.",
        $"Es ist schon {EntryWords.Exact(now).De}; die Uhr geht nur vorwärts. Mit Zurücksetzen beginnen Sie von vorn.");

    public ClockGoesForwardOnly() : this(default(DateTimeOffset)) { }

    public ClockGoesForwardOnly(string message) : this(default(DateTimeOffset)) => _ = message;

    public ClockGoesForwardOnly(string message, Exception innerException) : this(default(DateTimeOffset)) => _ = (message, innerException);
}

/// <summary>One step of the played history: the instant at which it is recorded, and the commands it consists of.</summary>
/// <param name="Take">Gets a scope's services acting as whom it says; answers with the refusals.</param>
public sealed record PlayedStep(DateTimeOffset At, string What, Func<IServiceProvider, CancellationToken, Task<IReadOnlyList<RefusedStep>>> Take);

/// <summary>The history that the demonstration plays, in order.</summary>
public interface IPlayedHistory
{
    IReadOnlyList<PlayedStep> Steps { get; }

    /// <summary>When the demonstration begins.</summary>
    DateTimeOffset Begins { get; }
}
