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
            $"The management team has {Figure.En(has)} full-time equivalents; {Figure.En(MinimumFte)} are asked for.",
            $"Das Management hat {Figure.De(has)} Vollzeitstellen; verlangt sind {Figure.De(MinimumFte)}.");

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
        $"The management team has at least {Figure.En(MinimumFte)} full-time equivalents.",
        $"Das Management hat mindestens {Figure.De(MinimumFte)} Vollzeitstellen.");
}
