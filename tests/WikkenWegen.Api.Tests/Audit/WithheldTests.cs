using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Audit;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Audit;

/// <summary>What an export leaves out, and what finding that asks of the database.</summary>
public class WithheldTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_blind_rounds_are_open_the_leaves_are_gone_over_twice()
    {
        var corporation = await Audited.Corporation(shared.Api);
        (await Asked(corporation)).Statements.ShouldHaveSingleItem("nothing is open");
        var weighings = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            var opened = await WeighingClient.Open(corporation.Strategist);
            await opened.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput", interest = "Wonen" });
            await opened.Record("/rounds", new { about = "De richting", blind = true });
            await opened.Record("/inputs", new { round = 1, stakeholder = "B1", position = "against", statement = "Geheim tot de ronde sluit." });
            weighings.Add(opened.Id);
        }

        var (unread, statements) = await Asked(corporation);
        statements.Count.ShouldBe(2, string.Join('\n', statements));
        foreach (var weighing in weighings) Enumerable.Range(1, 5).Where(number => unread.Contains((weighing, number))).ShouldBe([4], "what was given in the round");
    }

    /// <summary>What is withheld from an export, with the statements over leaves that were sent for it.</summary>
    private async Task<(UnreadEvents Unread, List<string> Statements)> Asked(Audited corporation)
    {
        var sent = new ConcurrentQueue<string>();
        using var trace = new Activity("export").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace.TraceId) sent.Enqueue($"{activity.DisplayName}: {activity.GetTagItem("db.query.text")}{activity.GetTagItem("db.statement")}");
            },
        };
        ActivitySource.AddActivityListener(listener);
        var unread = await shared.Api.Services.GetRequiredService<Withheld>().Of(corporation.Code, "controle", Cancellation);
        return (unread, [.. sent.Where(statement => statement.Contains("ledger_leaf", StringComparison.Ordinal))]);
    }
}
