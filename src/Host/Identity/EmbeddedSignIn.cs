using EligibilityService.Application.Access;
using EligibilityService.Application.Persons;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace EligibilityService.Host.Identity;

/// <summary>The embedded provider's own pages: signing in by a click or a password, and opening an account.</summary>
internal static class EmbeddedSignIn
{
    public const string OpenAccountPath = "/open-account";

    /// <summary>Verified when nobody has the address, so that the time taken does not tell whether somebody has.</summary>
    private static readonly Person Nobody = new(Guid.Empty, "", "", "en");
    private static string? _nobodysHash;

    public static void MapEmbeddedSignIn(this WebApplication app)
    {
        app.MapGet(EmbeddedProvider.AuthorizePath, AskWho).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(EmbeddedProvider.AuthorizePath, TakeIn).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(OpenAccountPath, AskForAccount).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(OpenAccountPath, OpenAccount).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult AskWho(HttpContext context, IAntiforgery antiforgery, IdentitySettings settings) =>
        SignInPage.Show(context, antiforgery, settings);

    private static async Task<IResult> TakeIn(
        HttpContext context, IAntiforgery antiforgery, IdentitySettings settings, IPersons persons,
        IPasswordHasher<Person> hasher, PasswordAttempts attempts, CancellationToken cancellationToken)
    {
        var texts = IdentityTexts.Of(context);
        if (!await antiforgery.IsRequestValidAsync(context)) return SignInPage.Show(context, antiforgery, settings, texts.Outdated);

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var scopes = context.GetOpenIddictServerRequest()!.GetScopes();

        if (settings.IsDemonstration && DemonstrationPeople.Find(form["person"]) is { } invented)
        {
            return Vouch(invented.Id, invented.Name, invented.Role, scopes);
        }

        var (email, password) = (form["email"].ToString().Trim(), form["password"].ToString());
        using var attempt = attempts.Try(context, email);
        if (!attempt.IsAcquired)
        {
            RateLimits.SayWhenToRetry(context, attempt);
            return SignInPage.Show(context, antiforgery, settings, texts.TooManyAttempts, email, StatusCodes.Status429TooManyRequests);
        }

        return await Recognise(email, password, persons, hasher, cancellationToken) is { } person
            ? Vouch(person.Id, person.Name, Role.Applicant, scopes)
            : SignInPage.Show(context, antiforgery, settings, texts.WrongPassword, email);
    }

    private static async Task<Person?> Recognise(
        string email, string password, IPersons persons, IPasswordHasher<Person> hasher, CancellationToken cancellationToken)
    {
        var account = await persons.FindAccount(email, cancellationToken);
        var hash = account?.PasswordHash ?? (_nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));
        var isRight = hasher.VerifyHashedPassword(account?.Person ?? Nobody, hash, password) != PasswordVerificationResult.Failed;
        return isRight ? account?.Person : null;
    }

    private static IResult Vouch(Guid personId, string name, Role role, IEnumerable<string> scopes) =>
        Results.SignIn(
            EmbeddedProvider.Vouch(personId, name, [role], scopes), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);

    private static IResult AskForAccount(HttpContext context, IAntiforgery antiforgery, string? returnUrl) =>
        OpenAccountPage.Show(context, antiforgery, AccountForm.Empty(context, LocalUrl.OrHome(returnUrl)), []);

    /// <summary>Whoever opens an account is signed in with it at once.</summary>
    private static async Task<IResult> OpenAccount(
        HttpContext context, IAntiforgery antiforgery, IPersons persons, IPasswordHasher<Person> hasher, CancellationToken cancellationToken)
    {
        var texts = IdentityTexts.Of(context);
        var isOurs = await antiforgery.IsRequestValidAsync(context);
        var form = AccountForm.Read(await context.Request.ReadFormAsync(cancellationToken));
        if (!isOurs) return OpenAccountPage.Show(context, antiforgery, form, new() { [""] = texts.Outdated });

        var errors = form.Check(texts);
        if (errors.Count > 0) return OpenAccountPage.Show(context, antiforgery, form, errors);

        var hash = hasher.HashPassword(Nobody, form.Password);
        if (await persons.OpenAccount(form.Name, form.Email, hash, form.Language, cancellationToken) is not { } id)
        {
            return OpenAccountPage.Show(context, antiforgery, form, new() { ["email"] = texts.EmailTaken });
        }

        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, PersonIdentity.Of(id, form.Name, [Role.Applicant]));
        return Results.LocalRedirect(form.ReturnUrl);
    }
}
