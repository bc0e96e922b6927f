using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Part 7: what is missing.</summary>
internal static class Missing
{
    public static IEnumerable<Sentence> Of(Facts facts)
    {
        var (inputs, support) = (facts.Outcome.Inputs, facts.Support);
        var any = false;
        foreach (var sentence in All())
        {
            any = true;
            yield return sentence;
        }
        if (!any && !inputs.Criteria.IsEmpty) yield return new NothingMissing(Fact.Count("scores", inputs.Scores.Length, facts.CriteriaEvent)) { AlsoRests = facts.OutcomeEvents };

        IEnumerable<Sentence> All()
        {
            if (support.Participation.Invited == 0) yield return new NobodyInvited { AlsoRests = [facts.Opening] };
            if (inputs is { Scores.IsEmpty: true, Unread: 0 } && facts.Weighing.Criteria is not { Set.Criteria.IsEmpty: true }) yield return new NothingScored { AlsoRests = [facts.CriteriaEvent] };
            if (!support.Participation.NotHeard.IsEmpty)
                yield return new NotHeard([.. support.Participation.NotHeard.Select(u => (facts.Party(u.Stakeholder), Fact.Word("say", u.Say, u.Event)))]);
            if (LeftUnheard(facts) is { IsEmpty: false } left)
                yield return new LeftUnheard([.. left.Select(s => (facts.Party(s.Code), Fact.Word("say", s.Say, s.Origin.Event)))]) { AlsoRests = [.. left.Select(s => s.Withdrawal!.Origin.Event)] };
            if (support.Hidden > 0)
                yield return new StillHidden(Fact.Count("hidden", support.Hidden, facts.Weighing.Hidden.Select(h => h.Origin.Event)));
            if (!inputs.Scores.IsEmpty && !inputs.Missing.IsEmpty)
                yield return new NotScored(
                    Fact.Count("missing", inputs.Missing.Length, facts.CriteriaEvent), [.. inputs.Missing.Select(m => (facts.Proposal(m.Proposal), facts.Criterion(m.Criterion)))],
                    [.. facts.Outcome.Results.Where(r => r.Possible is not null).Select(r => (
                        facts.Proposal(r.Proposal.Code), Facts.Number("possibleLow", r.Possible!.Low, facts.TotalEvents(r.Proposal.Code)), Facts.Number("possibleHigh", r.Possible.High, facts.TotalEvents(r.Proposal.Code))))], inputs.Unread > 0) { AlsoRests = facts.OutcomeEvents };
            if (inputs.Assessors is [var one] && !facts.Weighing.Hidden.Any(h => h.IsScore && !h.By.IsSame(one)))
                yield return new OneAssessor(facts.By(one, "assessor", facts.CriteriaEvent), Fact.Count("scores", inputs.Scores.Length, facts.CriteriaEvent)) { AlsoRests = facts.OutcomeEvents };
            ImmutableArray<UncountedScore> again = [.. inputs.NotCounted.Where(n => n.Why == NotCountedReason.ScaleChanged)];
            if (!again.IsEmpty) yield return new ToBeScoredAgain(Fact.Count("scores", again.Length, again.Select(n => n.Event)));
            ImmutableArray<CountedScore> older = [.. inputs.Scores.Where(s => s.OnRevision is not null && s.Event is not null)];
            if (!older.IsEmpty)
                yield return new ScoredBeforeRevision(Fact.Count("scores", older.Length, older.Select(s => s.Event!.Value)), facts.Proposals(older.Select(s => s.Proposal).Distinct()));
        }
    }

    /// <summary>Who no longer takes part and was never heard, not in an open blind round either.</summary>
    private static ImmutableArray<Stakeholder> LeftUnheard(Facts facts)
    {
        var weighing = facts.Weighing;
        if (facts.Support.Participation.Withdrew.IsEmpty) return [];
        var heard = weighing.Heard().Select(h => h.Stakeholder).Concat(weighing.Hidden.Select(h => h.By.Stakeholder)).ToHashSet();
        return [.. weighing.Stakeholders.Where(s => s.Withdrawal is not null && !heard.Contains(s.Code))];
    }
}

/// <summary>That nobody was asked to take part.</summary>
internal sealed record NobodyInvited() : Sentence(ExplanationPart.Missing)
{
    public override void Dutch(Pen pen) => pen.Say($"Er is geen partij gevraagd om mee te doen.");

    public override void English(Pen pen) => pen.Say($"No party was asked to take part.");
}

/// <summary>That there are no scores.</summary>
internal sealed record NothingScored() : Sentence(ExplanationPart.Missing)
{
    public override void Dutch(Pen pen) => pen.Say($"Er zijn geen scores die meetellen.");

    public override void English(Pen pen) => pen.Say($"There are no scores that count.");
}

/// <summary>Who has a say and was not heard.</summary>
internal sealed record NotHeard(ImmutableArray<(Fact Party, Fact Say)> Parties) : Sentence(ExplanationPart.Missing)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Deze partijen mochten meedoen en zijn niet gehoord:");
        foreach (var (party, say) in Parties)
            if (pen.IsForResident) pen.Item($"{party}");
            else pen.Item($"{party}: {say}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"These parties could take part and were not heard:");
        foreach (var (party, say) in Parties)
            if (pen.IsForResident) pen.Item($"{party}");
            else pen.Item($"{party}: {say}");
    }
}

/// <summary>Who was asked to take part, and left before they were heard.</summary>
internal sealed record LeftUnheard(ImmutableArray<(Fact Party, Fact Say)> Parties) : Sentence(ExplanationPart.Missing)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Deze partijen doen niet meer mee. Zij gingen weg voordat zij gehoord waren:");
        foreach (var (party, say) in Parties)
            if (pen.IsForResident) pen.Item($"{party}");
            else pen.Item($"{party}: {say}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"These parties no longer take part. They left before they were heard:");
        foreach (var (party, say) in Parties)
            if (pen.IsForResident) pen.Item($"{party}");
            else pen.Item($"{party}: {say}");
    }
}

/// <summary>How much cannot be read yet.</summary>
internal sealed record StillHidden(Fact Number) : Sentence(ExplanationPart.Missing)
{
    public override void Dutch(Pen pen) => pen.Say($"Een deel is nog niet te lezen, want een blinde ronde is nog open. Wat anderen daarin gaven, telt hier niet mee. Aantal: {Number}.");

    public override void English(Pen pen) => pen.Say($"A part cannot be read yet, since a blind round is still open. What others gave in it does not count here. Number: {Number}.");
}

/// <summary>What nobody scored. While scores cannot be read yet, it may have been scored in those.</summary>
internal sealed record NotScored(
    Fact Number, ImmutableArray<(Fact Proposal, Fact Criterion)> Cells, ImmutableArray<(Fact Proposal, Fact Low, Fact High)> Possible, bool MayBeUnread) : Sentence(ExplanationPart.Missing)
{
    public override void Dutch(Pen pen)
    {
        if (MayBeUnread) pen.Say($"Aantal scores dat ontbreekt of nog niet te lezen is: {Number}.");
        else pen.Say($"Aantal scores dat ontbreekt: {Number}.");
        if (!pen.IsForResident)
            foreach (var (proposal, low, high) in Possible) pen.Say($"{proposal} kan nog uitkomen tussen {low} en {high} punten van de honderd.");
        if (MayBeUnread) pen.Say($"Er is geen score te lezen voor:");
        else pen.Say($"Er is geen score voor:");
        foreach (var (proposal, criterion) in Cells.Take(pen.IsForResident ? 5 : Cells.Length)) pen.Item($"{proposal} op {criterion}");
    }

    public override void English(Pen pen)
    {
        if (MayBeUnread) pen.Say($"Number of scores that are missing or cannot be read yet: {Number}.");
        else pen.Say($"Number of scores that are missing: {Number}.");
        if (!pen.IsForResident)
            foreach (var (proposal, low, high) in Possible) pen.Say($"{proposal} can still get between {low} and {high} points out of a hundred.");
        if (MayBeUnread) pen.Say($"There is no score to be read for:");
        else pen.Say($"There is no score for:");
        foreach (var (proposal, criterion) in Cells.Take(pen.IsForResident ? 5 : Cells.Length)) pen.Item($"{proposal} on {criterion}");
    }
}

/// <summary>That one person or role gave all scores.</summary>
internal sealed record OneAssessor(Fact Assessor, Fact Scores) : Sentence(ExplanationPart.Missing)
{
    public override void Dutch(Pen pen)
    {
        if (Scores.Number == 1) pen.Say($"Er is {Scores} score, van: {Assessor}. Een tweede oordeel ontbreekt.");
        else pen.Say($"Alle {Scores} scores komen van één beoordelaar: {Assessor}. Een tweede oordeel ontbreekt.");
    }

    public override void English(Pen pen)
    {
        if (Scores.Number == 1) pen.Say($"There is {Scores} score, of: {Assessor}. A second judgement is missing.");
        else pen.Say($"All {Scores} scores come from one assessor: {Assessor}. A second judgement is missing.");
    }
}

/// <summary>That scores are to be given again, because their yardstick changed.</summary>
internal sealed record ToBeScoredAgain(Fact Scores) : Sentence(ExplanationPart.Missing)
{
    public override void Dutch(Pen pen) => pen.Say($"Aantal scores waarvan de meetlat is veranderd: {Scores}. Wat zo is gescoord, telt niet mee en moet opnieuw.");

    public override void English(Pen pen) => pen.Say($"Number of scores of which the yardstick changed: {Scores}. What was scored so does not count, and must be scored again.");
}

/// <summary>That scores were given before the proposal was revised.</summary>
internal sealed record ScoredBeforeRevision(Fact Scores, ImmutableArray<Fact> Proposals) : Sentence(ExplanationPart.Missing)
{
    public override void Dutch(Pen pen) => pen.Say($"Aantal scores van voordat het voorstel werd aangepast: {Scores}. Het gaat om {Proposals}.");

    public override void English(Pen pen) => pen.Say($"Number of scores from before the proposal was revised: {Scores}. It is about {Proposals}.");
}

/// <summary>That nothing is missing, as far as this can be seen.</summary>
internal sealed record NothingMissing(Fact Scores) : Sentence(ExplanationPart.Missing)
{
    public override void Dutch(Pen pen) => pen.Say($"Iedere partij is gehoord, en van de {Scores} scores ontbreekt er geen.");

    public override void English(Pen pen) => pen.Say($"Every party was heard, and of the {Scores} scores none is missing.");
}
