using Npgsql;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>A host of its own, of which is known all that it stored and all that it logged.</summary>
public sealed class RecordedApi(SharedApi shared) : IAsyncLifetime
{
    private Support.Api? _api;
    private NpgsqlDataSource? _source;

    /// <summary>The host.</summary>
    public Support.Api Api => _api!;

    /// <summary>What it logged, from the most talkative level on.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>How many events, streams, texts and list entries are stored.</summary>
    public async Task<(long Events, long Streams, long Texts, long Entries)> Stored()
    {
        await using var command = _source!.CreateCommand("""
            select (select count(*) from wikkenwegen.mt_events), (select count(*) from wikkenwegen.mt_streams),
                (select count(*) from wikkenwegen.vault), (select count(*) from wikkenwegen.mt_doc_weighing_summary)
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(await shared.CreateDatabase(), null, Log.Settings());
        _source = NpgsqlDataSource.Create(_api.ConnectionString);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_source is not null) await _source.DisposeAsync();
        if (_api is not null) await _api.DisposeAsync();
    }
}
