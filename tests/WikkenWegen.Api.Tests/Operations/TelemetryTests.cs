using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>Traces and metrics of all parts go over OTLP where an endpoint is configured, and nowhere else.</summary>
public class TelemetryTests(Support.SharedApi shared)
{
    [Fact]
    public void Without_the_setting_nothing_is_measured_for_sending()
    {
        shared.Api.Services.GetService<TracerProvider>().ShouldBeNull();
        shared.Api.Services.GetService<MeterProvider>().ShouldBeNull();
    }
}
