namespace WikkenWegen.Domain.Tests;

/// <summary>Everything in a weighing that points at something else in it.</summary>
internal static class References
{
    /// <summary>What points at nothing; empty where all is well.</summary>
    public static IEnumerable<string> Dangling(Weighing w)
    {
        bool Party(string? code) => code is null || w.Stakeholder(code) is not null;
        bool Proposal(ProposalRevisionReference? reference) => reference is null || w.Revision(reference) is not null;
        bool Round(int? number) => number is null || w.Round(number) is not null;
        bool IsBeside(Consequence c) => w.CriteriaVersions.FirstOrDefault(v => v.Version == c.CriteriaVersion)?.Set.BesideCriterion(c.Criterion) is not null;
        bool Criterion(Score s) => w.CriteriaVersions.FirstOrDefault(v => v.Version == s.CriteriaVersion)?.Set.Criterion(s.Criterion) is not null;

        var checks =
            from pair in w.Proposals.SelectMany(p => p.Revisions.Select(r => ($"author of {p.Code}", Party(r.Author?.Stakeholder))))
                .Concat(w.CriteriaVersions.Select(v => ($"who asked for criteria {v.Version}", Party(v.RequestedBy?.Stakeholder))))
                .Concat(w.Inputs.SelectMany(i => i.Revisions.Select(r => ($"input {i.Number}", Party(i.Stakeholder) && Round(i.Round)
                    && Proposal(r.Content.Proposal) && (r.Content.PreferredProposal is null || w.Proposal(r.Content.PreferredProposal) is not null)))))
                .Concat(w.Objections.Select(o => ($"objection {o.Number}", Party(o.Stakeholder) && Round(o.Round) && Proposal(o.Proposal)
                    && (o.Input is null || w.Input(o.Input) is not null) && Proposal(o.Resolution?.Proposal))))
                .Concat(w.AdviceRequests.Select(a => ($"advice {a.Number}", Party(a.Stakeholder) && Proposal(a.Proposal) && (a.Answer is null || a.Received is not null))))
                .Concat(w.Scores.Select(s => ($"score {s.Number}", Proposal(s.Proposal) && Criterion(s) && Party(s.By.Stakeholder) && Round(s.Round))))
                .Concat(w.Consequences.Select(c => ($"consequence {c.Number}", Proposal(c.Proposal) && IsBeside(c) && Party(c.By.Stakeholder) && Round(c.Round))))
                .Concat(w.Outcomes.SelectMany(o => o.Results.Select(r => ($"outcome {o.Number}", Proposal(r.Proposal)))))
                .Concat(w.Decisions.Select(d => ($"decision {d.Number}", d.Content.Proposals.All(Proposal)
                    && d.Content.Deviations.All(x => x.AdviceRequest is null || w.AdviceRequest(x.AdviceRequest) is not null))))
                .Concat(w.Ballots.Select(b => ($"ballot {b.Number}", b.Content.Proposals.All(Proposal) && Party(b.Content.Stakeholder))))
                .Concat(w.Reopenings.Select(r => ("reopening", r.Decision is null || w.Decision(r.Decision.Value) is not null)))
            where !pair.Item2
            select pair.Item1;
        return checks;
    }

    /// <summary>
    /// Whether everything that an event was to change is changed: its number is the origin of something. Evolving is total, so an
    /// event that comes before what it changes would be lost without a sound.
    /// </summary>
    public static IEnumerable<int> Origins(Weighing w) =>
        w.Framings.Select(f => f.Origin)
            .Concat(w.Proposals.SelectMany(p => p.Revisions.Select(r => r.Origin).Append(p.Withdrawal?.Origin)))
            .Concat(w.CriteriaVersions.Select(v => v.Origin))
            .Concat(w.Stakeholders.SelectMany(s => new[] { s.Origin, s.Withdrawal?.Origin }.Concat(s.Corrections.Select(c => c.Origin))))
            .Concat(w.Access.SelectMany(a => new[] { a.Origin, a.Ended?.Origin }))
            .Concat(w.Links.SelectMany(l => new[] { l.Origin, l.Ended?.Origin }))
            .Concat(w.Cases.SelectMany(c => new[] { c.Origin, c.Approval, c.Sharing?.Origin, c.TakenBack?.Origin }))
            .Concat(w.Ballots.SelectMany(b => b.Corrections.Select(c => c.Origin).Prepend(b.Origin)))
            .Concat(w.MomentCorrections.Select(c => c.Origin))
            .Concat(w.Erasures.Select(e => e.Origin))
            .Concat(w.Retentions.Select(r => r.Origin))
            .Concat(w.TextCorrections.Select(c => c.Origin))
            .Concat(w.Rounds.SelectMany(r => new[] { r.Opened, r.Closed }))
            .Concat(w.Inputs.SelectMany(i => i.Revisions.Select(r => r.Origin).Append(i.Withdrawal?.Origin)))
            .Concat(w.Objections.SelectMany(o => new[] { o.Origin, o.Resolution?.Origin }))
            .Concat(w.AdviceRequests.SelectMany(a => new[] { a.Origin, a.Received?.Origin, a.Answer?.Origin }))
            .Concat(w.Scores.SelectMany(s => s.Revisions.Select(r => r.Origin)))
            .Concat(w.Consequences.SelectMany(c => c.Revisions.Select(r => r.Origin)))
            .Concat(w.Outcomes.Select(o => o.Origin))
            .Concat(w.Decisions.SelectMany(d => new[] { d.Origin, d.Approval?.Origin, d.Withdrawal?.Origin, d.Superseded, d.ExecutionStarted }
                .Concat(d.FallenAssumptions.Select(a => a.Origin)).Concat(d.Reviews.Select(r => r.Origin))))
            .Concat(w.Reopenings.Select(r => r.Origin))
            .OfType<Origin>().Select(o => o.Event).Distinct();
}
