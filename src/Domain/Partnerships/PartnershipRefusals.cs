using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Partnerships;

internal static class PartnershipRefusals
{
    public static readonly Refusal Unknown = new("partnership-unknown", new("There is no such partnership.", "Diese Partnerschaft gibt es nicht."));

    public static readonly Refusal MemberUnknown = new("member-unknown", new(
        "There is no such member in this partnership.", "In dieser Partnerschaft gibt es dieses Mitglied nicht."));

    public static readonly Refusal FormedOtherwise = new("partnership-formed-otherwise", new(
        "Under this id a partnership is recorded with other details. Use a new id.",
        "Unter dieser Kennung ist eine Partnerschaft mit anderen Angaben eingetragen. Verwenden Sie eine neue."));

    public static readonly Refusal InTheFuture = new("partnership-day-in-the-future", new(
        "The day lies ahead. Record it once it has come.", "Der Tag liegt in der Zukunft. Tragen Sie es ein, wenn er gekommen ist."));

    public static readonly Refusal MemberTwice = new("partnership-member-twice", new(
        "This organisation belongs to the partnership already, by its profile or by its name. Name each once.",
        "Diese Organisation gehört schon zur Partnerschaft, mit ihrem Profil oder ihrem Namen. Nennen Sie jede einmal."));

    public static readonly Refusal TooManyMembers = new("partnership-too-many-members", new(
        $"A partnership has at most {Partnership.MostMembers} members at a time.", $"Eine Partnerschaft hat höchstens {Partnership.MostMembers} Mitglieder zugleich."));

    public static readonly Refusal CoordinatorNoMember = new("partnership-coordinator-no-member", new(
        "The coordinator is not among the members. Name it there too.", "Die koordinierende Organisation steht nicht unter den Mitgliedern. Nennen Sie sie auch dort."));

    public static readonly Refusal JoinedBeforeFormed = new("partnership-joined-before-formed", new(
        "The day lies before the one on which the partnership was formed. Check the date.", "Der Tag liegt vor der Gründung der Partnerschaft. Prüfen Sie das Datum."));

    public static readonly Refusal BeforeFormed = new("partnership-day-before-formed", new(
        "The day lies before the one on which the partnership was formed: neither label nor funding can be older. Check the date.",
        "Der Tag liegt vor der Gründung der Partnerschaft: Label und Förderung können nicht älter sein. Prüfen Sie das Datum."));

    public static readonly Refusal RejoinedBeforeLeft = new("partnership-rejoined-before-left", new(
        "The day lies before the one on which this member left. Check the date.", "Der Tag liegt vor dem Austritt dieses Mitglieds. Prüfen Sie das Datum."));

    public static readonly Refusal LeftBeforeJoined = new("partnership-left-before-joined", new(
        "A member belongs for at least a day. The day must lie behind the one on which it joined.", "Ein Mitglied gehört mindestens einen Tag dazu. Der Tag muss nach dem Beitritt liegen."));

    public static readonly Refusal FormedAfterwards = new("partnership-formed-after-what-followed", new(
        "Before that day a member joined or left, or a label or funding began. Correct that first, or check the date.",
        "Vor diesem Tag ist schon ein Mitglied bei- oder ausgetreten, oder es begann ein Label oder eine Förderung. Berichtigen Sie zuerst das, oder prüfen Sie das Datum."));

    public static readonly Refusal LabelUnknown = new("partnership-label-unknown", new(
        "No such label with this first day is recorded. Choose one that is.",
        "Ein solches Label mit diesem ersten Tag ist nicht eingetragen. Wählen Sie ein eingetragenes."));

    public static readonly Refusal EndsBeforeItBegins = new("partnership-label-ends-before-it-begins", new(
        "The label's last day lies before its first. Check both dates.", "Der letzte Tag des Labels liegt vor dem ersten. Prüfen Sie beide Daten."));
}
