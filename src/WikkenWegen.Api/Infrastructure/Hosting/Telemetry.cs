using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Hosting;

/// <summary>Traces and metrics of ASP.NET Core, Npgsql, Marten and Wolverine over OTLP, where an endpoint is configured.</summary>
public static class Telemetry
{
    /// <summary>
    /// Name of the setting that turns telemetry on; without it there is none. The other settings of the OpenTelemetry specification work
    /// too.
    /// </summary>
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds telemetry, where an endpoint is configured.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[EndpointSetting])) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("wikkenwegen", serviceVersion: HttpSetup.ApiVersion))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
                    // A query can hold a name. Its values are hidden by default, but a setting can show them, and its keys are always shown.
                    options.EnrichWithHttpRequest = (span, _) => span.SetTag("url.query", null);
                })
                .AddSource("Npgsql", "Marten", "Wolverine")
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddMeter("Npgsql", "Marten", "Wolverine:*", "System.Runtime")
                .AddOtlpExporter());
    }
}
