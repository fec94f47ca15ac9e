using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The members are of at least so many types (SMEs, large enterprises, research, others).</summary>
public sealed record HasMemberTypes(int Minimum) : Question
{
    public override Finding Examine(in Case @case)
    {
        var count = MemberCount.Of(@case);

        return count switch
        {
            { Filled: 0 } => new(Outcome.Undetermined, "members-missing"),
            _ when count.Types >= Minimum => new(Outcome.Met, "member-types-enough", count.Newest),
            { Filled: < 4 } when count.Types + 4 - count.Filled >= Minimum => new(Outcome.Undetermined, "member-types-partly-missing", count.Newest),
            _ => new(Outcome.NotMet, "member-types-too-few", count.Newest),
        };
    }

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var types = MemberCount.Of(@case).Types;
        var (counted, asked) = (Types(types), Figure.AskedFor(Minimum));
        var complete = new Remedy("complete-profile", new("Enter the members of all types: SMEs, large enterprises, research, others.", "Tragen Sie die Mitglieder aller Arten ein: KMU, große Unternehmen, Forschung, übrige."));

        return finding.Reason switch
        {
            "member-types-enough" => new("member-types-enough", new($"The members are of {counted.En}; {asked.En}.", $"Die Mitglieder gehören zu {counted.De}; {asked.De}.")),
            "member-types-too-few" => new("member-types-too-few",
                new($"The members are of {counted.En}; {asked.En}.", $"Die Mitglieder gehören zu {counted.De}; {asked.De}."),
                new("win-members-of-other-type", new("Win members of another type, a research organisation say.", "Gewinnen Sie Mitglieder einer weiteren Art, etwa eine Forschungseinrichtung."))),
            "member-types-partly-missing" => new("member-types-partly-missing", new("The profile does not tell the members of all types.", "Das Profil nennt nicht die Mitglieder aller Arten."), complete),
            _ => new("members-missing", new("The profile does not say how many members there are.", "Das Profil nennt keine Mitgliederzahlen."), complete),
        };
    }

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        (finding.Reason is "member-types-too-few" ? LeadTime.Growth : LeadTime.Entry, (in subject, done) => Supposing.Entering(new()
        {
            MembersSme = AtLeastOne(subject.Dossier.MembersSme.At(done)?.Value), MembersLarge = AtLeastOne(subject.Dossier.MembersLarge.At(done)?.Value),
            MembersResearch = AtLeastOne(subject.Dossier.MembersResearch.At(done)?.Value), MembersOther = AtLeastOne(subject.Dossier.MembersOther.At(done)?.Value),
        })(subject, done));

    private static int AtLeastOne(int? count) => Math.Max(1, count ?? 0);

    public override Text Statement(Names names) => Types(Minimum) switch
    {
        var types => new($"The members are of at least {types.En}.", $"Die Mitglieder gehören zu mindestens {types.De}."),
    };

    private static Text Types(int number) => Figure.Many(number, "type", "types", "Art", "Arten");
}
