using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Part 1, after the result: what was said on the criteria that cannot be added up. It stands beside the totals.</summary>
internal static class BesideTotals
{
    public static IEnumerable<Sentence> Of(Facts facts) =>
        facts.Outcome.Inputs.Beside is not { } table ? [] : table.Criteria.Where(row => !row.Cells.IsEmpty).Select(row => new SaidBeside(
            facts.Criterion(row.Criterion),
            [.. row.Cells.Select(cell => (facts.Proposal(cell.Proposal), Fact.Word("said", cell.Told(row.Unit), cell.Said.Select(s => s.Event))))],
            // While some cannot be read yet, it may have been said in those.
            table.Unread > 0 ? [] : facts.Proposals(row.Missing), row.Kind == BesideScaleKind.MoneyPerParty));
}

/// <summary>What was said of the proposals on a criterion that cannot be added up.</summary>
internal sealed record SaidBeside(Fact Criterion, ImmutableArray<(Fact Proposal, Fact Said)> Cells, ImmutableArray<Fact> Missing, bool IsMoney) : Sentence(ExplanationPart.Result)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"{Criterion} telt niet mee in de totalen, want het is niet op te tellen.");
        if (!Missing.IsEmpty) pen.Say($"Er is niets over gezegd bij {Missing}.");
        if (IsMoney) pen.Say($"Een bedrag met een min is betalen.");
        pen.Say($"Dit is erover gezegd:");
        foreach (var (proposal, said) in Cells) pen.Item($"{proposal}: {said}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"{Criterion} does not count in the totals, since it cannot be added up.");
        if (!Missing.IsEmpty) pen.Say($"Nothing was said of it about {Missing}.");
        if (IsMoney) pen.Say($"An amount with a minus is a payment.");
        pen.Say($"This was said of it:");
        foreach (var (proposal, said) in Cells) pen.Item($"{proposal}: {said}");
    }
}
