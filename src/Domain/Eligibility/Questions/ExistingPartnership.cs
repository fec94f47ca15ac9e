using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>Whether a call wants partnerships that are new, or those that existed before.</summary>
public enum PartnershipAge { New, Existing }

/// <summary>The partners stand for a partnership that existed at the reference date, and so many of them belonged to it; or for one that did not exist then.</summary>
/// <remarks>
/// Which partnership they stand for is a statement of the application, or of whoever asks about a set. Without it nothing is guessed. It counts as it was last made, whatever the
/// reference date: that is about the partnership.
/// </remarks>
/// <param name="Demanded">What the strand is for.</param>
/// <param name="MinimumMembers">Of an existing partnership so many of the partners belonged to it.</param>
public sealed record ExistingPartnership(PartnershipAge Demanded, int MinimumMembers = 1) : OfTheConsortium
{
    private const string NotStated = "partnership-not-stated", NotKnown = "partnership-not-known", New = "new-partnership", BesideExisting = "new-beside-existing", Since = "partnership-formed-since",
        Existed = "partnership-existed", Perhaps = "partnership-perhaps-existed", TooYoung = "partnership-too-young", MembersNotKnown = "partnership-members-not-known",
        FewBelong = "too-few-partners-belong", PerhapsBelong = "partners-perhaps-belong";

    protected override Finding Examine(Consortium consortium, in Case @case)
    {
        if (consortium.StandsFor.Newest is not { IsKnown: true, Value: { } stated } statement) return new(Outcome.Undetermined, NotStated);
        if (stated.Partnership is not { } id) return OfANewOne(statement, consortium, @case);
        if (consortium.Partnerships.GetValueOrDefault(id) is not { IsBroken: false } partnership) return new(Outcome.Undetermined, NotKnown, statement);

        var (existed, since) = partnership.ExistedAt(@case.At);
        if (Demanded is PartnershipAge.New)
        {
            return existed switch
            {
                Outcome.Met => new(Outcome.NotMet, Existed, since, statement),
                Outcome.NotMet => new(Outcome.Met, Since, since, statement),
                _ => new(Outcome.Undetermined, Perhaps, since, statement),
            };
        }

        if (existed is Outcome.NotMet) return new(Outcome.NotMet, TooYoung, since, statement);

        var belonging = Belonging(consortium, partnership, @case);
        var enough = partnership.Members.IsEmpty ? Outcome.Undetermined : Enough(Count(belonging, Outcome.Met), Count(belonging, Outcome.Met) + Count(belonging, Outcome.Undetermined), MinimumMembers);
        return enough switch
        {
            Outcome.NotMet => new(Outcome.NotMet, FewBelong, since, statement, belonging),
            _ when existed is Outcome.Undetermined => new(Outcome.Undetermined, Perhaps, since, statement, belonging),
            Outcome.Undetermined => new(Outcome.Undetermined, partnership.Members.IsEmpty ? MembersNotKnown : PerhapsBelong, since, statement, belonging),
            _ => new(Outcome.Met, Existed, since, statement, belonging),
        };
    }

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names)
    {
        if (finding.Reason is NotStated) return new(NotStated,
            new("Which partnership the proposal stands for has not been stated.", "Für welche Partnerschaft der Antrag steht, ist nicht angegeben."),
            new("state-partnership", new("State the partnership you continue, or that it is a new one.", "Geben Sie die Partnerschaft an, die Sie fortführen, oder dass es eine neue ist.")));

        var partnership = consortium.StandsFor.Newest?.Value?.Partnership is { } id ? consortium.Partnerships.GetValueOrDefault(id) : null;
        var (called, day) = (partnership?.Called ?? "", Narration.EntryWords.Day(BrusselsTime.DayOf(@case.At)));
        var since = Told(finding.Evidence, partnership);
        var those = Names.List(consortium.Counted.Zip(finding.Parts ?? []).Where(it => it.Second.Outcome is Outcome.Met).Select(it => it.First.Called));
        var none = finding.Parts is null || finding.Parts.All(part => part.Outcome is not Outcome.Met);

        return finding.Reason switch
        {
            New => new(New, new("The proposal stands for a new partnership.", "Der Antrag steht für eine neue Partnerschaft."), Demanded is PartnershipAge.New ? null
                : new("state-existing-partnership", new("State which existing partnership you continue, or apply for a strand for new ones.", "Geben Sie an, welche bestehende Partnerschaft Sie fortführen, oder beantragen Sie einen Handlungsbereich für neue."))),
            BesideExisting => Together(consortium, @case) switch
            {
                var known => new(BesideExisting, new(
                    $"The proposal stands for a new partnership. Several of its partners belonged to {known.En} already.", $"Der Antrag steht für eine neue Partnerschaft. Mehrere Partner gehörten bereits zu {known.De}.")),
            },
            Since => new(Since, new($"{called} was formed after {day.En}: {since.En}.", $"{called} ist nach dem {day.De} entstanden: {since.De}.")),
            Existed when Demanded is PartnershipAge.New => new(Existed,
                new($"{called} existed before: {since.En}. New partnerships are asked for.", $"{called} bestand schon: {since.De}. Verlangt sind neue Partnerschaften."),
                new("choose-strand-for-existing", new("Apply for a strand for existing partnerships, or with a new one.", "Beantragen Sie einen Handlungsbereich für bestehende Partnerschaften, oder treten Sie mit einer neuen an."))),
            Existed => new(Existed, new($"{called} existed before: {since.En}. Of the partners belonged to it: {those.En}.", $"{called} bestand schon: {since.De}. Von den Partnern gehörten dazu: {those.De}.")),
            TooYoung => new(TooYoung,
                new($"{called} did not exist yet on {day.En}: {since.En}.", $"{called} bestand am {day.De} noch nicht: {since.De}."),
                new("state-older-partnership", new("State a partnership that existed by then, or apply for a strand for new ones.", "Geben Sie eine Partnerschaft an, die da schon bestand, oder beantragen Sie einen Handlungsbereich für neue."))),
            Perhaps => new(Perhaps,
                new($"Only the year is known in which {called} was formed: {since.En}.", $"Von {called} ist nur das Gründungsjahr bekannt: {since.De}."),
                new("have-partnership-completed", new("Send the programme officers the partnership agreement with its date.", "Senden Sie der Programmstelle die Partnerschaftsvereinbarung mit Datum."))),
            MembersNotKnown => new(MembersNotKnown,
                new($"Who belongs to {called} is not recorded.", $"Wer zu {called} gehört, ist nicht eingetragen."),
                new("have-partnership-completed", new("Send the programme officers the list of members.", "Senden Sie der Programmstelle die Liste der Mitglieder."))),
            PerhapsBelong => new(PerhapsBelong,
                new($"Whether enough partners belonged to {called} is open: a name is the same, or a profile is missing.", $"Ob genügend Partner zu {called} gehörten, ist offen: Ein Name ist gleich, oder ein Profil fehlt."),
                new("have-partnership-completed", new("Ask the programme officers to record the member's profile.", "Bitten Sie die Programmstelle, das Profil des Mitglieds einzutragen."))),
            FewBelong => new(FewBelong,
                new(
                    none ? $"On {day.En} none of the partners belonged to {called}; at least {MinimumMembers} must have." : $"On {day.En} these belonged to {called}: {those.En}; at least {MinimumMembers} must have.",
                    none ? $"Am {day.De} gehörte keiner der Partner zu {called}; {(MinimumMembers == 1 ? "verlangt ist" : "verlangt sind")} mindestens {MinimumMembers}." : $"Am {day.De} gehörten zu {called}: {those.De}; {(MinimumMembers == 1 ? "verlangt ist" : "verlangt sind")} mindestens {MinimumMembers}."),
                new("add-members", new("Take members of the partnership in as partners, or state another partnership.", "Nehmen Sie Mitglieder der Partnerschaft als Partner auf, oder geben Sie eine andere an."))),
            _ => new(NotKnown,
                new("The partnership that was stated is not recorded, or its record cannot be read.", "Die angegebene Partnerschaft ist nicht eingetragen, oder ihr Eintrag ist nicht lesbar."),
                new("state-recorded-partnership", new("State a partnership from the list, or ask the programme officers to record yours.", "Geben Sie eine Partnerschaft aus der Liste an, oder bitten Sie die Programmstelle, Ihre einzutragen."))),
        };
    }

    public override Text Statement(Names names) => Demanded is PartnershipAge.New
        ? new("The proposal stands for a new partnership.", "Der Antrag steht für eine neue Partnerschaft.")
        : new("The proposal stands for a partnership that exists already.", "Der Antrag steht für eine Partnerschaft, die schon besteht.");

    /// <summary>Whether a recorded partnership could have to do with the answer: it is stated, or several of the partners are members.</summary>
    public static bool Touches(StandsFor? stated, IReadOnlyCollection<Guid> partners, PartnershipDossier partnership) =>
        stated?.Partnership == partnership.Id || partnership.Members.Values.Count(member => member.Member.Cluster is { } cluster && partners.Contains(cluster)) > 1;

    /// <summary>The statement counts; that some of them worked together before is told with it.</summary>
    private Finding OfANewOne(Fact<StandsFor> statement, Consortium consortium, in Case @case)
    {
        var known = Demanded is PartnershipAge.New ? Known(consortium, @case.At).FirstOrDefault() : null;
        return new(Demanded is PartnershipAge.New ? Outcome.Met : Outcome.NotMet, known is null ? New : BesideExisting, statement, known?.Formed.Newest);
    }

    private static Text Together(Consortium consortium, in Case @case) => Names.List(Known(consortium, @case.At).Select(partnership => new Text(partnership.Called, partnership.Called)));

    private static IEnumerable<PartnershipDossier> Known(Consortium consortium, DateTimeOffset at) => consortium.Partnerships.Values.Where(partnership =>
        !partnership.IsBroken && partnership.ExistedAt(at).Outcome is Outcome.Met
        && partnership.MembersAt(at).Count(member => consortium.Counted.Any(partner => partner.Dossier.Id == member.Member.Cluster)) > 1);

    /// <summary>For each partner whether it belonged to the partnership: by its profile; perhaps, where only the name is the same.</summary>
    private static Finding[] Belonging(Consortium consortium, PartnershipDossier partnership, in Case @case)
    {
        var belonging = new Finding[consortium.Counted.Length];
        for (var i = 0; i < belonging.Length; i++)
        {
            var (partner, strongest) = (consortium.Counted[i].Dossier, new Finding(Outcome.NotMet, "belongs-not"));
            foreach (var member in partnership.Members.Values)
            {
                if (member.Belongs.At(@case.At) is not { Value: true } belongs) continue;

                var outcome = member.Member.Cluster == partner.Id ? Outcome.Met : IsLike(partner, member.Member) ? Outcome.Undetermined : Outcome.NotMet;
                if (outcome > strongest.Outcome) strongest = new(outcome, outcome is Outcome.Met ? "belongs" : "belongs-perhaps", belongs);
            }

            belonging[i] = strongest;
        }

        return belonging;
    }

    /// <summary>Two profiles are two organisations; where one of them has none, the name is all there is.</summary>
    private static bool IsLike(OrganisationDossier partner, PartnershipMember member) =>
        (member.Cluster is null || partner.Registration.IsEmpty)
        && (member.Country is null || partner.Country.Newest?.Value is not { } country || country == member.Country)
        && (partner.Name.Newest?.Value is not { } name || Likeness.Core(name) == Likeness.Core(member.Name));

    private static int Count(Finding[] findings, Outcome outcome) => findings.Count(finding => finding.Outcome == outcome);

    /// <summary>"formed on 3 March 2015", or "labelled ESCP-4i since 15 March 2016".</summary>
    private static Text Told(Fact? evidence, PartnershipDossier? partnership)
    {
        if (evidence is null || partnership is null) return new("nothing is recorded", "nichts ist eingetragen");

        var day = Narration.EntryWords.Day(BrusselsTime.DayOf(evidence.From));
        return partnership.Labels.TryGetValue(evidence.Shown as string ?? "", out var label) && label.NewestFirst().Contains(evidence) ? new($"labelled {evidence.Shown} since {day.En}", $"mit dem Label {evidence.Shown} seit dem {day.De}")
            : partnership.Told is { YearOnly: true } ? new($"formed in {BrusselsTime.DayOf(evidence.From).Year}", $"gegründet {BrusselsTime.DayOf(evidence.From).Year}")
            : new($"formed on {day.En}", $"gegründet am {day.De}");
    }
}
