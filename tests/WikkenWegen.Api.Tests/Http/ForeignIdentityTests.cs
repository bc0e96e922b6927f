using System.Net;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>Codes and numbers mean something within their own weighing only: what exists in another is unknown here.</summary>
public class ForeignIdentityTests(SharedApi shared)
{
    /// <summary>A step on the poor weighing with what only the rich one has; the rule and the pointer.</summary>
    private static readonly Dictionary<string, (string Path, object Body, string Rule, string? Pointer)> Steps = new()
    {
        ["input about a proposal"] = ("/inputs", new { stakeholder = "B1", position = "consent", proposal = new { code = "V7" } }, "unknown-proposal", "/proposal/code"),
        ["input about a revision"] = ("/inputs", new { stakeholder = "B1", position = "consent", proposal = new { code = "V1", revision = 2 } }, "unknown-revision", "/proposal/revision"),
        ["input that prefers"] = ("/inputs", new { stakeholder = "B1", preferredProposal = "V7" }, "unknown-proposal", "/preferredProposal"),
        ["input of a stakeholder"] = ("/inputs", new { stakeholder = "B7", position = "consent" }, "not-invited", "/stakeholder"),
        ["input in a round"] = ("/inputs", new { stakeholder = "B1", round = 2, position = "consent" }, "unknown-round", "/round"),
        ["revised input about a proposal"] = ("/inputs/1/revisions", new { position = "consent", proposal = new { code = "V7" } }, "unknown-proposal", "/proposal/code"),
        ["objection in an input"] = ("/objections", new { stakeholder = "B4", input = 2, grounds = "Daarom." }, "unknown-input", "/input"),
        ["objection to a proposal"] = ("/objections", new { stakeholder = "B4", proposal = new { code = "V7" }, grounds = "Daarom." }, "unknown-proposal", "/proposal/code"),
        ["resolution by a proposal"] = ("/objections/1/resolution", new { means = "proposalChanged", resolution = "Zo.", proposal = new { code = "V7" } }, "unknown-proposal", "/proposal/code"),
        ["advice of a stakeholder"] = ("/advice-requests", new { stakeholder = "B7", about = "Het voornemen" }, "not-invited", "/stakeholder"),
        ["advice on a proposal"] = ("/advice-requests", new { stakeholder = "B1", about = "Het voornemen", proposal = new { code = "V7" } }, "unknown-proposal", "/proposal/code"),
        ["score of a proposal"] = ("/scores", Score("V7", "KWA"), "unknown-proposal", "/proposal/code"),
        ["score on a criterion"] = ("/scores", Score("V1", "ZZZ"), "unknown-criterion", "/criterion"),
        ["score on a version of the criteria"] = ("/scores", Score("V1", "KWA", version: 2), "unknown-criteria-version", "/criteriaVersion"),
        ["score by a stakeholder"] = ("/scores", Score("V1", "KWA", by: "B7"), "unknown-stakeholder", "/by/stakeholder"),
        ["author of a proposal"] = ("/proposals", new { name = "Ruilen", author = new { stakeholder = "B7" } }, "unknown-stakeholder", "/author/stakeholder"),
        ["outcome of a proposal"] = ("/outcomes", Outcome("V7", 1), "unknown-proposal", "/results/0/proposal/code"),
        ["outcome of a version"] = ("/outcomes", Outcome("V1", 16), "unknown-event", "/readVersion"),
        ["decision on a proposal"] = ("/decisions", new { kind = "chosen", proposal = new { code = "V7" }, rationale = "Daarom." }, "unknown-proposal", "/proposal/code"),
        ["decision that deviates"] = ("/decisions", new { kind = "none", rationale = "Daarom.", deviations = new[] { new { from = "advice", adviceRequest = 1, ground = "other", reason = "Daarom." } } }, "unknown-advice-request", "/deviations/0/adviceRequest"),
        ["withdrawn proposal"] = ("/proposals/V7/withdrawal", new { reason = "Daarom." }, "no-such-proposal", null),
        ["withdrawn stakeholder"] = ("/stakeholders/B7/withdrawal", new { }, "no-such-stakeholder", null),
        ["closed round"] = ("/rounds/2/closing", new { }, "no-such-round", null),
        ["withdrawn input"] = ("/inputs/2/withdrawal", new { }, "no-such-input", null),
        ["resolved objection"] = ("/objections/2/resolution", new { means = "explained", resolution = "Zo." }, "no-such-objection", null),
        ["followed advice"] = ("/advice-requests/1/following", new { }, "no-such-advice-request", null),
        ["revised score"] = ("/scores/2/revisions", new { low = 3, expected = 4, high = 5 }, "no-such-score", null),
        ["executed decision"] = ("/decisions/1/execution", new { }, "no-such-decision", null),
    };

    private static (WeighingClient Rich, WeighingClient Poor)? both;

    public static TheoryData<string> Cases => [.. Steps.Keys];

    [Theory, MemberData(nameof(Cases))]
    public async Task What_only_another_weighing_has_is_unknown(string what)
    {
        var (rich, poor) = both ??= (await Rich(), await Prepared.Weighing(await AsDocumented.Client(shared.Api)));
        var (path, body, rule, pointer) = Steps[what];
        using var response = await poor.Send(path, body);
        var problem = await response.Problem(pointer is null ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest);
        problem.Errors.ShouldContain(e => e.Code == rule && e.Pointer == pointer, string.Join(", ", problem.Errors));
        (await poor.Get()).GetProperty("version").GetInt32().ShouldBe(poor.Version);
        (await rich.Get()).GetProperty("version").GetInt32().ShouldBe(rich.Version);
    }

    [Fact]
    public async Task A_cursor_of_one_history_shows_nothing_of_another()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var (one, other) = (await Prepared.Weighing(http), await WeighingClient.Open(http));
        var cursor = (await one.Get("/events?limit=5")).GetProperty("nextCursor").GetString();
        using var response = await http.GetAsync($"{other.Address}/events?limit=5&cursor={cursor}", TestContext.Current.CancellationToken);
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Parameter).ShouldBe(("cursor-invalid", "cursor"));
    }

    private async Task<WeighingClient> Rich()
    {
        var weighing = await Prepared.Weighing(await AsDocumented.Client(shared.Api));
        await weighing.Record("/proposals", new { code = "V7", name = "Ruilen" });
        await weighing.Record("/proposals/V1/revisions", new { name = "Niets doen", doNothing = true, reason = "Duidelijker." });
        await weighing.Record("/stakeholders", new { code = "B7", party = "Gemeente", role = "Wijkregisseur", say = "advises" });
        await weighing.Record("/criteria", new { criteria = new[] { Prepared.Criterion("KWA"), Prepared.Criterion("ZZZ") }, weightMethod = "direct", reason = "Daarom.", requestedBy = new { role = "S" } }, "PUT");
        await weighing.Record("/rounds", new { about = "Nog eens" });
        await weighing.Record("/inputs", new { stakeholder = "B4", position = "consent" });
        await weighing.Record("/objections", new { stakeholder = "B4", grounds = "Toch." });
        await weighing.Record("/scores", Score("V1", "ZZZ"));
        await Prepared.RequestAdvice(weighing);
        await Prepared.Decide(weighing);
        return weighing;
    }

    private static object Score(string proposal, string criterion, int? version = null, string? by = null) => new
    {
        proposal = new { code = proposal },
        criterion,
        criteriaVersion = version,
        by = by is null ? (object)new { role = "S" } : new { stakeholder = by },
        low = 3,
        expected = 4,
        high = 5,
    };

    private static object Outcome(string proposal, int version) => new
    {
        method = new { name = "additive-value", version = "1.0.0" },
        fingerprint = new string('a', 64),
        readVersion = version,
        results = new[] { new { proposal = new { code = proposal, revision = 1 }, rank = 1, value = new { low = 1, expected = 2, high = 3 } } },
    };
}
