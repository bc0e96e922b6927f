using System.Text.Json;
using System.Text.Json.Serialization;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>The three example weighings, loaded as a caller would: over HTTP.</summary>
public class ExampleTests(SharedApi shared)
{
    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static TheoryData<string> References => [.. ExampleWeighing.All().Select(e => e.Reference)];

    [Theory, MemberData(nameof(References))]
    public async Task An_example_is_recorded_from_its_first_question_to_its_decision(string reference)
    {
        var example = ExampleWeighing.All().Single(e => e.Reference == reference);
        var weighing = await Load(shared.Api.Client(), example);

        var view = await weighing.Get();
        view.GetProperty("version").GetInt32().ShouldBe(example.Steps.Count);
        view.GetProperty("framing").GetProperty("framing").GetProperty("reference").GetString().ShouldStartWith(reference);
        view.GetProperty("notHeard").GetArrayLength().ShouldBe(0);
        view.GetProperty("decisions")[0].GetProperty("content").GetProperty("rationale").GetProperty("text").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    /// <summary>Records an example over HTTP.</summary>
    /// <param name="client">Who records it.</param>
    /// <param name="example">The example.</param>
    /// <param name="afterEach">What to do after each step.</param>
    internal static async Task<WeighingClient> Load(HttpClient client, ExampleWeighing example, Func<WeighingClient, Task>? afterEach = null)
    {
        var opening = JsonSerializer.SerializeToNode(example.Steps[0].Body, example.Steps[0].Body.GetType(), Json)!.AsObject();
        opening["reference"] = $"{example.Reference} {Guid.NewGuid()}"; // the corporation may have it already, and a number belongs to one weighing
        var weighing = await WeighingClient.Open(client, opening);
        if (afterEach is not null) await afterEach(weighing);
        foreach (var step in example.Steps.Skip(1))
        {
            await weighing.Record(step.Path, JsonSerializer.Serialize(step.Body, step.Body.GetType(), Json), step.Method);
            if (afterEach is not null) await afterEach(weighing);
        }
        return weighing;
    }
}
