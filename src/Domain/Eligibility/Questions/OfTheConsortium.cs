using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>A question about the set of partners. Looking at one organisation alone, it can only say what is asked.</summary>
public abstract record OfTheConsortium : Question
{
    public const string PartnersNotKnown = "partners-not-known";

    public sealed override Scope AskedOf() => Scope.Consortium;

    public sealed override Finding Examine(in Case @case) =>
        @case.Consortium is { } consortium ? Examine(consortium, @case) : new(Outcome.Undetermined, PartnersNotKnown);

    public sealed override Explanation Explain(in Finding finding, in Case @case, Names names) =>
        finding.Reason is not PartnersNotKnown && @case.Consortium is { } consortium
            ? Explain(finding, consortium, @case, names)
            : new(PartnersNotKnown,
                new("The partners are not known to the service yet.", "Die Partner sind dem Dienst noch nicht bekannt."),
                new("name-partners", Statement(names)));

    /// <summary>How many further partners it takes at least; 0 where it is met, or where no further partner helps.</summary>
    public virtual int Missing(Consortium consortium, in Case @case) => 0;

    /// <summary>All that <see cref="Missing"/> turns on about a further, independent partner: of two who would bring the same, one need not be tried.</summary>
    /// <param name="partner">That partner alone.</param>
    public virtual Brings BroughtBy(in Case partner) => default;

    protected abstract Finding Examine(Consortium consortium, in Case @case);

    protected abstract Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names);

    /// <summary>So many are sure, so many more possible.</summary>
    protected static Outcome Enough(int sure, int possible, int needed) =>
        sure >= needed ? Outcome.Met : possible >= needed ? Outcome.Undetermined : Outcome.NotMet;

    protected static Text Partners(int number) => number == 1 ? new("one partner", "ein Partner") : new($"{number} partners", $"{number} Partner");

    protected static readonly Remedy CompleteProfiles = new("complete-profiles", new(
        "Have the missing entries made in the partners' profiles.", "Lassen Sie die fehlenden Angaben in den Profilen der Partner ergänzen."));
}

/// <summary>What an organisation would bring to a set of partners, as far as one question goes.</summary>
/// <param name="What">A country or region, where it matters which.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct Brings(Outcome Outcome, string? What = null);
