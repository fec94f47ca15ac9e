using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages;

/// <summary>What the states and kinds of the domain are called: the same word for the same thing on every page.</summary>
internal static class Words
{
    public static readonly IReadOnlyList<string> KindsOfCalls = ["escp", "cluster-excellence", "matching-event"];

    public static string Said(this Text text) => text.In(Language);

    public static string KindOfCall(string kind) => kind switch
    {
        "escp" => T("European Strategic Cluster Partnership", "Europäische strategische Clusterpartnerschaft"),
        "cluster-excellence" => T("Cluster Excellence", "Clusterexzellenz"),
        "matching-event" => T("Matching event", "Matchingevent"),
        _ => kind,
    };

    public static string Of(CallPhase phase) => phase switch
    {
        CallPhase.Open => T("open", "offen"),
        CallPhase.OpenByOneReading => T("open by one reading of the deadline", "nach einer Lesart der Frist offen"),
        CallPhase.Announced => T("announced", "angekündigt"),
        CallPhase.Dropped => T("not issued as announced", "nicht wie angekündigt veröffentlicht"),
        CallPhase.Closed => T("closed", "geschlossen"),
        CallPhase.Cancelled => T("cancelled", "aufgehoben"),
        CallPhase.Decided => T("results announced", "Ergebnisse bekannt"),
        CallPhase.Unknown => T("deadline not known", "Frist nicht bekannt"),
        _ => T("draft", "Entwurf"),
    };

    public static bool IsAhead(this CallPhase phase) => phase is CallPhase.Open or CallPhase.OpenByOneReading or CallPhase.Announced;

    public static string Of(CallStep step) => step switch
    {
        CallStep.Announce => T("announce the call", "Ausschreibung ankündigen"),
        CallStep.Publish => T("publish the call", "Ausschreibung veröffentlichen"),
        CallStep.Drop => T("drop the announced call", "angekündigte Ausschreibung fallen lassen"),
        _ => T("cancel the call", "Ausschreibung aufheben"),
    };

    public static string Of(Stage stage) => stage switch
    {
        Stage.Organisation => T("The organisation", "Die Organisation"),
        Stage.Consortium => T("The consortium", "Das Konsortium"),
        Stage.Application => T("The application", "Der Antrag"),
        _ => T("The award", "Die Gewährung"),
    };

    public static string Of(Severity severity) => severity is Severity.Mandatory ? T("must be met", "muss erfüllt sein") : T("advice only", "nur ein Hinweis");

    public static string Of(Confidence confidence) => confidence switch
    {
        Confidence.Found => T("found in a source", "in einer Quelle gefunden"),
        Confidence.General => T("generally so in such calls; not found for this one", "in solchen Ausschreibungen üblich; für diese nicht gefunden"),
        _ => T("assumed for the demonstration", "für die Demonstration angenommen"),
    };

    public static bool? Met(Outcome outcome) => outcome switch { Outcome.Met => true, Outcome.NotMet => false, _ => null };

    /// <summary>A whole verdict in a word or two.</summary>
    public static string Verdict(Outcome outcome) => outcome switch
    {
        Outcome.Met => T("possible", "möglich"),
        Outcome.NotMet => T("not as things stand", "so nicht möglich"),
        _ => T("still open", "noch offen"),
    };

    public static string Of(OrganisationKind kind) => kind switch
    {
        OrganisationKind.ClusterOrganisation => T("Cluster organisation", "Clusterorganisation"),
        OrganisationKind.BusinessNetwork => T("Business network organisation", "Unternehmensnetzwerk"),
        OrganisationKind.ClusterAssociation => T("Association of clusters", "Clusterverband"),
        _ => T("Another kind of organisation", "Andere Art von Organisation"),
    };

    public static string Of(QualityLabel label) => T($"{Names.Label(label).En} label", $"{Names.Label(label).De}-Label");

    public static string Of(RegistrationStatus status) => status switch
    {
        RegistrationStatus.Draft => T("draft", "Entwurf"),
        RegistrationStatus.ReviewRequested => T("under review", "in Prüfung"),
        RegistrationStatus.Published => T("published", "veröffentlicht"),
        RegistrationStatus.Refused => T("refused", "abgelehnt"),
        RegistrationStatus.Suspended => T("suspended", "gesperrt"),
        _ => T("withdrawn", "zurückgezogen"),
    };

    public static string Of(ApplicationStatus status) => status switch
    {
        ApplicationStatus.Draft => T("draft", "Entwurf"),
        ApplicationStatus.Submitted => T("submitted", "eingereicht"),
        _ => T("withdrawn", "zurückgezogen"),
    };

    /// <summary>Within a sentence.</summary>
    public static Text RoleOf(PartnerRole role) => role switch
    {
        PartnerRole.Coordinator => new("coordinator", "koordinierende Organisation"),
        PartnerRole.AffiliatedEntity => new("affiliated entity", "verbundene Einrichtung"),
        PartnerRole.AssociatedPartner => new("associated partner", "assoziierter Partner"),
        _ => new("partner", "Partner"),
    };

    public static string Of(PartnerStanding standing) => standing switch
    {
        PartnerStanding.Confirmed => T("confirmed", "zugesagt"),
        PartnerStanding.Declined => T("declined", "abgesagt"),
        _ => T("invited", "eingeladen"),
    };

    public static string Of(Application.Applications.TakingPartAnswer part) => part switch
    {
        { Role: PartnerRole.Coordinator } => T("began the application", "hat den Antrag begonnen"),
        { IsAttested: true } => T("confirmed by the coordinator", "von der Koordination bestätigt"),
        { Cluster: null, Standing: PartnerStanding.Invited } => T("not confirmed", "nicht bestätigt"),
        _ => Of(part.Standing),
    };

    public static string Of(PartnerRole role) => role switch
    {
        PartnerRole.Coordinator => T("Coordinator", "Koordination"),
        PartnerRole.Partner => T("Partner", "Partner"),
        PartnerRole.AffiliatedEntity => T("Affiliated entity", "Verbundene Einrichtung"),
        _ => T("Associated partner", "Assoziierter Partner"),
    };

    public static string Of(AssertedBy who) => who switch
    {
        AssertedBy.Applicant => T("the organisation itself", "der Organisation selbst"),
        AssertedBy.Moderator => T("the moderators", "der Moderation"),
        AssertedBy.Officer => T("the programme", "dem Programm"),
        AssertedBy.Register => T("a public register", "einem öffentlichen Register"),
        _ => T("this service", "diesem Dienst"),
    };

    public static string Of(DeclarationKind kind) => kind switch
    {
        DeclarationKind.PlansToRegister => T("The organisation plans to register on the platform.", "Die Organisation will sich auf der Plattform registrieren."),
        DeclarationKind.ClusterOrganisation => T("It is a cluster organisation or business network organisation.", "Sie ist eine Clusterorganisation oder ein Unternehmensnetzwerk."),
        DeclarationKind.Exclusion => T("No ground for exclusion applies to it.", "Für sie gilt kein Ausschlussgrund."),
        DeclarationKind.Budget => T("The budget is in euro, without double funding by the Union, profit, or costs from before the start.", "Das Budget ist in Euro gerechnet, ohne Doppelförderung durch die Union, ohne Gewinn und ohne Kosten aus der Zeit vor dem Beginn."),
        _ => T("It has the means and the people to carry out the project.", "Sie hat Mittel und Personal, um das Projekt durchzuführen."),
    };

    public static string Reference(ReferenceKind kind) => kind switch
    {
        ReferenceKind.Deadline => T("deadline", "Einreichungsfrist"),
        ReferenceKind.Submission => T("submission", "Einreichung"),
        ReferenceKind.GrantSignature => T("signature of the grant agreement", "Unterzeichnung der Finanzhilfevereinbarung"),
        ReferenceKind.BeforePublication => T("before the publication", "vor der Veröffentlichung"),
        ReferenceKind.BeforeEvent => T("before the event", "vor der Veranstaltung"),
        ReferenceKind.WholeDuration => T("whole duration of the grant", "gesamte Laufzeit der Finanzhilfe"),
        _ => T("fixed date", "fester Stichtag"),
    };
}
