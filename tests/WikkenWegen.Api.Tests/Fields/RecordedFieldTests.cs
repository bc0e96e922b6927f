using System.Collections;
using System.Reflection;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Api.Weighings;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Api.Weighings.Privacy;
using WikkenWegen.Api.Weighings.Outcomes;

namespace WikkenWegen.Api.Tests.Fields;

/// <summary>Every field of every request over HTTP is in the event as it is stored, and in the view, under the name that it belongs under.</summary>
public class RecordedFieldTests(SharedApi shared)
{
    [Fact]
    public async Task Every_field_of_every_request_is_in_its_event_and_in_the_view()
    {
        WeighingClient? weighing = null;
        foreach (var (method, path, body) in FilledWeighing.Steps)
        {
            var json = JsonSerializer.Serialize(body, body.GetType(), ApiJson.Responses);
            JsonElement receipt = default;
            if (weighing is null) weighing = await WeighingClient.Open(shared.Api.Client(), System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject());
            else receipt = await weighing.Record(path, json, method);

            var sent = Leaves.Of(body).Where(leaf => leaf is not ("doNothing" or "blind" or "statutory", "false")).ToList();
            // The answers about the weights name the same criteria again, and the votes the same proposals.
            sent.GroupBy(leaf => (leaf.Value, leaf.Path.Split('/')[0] is "weightAnswers" or "votes")).Where(same => same.Select(leaf => Leaves.Member(leaf.Path)).Distinct().Count() > 1)
                .ShouldBeEmpty($"{method} {path}: else a swap would not show");

            var stored = await StoredEvent(weighing.Id, weighing.Version);
            // Whether it was approved is the type of the event. Which of the texts is corrected is told by the digest of that one: CorrectTextTests see that.
            if (body is CorrectTextRequest) sent.RemoveAll(leaf => leaf.Path == "item");
            Missing(sent.Where(leaf => leaf.Path != "approved").Select(Named), stored).ShouldBeEmpty($"{method} {path} in the event: {string.Join(", ", stored)}");

            var part = receipt.ValueKind == JsonValueKind.Undefined ? "framing" : receipt.GetProperty("part").GetString()!;
            var shown = Leaves.Shown(await weighing.Get("/" + part)).ToList();
            // A corrected moment stands beside the one before it, and one chosen proposal is a list of one.
            (string Path, string Value) Named((string Path, string Value) leaf) => body switch
            {
                CorrectMomentRequest when leaf.Path == "moment" => ("to", leaf.Value),
                TakeDecisionRequest when leaf.Path.StartsWith("proposal/", StringComparison.Ordinal) => ("proposals/0" + leaf.Path["proposal".Length..], leaf.Value),
                _ => leaf,
            };

            // A correction shows that and why it was made; the stakeholder or the ballot shows what it says now.
            if (body is CorrectStakeholderRequest or CorrectBallotRequest) shown.AddRange(Leaves.Shown(await weighing.Get("/" + part[..part.IndexOf("/corrections", StringComparison.Ordinal)])));
            Missing(sent.Select(leaf => (body, leaf.Path) switch { (ResolveObjectionRequest, "resolution") => ("text", leaf.Value), (TakeBackCaseRequest, "reason") => ("takenBack/reason", leaf.Value), _ => Named(leaf) }), shown)
                .ShouldBeEmpty($"{method} {path} at {part}: {string.Join(", ", shown)}");
        }
    }

    /// <summary>What the system is asked to compute is not kept as it was asked, but as it was computed: OutcomeTests see that.</summary>
    private static readonly string[] ToCompute = ["/CriteriaVersion", "/Draws", "/Weights"];

    /// <summary>What criteria take from a published instrument: TakenCriteriaTests see that, on a host that has one.</summary>
    private static readonly string[] OfAnInstrument = ["/Instrument/Code", "/Departures/Kind", "/Departures/Criterion", "/Departures/Reason"];

    /// <summary>Which copy is approved, whose digest nobody knows before it is made: CaseCourseTests see that.</summary>
    private static readonly string[] OfACopy = ["/Digest"];

    /// <summary>What criteria are made of in the learning network: InsightUseTests see that, with somebody who takes part in it.</summary>
    private static readonly string[] OfAnInsight = ["/Criteria/Insight/Edition", "/Criteria/Insight/Number", "/Beside/Insight/Edition", "/Beside/Insight/Number"];

    [Fact]
    public void Every_field_of_every_request_is_filled_in()
    {
        var filled = FilledWeighing.Steps.GroupBy(s => s.Body.GetType()).ToDictionary(s => s.Key, s => s.SelectMany(step => Members(step.Body)).ToHashSet());
        foreach (var type in StepCatalogue.All.Select(step => step.ExampleRequest.GetType()))
            Members(type, "").Except(filled[type]).Except(type == typeof(RecordOutcomeRequest) ? ToCompute : type == typeof(SetCriteriaRequest) ? OfAnInstrument.Concat(OfAnInsight) : type == typeof(ApproveCaseRequest) ? OfACopy : []).ShouldBeEmpty($"not filled in, in any {type.Name}");
    }

    private static List<(string Path, string Value)> Missing(IEnumerable<(string Path, string Value)> expected, List<(string Path, string Value)> actual) =>
        [.. expected.Where(leaf => !actual.Contains(leaf))];

    private async Task<List<(string Path, string Value)>> StoredEvent(Guid weighing, int version)
    {
        var data = (await Stored.Rows(shared.Api.ConnectionString, "select data::text from wikkenwegen.mt_events where stream_id = $1 and version = $2", row => row.GetString(0), weighing, (long)version)).ShouldHaveSingleItem();
        var texts = (await Stored.Texts(shared.Api.ConnectionString, weighing)).ByDigest;
        return
        [
            .. Leaves.Of(JsonDocument.Parse(data).RootElement).Select(leaf => leaf.Path.EndsWith("/_sd", StringComparison.Ordinal)
                ? (Leaves.Flat(leaf.Path[..^"/_sd".Length]), JsonSerializer.Serialize(texts[leaf.Value.Trim('"')], ApiJson.Options)) : (Leaves.Flat(leaf.Path), leaf.Value)),
        ];
    }

    /// <summary>The members of a request that hold a value.</summary>
    private static IEnumerable<string> Members(object? value, string path = "") => value switch
    {
        null => [],
        string => [path],
        IEnumerable many => many.Cast<object>().SelectMany(item => Members(item, path)),
        _ when IsOurs(value.GetType()) => value.GetType().GetProperties().SelectMany(member => Members(member.GetValue(value), $"{path}/{member.Name}")),
        _ => [path],
    };

    /// <summary>The members that a type of request has.</summary>
    private static IEnumerable<string> Members(Type type, string path) => type.IsArray ? Members(type.GetElementType()!, path)
        : IsOurs(type) ? type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(member => Members(member.PropertyType, $"{path}/{member.Name}")) : [path];

    private static bool IsOurs(Type type) => type.Assembly == typeof(StepRequest).Assembly && type.IsClass;
}
