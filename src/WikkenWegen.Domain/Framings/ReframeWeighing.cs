using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Framings;

/// <summary>The question was framed anew, or confirmed as it was.</summary>
[EventType("weighing_reframed")]
public sealed record WeighingReframed : WeighingEvent
{
    /// <summary>Number of this version, from 2.</summary>
    public required int Version { get; init; }

    /// <summary>The whole framing, as it is from now on.</summary>
    public required Framing Framing { get; init; }

    /// <summary>Names of the fields that changed, as in the JSON of the framing; none where it was confirmed as it was.</summary>
    public required ImmutableArray<string> Changed { get; init; }

    /// <summary>Why the question was framed anew; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override bool Replaces => true;

    /// <inheritdoc />
    protected override string Path => $"framings/{Version}";

    /// <inheritdoc />
    protected override string Dutch => Changed.IsEmpty
        ? Invariant($"De vraagstelling is bevestigd zoals zij was (versie {Version}).")
        : Invariant($"De vraagstelling is herzien (versie {Version}): {Speech.Listed(Changed.Select(Words.DutchField))}.");

    /// <inheritdoc />
    protected override string English => Changed.IsEmpty
        ? Invariant($"The question was confirmed as it was framed (version {Version}).")
        : Invariant($"The question was framed anew (version {Version}): {Speech.Listed(Changed.Select(Words.EnglishField))}.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ReframeWeighing { Framing = Framing, Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Framings = weighing.Framings.Add(new FramingVersion(Version, Framing, Changed, Reason, origin)),
    };
}

/// <summary>Frames the question anew. To send the framing in force is to confirm it, with a reason: that is recorded too.</summary>
public sealed record ReframeWeighing : WeighingCommand
{
    /// <summary>Refuses to make a weighing secret for somebody who has no access to it by name: they would lose it from their own sight.</summary>
    public static readonly Rule NotNamed = new("not-named", RuleKind.Conflict,
        "Een geheime afweging ziet alleen wie op naam toegang heeft, en dat hebt u niet. Geef uzelf eerst toegang.",
        "A secret weighing is seen only by who has access by name, and you have not. Give yourself access first.");

    /// <summary>The whole framing, as it is from now on.</summary>
    public required Framing Framing { get; init; }

    /// <summary>Why the question is framed anew, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override Refusal? Forbidden(Weighing weighing, Actor actor)
    {
        if (base.Forbidden(weighing, actor) is { } forbidden) return forbidden;
        if (Framing.Confidentiality == Confidentiality.Secret && !weighing.IsNamed(actor.Subject)) return NotNamed.At("/confidentiality");
        return ChangesApprover(weighing) && weighing.DecisionOf(actor) is { } decision ? Rules.ApproverChangedByDecider.At("/approverRole", decision.Number) : null;
    }

    /// <inheritdoc />
    private protected override Standing? StandingIn(Weighing weighing) =>
        weighing.Framings[^1] is { Version: > 1 } newest && EventContract.Changed(newest.Framing, Framing).IsEmpty ? new Standing(newest.Origin, newest.Reason, Reason) : null;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        var rested = ChangesApprover(weighing) ? weighing.RestsOnApprover : [];
        foreach (var refusal in NotBefore([weighing.Framings[^1].Origin, .. rested])) yield return refusal;
    }

    private bool ChangesApprover(Weighing weighing) => Framing.ApproverRole != weighing.Framing.ApproverRole;

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) =>
        new WeighingReframed { Version = weighing.Framings.Count + 1, Framing = Framing, Changed = EventContract.Changed(weighing.Framing, Framing), Reason = Reason! };
}
