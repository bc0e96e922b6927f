namespace WikkenWegen.Domain;

/// <summary>
/// Something that was given: an input, an objection, a score or a consequence. Rounds, blindness and who was heard look at these; what else can be given
/// one day is added in <see cref="Weighing.Given"/>, and they follow.
/// </summary>
/// <param name="List">The list of the view that it stands in, such as inputs.</param>
/// <param name="Number">Its number in that list, from 1.</param>
/// <param name="Round">Number of the round in which it was given; null outside rounds.</param>
/// <param name="By">Who gave it: a stakeholder or a role.</param>
/// <param name="Origin">The origin of its first revision.</param>
/// <param name="Revisions">The origins of its revisions, oldest first; at least one.</param>
/// <param name="Followed">The origin of what others or the giver did with it later: its withdrawal or its resolution; null where there is none.</param>
/// <param name="Stands">False where it was withdrawn.</param>
/// <param name="Late">Whether it was recorded after the blind round in which it was given had closed.</param>
internal readonly record struct Given(string List, int Number, int? Round, Who By, Origin Origin, IEnumerable<Origin> Revisions, Origin? Followed, bool Stands, bool Late)
{
    /// <summary>Its path in the view, such as inputs/3.</summary>
    public string Part => Invariant($"{List}/{Number}");
}

public sealed partial record Weighing
{
    /// <summary>Everything that was given: inputs, objections, scores and consequences, in that order, each by number.</summary>
    /// <param name="among">Codes of the stakeholders who are asked about; null for all, and for roles too.</param>
    internal IEnumerable<Given> Given(IReadOnlySet<string>? among = null) => Among(Inputs, Objections, Scores, Consequences, among);

    /// <summary>These inputs, objections, scores and consequences as things that were given, as far as they are of those who are asked about.</summary>
    private static IEnumerable<Given> Among(
        IEnumerable<Input> inputs, IEnumerable<Objection> objections, IEnumerable<Score> scores, IEnumerable<Consequence> consequences, IReadOnlySet<string>? among) =>
        inputs.Where(i => IsAsked(among, i.Stakeholder)).Select(Of)
            .Concat(objections.Where(o => IsAsked(among, o.Stakeholder)).Select(Of))
            .Concat(scores.Where(s => IsAsked(among, s.By.Stakeholder)).Select(Of))
            .Concat(consequences.Where(c => IsAsked(among, c.By.Stakeholder)).Select(Of));

    private static bool IsAsked(IReadOnlySet<string>? among, string? code) => among is null || (code is not null && among.Contains(code));

    /// <summary>An input, as something that was given.</summary>
    internal static Given Of(Input i) =>
        new("inputs", i.Number, i.Round, new Who(i.Stakeholder, null), i.Revisions[0].Origin, i.Revisions.Select(r => r.Origin), i.Withdrawal?.Origin, i.Withdrawal is null, i.RecordedAfterClosing);

    /// <summary>An objection, as something that was given.</summary>
    internal static Given Of(Objection o) =>
        new("objections", o.Number, o.Round, new Who(o.Stakeholder, null), o.Origin, [o.Origin], o.Resolution?.Origin, true, o.RecordedAfterClosing);

    /// <summary>A score, as something that was given.</summary>
    internal static Given Of(Score s) => new("scores", s.Number, s.Round, s.By, s.Revisions[0].Origin, s.Revisions.Select(r => r.Origin), null, true, s.RecordedAfterClosing);

    /// <summary>A consequence, as something that was given.</summary>
    internal static Given Of(Consequence c) => new("consequences", c.Number, c.Round, c.By, c.Revisions[0].Origin, c.Revisions.Select(r => r.Origin), null, true, c.RecordedAfterClosing);

    /// <summary>The origins of all that was given in a round, revisions included.</summary>
    internal IEnumerable<Origin> GivenIn(int round) => Given().Where(g => g.Round == round).SelectMany(g => g.Revisions);
}
