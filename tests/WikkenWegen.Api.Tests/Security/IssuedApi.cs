using Npgsql;
using Serilog.Events;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>A host that trusts an identity provider, on a database of its own, with everything that it logs.</summary>
public sealed class IssuedApi(SharedApi shared) : IAsyncLifetime
{
    private Support.Api? _api;
    private TestIssuer? _issuer;
    private NpgsqlDataSource? _source;

    /// <summary>The host.</summary>
    public Support.Api Api => _api!;

    /// <summary>The identity provider.</summary>
    public TestIssuer Issuer => _issuer!;

    /// <summary>What the host logged, from the most talkative level on.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>A client with these values of the header Authorization.</summary>
    public HttpClient Client(params string[] authorization)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Api.Address };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }

    /// <summary>Everything that is stored, as a number.</summary>
    public async Task<long> Stored()
    {
        await using var command = _source!.CreateCommand("""
            select (select count(*) from wikkenwegen.mt_events) + (select count(*) from wikkenwegen.mt_streams) + (select count(*) from wikkenwegen.vault)
                + (select count(*) from wikkenwegen.mt_doc_weighing_summary) + (select count(*) from wikkenwegen.idempotency) + (select count(*) from wikkenwegen.mt_doc_corporation)
            """);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>
    /// What the log says of the one request that was refused since it was taken last: its number, why, and the whole of the log. The
    /// line of the request, with the same number, comes when the answer is on its way already.
    /// </summary>
    public async Task<(string Request, string Reason, string Log)> Refusal()
    {
        static bool Has(LogEvent logged, string property) => logged.Properties.ContainsKey(property);
        static string Text(LogEvent logged, string property) => (string)((ScalarValue)logged.Properties[property]).Value!;

        for (var patience = 0; patience < 12000 && !Log.Events.Any(e => e.MessageTemplate.Text.StartsWith("{RequestMethod}", StringComparison.Ordinal)); patience++) await Task.Delay(10);
        var request = Log.Events.Where(e => e.MessageTemplate.Text.StartsWith("{RequestMethod}", StringComparison.Ordinal)).ShouldHaveSingleItem();
        var refusal = Log.Events.Where(e => Has(e, "Reason") && Text(e, "SourceContext").StartsWith("WikkenWegen.", StringComparison.Ordinal)).ShouldHaveSingleItem();
        Text(refusal, "RequestId").ShouldBe(Text(request, "RequestId"));
        return (Text(request, "RequestId"), Text(refusal, "Reason"), Log.Take());
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.Start();
        _api = Support.Api.Start(await shared.CreateDatabase(), null, [("Authentication:Authority", _issuer.Address), .. Log.Settings()]);
        _source = NpgsqlDataSource.Create(_api.ConnectionString);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_source is not null) await _source.DisposeAsync();
        if (_api is not null) await _api.DisposeAsync();
        if (_issuer is not null) await _issuer.DisposeAsync();
    }
}
