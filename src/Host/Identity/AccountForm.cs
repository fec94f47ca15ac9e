using System.Net.Mail;

namespace EligibilityService.Host.Identity;

/// <summary>What somebody who opens an account has typed.</summary>
internal sealed record AccountForm(string Name, string Email, string Password, string Repeated, string Language, string ReturnUrl)
{
    public const int LongestName = 200, LongestEmail = 254, ShortestPassword = 12, LongestPassword = 200;

    public static AccountForm Empty(HttpContext context, string returnUrl) =>
        new("", "", "", "", PageLanguage.Of(context).TwoLetterISOLanguageName, returnUrl);

    public static AccountForm Read(IFormCollection form) => new(
        form["name"].ToString().Trim(), form["email"].ToString().Trim(), form["password"].ToString(), form["repeated"].ToString(),
        form["language"] == "de" ? "de" : "en", LocalUrl.OrHome(form["returnUrl"]));

    /// <summary>One sentence beside each field that needs another look.</summary>
    public Dictionary<string, string> Check(IdentityTexts texts)
    {
        var errors = new Dictionary<string, string>();
        if (Name.Length is 0 or > LongestName || Name.Any(char.IsControl)) errors["name"] = texts.NameMissing;
        if (Email.Length > LongestEmail || !MailAddress.TryCreate(Email, out var address) || address.Address != Email) errors["email"] = texts.EmailWrong;
        if (Password.Length is < ShortestPassword or > LongestPassword) errors["password"] = texts.PasswordShort;
        else if (Repeated != Password) errors["repeated"] = texts.PasswordDiffers;
        return errors;
    }
}
