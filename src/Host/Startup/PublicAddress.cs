using EligibilityService.Application.Feed;
using EligibilityService.Infrastructure.Embedded;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EligibilityService.Host.Startup;

/// <summary>`Service:Address`, under which the service is read from outside; without it, where it listens, unless that is every address of the machine.</summary>
internal static class PublicAddress
{
    public static void TellAddress(this WebApplication app, IConfiguration configuration)
    {
        var address = app.Services.GetRequiredService<ServiceAddress>();
        if (configuration["Service:Address"] is { Length: > 0 } said)
        {
            address.Is(Uri.TryCreate(said, UriKind.Absolute, out var given) && given.Scheme is "https" or "http" ? given : throw new StartupFailure($"Service:Address: '{said}' is no address; write it like https://eligibility.example/."));
            return;
        }

        app.Lifetime.ApplicationStarted.Register(() =>
        {
            if (app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listens
                && Uri.TryCreate(listens, UriKind.Absolute, out var here) && here.Host is not ("0.0.0.0" or "[::]" or "+" or "*")) address.Is(here);
        });
    }
}
