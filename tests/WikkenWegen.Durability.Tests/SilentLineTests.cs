using System.Diagnostics;
using System.Text.Json;
using WikkenWegen.Durability.Tests.Faults;

namespace WikkenWegen.Durability.Tests;

/// <summary>A line to the database that breaks without a word, in the middle of a transaction.</summary>
public class SilentLineTests
{
    /// <param name="patience">
    /// How long Npgsql waits in vain, in milliseconds, for the server to say that it stopped. With the longer time the server ends the transaction
    /// before, so that the request fails in another way, for the same reason.
    /// </param>
    [Theory, InlineData(2_000), InlineData(10_000)]
    public async Task Others_can_write_to_the_weighing_again_once_the_time_of_a_request_is_over(int patience)
    {
        await using var field = await Field.Start(Scale.Short, seed: 1, line => line.CancellationTimeout = patience);
        var token = field.Token("strategist", "strategist");
        var (cut, other) = (field.Hosts[0], field.Hosts[1]);
        var opened = await field.Ask(cut, token, new Asking(HttpMethod.Post, "/v1/weighings", """
            {"title":"Stil","question":"Wie schrijft?","level":"tactical","scale":"complex","ownership":"own","breadth":"narrow","sgeiRegime":"sgei","processForm":"advice","ownerRole":"Strateeg","deciderRole":"Bestuurder","confidentiality":"internal"}
            """), TestContext.Current.CancellationToken);
        opened.Status.ShouldBe(201, opened.Body);

        cut.Proxy.Passing = Passing.SilentBeforeCommit;
        var lost = await Propose(cut, "tekst-1-einde");
        lost.Status.ShouldBe(504, lost.Body);
        cut.Proxy.Swallowed.ShouldBePositive();
        cut.Proxy.Passing = Passing.Through;

        var start = Stopwatch.GetTimestamp();
        Answer answer;
        do answer = await Propose(other, "tekst-2-einde");
        while (!answer.Succeeded && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2));
        answer.Status.ShouldBe(201, answer.Body);
        JsonDocument.Parse(answer.Body).RootElement.GetProperty("version").GetInt32().ShouldBe(2, "what was lost was rolled back");

        Task<Answer> Propose(Field.Slot host, string name) => field.Ask(host, token,
            new Asking(HttpMethod.Post, $"{opened.Location}/proposals", $$"""{"name":"{{name}}"}""", Key: name), TestContext.Current.CancellationToken);
    }
}
