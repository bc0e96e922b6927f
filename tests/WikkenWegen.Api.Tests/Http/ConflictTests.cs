using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>
/// Every rule of the process that the state can break (409) and every part that an address can miss (404), each reached over HTTP.
/// </summary>
public class ConflictTests(SharedApi shared)
{
    private static readonly object Reason = new { reason = "Daarom." };

    /// <summary>Rules that a caller of the API cannot come to: the identity of a weighing is given by the host, and an unknown weighing or corporation is told before. A number of a weighing that the caller may not see is in ReadingWalkTests, what the other weighing of a link refuses in LinkTests, what passes something that the caller may not read in BlindRoundTests, and what an erasure runs into in ErasureTests and NetworkErasureTests.</summary>
    private static readonly string[] OutOfReach = ["already-opened", "no-such-weighing", "no-such-corporation", "reference-in-use", "other-weighing-refuses", "across-unread", "weighing-held", "nothing-to-erase", "no-such-text", "text-gone", "edition-blocked", "erases-unseen"];

    /// <summary>Those of instruments, which no weighing can break: InstrumentRefusalTests of the Domain, and InstrumentTests and StreamRoomTests over HTTP.</summary>
    private static readonly string[] OfInstruments =
    [
        "instrument-ended", "no-instrument-draft", "instrument-objection-stands", "instrument-already-retired", "instrument-already-succeeded", "successor-circular", "successor-ended", "instrument-round-open",
        "instrument-round-already-closed", "instrument-blind-round-open", "instrument-objection-already-resolved", "instrument-draft-replaced", "trial-in-blind-round", "trial-of-secret", "seen-has-changed", "no-room-left", "too-much-of-one-person",
        "no-such-instrument", "no-such-instrument-round", "no-such-instrument-objection",
    ];

    /// <summary>Those of the learning network, which no weighing can break: NetworkRulesTests of the Domain, and WholeEditionTests and NetworkPartTests over HTTP. That a case was received already is told to the gate alone.</summary>
    private static readonly string[] OfNetwork =
    [
        "already-signed-up", "case-received-already", "case-taken-back", "choices-were-shown", "chosen-already", "edition-over", "held-outside-edition", "no-choices", "no-place-left", "sign-up-already-confirmed",
        "sign-up-withdrawn", "tested-by-this-case", "too-few-places", "too-many-sign-ups", "case-not-there", "no-such-edition", "no-such-insight", "no-such-sign-up",
    ];

    /// <summary>Those of a case as a whole, whose pointers are those of the preview: PreviewCaseTests, and CaseCourseTests for what is recorded.</summary>
    private static readonly string[] OfCases = ["case-in-blind-round", "case-of-secret"];

    /// <summary>Those of a corporation's own rules for findings: FindingRuleTests of the Domain, and OwnRuleTests over HTTP.</summary>
    private static readonly string[] OfCorporations = ["finding-rule-has-ended", "too-many-own-rules", "no-such-finding-rule"];

    private static readonly Dictionary<string, Case> Conflicts = new()
    {
        ["weighing-ended"] = new("/proposals", new { name = "Te laat" }, w => w.Record("/cancellation", Reason)),
        ["case-not-approved"] = new("/cases/1/sharing", new { }, Prepared.PrepareCase),
        ["case-not-shared"] = new("/cases/1/taking-back", Reason, Prepared.ApproveCase),
        ["other-case-prepared"] = new("/cases/1/approval", new { digest = new string('b', 64) }, Prepared.PrepareCase),
        ["case-already-approved"] = new("/cases/1/approval", new { }, Prepared.ApproveCase),
        ["case-already-shared"] = new("/cases/1/sharing", new { }, Prepared.ShareCase),
        ["case-already-taken-back"] = new("/cases/1/taking-back", Reason, async w =>
        {
            await Prepared.ShareCase(w);
            await w.Record("/cases/1/taking-back", Reason);
        }),
        ["case-changed"] = new("/cases/1/sharing", new { }, async w =>
        {
            await Prepared.ApproveCase(w);
            await w.Record("/text-corrections", new { @event = 14, field = "question", text = "Opknappen, vervangen of wachten?", ground = "incomplete" });
        }),
        ["reference-taken"] = new("/framing", new JsonObject(WeighingClient.Framing.Append(new("reason", "Daarom.")).Append(new("reference", "bezet-1 ")).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))),
            w => WeighingClient.Open(w.Http, new JsonObject(WeighingClient.Framing.Append(new("reference", "Bezet-1")).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())))), Method: "PUT"),
        ["nothing-comes-out"] = new("/outcomes", new { }, Opened: true),
        ["nothing-to-reopen"] = new("/reopenings", Reason),
        ["nothing-decided"] = new("/closing", new { }),
        ["duplicate-code"] = new("/proposals", new { code = "V1", name = "Nog een" }),
        ["proposal-withdrawn"] = new("/proposals/V2/withdrawal", Reason, w => w.Record("/proposals/V2/withdrawal", Reason)),
        ["criteria-not-adopted"] = new("/scores", Score("V1"), Prepare: async w => await w.Record("/proposals", new { name = "Slopen" }), Opened: true),
        ["stakeholder-withdrawn"] = new("/inputs", new { stakeholder = "B1", position = "consent" }, w => w.Record("/stakeholders/B1/withdrawal", new { })),
        ["round-closed"] = new("/inputs", new { stakeholder = "B1", round = 1, position = "consent" }, w => w.Record("/rounds/1/closing", new { })),
        ["round-already-closed"] = new("/rounds/1/closing", new { }, w => w.Record("/rounds/1/closing", new { })),
        ["input-withdrawn"] = new("/inputs/1/revisions", new { position = "consent" }, w => w.Record("/inputs/1/withdrawal", new { })),
        ["already-given"] = new("/inputs", new { stakeholder = "B2", position = "consent" }, w => w.Record("/inputs", new { stakeholder = "B2", position = "against" })),
        ["twice-in-batch"] = new("/inputs/batches", new { items = new[] { new { stakeholder = "B2", resistance = 1 }, new { stakeholder = "B2", resistance = 2 } } }),
        ["gave-in-open-round"] = new("/stakeholders/B2/corrections", new { party = "Bewoners", role = "Lid", say = "advises", subject = "iemand-anders", reason = "Daarom." }, async w =>
        {
            var round = (await w.Record("/rounds", new { about = "Blind", blind = true })).GetProperty("part").GetString()!.Split('/')[1];
            await w.Record("/inputs", new { stakeholder = "B2", round = int.Parse(round, System.Globalization.CultureInfo.InvariantCulture), position = "consent" });
        }),
        ["has-access-already"] = new("/access", Access, w => w.Record("/access", Access)),
        ["access-already-ended"] = new("/access/2/ending", Reason, async w =>
        {
            await w.Record("/access", Access);
            await w.Record("/access/2/ending", Reason);
        }),
        ["last-access"] = new("/access/1/ending", Reason),
        ["not-named"] = new("/framing", new JsonObject(WeighingClient.Framing.Append(new("reason", "Daarom.")).Where(p => p.Key != "confidentiality").Append(new("confidentiality", "secret")).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))), async w =>
        {
            await w.Record("/access", Access);
            await w.Record("/access/1/ending", Reason);
        }, Method: "PUT"),
        ["already-linked"] = new("/links", Link, w => w.Record("/links", Link)),
        ["linked-the-other-way"] = new("/links", new { relation = "leadsTo", weighing = "019d6c1a-f800-7000-8000-000002026021" }, w => w.Record("/links", new { relation = "followsFrom", weighing = "019d6c1a-f800-7000-8000-000002026021" })),
        ["already-unlinked"] = new("/links/1/ending", Reason, async w =>
        {
            await w.Record("/links", Link);
            await w.Record("/links/1/ending", Reason);
        }),
        ["moment-out-of-order"] = new("/moment-corrections", new { @event = 1, moment = "2026-06-01T00:00:00Z", reason = "Daarom." }, Prepare: async w =>
        {
            await w.Record("/rounds", new { about = "Toen", blind = false, occurredAt = "2026-05-01T00:00:00Z" });
        }, Opened: true),
        ["objection-already-resolved"] = new("/objections/1/resolution", Resolution, w => w.Record("/objections/1/resolution", Resolution)),
        ["advice-not-received"] = new("/advice-requests/1/following", new { }, Prepared.RequestAdvice),
        ["advice-already-received"] = new("/advice-requests/1/advice", new { tenor = "negative" }, Prepared.ReceiveAdvice),
        ["advice-already-answered"] = new("/advice-requests/1/following", new { }, async w =>
        {
            await Prepared.ReceiveAdvice(w);
            await w.Record("/advice-requests/1/following", new { });
        }),
        ["already-scored"] = new("/scores", Score("V3")),
        ["already-stated"] = new("/consequences", Consequence, w => w.Record("/consequences", Consequence)),
        ["decision-stands"] = new("/cancellation", Reason, Prepared.Decide),
        ["decision-does-not-stand"] = new("/decisions/1/withdrawal", Reason, async w =>
        {
            await Prepared.Decide(w);
            await w.Record("/decisions/1/withdrawal", Reason);
        }),
        ["no-approver"] = new("/decisions/1/approval", new { approved = true }, async w =>
        {
            var framing = WeighingClient.Framing;
            framing.Remove("approverRole");
            framing["reason"] = "De raad gaat er niet over.";
            await w.Record("/framing", framing, "PUT");
            await w.Record("/decisions", new { kind = "none", rationale = "Geen van alle." });
        }, Opened: true),
        ["already-ruled"] = new("/decisions/1/approval", new { approved = true }, async w =>
        {
            await Prepared.Decide(w);
            await w.Record("/decisions/1/approval", new { approved = true });
        }),
        ["nothing-to-execute"] = new("/decisions/1/execution", new { }, w => w.Record("/decisions", new { kind = "none", rationale = "Geen van alle." })),
        ["approval-missing"] = new("/decisions/1/execution", new { }, Prepared.Decide),
        ["execution-already-started"] = new("/decisions/1/execution", new { withoutApprovalReason = "Het dak lekte." }, async w =>
        {
            await Prepared.Decide(w);
            await w.Record("/decisions/1/execution", new { withoutApprovalReason = "Het dak lekte." });
        }),
        ["assumption-already-fell"] = new("/decisions/1/fallen-assumptions", Fallen(1), async w =>
        {
            await Prepared.Decide(w);
            await w.Record("/decisions/1/fallen-assumptions", Fallen(1));
        }),
    };

    private static readonly Dictionary<string, Case> Missing = new()
    {
        ["no-such-proposal"] = new("/proposals/V9/withdrawal", Reason),
        ["no-such-stakeholder"] = new("/stakeholders/B9/withdrawal", Reason),
        ["no-such-access"] = new("/access/9/ending", Reason),
        ["no-such-link"] = new("/links/9/ending", Reason),
        ["no-such-round"] = new("/rounds/9/closing", new { }),
        ["no-such-input"] = new("/inputs/9/withdrawal", Reason),
        ["no-such-objection"] = new("/objections/9/resolution", Resolution),
        ["no-such-advice-request"] = new("/advice-requests/9/following", new { }),
        ["no-such-score"] = new("/scores/9/revisions", new { low = 3, expected = 4, high = 5 }),
        ["no-such-consequence"] = new("/consequences/9/revisions", new { positive = true, negative = false }),
        ["no-such-ballot"] = new("/ballots/9/corrections", new { proposals = new[] { new { code = "V2" } }, entitled = new { number = 10, description = "de huishoudens" }, votes = new[] { new { vote = "inFavour", number = 5 } }, reason = "Daarom." }),
        ["no-such-case"] = new("/cases/9/approval", new { }),
        ["no-such-decision"] = new("/decisions/9/execution", new { }),
        ["no-such-assumption"] = new("/decisions/1/fallen-assumptions", Fallen(9), Prepared.Decide),
    };

    private static object Access => new { subject = "manager", role = "Manager vastgoed", reason = "Werkt mee." };

    /// <summary>To an example that every host of Development has.</summary>
    private static object Link => new { relation = "runsBeside", weighing = "019d6c1a-f800-7000-8000-000002026021" };

    private static object Resolution => new { means = "explained", resolution = "Het was een misverstand." };

    public static TheoryData<string> AllConflicts => [.. Of(RuleKind.Conflict)];

    public static TheoryData<string> AllMissing => [.. Of(RuleKind.Missing)];

    [Theory, MemberData(nameof(AllConflicts))]
    public Task What_the_state_does_not_allow_is_a_conflict(string rule) => Refuses(rule, Conflicts, HttpStatusCode.Conflict);

    [Theory, MemberData(nameof(AllMissing))]
    public Task What_the_address_does_not_find_is_missing(string rule) => Refuses(rule, Missing, HttpStatusCode.NotFound);

    private async Task Refuses(string rule, Dictionary<string, Case> cases, HttpStatusCode status)
    {
        cases.ShouldContainKey(rule, "a rule of the domain that no test reaches over HTTP");
        var refused = cases[rule];
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = refused.Opened ? await WeighingClient.Open(http, Early()) : await Prepared.Weighing(http);
        if (refused.Prepare is { } prepare) await prepare(weighing);

        using var response = await weighing.Send(refused.Path, refused.Body, refused.Method);
        var problem = await response.Problem(status);
        problem.Errors.Select(e => e.Code).ShouldBe([rule]);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    private static JsonObject Early()
    {
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-02-01T09:00:00Z";
        return framing;
    }

    private static IEnumerable<string> Of(RuleKind kind) => Rules.All.Values.Where(r => r.Kind == kind).Select(r => r.Code).Except(OutOfReach).Except(OfInstruments).Except(OfNetwork).Except(OfCases).Except(OfCorporations);

    private static object Consequence => new { proposal = new { code = "V3" }, criterion = "WIE", by = new { role = "Strateeg wonen" }, positive = true, negative = true };

    private static object Score(string proposal) =>
        new { proposal = new { code = proposal }, criterion = "KWA", by = new { role = "Strateeg wonen" }, low = 3, expected = 4, high = 5 };

    private static object Fallen(int assumption) => new { assumption, explanation = "De subsidie is afgewezen." };

    /// <summary>A step that is refused.</summary>
    private sealed record Case(string Path, object Body, Func<WeighingClient, Task>? Prepare = null, string Method = "POST", bool Opened = false);
}
