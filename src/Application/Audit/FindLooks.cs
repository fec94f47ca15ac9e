using System.Globalization;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Audit;

/// <summary>Who looked at what, latest first: applications, decisions, letters, documents, dossiers, persons.</summary>
/// <param name="Person">Who looked.</param>
/// <param name="About">Id of an application, a cluster, a call or a person.</param>
/// <param name="Call">Id, reference or alias: looks at the call's lists and at all its applications.</param>
/// <param name="Cursor">From the answer before.</param>
[May(Role.Auditor)]
public sealed record FindLooks(
    Guid? Person = null, LookedAt? What = null, Guid? About = null, string? Call = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string? Cursor = null, int Limit = FindLooks.Usual)
    : IRequest<LooksAnswer>
{
    public const int Usual = 50, Most = 1_000;
}

/// <summary>Who looked at an application, latest first. For officers of the call and auditors.</summary>
[May(Granted = true)]
public sealed record ShowLooks(Guid ApplicationId, int Limit = FindLooks.Usual) : IRequest<LooksAnswer?>, IConcernsApplication;

/// <summary>Looks that were logged.</summary>
/// <param name="Next">Cursor of the next page; none on the last one.</param>
public sealed record LooksAnswer(long Position, IReadOnlyList<LookAnswer> Looks, string? Next);

/// <summary>One person looked at one thing within one minute.</summary>
/// <param name="Name">Of who looked; null where the person has been erased.</param>
/// <param name="AboutName">As it is called today; null where it is about no single thing, or about a person.</param>
/// <param name="Item">Id of the document, where it is one.</param>
/// <param name="At">The first look of that minute.</param>
/// <param name="Times">So many within it.</param>
public sealed record LookAnswer(Guid Person, string? Name, LookedAt What, Guid? About, string? AboutName, Guid? Item, DateTimeOffset At, int Times);

public sealed class FindLooksShape : AbstractValidator<FindLooks>
{
    public FindLooksShape()
    {
        RuleFor(question => question.Call).Line(80);
        RuleFor(question => question.What).IsInEnum().WithMessage(ProfileShape.Say("Choose what was looked at from the list.", "Wählen Sie aus der Liste, was eingesehen wurde."));
        RuleFor(question => question.To).Must((question, to) => to is null || question.From is null || to >= question.From)
            .WithMessage(ProfileShape.Say("The end lies before the beginning.", "Das Ende liegt vor dem Anfang."));
        RuleFor(question => question.Cursor).Must(cursor => cursor is null || long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .WithMessage(ProfileShape.Say("This is no cursor of this list; begin without one.", "Das ist kein Cursor dieser Liste; beginnen Sie ohne."));
        RuleFor(question => question.Limit).InclusiveBetween(1, FindLooks.Most)
            .WithMessage(ProfileShape.Say($"Ask for 1 to {FindLooks.Most} at a time.", $"Fragen Sie nach 1 bis {FindLooks.Most} auf einmal."));
    }
}
