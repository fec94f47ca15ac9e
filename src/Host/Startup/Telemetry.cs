using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EligibilityService.Host.Startup;

/// <summary>Traces and metrics, sent where OTEL_EXPORTER_OTLP_ENDPOINT says; without it nothing leaves the host.</summary>
internal static class Telemetry
{
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Logging.Configure(options => options.ActivityTrackingOptions =
            ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId | ActivityTrackingOptions.ParentId);
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return builder;

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("eligibility-service"))
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource("Marten", "Wolverine", "Npgsql"))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("Marten", "Wolverine", "Npgsql"))
            .UseOtlpExporter();
        return builder;
    }
}
