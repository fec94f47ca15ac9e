using EligibilityService.Application.Knowing;
using EligibilityService.Infrastructure;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EligibilityService.Host.Startup;

/// <summary>Alive: the process answers. Ready: this host has read what was there when it started, and the database answers.</summary>
internal static class Health
{
    private static readonly string[] Ready = ["ready"];

    public static WebApplicationBuilder AddHealth(this WebApplicationBuilder builder)
    {
        var checks = builder.Services.AddHealthChecks().AddCheck<ReadinessCheck>("service", tags: Ready);
        if (!string.IsNullOrEmpty(builder.Configuration["RabbitMq:Uri"])) checks.AddCheck<BrokerCheck>("rabbitmq", tags: Ready);
        return builder;
    }

    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = Write }).AllowAnonymous();
        return app;
    }

    /// <summary>Numbers only: who, what and why is for the administrator's page.</summary>
    private static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString().ToLowerInvariant(),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString().ToLowerInvariant(), entry.Value.Description, entry.Value.Data }),
    });
}

/// <summary>An event that cannot be read degrades the service and is shown; it does not take the host away from everybody else.</summary>
internal sealed class ReadinessCheck(IServiceState state, IFacts facts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!state.CaughtUp) return HealthCheckResult.Unhealthy("Still reading what was recorded before.");

        var parked = state.Parked;
        var behind = await state.Behind(cancellationToken);
        var data = new Dictionary<string, object>
        {
            ["position"] = facts.Now.Position, ["behind"] = behind, ["leads"] = state.Leads, ["parkedEvents"] = parked.Count,
            ["parked"] = parked.Select(e => new { e.Sequence, e.Type, e.Stream }).ToArray(),
        };

        return parked.Count > 0
            ? HealthCheckResult.Degraded($"{parked.Count} recorded events cannot be read; verdicts of the subjects concerned are undetermined until that is mended.", data: data)
            : HealthCheckResult.Healthy("Ready.", data);
    }
}

/// <summary>A broker that takes nothing degrades the service and is shown; everybody else is served, and entries wait.</summary>
internal sealed class BrokerCheck(IServiceState state) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await state.Broker(cancellationToken) is not { } broker) return HealthCheckResult.Healthy();

        var data = new Dictionary<string, object> { ["after"] = broker.After, ["behind"] = broker.Behind, ["failures"] = broker.Failures };
        return broker.Why is { } why ? HealthCheckResult.Degraded(why.En, data: data) : HealthCheckResult.Healthy(broker.Behind == 0 ? "Up to date." : "Catching up.", data);
    }
}
