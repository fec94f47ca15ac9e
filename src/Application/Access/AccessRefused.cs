using System.Globalization;

namespace EligibilityService.Application.Access;

/// <summary>The request was not even looked at, because of who sent it.</summary>
public sealed class AccessRefused : Exception
{
    public const string SignInRequired = "sign-in-required", NotAllowed = "not-allowed", NotThere = "not-found", NoConflictNotDeclared = "no-conflict-not-declared";

    private AccessRefused(string code, string english, string german) : base(english) => (Code, German) = (code, german);

    public string Code { get; }

    public string German { get; }

    public string Sentence(CultureInfo culture) => culture.TwoLetterISOLanguageName == "de" ? German : Message;

    public static AccessRefused ForLackOfSignIn() => new(
        SignInRequired, "Sign in first; this is not open to everybody.", "Melden Sie sich zuerst an; dies ist nicht für alle offen.");

    /// <summary>That it is there at all, is nobody else's business.</summary>
    public static AccessRefused AsNotThere() => new(
        NotThere, "There is nothing here that you can see. Check the address, or sign in.", "Hier gibt es nichts, das Sie sehen können. Prüfen Sie die Adresse oder melden Sie sich an.");

    public static AccessRefused UntilDeclared() => new(
        NoConflictNotDeclared,
        "Before you decide on applications of this call, declare with whom of those who applied you have a conflict of interests, then that there is none else: on the page My calls and conflicts of interests, or by POST /api/access/conflicts/none.",
        "Bevor Sie über Anträge zu dieser Ausschreibung entscheiden, zeigen Sie an, mit wem von den Antragstellern Sie einen Interessenkonflikt haben, und erklären Sie dann, dass sonst keiner besteht: auf der Seite Meine Ausschreibungen und Interessenkonflikte oder mit POST /api/access/conflicts/none.");

    public static AccessRefused ForLackOfRole() => new(
        NotAllowed,
        "Your account may not do this. Ask the person responsible for the cluster or the call, or sign in with another account.",
        "Ihr Konto darf das nicht. Fragen Sie die für das Cluster oder den Aufruf zuständige Person, oder melden Sie sich mit einem anderen Konto an.");
}
