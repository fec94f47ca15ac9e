using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The management team has at least so many full-time equivalents.</summary>
public sealed record HasStaff(decimal MinimumFte) : Question
{
    public override Finding Examine(in Case @case) => @case.Look(@case.Dossier.StaffFte) switch
    {
        null => new(Outcome.Undetermined, "staff-missing"),
        var staff when staff.Value >= MinimumFte => new(Outcome.Met, "staff-enough", staff),
        var staff => new(Outcome.NotMet, "staff-too-few", staff),
    };

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var has = @case.Look(@case.Dossier.StaffFte)?.Value ?? 0;
        var found = new Text(
            $"The management team has {Posts(has).En}; {Figure.AskedFor(MinimumFte).En}.",
            $"Das Management hat {Posts(has).De}; {Figure.AskedFor(MinimumFte).De}.");

        return finding.Reason switch
        {
            "staff-enough" => new("staff-enough", found),
            "staff-too-few" => new("staff-too-few", found, new("raise-staff", new("Raise the management staff and enter it in the profile.", "Stocken Sie das Management auf und tragen Sie es im Profil ein."))),
            _ => new("staff-missing",
                new("The profile does not say how large the management team is.", "Das Profil nennt nicht die Größe des Managements."),
                new("complete-profile", new("Enter the management staff in full-time equivalents.", "Tragen Sie das Personal in Vollzeitstellen ein."))),
        };
    }

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        (finding.Reason is "staff-too-few" ? LeadTime.Growth : LeadTime.Entry, (in subject, done) =>
            Supposing.Entering(new() { StaffFte = Math.Max(MinimumFte, subject.Dossier.StaffFte.At(done)?.Value ?? 0) })(subject, done));

    public override Text Statement(Names names) => new(
        $"The management team has at least {Posts(MinimumFte).En}.",
        $"Das Management hat mindestens {Posts(MinimumFte).De}.");

    private static Text Posts(decimal number) => number == 1
        ? new("1 full-time equivalent", "1 Vollzeitstelle")
        : new($"{Figure.En(number)} full-time equivalents", $"{Figure.De(number)} Vollzeitstellen");
}
