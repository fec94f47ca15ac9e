using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using FluentValidation;

namespace EligibilityService.Application.Calls;

/// <summary>What can be said of a call's terms without knowing any history: bounds, order of dates, and that everything named exists.</summary>
public sealed class TermsShape : AbstractValidator<CallTerms>
{
    private const int MostCriteria = 60, MostClauses = 300, MostStrands = 30;
    internal const decimal MostMoney = 100_000_000_000m;

    /// <param name="imported">From a source: what an officer would be asked to make clear is kept with both readings.</param>
    public TermsShape(bool imported = false)
    {
        RuleFor(terms => terms.Reference).Matches(@"^[A-Za-z0-9][A-Za-z0-9._/-]{2,79}\z")
            .WithMessage(ProfileShape.Say("3 to 80 letters, digits, dots, dashes.", "3 bis 80 Buchstaben, Ziffern, Punkte, Striche."));
        RuleFor(terms => terms.Aliases).Must(aliases => aliases.Length <= 20 && aliases.All(alias => alias.Length is > 0 and <= 80 && !alias.Any(char.IsControl)))
            .WithMessage(ProfileShape.Say("At most 20 aliases of at most 80 characters.", "Höchstens 20 weitere Namen mit höchstens 80 Zeichen."));
        RuleFor(terms => terms.Title).Must(title => IsLine(title.En, 300) && IsLine(title.De, 300))
            .WithMessage(ProfileShape.Say("A title of at most 300 characters in both languages.", "Ein Titel mit höchstens 300 Zeichen in beiden Sprachen."));
        RuleFor(terms => terms.Kind).Matches(@"^[a-z][a-z0-9-]{1,39}\z").WithMessage(ProfileShape.Say("Lower-case words with dashes.", "Kleingeschriebene Wörter mit Strichen."));
        RuleFor(terms => terms.Budget).Must(IsMoney).WithMessage(MoneyBounds);
        RuleFor(terms => terms.PublishedOn).Day();
        RuleFor(terms => terms.EventFrom).Day();
        RuleFor(terms => terms.SignaturePlanned).Day();
        RuleFor(terms => terms.Clauses).Must(clauses => clauses.Length <= MostClauses && clauses.All(clause => IsLine(clause.Number, 20) && clause.Text is null or { Length: <= 50_000 }) && clauses.DistinctBy(clause => clause.Number).Count() == clauses.Length)
            .WithMessage(ProfileShape.Say($"At most {MostClauses} clauses, each with a number of its own.", $"Höchstens {MostClauses} Ziffern, jede mit einer eigenen Nummer."));
        RuleFor(terms => terms.Strands).Must(strands => strands.Length <= MostStrands && strands.All(strand => IsLine(strand.Id, 20)) && strands.DistinctBy(strand => strand.Id).Count() == strands.Length)
            .WithMessage(ProfileShape.Say($"At most {MostStrands} strands, each with an id of its own.", $"Höchstens {MostStrands} Handlungsbereiche, jeder mit einer eigenen Kennung."));
        RuleForEach(terms => terms.Strands).Must(strand => strand.MinimumMonths is null or (>= 1 and <= 240) && strand.MaximumMonths is null or (>= 1 and <= 240) && strand.ProjectsForeseen is null or (>= 0 and <= 10_000))
            .WithMessage(ProfileShape.Say("Durations are 1 to 240 months, projects 0 to 10 000.", "Laufzeiten haben 1 bis 240 Monate, Projekte gibt es 0 bis 10 000."));
        RuleForEach(terms => terms.Strands).Must(strand => IsMoney(strand.Budget) && IsMoney(strand.MaximumGrant)).WithMessage(MoneyBounds);
        RuleForEach(terms => terms.Strands).Must(strand => strand.Rate is null or (> 0 and <= 1)).WithMessage(ProfileShape.Say("A rate is a part of 1, such as 0.75.", "Ein Satz ist ein Teil von 1, etwa 0.75."));
        RuleForEach(terms => terms.Strands).Must(strand => strand.MinimumMonths is null || strand.MaximumMonths is null || strand.MinimumMonths <= strand.MaximumMonths)
            .WithMessage(ProfileShape.Say("The shortest duration exceeds the longest.", "Die kürzeste Laufzeit übersteigt die längste."));
        RuleFor(terms => terms.EventUntil).Must((terms, until) => until is null || terms.EventFrom is null || until >= terms.EventFrom)
            .WithMessage(ProfileShape.Say("The event ends before it begins.", "Die Veranstaltung endet vor ihrem Beginn."));
        RuleFor(terms => terms.Deadline).Must((terms, deadline) => deadline is null || terms.PublishedOn is null || DateOnly.FromDateTime(deadline.Local) >= terms.PublishedOn)
            .WithMessage(ProfileShape.Say("The deadline lies before the publication.", "Die Frist liegt vor der Veröffentlichung."));
        RuleFor(terms => terms.Deadline).Custom((deadline, context) =>
        {
            if (deadline is { Local: var local } && !local.IsSensible())
            {
                context.AddFailure("deadline", ProfileShape.Say("A deadline lies between 1990 and 2100.", "Eine Frist liegt zwischen 1990 und 2100."));
                return;
            }

            if (deadline is { Zone: not BrusselsTime.ZoneId })
            {
                context.AddFailure("deadline", ProfileShape.Say("Deadlines are in Brussels time; leave the zone out.", "Fristen gelten in Brüsseler Zeit; lassen Sie die Zone weg."));
                return;
            }

            if (deadline is null || (deadline.Zone == BrusselsTime.ZoneId && BrusselsTime.Readings(deadline.Local).Contains(deadline.Instant) && deadline.OtherReading is null && deadline.Abbreviation is null && BrusselsTime.Readings(deadline.Local).Count == 1)) return;
            if (imported && Deadline.Impossible(deadline.Local, deadline.Abbreviation) is null) return;
            if (deadline is { AsInSource: true, FitsItsWording: true }) return;

            var (typed, refusal) = Deadline.Typed(deadline.Local, deadline.Abbreviation);
            if (refusal is not null) context.AddFailure(new FluentValidation.Results.ValidationFailure("deadline", ProfileShape.Say(refusal.Reason.En, refusal.Reason.De)) { ErrorCode = refusal.Code });
            else if (typed!.Instant != deadline.Instant) context.AddFailure("deadline", ProfileShape.Say("The instant is not that of the local time.", "Der Zeitpunkt passt nicht zur Ortszeit."));
        });
        RuleFor(terms => terms.Travel!).SetValidator(new TravelShape(imported)).When(terms => terms.Travel is not null);
        RuleFor(terms => terms).Custom(TravelShape.Agree);
        RuleFor(terms => terms.Criteria).Must(criteria => criteria.Length <= MostCriteria)
            .WithMessage(terms => ProfileShape.Say($"At most {MostCriteria} criteria; there are {terms.Criteria.Length}.", $"Höchstens {MostCriteria} Kriterien; es sind {terms.Criteria.Length}."));
        RuleForEach(terms => terms.Criteria).Must(criterion => IsLine(criterion.Id, 40)).WithMessage(ProfileShape.Say("An id of 1 to 40 characters.", "Eine Kennung mit 1 bis 40 Zeichen.")).WithState(_ => Id);
        RuleForEach(terms => terms.Criteria).Must((terms, criterion) => ReferenceEquals(terms.Criteria.First(first => first.Id == criterion.Id), criterion))
            .WithMessage((_, criterion) => ProfileShape.Say($"There are several criteria {criterion.Id}; give each an id of its own.", $"Es gibt mehrere Kriterien {criterion.Id}; geben Sie jedem eine eigene Kennung.")).WithState(_ => Id);
        RuleForEach(terms => terms.Criteria).Must((terms, criterion) => terms.Clauses.Any(clause => clause.Number == criterion.Clause))
            .WithMessage((_, criterion) => ProfileShape.Say($"Criterion {criterion.Id} names clause {criterion.Clause}, which the text does not have. Name one that is there, or add it.", $"Das Kriterium {criterion.Id} nennt die Ziffer {criterion.Clause}, die der Text nicht hat. Nennen Sie eine vorhandene, oder fügen Sie sie hinzu.")).WithState(_ => new WithinCriterion("clause"));
        RuleForEach(terms => terms.Criteria).Must((terms, criterion) => (criterion.Strands ?? []).All(id => terms.Strands.Any(strand => strand.Id == id)))
            .WithMessage((terms, criterion) => Strands(terms, criterion)).WithState(_ => new WithinCriterion("strands"));
        RuleForEach(terms => terms.Criteria).Must((terms, criterion) => criterion.ReferenceDate.Kind is not ReferenceKind.BeforePublication || terms.PublishedOn is not null)
            .WithMessage((_, criterion) => ProfileShape.Say($"Criterion {criterion.Id} counts from before the publication. State the day of publication, planned or past.", $"Das Kriterium {criterion.Id} gilt vor der Veröffentlichung. Nennen Sie den Tag der Veröffentlichung, geplant oder vergangen.")).WithState(_ => new WithinCriterion("referenceDate"));
        RuleForEach(terms => terms.Criteria).Custom((criterion, context) =>
        {
            foreach (var wrong in criterion.Wrong()) context.AddFailure(wrong.At(context.PropertyPath, criterion.Id));
        });
        RuleFor(terms => terms.Examples).Must(examples => examples.Length <= ExampleShape.MostExamples).WithMessage(ExampleShape.TooMany);
        RuleForEach(terms => terms.Examples).SetValidator(new ExampleShape());
        RuleFor(terms => terms).Custom((terms, context) =>
        {
            foreach (var (field, message) in ExampleShape.Disagreements(terms)) context.AddFailure(field, message);
        });
    }

    private static readonly WithinCriterion Id = new("id");

    private static readonly string MoneyBounds = ProfileShape.Say("An amount in euro, not negative, to the cent.", "Ein Betrag in Euro, nicht negativ, auf den Cent.");

    private static bool IsLine(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl);

    internal static bool IsMoney(decimal? amount) => amount is null or (>= 0 and <= MostMoney) && (amount is null || decimal.Round(amount.Value, 2) == amount);

    private static string Strands(CallTerms terms, Criterion criterion)
    {
        var (unknown, known) = (string.Join(", ", criterion.Strands!.Except(terms.Strands.Select(strand => strand.Id))), string.Join(", ", terms.Strands.Select(strand => strand.Id)));
        return known.Length == 0
            ? ProfileShape.Say($"Criterion {criterion.Id}, strands: the call has no strands; leave it out.", $"Kriterium {criterion.Id}, strands: Die Ausschreibung hat keine Handlungsbereiche; lassen Sie die Angabe weg.")
            : ProfileShape.Say($"Criterion {criterion.Id}, strands: there is no {unknown}; the call has {known}.", $"Kriterium {criterion.Id}, strands: {unknown} gibt es nicht; die Ausschreibung hat {known}.");
    }
}
