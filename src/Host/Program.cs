using EligibilityService.Host.Api;
using EligibilityService.Host.Data.Demonstration;
using EligibilityService.Host.Identity;
using EligibilityService.Host.Pages;
using EligibilityService.Host.Startup;
using EligibilityService.Host.Terminal;
using EligibilityService.Infrastructure.Embedded;
using JasperFx;

if (args is ["generate-clusters", .. var wanted]) return await DemonstrationClusters.Run(wanted);   // needs nothing of a host
if (args is ["feed-language", "write", .. var folder]) return await FeedLanguage.Write(folder is [var to] ? to : null);   // nor does this
if (args is ["verify", .. var dossier]) return VerifyCommand.Run(dossier, Console.Out);   // nor this

using var stop = new StopSignals();
IConfiguration? configuration = null;
try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets();   // also when a build runs outside Development; a published folder has its own
    builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";   // in Development every request would look for a file of its name first

    configuration = builder.Configuration;
    var isCommand = args.Length > 0 && !args[0].StartsWith('-');
    if (isCommand) stop.Release();
    else Addresses.EnsureFree(configuration);

    await using var database = await Database.Open(configuration, needsNone: args is ["codegen" or "help" or "openapi", ..], stop.Asked);
    builder.AddService(database);
    builder.AddApi();
    builder.AddIdentity();
    builder.AddMediator();
    builder.AddHealth();
    builder.AddTelemetry();
    builder.AddApiDescription();
    builder.Services.AddPages();

    var app = builder.Build();
    app.UseExceptionHandler();
    app.UseSecurityHeaders();
    app.UseLanguagePath();
    app.UsePageErrors();
    app.UseRouting();
    app.UseIdentity();
    app.UseFraming();
    app.MapIdentity();
    app.MapHealth();
    app.MapApi();
    app.MapApiDescription();
    app.MapPages();

    if (args is ["openapi", "write", .. var file]) return await app.WriteApiDescription(file is [var to] ? to : null);
    if (isCommand) return await app.RunJasperFxCommands(args);

    app.TellAddress(configuration);
    app.GreetWhenStarted(database);
    await ((IHost)app).RunAsync(stop.Asked);
    return 0;
}
catch (Exception stopped) when (stop.Explain(stopped))
{
    return 0;
}
catch (Exception failure) when (failure is StartupFailure or IdentityStartupFailure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
catch (IOException failed) when (configuration is not null && Addresses.TakenMeanwhile(failed, configuration) is { } taken)
{
    await Console.Error.WriteLineAsync(taken.Message);
    return 1;
}
