using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WikkenWegen.Domain;

/// <summary>The question was framed anew.</summary>
public sealed record WeighingReframed : WeighingEvent
{
    /// <summary>Number of this version, from 2.</summary>
    public required int Version { get; init; }

    /// <summary>The whole framing, as it is from now on.</summary>
    public required Framing Framing { get; init; }

    /// <summary>Names of the fields that changed, as in the JSON of the framing.</summary>
    public required ImmutableArray<string> Changed { get; init; }

    public required Sealed Reason { get; init; }

    protected override string Path => $"framings/{Version}";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Framings = weighing.Framings.Add(new FramingVersion(Version, Framing, Changed, Reason, origin)),
    };
}

/// <summary>Frames the question anew.</summary>
public sealed record ReframeWeighing : WeighingCommand
{
    public required Framing Framing { get; init; }

    /// <summary>Why; null is refused.</summary>
    public Sealed? Reason { get; init; }

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (Changed(weighing.Framing).IsEmpty) yield return Rules.NothingChanged.Whole();
        var rulings = Framing.ApproverRole == weighing.Framing.ApproverRole ? [] : weighing.Decisions.Select(d => d.Approval?.Origin);
        foreach (var refusal in NotBefore([weighing.Framings[^1].Origin, .. rulings])) yield return refusal;
    }

    protected override WeighingEvent Step(Weighing weighing) =>
        new WeighingReframed { Version = weighing.Framings.Length + 1, Framing = Framing, Changed = Changed(weighing.Framing), Reason = Reason! };

    private ImmutableArray<string> Changed(Framing before)
    {
        var old = AsJson(before);
        var now = AsJson(Framing);
        return [.. now.Select(p => p.Key).Union(old.Select(p => p.Key)).Where(name => !JsonNode.DeepEquals(old[name], now[name]))];
    }

    private static JsonObject AsJson(Framing framing) => JsonSerializer.SerializeToNode(framing, EventContract.Json)!.AsObject();
}
