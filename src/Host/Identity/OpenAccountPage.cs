using Microsoft.AspNetCore.Antiforgery;
using static EligibilityService.Host.Identity.IdentityPage;

namespace EligibilityService.Host.Identity;

internal static class OpenAccountPage
{
    public static IResult Show(HttpContext context, IAntiforgery antiforgery, AccountForm form, Dictionary<string, string> errors)
    {
        var texts = IdentityTexts.Of(context);
        var (path, returnUrl) = (context.Request.PathBase, Uri.EscapeDataString(form.ReturnUrl));

        return IdentityPage.Show(
            context, texts.OpenAccount,
            $"""
            <p>{Encode(texts.OpenAccountNote)}</p>
            {Summary(texts, errors)}
            <form method="post" action="{Encode(path)}{EmbeddedSignIn.OpenAccountPath}?ui_locales={texts.Language}" novalidate>
            {Token(context, antiforgery)}{Hidden("returnUrl", form.ReturnUrl)}
            {Field("name", texts.Name, "text", form.Name, "name", AccountForm.LongestName, error: errors.GetValueOrDefault("name"))}
            {Field("email", texts.Email, "email", form.Email, "email", AccountForm.LongestEmail, error: errors.GetValueOrDefault("email"))}
            {Field("password", texts.Password, "password", "", "new-password", AccountForm.LongestPassword, texts.PasswordHint, errors.GetValueOrDefault("password"))}
            {Field("repeated", texts.Repeat, "password", "", "new-password", AccountForm.LongestPassword, error: errors.GetValueOrDefault("repeated"))}
            <div class="field">
            <label for="language">{Encode(texts.PagesLanguage)}</label>
            <select id="language" name="language">
            <option value="en" lang="en"{Chosen(form, "en")}>English</option>
            <option value="de" lang="de"{Chosen(form, "de")}>Deutsch</option>
            </select>
            </div>
            <button class="primary">{Encode(texts.OpenAccount)}</button>
            </form>
            <p>{Encode(texts.HaveAccount)} <a href="{Encode(path)}/sign-in?returnUrl={returnUrl}">{Encode(texts.SignIn)}</a></p>
            """,
            errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static string Chosen(AccountForm form, string language) => form.Language == language ? " selected" : "";

    private static string Summary(IdentityTexts texts, Dictionary<string, string> errors) => errors.Count == 0 ? "" :
        $"""
        <div class="error summary" role="alert">
        <h2>{Encode(texts.Errors)}</h2>
        <ul>{string.Concat(errors.Select(error => error.Key.Length == 0 ? $"<li>{Encode(error.Value)}</li>" : $"<li><a href=\"#{error.Key}\">{Encode(error.Value)}</a></li>"))}</ul>
        </div>
        """;
}
