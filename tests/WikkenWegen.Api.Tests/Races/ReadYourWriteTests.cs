using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Races;

/// <summary>Who was told that a step was recorded reads it at once: in every view, on every host.</summary>
public class ReadYourWriteTests(SharedApi shared, SecondHost second) : IClassFixture<SecondHost>
{
    [Fact]
    public async Task Each_acknowledged_step_is_at_once_in_the_view_its_part_the_history_and_the_list_of_both_hosts()
    {
        var steps = new RandomSteps(77);
        var weighing = await WeighingClient.Open(shared.Api.Client(), steps.Opening(TimeProvider.System.GetUtcNow(), "DIRECT-77"));
        WeighingClient[] readers = [weighing, weighing.As(second.Host.Client())];
        for (var recorded = 0; recorded < 40 * Size.Factor;)
        {
            var state = await RecordedHistory.State(shared.Api, weighing.Id);
            var attempt = steps.Next(state, TimeProvider.System.GetUtcNow());
            using var response = await readers[recorded % 2].Send(attempt.Path, attempt.Body, attempt.Method, $"\"{state.Version}\"");
            if (!response.IsSuccessStatusCode) continue;
            recorded++;
            var receipt = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            var (version, part) = (receipt.GetProperty("version").GetInt32(), receipt.GetProperty("part").GetString()!);
            foreach (var reader in readers)
            {
                var view = await reader.Get();
                view.GetProperty("version").GetInt32().ShouldBe(version);
                view.GetProperty("status").GetString().ShouldBe(receipt.GetProperty("status").GetString());
                (await reader.Get("/" + part)).GetRawText().ShouldContain($"\"event\":{version},", Case.Sensitive, part);
                var newest = (await reader.Get("/events?order=newest&limit=1")).GetProperty("items")[0];
                newest.GetProperty("number").GetInt32().ShouldBe(version);
                var row = await Row(reader.Http, "DIRECT-77");
                row.GetProperty("version").GetInt32().ShouldBe(version);
                row.GetProperty("status").GetString().ShouldBe(receipt.GetProperty("status").GetString());
                JsonNode.DeepEquals(JsonNode.Parse(row.GetProperty("framing").GetRawText()), JsonNode.Parse(view.GetProperty("framing").GetProperty("framing").GetRawText())).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public async Task What_one_host_acknowledges_the_other_reads_at_once_a_thousand_times()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async lane =>
        {
            var a = await WeighingClient.Open(shared.Api.Client());
            WeighingClient[] clients = [a, a.As(second.Host.Client())];
            for (var n = 0; n < 250 * Size.Factor; n++)
            {
                var (writer, reader) = (clients[n % 2], clients[1 - n % 2]);
                using var response = await writer.SendRaw("/proposals", """{"name": "Voorstel"}""");
                var version = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("version").GetInt32();
                version.ShouldBe(n + 2, $"lane {lane}");
                // A small part that changes with every step.
                (await reader.Read($"/proposals/V{n + 1}")).ETag.ShouldBe($"\"{version}\"");
            }
        }));
    }

    private static async Task<JsonElement> Row(HttpClient http, string reference)
    {
        var text = await http.GetStringAsync($"/v1/weighings?reference={reference}", TestContext.Current.CancellationToken);
        return JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray().Single();
    }
}
