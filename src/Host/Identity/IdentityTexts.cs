using EligibilityService.Application.Access;

namespace EligibilityService.Host.Identity;

/// <summary>The words of the identity pages.</summary>
internal sealed record IdentityTexts(
    string Language, string Service, string NotOfficial, string SignIn, string Demonstration, string DemonstrationNote,
    string WithPassword, string Email, string Password, string NoAccount, string OpenAccount, string OpenAccountNote,
    string Name, string PasswordHint, string Repeat, string PagesLanguage, string HaveAccount,
    string Errors, string NameMissing, string EmailWrong, string EmailTaken, string PasswordShort, string PasswordDiffers,
    string WrongPassword, string TooManyAttempts, string Outdated, string ForeignReturn, string Failed, string ProviderAway, string Home)
{
    private static readonly IdentityTexts English = new(
        "en", "EligibilityService", "Not an official website of the European Union", "Sign in", "People of the demonstration",
        "Invented people with the rights of their role. Choose one; there is no password.",
        "With e-mail address and password", "E-mail address", "Password", "No account yet?", "Open an account",
        "With an account you register your cluster, or claim it, and apply.",
        "Name", "At least 12 characters.", "Password again", "Language of letters and reminders", "Have an account?",
        "Please look again", "Enter your name, 200 characters at most.", "Enter an e-mail address such as name@example.eu.",
        "This address has an account already. Sign in, or use another address.", "Choose a password of 12 to 200 characters.",
        "The two passwords differ. Enter the same one twice.",
        "The e-mail address or the password is wrong. Try again, or open an account.",
        "Too many attempts. Wait a minute, then try again.",
        "This page was open for too long. Please send the form again.",
        "The address to return to does not lead back into this service. Start from the home page.",
        "Signing in did not succeed, or the page was open for too long. Please start again.",
        "Signing in is not possible at the moment: the identity provider does not answer. Try again in half a minute; what you read without signing in is there as ever.", "To the home page");

    private static readonly IdentityTexts German = new(
        "de", "EligibilityService", "Keine offizielle Website der Europäischen Union", "Anmelden", "Personen der Demonstration",
        "Erfundene Personen mit den Rechten ihrer Rolle. Wählen Sie eine aus; ein Passwort gibt es nicht.",
        "Mit E-Mail-Adresse und Passwort", "E-Mail-Adresse", "Passwort", "Noch kein Konto?", "Konto eröffnen",
        "Mit einem Konto registrieren oder beanspruchen Sie Ihr Cluster und stellen Anträge.",
        "Name", "Mindestens 12 Zeichen.", "Passwort wiederholen", "Sprache für Schreiben und Erinnerungen", "Sie haben schon ein Konto?",
        "Bitte prüfen Sie Ihre Angaben", "Geben Sie Ihren Namen an, höchstens 200 Zeichen.", "Geben Sie eine E-Mail-Adresse wie name@example.eu an.",
        "Zu dieser Adresse gibt es schon ein Konto. Melden Sie sich an oder nehmen Sie eine andere Adresse.", "Wählen Sie ein Passwort mit 12 bis 200 Zeichen.",
        "Die beiden Passwörter sind verschieden. Geben Sie zweimal dasselbe ein.",
        "Die E-Mail-Adresse oder das Passwort ist falsch. Versuchen Sie es noch einmal oder eröffnen Sie ein Konto.",
        "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
        "Diese Seite war zu lange offen. Bitte senden Sie das Formular noch einmal ab.",
        "Die angegebene Rücksprungadresse führt nicht in diesen Dienst zurück. Beginnen Sie auf der Startseite.",
        "Die Anmeldung ist nicht gelungen, oder die Seite war zu lange offen. Bitte beginnen Sie noch einmal.",
        "Anmelden ist gerade nicht möglich: Der Identitätsanbieter antwortet nicht. Versuchen Sie es in einer halben Minute noch einmal; was ohne Anmeldung zu lesen ist, steht bereit wie sonst.", "Zur Startseite");

    public static IdentityTexts Of(HttpContext context) => PageLanguage.Of(context).TwoLetterISOLanguageName == "de" ? German : English;

    public string Of(Role role) => (role, Language) switch
    {
        (Role.Applicant, "de") => "Clustermanagerin",
        (Role.Applicant, _) => "Cluster manager",
        (Role.Moderator, "de") => "Prüfer der Profile",
        (Role.Moderator, _) => "Moderator of profiles",
        (Role.Officer, "de") => "Programmreferat",
        (Role.Officer, _) => "Programme officer",
        (Role.Auditor, "de") => "Rechnungsprüfung",
        (Role.Auditor, _) => "Auditor",
        (Role.Administrator, "de") => "Administration",
        (Role.Administrator, _) => "Administrator",
        (Role.Agency, "de") => "Regionalagentur",
        (Role.Agency, _) => "Regional agency",
        (Role.Subscriber, "de") => "Angebundenes System",
        (Role.Subscriber, _) => "Subscribing system",
        _ => role.ToString(),
    };
}
