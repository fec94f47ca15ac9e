using EligibilityService.Application.Access;
using EligibilityService.Host.Identity;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EligibilityService.Host.Tests.Identity;

[May(Role.Officer, Role.Auditor)]
public sealed record AskForTheList : IRequest<string>;

public sealed class AskForTheListHandler : IRequestHandler<AskForTheList, string>
{
    public Task<string> Handle(AskForTheList request, CancellationToken cancellationToken) => Task.FromResult("the list");
}

/// <summary>The identity of the service on Kestrel with a few endpoints behind it.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IdentityHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    private static readonly string Folder = TemporaryFolder();

    public static string NewKeysDirectory() => Path.Combine(Folder, Guid.NewGuid().ToString("N"));

    private static string TemporaryFolder()
    {
        var folder = Directory.CreateTempSubdirectory("eligibility-keys-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    public static async Task<IdentityHost> Start(string database, string keysDirectory, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ApplicationName = typeof(IdentityHost).Assembly.GetName().Name });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Demo:Enabled"] = "true",
            ["Keys:Directory"] = keysDirectory,
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton(NpgsqlDataSource.Create(database));
        builder.Services.AddProblemDetails();
        builder.Services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        builder.Services.AddScoped<IMediator, Mediator>();
        builder.Services.AddScoped<IRequestHandler<AskForTheList, string>, AskForTheListHandler>();
        builder.AddIdentity();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/de", StringComparison.Ordinal, out var rest)) return next(context);
            (context.Request.PathBase, context.Request.Path) = ("/de", rest);
            return next(context);
        });
        app.UseRouting();
        app.UseIdentity();
        app.MapIdentity();
        app.MapGet("/", (ICallerAccessor callers, IAntiforgery antiforgery, HttpContext context) =>
            Results.Content($"home of {callers.Caller.PersonId} {string.Join(',', callers.Caller.Roles)} {IdentityPage.Token(context, antiforgery)}", "text/html")).AllowAnonymous();
        app.MapGet("/mine", (ICallerAccessor callers, HttpContext context) =>
            $"{context.Request.PathBase} {context.User.Identity!.Name} {callers.Caller.PersonId} {string.Join(',', callers.Caller.Roles)}");
        app.MapGet("/list", (IMediator mediator) => mediator.Send(new AskForTheList())).GuardedByItsRequests();
        app.MapGet("/api/who", (ICallerAccessor callers) => callers.Caller).GuardedByItsRequests();
        app.MapGet("/api/list", (IMediator mediator) => mediator.Send(new AskForTheList())).GuardedByItsRequests();
        app.MapGet("/api/closed", () => "in");

        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
