namespace WikkenWegen.Domain;

/// <summary>An overriding objection that stands against a proposal.</summary>
/// <param name="Stakeholder">Code of the stakeholder who has it.</param>
/// <param name="Objection">The objection; null where it stands in an input alone.</param>
/// <param name="Input">Number of the input in which it was taken; null where there is none.</param>
/// <param name="SetAside">Whether it was weighed and set aside, which does not take it away.</param>
/// <param name="Origin">The event in which it was raised.</param>
internal readonly record struct OverridingObjection(string Stakeholder, Objection? Objection, int? Input, bool SetAside, Origin Origin);

/// <summary>
/// Which overriding objections stand against a proposal. Those against the question as a whole stand against each. Of an objection that names an
/// input, the input says whether it is overriding; one that names none is taken as such. What was resolved stands no more, unless it was set aside
/// over the head of who has it; and a later position of theirs takes its place.
/// </summary>
internal sealed class OverridingObjections
{
    private readonly Weighing _weighing;
    private readonly string? _proposal;
    private readonly Origin? _by;
    private readonly Dictionary<string, (Input Input, InputRevision Revision)> _positions = [], _positionsOnTheWhole = [];

    private OverridingObjections(Weighing weighing, string? proposal, Origin? by)
    {
        (_weighing, _proposal, _by) = (weighing, proposal, by);
        foreach (var input in weighing.Inputs)
        {
            if (Was(input.Withdrawal?.Origin) || input.Revisions.LastOrDefault(r => Was(r.Origin)) is not { Content.Position: not null } revision) continue;
            if (revision.Content.Proposal is { } about && !Codes.Same(about.Code, proposal)) continue;
            var positions = revision.Content.Proposal is null ? _positionsOnTheWhole : _positions;
            if (!positions.TryGetValue(input.Stakeholder, out var other) || other.Revision.Origin.HappenedBefore(revision.Origin)) positions[input.Stakeholder] = (input, revision);
        }
    }

    /// <summary>Those that stand, in the order of the events in which they were raised.</summary>
    /// <param name="weighing">The state, as its reader may read it.</param>
    /// <param name="proposal">Code of the proposal.</param>
    /// <param name="by">The event before which they stood; null for now.</param>
    public static IEnumerable<OverridingObjection> Against(Weighing weighing, string proposal, Origin? by = null) => new OverridingObjections(weighing, proposal, by).Standing();

    /// <summary>
    /// Whether an overriding objection of a stakeholder stands in the way of consent. Consent is of the circle that decides together; what others hold
    /// against it stands and is to be answered, but to advise, to give input or to contradict on purpose is no veto.
    /// </summary>
    /// <param name="weighing">The state, as its reader may read it.</param>
    /// <param name="objection">An objection that stands.</param>
    /// <param name="by">The event before which it stood; null for now.</param>
    public static bool StopsConsent(Weighing weighing, OverridingObjection objection, Origin? by = null) =>
        weighing.Stakeholder(objection.Stakeholder) is { HasToAgree: true } && !MayHaveChangedMind(weighing, objection.Stakeholder, by);

    /// <summary>Whether a stakeholder gave input that the reader may not read yet, so that it cannot be said that an objection of theirs still stands.</summary>
    /// <param name="weighing">The state, as its reader may read it.</param>
    /// <param name="stakeholder">Code of the stakeholder.</param>
    /// <param name="by">The event before which they gave it; null for now.</param>
    public static bool MayHaveChangedMind(Weighing weighing, string stakeholder, Origin? by = null) => weighing.Hidden.Any(h =>
        h.By.Stakeholder == stakeholder && h.Part.StartsWith("inputs/", StringComparison.Ordinal) && (by is null || h.Origin.HappenedBefore(by)));

    /// <summary>Whether who objected has taken another position since, by which the objection stands no more.</summary>
    /// <param name="weighing">The state, as its reader may read it.</param>
    /// <param name="objection">The objection.</param>
    /// <param name="proposal">Code of the proposal that it is held against.</param>
    /// <param name="by">The event before which they did; null for now.</param>
    public static bool ChangedMind(Weighing weighing, Objection objection, string proposal, Origin? by = null) => new OverridingObjections(weighing, proposal, by).ChangedMind(objection);

    /// <summary>The position that who objected has taken since, by which the objection stands no more; null where they took none.</summary>
    /// <param name="weighing">The state, as its reader may read it.</param>
    /// <param name="objection">The objection.</param>
    /// <param name="proposal">Code of the proposal that it is held against; null for the question as a whole.</param>
    public static InputRevision? PositionSince(Weighing weighing, Objection objection, string? proposal) => new OverridingObjections(weighing, proposal, null).PositionSince(objection);

    private IEnumerable<OverridingObjection> Standing()
    {
        var about = _weighing.Objections.Where(o => Was(o.Origin) && TakesPart(o.Stakeholder) && (o.Proposal is null || Codes.Same(o.Proposal.Code, _proposal))).ToList();
        var raised = about.Where(o => !IsTakenAway(o) && IsOverriding(o) && !ChangedMind(o)).ToList();
        var inInputs = _positions.Concat(_positionsOnTheWhole).Where(p => p.Value.Revision.Content.Position == Position.OverridingObjection && TakesPart(p.Key)
            && !IsReplaced(p.Key, p.Value.Revision) && !raised.Any(o => o.Stakeholder == p.Key && IsOf(o, p.Value.Input))
            && !about.Any(o => o.Stakeholder == p.Key && IsOf(o, p.Value.Input) && IsTakenAway(o) && p.Value.Revision.Origin.HappenedBefore(o.Resolution!.Origin)));
        return raised.Select(o => new OverridingObjection(o.Stakeholder, o, o.Input, Was(o.Resolution?.Origin), o.Origin))
            .Concat(inInputs.Select(p => new OverridingObjection(p.Key, null, p.Value.Input.Number, false, p.Value.Revision.Origin)))
            .OrderBy(o => o.Origin.Event);
    }

    private bool Was(Origin? origin) => origin is not null && (_by is null || origin.HappenedBefore(_by));

    private bool TakesPart(string stakeholder) => !Was(_weighing.Stakeholder(stakeholder)?.Withdrawal?.Origin);

    private bool IsTakenAway(Objection objection) => objection.Resolution is { Means: not ResolutionMeans.SetAside } resolution && Was(resolution.Origin);

    private bool IsOverriding(Objection objection) =>
        _weighing.Input(objection.Input) is not { } input || input.Revisions.Any(r => r.Content.Position is null or Position.OverridingObjection);

    private static bool IsOf(Objection objection, Input input) => objection.Input is not { } number || number == input.Number;

    private bool ChangedMind(Objection objection) => PositionSince(objection) is not null;

    private InputRevision? PositionSince(Objection objection) =>
        _positions.TryGetValue(objection.Stakeholder, out var here) && IsOtherSince(here.Revision, objection.Origin) ? here.Revision
        : objection.Proposal is null && _positionsOnTheWhole.TryGetValue(objection.Stakeholder, out var whole) && IsOtherSince(whole.Revision, objection.Origin) ? whole.Revision : null;

    /// <summary>Whether a position on the question as a whole gave way to a later one on this proposal.</summary>
    private bool IsReplaced(string stakeholder, InputRevision revision) =>
        revision.Content.Proposal is null && _positions.TryGetValue(stakeholder, out var here) && IsOtherSince(here.Revision, revision.Origin);

    private static bool IsOtherSince(InputRevision position, Origin since) => position.Content.Position != Position.OverridingObjection && since.HappenedBefore(position.Origin);
}
