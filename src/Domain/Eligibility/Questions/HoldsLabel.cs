using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The cluster holds a quality label of at least some level.</summary>
/// <remarks>Never having named a label is missing data; a label that has run out or begins later, and having said that there is none, are known facts.</remarks>
public sealed record HoldsLabel(QualityLabel Minimum) : Question
{
    public override Finding Examine(in Case @case) => Strongest(@case) switch
    {
        null when @case.Dossier.Label.IsEmpty => new(Outcome.Undetermined, "label-missing"),
        null when !@case.Dossier.Label.WasEverKnown => new(Outcome.NotMet, "label-none", @case.Dossier.Label.Newest),
        null => new(Outcome.NotMet, "label-not-valid", @case.Dossier.Label.Newest),
        var label when label.Value >= Minimum => new(Outcome.Met, "label-held", label),
        var label => new(Outcome.NotMet, "label-too-low", label),
    };

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var asked = Names.Label(Minimum);
        var held = finding.Evidence is Fact<QualityLabel> fact ? Names.Label(fact.Value) : default;
        var until = finding.Evidence?.Basis.ValidUntil is { } day ? EntryWords.Day(day) : new("a day that is not known", "zu einem unbekannten Tag");
        var on = EntryWords.Day(BrusselsTime.DayOf(@case.At));

        return finding.Reason switch
        {
            "label-held" => new("label-held", new(
                $"The cluster holds {held.En}, valid until {until.En}; {asked.En} is asked for.",
                $"Das Cluster hat {held.De}, gültig bis {until.De}; verlangt ist {asked.De}.")),
            "label-too-low" => new("label-too-low",
                new($"The cluster holds {held.En}; {asked.En} is asked for.", $"Das Cluster hat {held.De}; verlangt ist {asked.De}."),
                Renewing(@case, asked) ?? Obtaining(asked)),
            "label-not-valid" => new("label-not-valid",
                new($"On {on.En} the cluster holds no valid label; the last one known ran until {until.En}.", $"Am {on.De} hat das Cluster kein gültiges Label; das letzte bekannte galt bis {until.De}."),
                Renewing(@case, asked) ?? Obtaining(asked)),
            "label-none" => new("label-none",
                new($"The cluster holds no quality label; {asked.En} is asked for.", $"Das Cluster hat kein Qualitätslabel; verlangt ist {asked.De}."),
                Obtaining(asked)),
            _ => new("label-missing",
                new("The service knows of no quality label of this cluster.", "Dem Dienst ist kein Qualitätslabel dieses Clusters bekannt."),
                new("enter-or-obtain-label", new(
                    $"Enter the label with its certificate, or apply for {asked.En}.",
                    $"Tragen Sie das Label mit seiner Urkunde ein, oder beantragen Sie {asked.De}."))),
        };
    }

    /// <summary>Null where no renewal reaches to the moment: then only a first-time label helps.</summary>
    private Remedy? Renewing(in Case @case, Text asked)
    {
        var day = BrusselsTime.DayOf(@case.At);
        var expiries = Renewable(@case.Dossier).Select(period => period.Until).Where(until => until < day && day <= LabelPeriod.RenewedUntil(until)).ToArray();
        if (expiries.Length == 0) return null;

        var last = LabelPeriod.RenewableUntil(expiries.Max());
        var (byEn, byDe) = EntryWords.Day(last);
        var renew = new Text(
            $"Have the label renewed by {byEn}: until one year after its end a renewal closes the gap. A decision taken before stands.",
            $"Lassen Sie das Label bis {byDe} erneuern: Bis ein Jahr nach Ablauf schließt eine Erneuerung die Lücke. Eine Entscheidung, die vorher fällt, bleibt bestehen.");

        return last >= day
            ? new("renew-label", renew, BrusselsTime.LastMomentOf(last))
            : new("renew-label", new($"{renew.En} Later, apply for {asked.En} anew.", $"{renew.De} Danach beantragen Sie {asked.De} neu."));
    }

    /// <summary>Labels that are high enough, and were not taken away: a renewal goes on from their end.</summary>
    private IEnumerable<(DateOnly From, DateOnly Until)> Renewable(OrganisationDossier dossier)
    {
        var revoked = new HashSet<QualityLabel>();
        foreach (var label in dossier.Label.NewestFirst())
        {
            if (!label.IsKnown) revoked.Add(label.Value);
            else if (label.Value >= Minimum && !revoked.Contains(label.Value) && label.Basis is { ValidFrom: { } from, ValidUntil: { } until }) yield return (from, until);
        }
    }

    private static Remedy Obtaining(Text asked) => new("obtain-label", new(
        $"Apply for {asked.En} with the label secretariat; allow several months.", $"Beantragen Sie {asked.De} bei der Labelstelle; rechnen Sie mit mehreren Monaten."));

    /// <summary>The highest level held at the moment; within a level the later statement goes before the earlier.</summary>
    private static Fact<QualityLabel>? Strongest(in Case @case)
    {
        Fact<QualityLabel>? strongest = null;
        var settled = 0;

        for (var fact = @case.Dossier.Label.Newest; fact is not null; fact = fact.Earlier)
        {
            var level = 1 << (int)fact.Value;
            if ((settled & level) != 0 || !fact.Holds(@case.At) || (@case.Strict && fact.ReachesBackPast(@case.At))) continue;

            settled |= level;
            if (fact.IsKnown && !(fact.Value <= strongest?.Value)) strongest = fact;
        }

        return strongest;
    }

    /// <summary>A renewal within a year after the end closes the gap, whenever it is recorded; anything else holds from its own month.</summary>
    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) => (LeadTime.Label, (in subject, done) =>
    {
        var (from, until, renews) = LabelPeriod.Of(BrusselsTime.DayOf(done), Renewable(subject.Dossier));
        return subject.Told(done, new LabelAwarded(Minimum, null, "", renews, new(AssertedBy.System, from, until)));
    });

    public override Text Statement(Names names) => new(
        $"The cluster holds a valid quality label, at least {Names.Label(Minimum).En}.",
        $"Das Cluster hat ein gültiges Qualitätslabel, mindestens {Names.Label(Minimum).De}.");
}
