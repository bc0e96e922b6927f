namespace WikkenWegen.Domain.Inputs;

/// <summary>What giving an input and revising it have in common.</summary>
internal static class Contents
{
    /// <summary>What is wrong with the content of an input about <paramref name="proposal"/>.</summary>
    public static IEnumerable<Refusal> InputRefusals(this Weighing weighing, InputContent content, ProposalChoice? proposal)
    {
        foreach (var refusal in proposal?.Refusals(weighing, "/proposal") ?? []) yield return refusal;
        if (content is { Position: null, Statement: null, Resistance: null, PreferredProposal: null }) yield return Rules.EmptyInput.Whole();
        if (content.Resistance is < 0 or > 10) yield return Rules.ResistanceOutOfRange.At("/resistance");
        if (content is { Position: Position.OverridingObjection, Statement: null }) yield return Rules.ReasonMissing.At("/statement");
        if (content.PreferredProposal is { } preferred && weighing.Proposal(preferred) is null) yield return Rules.UnknownProposal.At("/preferredProposal", preferred);
    }

    /// <summary>Position and preference as the end of a sentence; empty where neither was given.</summary>
    public static string Stance(InputContent content, Func<Position, string> position, string preference)
    {
        var stance = new[] { content.Position is { } p ? position(p) : null, content.PreferredProposal is { } v ? $"{preference} {v}" : null };
        return stance.Any(s => s is not null) ? ": " + string.Join("; ", stance.OfType<string>()) : "";
    }
}
