namespace WikkenWegen.Domain;

/// <summary>
/// Something that was given: an input, an objection or a score. Rounds, blindness and who was heard look at these; what else can be given
/// one day is added in <see cref="Weighing.Given"/>, and they follow.
/// </summary>
/// <param name="List">The list of the view that it stands in, such as inputs.</param>
/// <param name="Number">Its number in that list, from 1.</param>
/// <param name="Round">Number of the round in which it was given; null outside rounds.</param>
/// <param name="By">Who gave it: a stakeholder or a role.</param>
/// <param name="Revisions">The origins of its revisions, oldest first; at least one.</param>
/// <param name="Followed">The origin of what others or the giver did with it later: its withdrawal or its resolution; null where there is none.</param>
/// <param name="Stands">False where it was withdrawn.</param>
/// <param name="Late">Whether it was recorded after the blind round in which it was given had closed.</param>
internal sealed record Given(string List, int Number, int? Round, Who By, IEnumerable<Origin> Revisions, Origin? Followed, bool Stands, bool Late)
{
    /// <summary>Its path in the view, such as inputs/3.</summary>
    public string Part => Invariant($"{List}/{Number}");

    /// <summary>The origin of its first revision.</summary>
    public Origin Origin => Revisions.First();
}

public sealed partial record Weighing
{
    /// <summary>Everything that was given: inputs, objections and scores, in that order, each by number.</summary>
    /// <param name="among">Codes of the stakeholders who are asked about; null for all, and for roles too.</param>
    internal IEnumerable<Given> Given(IReadOnlySet<string>? among = null)
    {
        return Inputs.Where(i => Asked(i.Stakeholder)).Select(Of)
            .Concat(Objections.Where(o => Asked(o.Stakeholder)).Select(Of))
            .Concat(Scores.Where(s => Asked(s.By.Stakeholder)).Select(Of));

        bool Asked(string? code) => among is null || (code is not null && among.Contains(code));
    }

    /// <summary>An input, as something that was given.</summary>
    internal static Given Of(Input i) =>
        new("inputs", i.Number, i.Round, new Who(i.Stakeholder, null), i.Revisions.Select(r => r.Origin), i.Withdrawal?.Origin, i.Withdrawal is null, i.RecordedAfterClosing);

    /// <summary>An objection, as something that was given.</summary>
    internal static Given Of(Objection o) =>
        new("objections", o.Number, o.Round, new Who(o.Stakeholder, null), [o.Origin], o.Resolution?.Origin, true, o.RecordedAfterClosing);

    /// <summary>A score, as something that was given.</summary>
    internal static Given Of(Score s) => new("scores", s.Number, s.Round, s.By, s.Revisions.Select(r => r.Origin), null, true, s.RecordedAfterClosing);

    /// <summary>The origins of all that was given in a round, revisions included.</summary>
    internal IEnumerable<Origin> GivenIn(int round) => Given().Where(g => g.Round == round).SelectMany(g => g.Revisions);
}
