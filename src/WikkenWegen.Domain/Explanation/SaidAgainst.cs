namespace WikkenWegen.Domain.Explanation;

/// <summary>What became of what a party said against something.</summary>
internal enum AgainstSince
{
    Holds,
    Changed,
    TakenBack,
    PartyLeft,
}

/// <summary>What a party said against something, and what became of it.</summary>
/// <param name="Input">The input in which it was said.</param>
/// <param name="Said">The revision in which it was said.</param>
/// <param name="Since">What became of it.</param>
/// <param name="Event">Number of the event by which it holds no more; null while it holds.</param>
internal readonly record struct Opposition(Input Input, InputRevision Said, AgainstSince Since, int? Event);

/// <summary>
/// What was ever recorded against the proposals of a weighing, also where it holds no more. Only what was coded can be told; where there are words
/// that nothing here can read, somebody may be against in those.
/// </summary>
internal sealed class SaidAgainst(Weighing weighing)
{
    private readonly ILookup<string, Input> _inputs = weighing.Inputs.ToLookup(i => i.Stakeholder);

    /// <summary>By code of the proposal, or by no letters for the question as a whole, in the order in which it was said.</summary>
    private readonly ILookup<string, (Input Input, InputRevision Revision)> _positions = Revisions(weighing)
        .Where(r => r.Revision.Content.Position is Position.Against or Position.OverridingObjection)
        .OrderBy(r => r.Revision.Origin.OccurredAt).ThenBy(r => r.Revision.Origin.Event)
        .ToLookup(r => r.Revision.Content.Proposal?.Code ?? "", StringComparer.OrdinalIgnoreCase);

    /// <summary>The proposals, or no letters for the question as a whole, of which something was said that may be against them and is no position.</summary>
    private readonly HashSet<string> _otherwise = Revisions(weighing)
        .Where(r => r.Revision.Content is { Resistance: > 0 } or { Position: null, Statement: not null })
        .Select(r => r.Revision.Content.Proposal?.Code ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who is or was against a proposal by their position, in the order of invitation: of each party what still holds, or else what it said last.</summary>
    /// <param name="proposal">Code of the proposal; null for the question as a whole.</param>
    public IEnumerable<Opposition> ByPosition(string? proposal) =>
        from said in _positions[proposal ?? ""]
        group Became(said.Input, said.Revision) by said.Input.Stakeholder into ofParty
        orderby weighing.Stakeholder(ofParty.Key)?.Origin.Event
        select ofParty.OrderBy(o => o.Since == AgainstSince.Holds).Last();

    /// <summary>Whether anything was recorded by which somebody was against a proposal, or may have been.</summary>
    public bool MayBe(Proposal proposal)
    {
        var code = proposal.Code;
        return weighing.Objections.Any(o => o.Proposal is null || Codes.Same(o.Proposal.Code, code))
            || _positions.Contains(code) || _positions.Contains("") || _otherwise.Contains(code) || _otherwise.Contains("")
            || weighing.AdviceRequests.Any(r => r.Received is { Tenor: AdviceTenor.Negative or null } && (r.Proposal is { } about ? Codes.Same(about.Code, code) : !proposal.Current.Content.DoNothing))
            || weighing.Ballots.Any(b => b.Content.Proposals.Any(p => Codes.Same(p.Code, code)) && b.Content.Votes.Any(v => v is { Vote: Vote.Against, Number: > 0 }))
            || weighing.Decisions.Any(d => !d.Content.MinorityOpinions.IsEmpty && (d.Content.Proposals.IsEmpty || d.Content.Proposals.Any(p => Codes.Same(p.Code, code))));
    }

    private static IEnumerable<(Input Input, InputRevision Revision)> Revisions(Weighing weighing) => weighing.Inputs.SelectMany(i => i.Revisions.Select(r => (i, r)));

    private Opposition Became(Input input, InputRevision said)
    {
        var next = input.Revisions.SkipWhile(r => r != said).Skip(1).FirstOrDefault();
        if (next is not null) return new Opposition(input, said, AgainstSince.Changed, next.Origin.Event);
        if (input.Withdrawal is { } withdrawal) return new Opposition(input, said, AgainstSince.TakenBack, withdrawal.Origin.Event);
        var later = _inputs[input.Stakeholder].Where(i => i is { Withdrawal: null, Current.Content.Position: not null }
            && Codes.Same(i.Current.Content.Proposal?.Code ?? "", said.Content.Proposal?.Code ?? "") && said.Origin.HappenedBefore(i.Current.Origin)).Select(i => i.Current).FirstOrDefault();
        if (later is not null) return new Opposition(input, said, AgainstSince.Changed, later.Origin.Event);
        return weighing.Stakeholder(input.Stakeholder)?.Withdrawal is { } left
            ? new Opposition(input, said, AgainstSince.PartyLeft, left.Origin.Event) : new Opposition(input, said, AgainstSince.Holds, null);
    }
}
