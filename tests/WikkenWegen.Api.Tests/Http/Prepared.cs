using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>A weighing in which there is something of everything, so that each kind of step has what it builds on.</summary>
internal static class Prepared
{
    /// <summary>What must have happened too before a step can be recorded; nothing where it is not named.</summary>
    private static readonly Dictionary<string, Func<WeighingClient, Task>> Before = new()
    {
        ["endAccess"] = weighing => weighing.Record("/access", new { subject = "a.devries", role = "Projectleider", reason = "Werkt eraan mee." }),
        ["unlinkWeighing"] = Link,
        ["correctBallot"] = weighing => weighing.Record("/ballots", new { proposals = new[] { new { code = "V2" } }, entitled = new { number = 10, description = "de huishoudens" }, votes = new[] { new { vote = "inFavour", number = 5 } } }),
        ["recordOutcome"] = weighing => weighing.Record("/scores", new { proposal = new { code = "V3" }, criterion = "BET", by = new { role = "Strateeg wonen" }, low = 3, expected = 4, high = 5 }),
        ["reviseConsequence"] = weighing => weighing.Record("/consequences", new { proposal = new { code = "V3" }, criterion = "WIE", by = new { role = "Strateeg wonen" }, positive = true, negative = true }),
        ["approveCase"] = PrepareCase,
        ["shareCase"] = ApproveCase,
        ["takeBackCase"] = ShareCase,
        ["receiveAdvice"] = RequestAdvice,
        ["followAdvice"] = ReceiveAdvice,
        ["reasonAdviceDeviation"] = ReceiveAdvice,
        ["approveDecision"] = Decide,
        ["withdrawDecision"] = Decide,
        ["reopenWeighing"] = Decide,
        ["dropAssumption"] = Decide,
        ["startExecution"] = Decide,
        ["holdReview"] = Decide,
        ["closeWeighing"] = Decide,
    };

    /// <summary>
    /// Opened on 5 January 2026. Three proposals V1 to V3 of which V1 does nothing, criteria BET and KWA on points from 1 to 10, beside them WIE (positive and negative), stakeholders B1 to B4, an open
    /// round 1 with input 1 and objection 1 by B4, and score 1.
    /// </summary>
    public static async Task<WeighingClient> Weighing(HttpClient http)
    {
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-01-05T08:00:00Z";
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/proposals", new { name = "Niets doen", doNothing = true });
        await weighing.Record("/proposals", new { name = "Renoveren", costs = 10_400_000 });
        await weighing.Record("/proposals", new { name = "Slopen" });
        foreach (var say in (string[])["advises", "advises", "givesInput", "dissents"])
            await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say });
        await weighing.Record("/criteria", new { criteria = new[] { Criterion("BET"), Criterion("KWA") }, beside = new[] { Beside }, weightMethod = "direct" }, "PUT");
        await weighing.Record("/rounds", new { about = "Wat vindt u ervan?" });
        await weighing.Record("/inputs", new { round = 1, stakeholder = "B4", position = "against", statement = "Liever niet." });
        await weighing.Record("/objections", new { round = 1, stakeholder = "B4", proposal = new { code = "V3" }, input = 1, grounds = "Wij raken onze buren kwijt." });
        await weighing.Record("/scores", new { proposal = new { code = "V3" }, criterion = "KWA", by = new { role = "Strateeg wonen" }, low = 3, expected = 4, high = 5 });
        return weighing;
    }

    /// <summary>The weighing, in the state in which an operation can be asked for.</summary>
    public static async Task<WeighingClient> For(string operation, HttpClient http)
    {
        var weighing = await Weighing(http);
        if (Before.TryGetValue(operation, out var more)) await more(weighing);
        return weighing;
    }

    /// <summary>Takes decision 1: V2, on one assumption.</summary>
    public static Task Decide(WeighingClient weighing) => weighing.Record("/decisions", new
    {
        kind = "chosen",
        proposal = new { code = "V2" },
        rationale = "Het vraagt het minst van wie hier al woont.",
        assumptions = new[] { "De subsidie komt." },
    });

    /// <summary>Makes link 1, to one of the examples that every host has.</summary>
    public static Task Link(WeighingClient weighing) =>
        weighing.Record("/links", new { relation = "carriesOut", weighing = "019d6c1a-f800-7000-8000-000002026021" });

    /// <summary>Prepares case 1.</summary>
    public static Task PrepareCase(WeighingClient weighing) => weighing.Record("/cases", new { question = "Opknappen of vervangen?", proposals = new[] { new { code = "V2", text = "Opknappen" } } });

    /// <summary>Prepares case 1, and has it approved.</summary>
    public static async Task ApproveCase(WeighingClient weighing)
    {
        await PrepareCase(weighing);
        await weighing.Record("/cases/1/approval", new { });
    }

    /// <summary>Prepares case 1, has it approved, and shares it.</summary>
    public static async Task ShareCase(WeighingClient weighing)
    {
        await ApproveCase(weighing);
        await weighing.Record("/cases/1/sharing", new { });
    }

    /// <summary>Makes advice request 1.</summary>
    public static Task RequestAdvice(WeighingClient weighing) => weighing.Record("/advice-requests", new { stakeholder = "B2", about = "Het voornemen", statutory = true });

    /// <summary>Makes advice request 1 and receives the advice.</summary>
    public static async Task ReceiveAdvice(WeighingClient weighing)
    {
        await RequestAdvice(weighing);
        await weighing.Record("/advice-requests/1/advice", new { tenor = "positive" });
    }

    /// <summary>The criterion beside the others.</summary>
    private static object Beside => new { code = "WIE", name = "Wie er beter en slechter van wordt", scale = new { kind = "positiveNegative" } };

    /// <summary>A criterion on points from 1 to 10.</summary>
    public static object Criterion(string code, decimal weight = 50) =>
        new { code, name = $"Criterium {code}", direction = "higherIsBetter", scale = new { worst = 1, best = 10, unit = "punten" }, weight };
}
