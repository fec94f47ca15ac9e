using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The cluster has at least so many members of all types together.</summary>
/// <remarks>A type nobody filled in is not zero: below the minimum, its absence leaves the answer open.</remarks>
public sealed record HasMembers(int Minimum) : Question
{
    public override Finding Examine(in Case @case)
    {
        var count = MemberCount.Of(@case);

        return count switch
        {
            { Filled: 0 } => new(Outcome.Undetermined, "members-missing"),
            _ when count.Total >= Minimum => new(Outcome.Met, "members-enough", count.Newest),
            { Filled: < 4 } => new(Outcome.Undetermined, "members-partly-missing", count.Newest),
            _ => new(Outcome.NotMet, "members-too-few", count.Newest),
        };
    }

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var total = MemberCount.Of(@case).Total;
        var (members, asked) = (Figure.Many(total, "member", "members", "Mitglied", "Mitglieder"), Figure.AskedFor(Minimum));
        return finding.Reason switch
        {
            "members-enough" => new("members-enough", new($"The profile counts {members.En}; {asked.En}.", $"Das Profil zählt {members.De}; {asked.De}.")),
            "members-too-few" => new("members-too-few",
                new($"The profile counts {members.En}; {asked.En}.", $"Das Profil zählt {members.De}; {asked.De}."),
                new("win-members", Minimum - total == 1
                    ? new("Win one more member and enter it in the profile.", "Gewinnen Sie ein weiteres Mitglied und tragen Sie es im Profil ein.")
                    : new($"Win {Figure.En(Minimum - total)} more members and enter them in the profile.", $"Gewinnen Sie {Figure.De(Minimum - total)} weitere Mitglieder und tragen Sie sie im Profil ein."))),
            "members-partly-missing" => new("members-partly-missing",
                new($"The profile counts {members.En} so far, not of all types; {asked.En}.", $"Das Profil zählt bisher {members.De}, aber nicht aller Arten; {asked.De}."),
                new("complete-profile", new("Enter the members of all types: SMEs, large enterprises, research, others.", "Tragen Sie die Mitglieder aller Arten ein: KMU, große Unternehmen, Forschung, übrige."))),
            _ => new("members-missing",
                new("The profile does not say how many members there are.", "Das Profil nennt keine Mitgliederzahlen."),
                new("complete-profile", new("Enter the numbers of members in the profile.", "Tragen Sie die Mitgliederzahlen im Profil ein."))),
        };
    }

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        (finding.Reason is "members-too-few" ? LeadTime.Growth : LeadTime.Entry, (in subject, done) =>
        {
            var known = MemberCount.Of(new(subject.Dossier, ProgrammeFacts.Empty, null, done, Strict: false));
            var sme = subject.Dossier.MembersSme.At(done)?.Value ?? 0;
            return Supposing.Entering(new() { MembersSme = sme + Math.Max(0, Minimum - known.Total) })(subject, done);
        });

    public override Text Statement(Names names) => Figure.Many(Minimum, "member", "members", "Mitglied", "Mitglieder") switch
    {
        var members => new($"The cluster has at least {members.En}.", $"Das Cluster hat mindestens {members.De}."),
    };
}

/// <summary>Members of all types as far as the profile tells, and the latest statement among them.</summary>
internal readonly record struct MemberCount(int Total, int Filled, int Types, Fact? Newest)
{
    public static MemberCount Of(in Case @case)
    {
        var count = default(MemberCount);
        return count
            .With(@case.Look(@case.Dossier.MembersSme))
            .With(@case.Look(@case.Dossier.MembersLarge))
            .With(@case.Look(@case.Dossier.MembersResearch))
            .With(@case.Look(@case.Dossier.MembersOther));
    }

    private MemberCount With(Fact<int>? fact) => fact is null ? this : new(
        Total + fact.Value, Filled + 1, Types + (fact.Value > 0 ? 1 : 0),
        Newest is null || fact.Told.RecordedAt > Newest.Told.RecordedAt ? fact : Newest);
}
