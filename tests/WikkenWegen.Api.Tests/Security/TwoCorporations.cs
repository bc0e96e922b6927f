using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>
/// Merenland, with a weighing in which there is something of everything and whose texts are marked, and Duinstreek, of which
/// somebody has the same subject and knows every number of that weighing.
/// </summary>
public sealed class TwoCorporations(SharedApi shared) : IAsyncLifetime
{
    /// <summary>What every text of Merenland contains, and nothing else does.</summary>
    public const string Mark = "Zwaluwnest";

    private const string Subject = "the-same-subject";

    private readonly Guid _class = Guid.NewGuid();
    private WeighingClient? _theirs;
    private WeighingClient? _own;

    /// <summary>The host.</summary>
    public Support.Api Api => shared.Api;

    /// <summary>Merenland's weighing, as Merenland sees it.</summary>
    public WeighingClient Theirs => _theirs!;

    /// <summary>Duinstreek's weighing, as Duinstreek sees it.</summary>
    public WeighingClient Own => _own!;

    /// <summary>The number of the weighing with this mark; each class of tests has weighings of its own.</summary>
    public string Reference(string mark) => $"AFW-{mark}-{_class}";

    /// <summary>Somebody of Merenland with every role.</summary>
    public static Identity OfMerenland => new(Subject, DemoCorporations.Merenland.Code, [.. EveryRole]);

    /// <summary>Somebody of Duinstreek with every role.</summary>
    public static Identity OfDuinstreek => new(Subject, DemoCorporations.Duinstreek.Code, [.. EveryRole]);

    private static ImmutableArray<string> EveryRole => [.. Roles.All.Keys.Where(role => role != Roles.Administrator)];

    /// <summary>A client of somebody who signs every request themselves.</summary>
    public HttpClient Client(Identity identity)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Api.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", identity.Authorization);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return http;
    }

    /// <summary>What an answer says to a caller, without what tells one request from another: the numbers of request and weighing, and the clock.</summary>
    public static async Task<string> Answer(HttpClient http, HttpRequestMessage request, params Guid[] identities)
    {
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not ("Date" or "RateLimit"))
            .OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}");
        var text = $"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n\n{Regex.Replace(body, "urn:wikkenwegen:request:[^\"]+", "urn:…")}";
        return identities.Aggregate(text, (t, id) => t.Replace(id.ToString(), "{id}", StringComparison.Ordinal));
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _theirs = await Weighing(OfMerenland, Mark);
        _own = await Weighing(OfDuinstreek, "Duin");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<WeighingClient> Weighing(Identity identity, string mark)
    {
        var weighing = await Prepared.Weighing(Client(identity));
        var framing = WeighingClient.Framing;
        (framing["title"], framing["question"], framing["reference"], framing["reason"]) = ($"Toekomst {mark}", $"Wat doen we met {mark}?", Reference(mark), "Zo heet het.");
        framing["identity"] = new JsonObject { ["idExtern"] = $"PROJ-{mark}" };
        await weighing.Record("/framing", framing, "PUT");
        await weighing.Record("/proposals/V2/revisions", new { name = $"{mark} renoveren", costs = 1, reason = $"{mark} lekt." });
        await weighing.Record("/stakeholders", new { party = $"Bewoners {mark}", role = "Commissie", say = "givesInput", personName = $"{mark} de Vries" });
        await weighing.Record("/inputs", new { stakeholder = "B4", position = "against", statement = $"{mark} is ons thuis." });
        await Prepared.ReceiveAdvice(weighing);
        await weighing.Record("/decisions", new
        {
            kind = "chosen", proposal = new { code = "V2" }, rationale = $"{mark} blijft.", assumptions = new[] { $"{mark} staat er nog." },
        });
        return weighing;
    }
}
