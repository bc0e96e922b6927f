using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>
/// Separation of duties: who decides, and who approves, are different persons through the whole history of a weighing, and so are who decides
/// and who changes which role approves once there is a proposal. It goes by the persons who recorded it, whatever roles they have.
/// </summary>
public sealed partial record Weighing
{
    /// <summary>The last decision that somebody recorded, also one that stands no longer; null where they recorded none.</summary>
    internal Decision? DecisionOf(Actor actor)
    {
        var theirs = SubjectsOf(actor.Subject);
        return Decisions.LastOrDefault(d => theirs.Contains(d.Origin.Actor));
    }

    /// <summary>The last decision that somebody approved or rejected; null where there is none.</summary>
    internal Decision? RulingOf(Actor actor)
    {
        var theirs = SubjectsOf(actor.Subject);
        return Decisions.LastOrDefault(d => d.Approval is { } approval && theirs.Contains(approval.Origin.Actor));
    }

    /// <summary>The last version of the framing by which somebody changed the approving role, or of which they corrected the moment, when there was a proposal; null where there is none.</summary>
    internal FramingVersion? ApproverChangeOf(Actor actor)
    {
        var theirs = SubjectsOf(actor.Subject);
        return ApproverChanges.LastOrDefault(f => theirs.Contains(f.Origin.Actor) || MomentCorrections.Any(c => c.Event == f.Origin.Event && theirs.Contains(c.Origin.Actor)));
    }

    /// <summary>Whether an event changed the approving role when there was a proposal, or is a ruling of the approver.</summary>
    internal bool IsAboutApproval(int number) => ApproverChanges.Any(f => f.Origin.Event == number) || Decisions.Any(d => d.Approval?.Origin.Event == number);

    /// <summary>What was done under an approving role, or without one: a change of that role cannot have happened before it.</summary>
    internal IEnumerable<Origin?> RestsOnApprover =>
        [.. Decisions.SelectMany(d => new[] { d.Approval?.Origin, d.ExecutionStarted }), .. Reopenings.Select(r => r.Ended?.Origin), Ended?.Origin];

    // By the order of recording, which nobody can choose; and by that of happening, so that nobody waits with a proposal that lay there until it is done.
    private IEnumerable<FramingVersion> ApproverChanges => Framings.Where(f => f.ChangesApprover
        && Proposals.Any(p => p.Revisions[0].Origin is var submitted && (submitted.Event < f.Origin.Event || submitted.OccurredAt < f.Origin.OccurredAt)));

    /// <summary>
    /// The subject ids of the person who has this one, as far as the weighing tells: those under which a stakeholder signs in, and signed in until a
    /// correction, are of one person.
    /// </summary>
    internal HashSet<string> SubjectsOf(string subject)
    {
        var theirs = new HashSet<string> { subject };
        if (!Stakeholders.Any(s => !s.EarlierSubjects.IsEmpty)) return theirs;
        var corrected = Stakeholders.Where(s => !s.EarlierSubjects.IsEmpty).Select(s => s.Subject is { } now ? s.EarlierSubjects.Add(now) : s.EarlierSubjects).ToImmutableArray();
        for (var known = 0; known < theirs.Count;)
        {
            known = theirs.Count;
            foreach (var ids in corrected.Where(ids => theirs.Overlaps(ids))) theirs.UnionWith(ids);
        }
        return theirs;
    }
}
