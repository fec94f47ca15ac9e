using System.Security.Claims;
using EligibilityService.Host.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(EligibilityService.Host.Tests.Browser.TestSite))]

namespace EligibilityService.Host.Tests.Browser;

/// <summary>The site that browsers visit: real Kestrel on a free loopback port. The one place that knows how it is put together.</summary>
public sealed class TestSite : IAsyncLifetime
{
    public const string RolesCookie = "roles";

    private WebApplication? _app;

    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(App).Assembly.GetName().Name,
            EnvironmentName = "Development",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPages();
        builder.Services.AddSingleton<IServiceTime>(new Autumn2016());

        _app = builder.Build();
        _app.UseSecurityHeaders();
        _app.UseLanguagePath();
        _app.UsePageErrors();
        _app.UseRouting();
        _app.Use((context, next) =>
        {
            // Stands in for the sign-in until the real host is visited here: the cookie names the roles.
            if (context.Request.Cookies[RolesCookie] is { } roles)
            {
                context.User = new(new ClaimsIdentity([new(ClaimTypes.Name, "Annegret Weber-Österreicher"), .. roles.Split('.').Select(role => new Claim(ClaimTypes.Role, role))], "test"));
            }

            return next(context);
        });
        _app.UseAntiforgery();
        _app.MapPages();
        await _app.StartAsync();

        Url = _app.Urls.Single();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private sealed class Autumn2016 : IServiceTime
    {
        public DateTimeOffset Now { get; } = new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero);

        public bool IsDemonstration => true;
    }
}
