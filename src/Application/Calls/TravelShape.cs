using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using FluentValidation;

namespace EligibilityService.Application.Calls;

/// <summary>Bounds of what a call lays down about travelling, and that its criteria ask for the same.</summary>
internal sealed class TravelShape : AbstractValidator<TravelTerms>
{
    private const int MostPlaces = 10_000, MostCutOffs = 10;
    internal const decimal MostEuro = 1_000_000m;
    private static readonly string Money = ProfileShape.Say("An amount in euro above zero, to the cent; leave it out where it is not known.", "Ein Betrag in Euro über null, auf den Cent; lassen Sie ihn weg, wenn er nicht bekannt ist.");

    /// <param name="imported">From a source: an ambiguous cut-off is kept with both readings.</param>
    public TravelShape(bool imported = false)
    {
        RuleFor(travel => travel.Places).Must(places => places is null or (>= 1 and <= MostPlaces)).WithMessage(ProfileShape.Say($"1 to {MostPlaces} places; leave it out where it is not known.", $"1 bis {MostPlaces} Plätze; lassen Sie die Zahl weg, wenn sie nicht bekannt ist."));
        RuleFor(travel => travel.PersonsPerCluster).Must(TravelBounds.ArePersons).WithMessage(TravelBounds.Persons);
        RuleFor(travel => travel.MaximumPerPerson).Must(IsCap).WithMessage(Money);
        RuleFor(travel => travel.MaximumPerPersonAndWeek).Must(IsCap).WithMessage(Money);
        RuleFor(travel => travel.MaximumWeeks).Must(TravelBounds.AreWeeks).WithMessage(TravelBounds.Weeks);
        RuleFor(travel => travel.LateApplications).IsInEnum();
        RuleFor(travel => travel.Resubmission).IsInEnum();
        RuleFor(travel => travel.PersonsPerCluster).Must((travel, persons) => !(persons > travel.Places))
            .WithMessage(ProfileShape.Say("One cluster may bring more persons than there are places.", "Ein Cluster dürfte mehr Personen mitbringen, als es Plätze gibt."));
        RuleFor(travel => travel.CutOffs).Must(cutOffs => cutOffs.Length <= MostCutOffs).WithMessage(ProfileShape.Say($"At most {MostCutOffs} cut-offs.", $"Höchstens {MostCutOffs} Stichtage."));
        RuleFor(travel => travel.CutOffs).Must(cutOffs => cutOffs is not [{ OnlyIfPlacesAreLeft: true }, ..])
            .WithMessage(ProfileShape.Say("The first cut-off cannot wait for places to be left.", "Der erste Stichtag kann nicht davon abhängen, dass Plätze übrig sind."));
        RuleFor(travel => travel.CutOffs).Must(cutOffs => cutOffs.Zip(cutOffs.Skip(1)).All(pair => pair.First.By.Latest < pair.Second.By.Earliest))
            .WithMessage(ProfileShape.Say("Each cut-off lies after the one before.", "Jeder Stichtag liegt nach dem vorigen."));
        RuleForEach(travel => travel.CutOffs).Must(cutOff => cutOff.By.Local.IsSensible()).WithMessage(ProfileShape.Say("A cut-off lies between 1990 and 2100.", "Ein Stichtag liegt zwischen 1990 und 2100."));
        RuleForEach(travel => travel.CutOffs).Custom((cutOff, context) =>
        {
            if (imported && Deadline.Impossible(cutOff.By.Local, cutOff.By.Abbreviation) is null) return;
            if (cutOff.By is { AsInSource: true, FitsItsWording: true, Zone: BrusselsTime.ZoneId }) return;

            var (typed, refusal) = Deadline.Typed(cutOff.By.Local, cutOff.By.Abbreviation);
            if (refusal is not null) context.AddFailure(ProfileShape.Say(refusal.Reason.En, refusal.Reason.De));
            else if (typed!.Instant != cutOff.By.Instant || cutOff.By.Zone != BrusselsTime.ZoneId) context.AddFailure(ProfileShape.Say("Cut-offs are in Brussels time, and the instant is that of the local time.", "Stichtage gelten in Brüsseler Zeit, und der Zeitpunkt ist der der Ortszeit."));
        });
        RuleFor(travel => travel.Resubmission).Must((travel, again) => again is null or Resubmission.None || travel.CutOffs.Length > 1)
            .WithMessage(ProfileShape.Say("Handing in again needs a second cut-off.", "Erneut einreichen lässt sich nur, wenn es einen zweiten Stichtag gibt."));
    }

    /// <summary>What criteria ask and what the terms lay down must be one text; and being late must mean one thing.</summary>
    public static void Agree(CallTerms terms, ValidationContext<CallTerms> context)
    {
        if (terms.Travel is { CutOffs: [.., var last] } dated && terms.Deadline is { } deadline)
        {
            if (last.By.Latest > deadline.Latest) Say("travel.cutOffs", "The last cut-off lies after the deadline, until which anything is received at all.", "Der letzte Stichtag liegt nach der Frist, bis zu der überhaupt etwas angenommen wird.");
            else if (dated.LateApplications is LateApplications.Refused && last.By.Latest != deadline.Latest) Say("deadline", "Late requests are refused, so the deadline is the last cut-off.", "Zu späte Anträge werden abgelehnt; die Frist ist also der letzte Stichtag.");
            else if (dated.LateApplications is LateApplications.OwnCost && last.By.Latest == deadline.Latest) Say("deadline", "Late requests come at own cost, so the deadline, until which they are received, lies after the last cut-off.", "Zu späte Anträge gelten auf eigene Kosten; die Frist, bis zu der sie angenommen werden, liegt also nach dem letzten Stichtag.");
        }

        foreach (var criterion in terms.Criteria)
        {
            var id = criterion.Id;
            if (criterion.Decides is Decides.Reimbursement && terms.Travel is null) Say("criteria", $"Criterion {id} decides on travel costs; lay down in 'travel' what the call says about them.", $"Das Kriterium {id} entscheidet über Reisekosten; legen Sie unter „travel“ fest, was die Ausschreibung dazu sagt.");

            foreach (var question in criterion.Question.Within().Select(part => part.Record))
            {
                if (question is OfTheJourney && criterion.Stage < Stage.Application)
                {
                    Say("criteria", $"Criterion {id} is about a request, so it is judged at the application stage.", $"Das Kriterium {id} betrifft einen Antrag, wird also auf der Stufe des Antrags geprüft.");
                }

                if (Contradicts(question, terms.Travel)) Say("criteria", $"Criterion {id} and the terms on travelling name different figures.", $"Das Kriterium {id} und die Bedingungen zur Reise nennen verschiedene Zahlen.");
                if (question is not ReceivedByCutOff) continue;

                if (terms.Travel is not { CutOffs.Length: > 0 }) Say("criteria", $"Criterion {id} asks for a cut-off, but the terms on travelling name none.", $"Das Kriterium {id} verlangt einen Stichtag, aber die Bedingungen zur Reise nennen keinen.");
                if (terms.Travel?.LateApplications is { } late && (late is LateApplications.OwnCost) != (criterion.Decides is Decides.Reimbursement))
                {
                    Say("criteria", $"Criterion {id} must decide on {(late is LateApplications.OwnCost ? "reimbursement, since late requests come at own cost" : "participation, since late requests are refused")}.",
                        $"Das Kriterium {id} muss über {(late is LateApplications.OwnCost ? "die Erstattung entscheiden, da zu späte Anträge auf eigene Kosten gelten" : "die Teilnahme entscheiden, da zu späte Anträge abgelehnt werden")}.");
                }
            }
        }

        void Say(string property, string en, string de) => context.AddFailure(property, ProfileShape.Say(en, de));
    }

    private static bool Contradicts(object question, TravelTerms? travel) => question switch
    {
        PersonsPerCluster { Maximum: var persons } => Differ(persons, travel?.PersonsPerCluster),
        WeeksWithin { Maximum: var weeks } => Differ(weeks, travel?.MaximumWeeks),
        TravelCostWithin { PerPerson: var whole, PerPersonAndWeek: var weekly } => Differ(whole, travel?.MaximumPerPerson) || Differ(weekly, travel?.MaximumPerPersonAndWeek),
        _ => false,
    };

    private static bool Differ(decimal? asked, decimal? laidDown) => asked is not null && laidDown is not null && asked != laidDown;

    internal static bool IsCap(decimal? amount) => amount is null or (> 0 and <= MostEuro) && (amount is null || decimal.Round(amount.Value, 2) == amount);
}
