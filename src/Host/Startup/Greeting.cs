using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Domain.Time;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EligibilityService.Host.Startup;

/// <summary>Tells whoever started the service where to go, who can sign in, where the data lies and what time it is.</summary>
internal static class Greeting
{
    public static void GreetWhenStarted(this WebApplication app, Database database) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "?";
        var (clock, demonstration) = (app.Services.GetRequiredService<ServiceClock>(), app.Services.GetRequiredService<DemonstrationSettings>());
        var now = clock.GetUtcNow();

        Console.WriteLine();
        Console.WriteLine($"  EligibilityService is ready:  {address}     API: {address}/docs");
        if (demonstration.Enabled) Console.WriteLine($"  Sign in as:                   {string.Join(", ", DemonstrationPeople.All.Select(person => $"{person.Name} ({person.Role.ToString().ToLowerInvariant()})"))}");
        if (demonstration.Enabled) Console.WriteLine("  As a program:                 client id and secret demo-applicant, demo-officer, ... at /connect/token");
        Console.WriteLine($"  Data:                         {database.DataDirectory ?? "the database of ConnectionStrings__Eligibility"}");
        if (database.Notice is { } notice) Console.WriteLine($"                                {notice}");
        Console.WriteLine($"  It is:                        {BrusselsTime.LocalOf(now):d MMMM yyyy, HH:mm} ({BrusselsTime.AbbreviationAt(now)}){(clock.IsDemonstration ? ", demonstration clock" : "")}");
        Console.WriteLine();
    });
}
