using System.Globalization;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Audit;

/// <summary>Everything that happened, by who, what and when, latest first. Officers find of applications those of their calls, auditors all.</summary>
/// <param name="Who">Who acted: an id, the e-mail address of sign-in, or a part of the name.</param>
/// <param name="Kind">Name of an event, such as application.award-decided, or a family, such as application.</param>
/// <param name="Call">Id, reference or alias: the call and its applications.</param>
/// <param name="Cluster">The cluster, and the applications it coordinates.</param>
/// <param name="Text">In what was recorded or written, or in the name of a cluster or call.</param>
/// <param name="Cursor">From the answer before.</param>
[May(Role.Officer, Role.Auditor)]
public sealed record FindEvents(
    string? Who = null, string? Kind = null, string? Call = null, Guid? Cluster = null, Guid? Application = null, string? Text = null, DateTimeOffset? From = null, DateTimeOffset? To = null,
    string? Cursor = null, int Limit = FindEvents.Usual) : IRequest<EventsAnswer>
{
    public const int Usual = 50, Most = 500;
}

/// <summary>What happened, as of a position.</summary>
/// <param name="Next">Cursor of the next page; none on the last one.</param>
public sealed record EventsAnswer(long Position, IReadOnlyList<EventFound> Events, string? Next);

/// <summary>One event, and what it is about.</summary>
/// <param name="About">The cluster, call, application, partnership, person or subscription it is about; for the rest, where it is recorded.</param>
/// <param name="Name">As that is called today; none where it has no name, or a person was erased.</param>
public sealed record EventFound(long Sequence, ParkedSubject Of, Guid About, string? Name, HistoryEntry Entry);

public sealed class FindEventsShape : AbstractValidator<FindEvents>
{
    public FindEventsShape()
    {
        RuleFor(question => question.Who).Line(200);
        RuleFor(question => question.Call).Line(80);
        RuleFor(question => question.Kind).Must(kind => kind is null || (kind.Length <= 60 && kind.All(letter => char.IsAsciiLetterLower(letter) || letter is '.' or '-')))
            .WithMessage(ProfileShape.Say("The name of an event, such as application.award-decided, or a family, such as application.", "Der Name eines Ereignisses, etwa application.award-decided, oder eine Gruppe, etwa application."));
        RuleFor(question => question.Text).Must(text => text is null || text.Trim().Length is >= 3 and <= 200)
            .WithMessage(ProfileShape.Say("Enter 3 to 200 letters of what you look for.", "Geben Sie 3 bis 200 Zeichen dessen ein, was Sie suchen."));
        RuleFor(question => question.To).Must((question, to) => to is null || question.From is null || to >= question.From)
            .WithMessage(ProfileShape.Say("The end lies before the beginning.", "Das Ende liegt vor dem Anfang."));
        RuleFor(question => question.Cursor).Must(cursor => cursor is null || long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .WithMessage(ProfileShape.Say("This is no cursor of this list; begin without one.", "Das ist kein Cursor dieser Liste; beginnen Sie ohne."));
        RuleFor(question => question.Limit).InclusiveBetween(1, FindEvents.Most)
            .WithMessage(ProfileShape.Say($"Ask for 1 to {FindEvents.Most} at a time.", $"Fragen Sie nach 1 bis {FindEvents.Most} auf einmal."));
    }
}
