using EligibilityService.Application.Access;
using EligibilityService.Application.Log;
using EligibilityService.Application.Persons;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Host.Identity.Keys;
using EligibilityService.Infrastructure.Persons;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EligibilityService.Host.Identity;

/// <summary>Who is asking: a cookie for pages, a bearer token for the API, and one closed door in front of both.</summary>
internal static class IdentityRegistration
{
    private const string PagesOrApi = "pages-or-api", Pages = CookieAuthenticationDefaults.AuthenticationScheme;

    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        var settings = IdentitySettings.Read(configuration);
        settings.RefuseUnsafe(builder.Environment, IdentitySettings.Addresses(configuration));

        services.AddSingleton(settings);
        services.AddSingleton(settings.Access);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IPersons, PostgresPersons>();
        services.AddCallers();
        services.AddKeys(settings);
        services.AddHostedService<IdentityStartup>();

        if (settings.IsEmbedded) services.AddEmbeddedProvider(settings);
        services.AddTokenValidation(settings);
        services.AddSchemes(settings);

        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ClosedByDefault>();
        services.AddExceptionHandler<ProviderUnavailableAnswer>();
        services.AddExceptionHandler<AccessRefusedAnswer>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "eligibility.antiforgery";
            antiforgery.Cookie.Path = "/";   // one for all languages: without it the cookie would belong to /en or /de
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = Secure(settings);
        });
        services.AddRateLimiter(limiter => RateLimits.Configure(limiter, configuration));
        services.AddSingleton<PasswordAttempts>();
        services.AddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        return builder;
    }

    /// <summary>Comes after routing, and after the language has left the path.</summary>
    public static WebApplication UseIdentity(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(ApiProblems.RefuseWrongTokens);
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    public static WebApplication MapIdentity(this WebApplication app)
    {
        app.MapSignIn();
        if (app.Services.GetRequiredService<IdentitySettings>().IsEmbedded) app.MapEmbeddedSignIn();
        else app.MapGet(EmbeddedSignIn.OpenAccountPath, SignInEndpoints.SignIn).AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    /// <summary>The endpoint itself is open: what it sends to a handler states who may send it, and is refused otherwise.</summary>
    public static TBuilder GuardedByItsRequests<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.AllowAnonymous();

    private static void AddCallers(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddMemoryCache();
        services.AddScoped<AmbientCaller>();
        services.AddScoped<ICallerAccessor, HttpCaller>();
        services.TryAddScoped<IManagedClusters, NobodyManages>();
        services.TryAddScoped<IGrantedAccess, NothingGranted>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(MayBehavior<,>));
        services.AddSingleton<PersonIdentity>();
        services.AddSingleton<IClaimsTransformation>(provider => provider.GetRequiredService<PersonIdentity>());
    }

    private static void AddKeys(this IServiceCollection services, IdentitySettings settings)
    {
        services.AddSingleton(_ => MasterKey.Open(settings.KeysDirectory));
        services.AddSingleton<KeyTable>();
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<ISigner, LogKeys>();
        services.AddSingleton<ISeal, Seal>();
        services.AddDataProtection().SetApplicationName("EligibilityService");
        services.AddOptions<KeyManagementOptions>().Configure<KeyTable>((options, table) =>
        {
            options.XmlRepository = table;
            options.XmlEncryptor = new NullXmlEncryptor();   // the table seals whole rows
        });
    }

    private static void AddTokenValidation(this IServiceCollection services, IdentitySettings settings) =>
        services.AddOpenIddict().AddValidation(validation =>
        {
            validation.AddAudiences(settings.Audience);
            validation.UseAspNetCore();
            if (settings.IsEmbedded)
            {
                validation.UseLocalServer();
            }
            else
            {
                validation.SetIssuer(settings.Authority!);
                validation.UseSystemNetHttp();
            }
        });

    private static void AddSchemes(this IServiceCollection services, IdentitySettings settings)
    {
        services.AddSingleton<IAuthenticationSchemeProvider, SchemesByAddress>();
        services.AddAuthentication(PagesOrApi)
            .AddPolicyScheme(PagesOrApi, null, scheme => scheme.ForwardDefaultSelector = context => context.IsApi() ? RememberedTokens.Name : Pages)
            .AddScheme<AuthenticationSchemeOptions, RememberedTokens>(RememberedTokens.Name, null)
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = "eligibility";
                cookie.Cookie.Path = "/";
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = Secure(settings);
                cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
                cookie.ForwardChallenge = OpenIdConnectDefaults.AuthenticationScheme;
                cookie.Events.OnValidatePrincipal = async context =>
                {
                    var people = context.HttpContext.RequestServices.GetRequiredService<PersonIdentity>();
                    if (!await people.IsKnown(context.Principal!, context.HttpContext.RequestAborted)) context.RejectPrincipal();
                };
                cookie.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            })
            .AddOpenIdConnect(oidc => OidcSignIn.Configure(oidc, settings));

        if (!settings.IsEmbedded)
        {
            services.PostConfigure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, oidc => oidc.ConfigurationManager = new ProviderConfiguration(oidc.ConfigurationManager!));
            return;
        }

        services.AddSingleton<OwnAddress>();
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme).Configure<TokenKeys, OwnAddress>(OidcSignIn.UseEmbedded);
    }

    /// <summary>Plain http is for this machine only.</summary>
    private static CookieSecurePolicy Secure(IdentitySettings settings) =>
        settings.IsEmbedded ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
}
