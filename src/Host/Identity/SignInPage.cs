using EligibilityService.Application.Access;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using static EligibilityService.Host.Identity.IdentityPage;

namespace EligibilityService.Host.Identity;

/// <summary>Asks who is there. The request of the page that sent the person here travels along in hidden fields.</summary>
internal static class SignInPage
{
    private static readonly string[] Answers = ["person", "email", "password", "__RequestVerificationToken"];

    public static IResult Show(
        HttpContext context, IAntiforgery antiforgery, IdentitySettings settings, string? error = null, string email = "", int? status = null)
    {
        var texts = IdentityTexts.Of(context);
        var request = context.GetOpenIddictServerRequest()!;
        var form = $"""<form method="post" action="{EmbeddedProvider.AuthorizePath}?ui_locales={texts.Language}">""";
        var travelling = string.Concat(request.GetParameters()
            .Where(parameter => !Answers.Contains(parameter.Key))
            .Select(parameter => Hidden(parameter.Key, (string?)parameter.Value))) + Token(context, antiforgery);
        var returnUrl = Uri.EscapeDataString(LocalUrl.OrHome((string?)request["return_url"]));

        return IdentityPage.Show(
            context, texts.SignIn,
            $"""
            {(error is null ? "" : $"<p class=\"error\" role=\"alert\" id=\"sign-in-error\">{Encode(error)}</p>")}
            {(settings.IsDemonstration ? People(texts, form, travelling) : "")}
            <section aria-labelledby="with-password">
            <h2 id="with-password">{Encode(texts.WithPassword)}</h2>
            {form}{travelling}
            {Field("email", texts.Email, "email", email, "username", AccountForm.LongestEmail)}
            {Field("password", texts.Password, "password", "", "current-password", AccountForm.LongestPassword)}
            <button class="primary">{Encode(texts.SignIn)}</button>
            </form>
            <p>{Encode(texts.NoAccount)} <a href="/{texts.Language}{EmbeddedSignIn.OpenAccountPath}?returnUrl={returnUrl}">{Encode(texts.OpenAccount)}</a></p>
            </section>
            """,
            status ?? (error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest));
    }

    private static string People(IdentityTexts texts, string form, string travelling) =>
        $"""
        <section aria-labelledby="people">
        <h2 id="people">{Encode(texts.Demonstration)}</h2>
        <p>{Encode(texts.DemonstrationNote)}</p>
        {form}{travelling}
        <ul class="people">{string.Concat(DemonstrationPeople.All.Select(person =>
            $"<li><button name=\"person\" value=\"{person.ClientId}\"><strong>{Encode(person.Name)}</strong> <span>{Encode(texts.Of(person.Role))}</span></button></li>"))}</ul>
        </form>
        </section>
        """;
}
