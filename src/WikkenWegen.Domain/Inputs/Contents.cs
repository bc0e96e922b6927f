namespace WikkenWegen.Domain.Inputs;

/// <summary>What giving an input and revising it have in common.</summary>
internal static class Contents
{
    /// <summary>The paths of the proposals whose newest text an input is about.</summary>
    public static IEnumerable<string> BuildsOn(ProposalChoice? proposal, InputContent content) =>
        [.. proposal?.AsNewest ?? [], .. content.PreferredProposal is { } preferred ? new ProposalChoice(preferred, null).AsNewest : []];

    /// <summary>What is wrong with the content of an input about <paramref name="proposal"/>.</summary>
    public static IEnumerable<Refusal> InputRefusals(this Weighing weighing, InputContent content, ProposalChoice? proposal)
    {
        foreach (var refusal in proposal?.Refusals(weighing, "/proposal") ?? []) yield return refusal;
        if (content is { Position: null, Statement: null, Resistance: null, PreferredProposal: null }) yield return Rules.EmptyInput.Whole();
        if (content.Resistance is < 0 or > 10) yield return Rules.ResistanceOutOfRange.At("/resistance");
        if (content is { Position: Position.OverridingObjection, Statement: null }) yield return Rules.ReasonMissing.At("/statement");
        if (content.PreferredProposal is { } preferred && weighing.Proposal(preferred) is null) yield return Rules.UnknownProposal.At("/preferredProposal", preferred);
    }

    /// <summary>Refuses a second input of a party about the same thing in the same round while another stands: that can be revised.</summary>
    /// <param name="weighing">The state now.</param>
    /// <param name="moment">When it happened.</param>
    /// <param name="number">Number of the input that is revised, which does not count; null for a new one.</param>
    /// <param name="stakeholder">Code of the party.</param>
    /// <param name="round">Number of the round; null outside rounds.</param>
    /// <param name="proposal">What it is about; null for the question as a whole.</param>
    public static IEnumerable<Refusal> GivenAlready(this Weighing weighing, DateTimeOffset moment, int? number, string stakeholder, int? round, ProposalChoice? proposal)
    {
        if (proposal?.Refusals(weighing, "").Any() == true) yield break; // it does not exist, which is refused elsewhere
        var about = proposal?.Resolve(weighing);
        var same = weighing.Inputs.FirstOrDefault(i => i.Number != number && i.Stakeholder == stakeholder && i.Round == round && i.StandsAbout(about, moment));
        if (same is not null) yield return Rules.AlreadyGiven.Whole(stakeholder, same.Number);
    }

    /// <summary>Whether an input was about something at a moment, or came to be so later, in any of its revisions while that stood.</summary>
    private static bool StandsAbout(this Input input, ProposalRevisionReference? about, DateTimeOffset moment)
    {
        for (var i = 0; i < input.Revisions.Length; i++)
        {
            var end = i + 1 < input.Revisions.Length ? input.Revisions[i + 1].Origin : input.Withdrawal?.Origin;
            if (input.Revisions[i].Content.Proposal == about && (end is null || moment < end.OccurredAt)) return true;
        }
        return false;
    }

    /// <summary>Position and preference as the end of a sentence; empty where neither was given.</summary>
    public static string Stance(InputContent content, Func<Position, string> position, string preference)
    {
        var stance = new[] { content.Position is { } p ? position(p) : null, content.PreferredProposal is { } v ? $"{preference} {v}" : null };
        return stance.Any(s => s is not null) ? ": " + string.Join("; ", stance.OfType<string>()) : "";
    }
}
