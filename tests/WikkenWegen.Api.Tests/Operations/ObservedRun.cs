using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>
/// A host that is watched as closely as an operator can: the most talkative log, traces and metrics, and details of database errors
/// asked for. On it everything is recorded, read and searched that a person can write, and once the database refuses.
/// </summary>
public sealed class ObservedRun(SharedApi shared) : IAsyncLifetime
{
    private Support.Api? _api;
    private OtlpListener? _listener;

    /// <summary>What it logged.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>The texts in its vault, as they are stored.</summary>
    public IReadOnlyList<string> Disclosures { get; private set; } = [];

    internal OtlpListener Listener => _listener!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _listener = await OtlpListener.Start();
        _api = Support.Api.Start(await shared.CreateDatabase() + ";Include Error Detail=true", null,
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", _listener.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "300"),
            .. Log.Settings(),
        ]);
        await MarkedWeighing.Run(_api);
        Disclosures = await MarkedWeighing.Disclosures(_api);
        await MarkedWeighing.RunIntoTheDatabase(_api);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_api is not null) await _api.DisposeAsync();
        if (_listener is not null) await _listener.DisposeAsync();
    }
}
