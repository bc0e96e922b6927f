using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.InstrumentUse;

/// <summary>How far those who judged by a version of an instrument were apart: on criteria that are scored, and on those that stand beside.</summary>
internal static class Spreads
{
    /// <summary>The spread of each criterion, the furthest first.</summary>
    /// <param name="used">The weighings, each with the newest criteria that it took from the version.</param>
    /// <param name="cancellation">Stops counting.</param>
    public static ImmutableArray<CriterionSpread> Of(IEnumerable<(Weighing Weighing, CriteriaVersion Taken)> used, CancellationToken cancellation) =>
    [
        .. used.SelectMany(u => Cells(u.Weighing, u.Taken, cancellation)).GroupBy(c => (Code: c.Criterion.ToUpperInvariant(), c.Beside))
            .Select(c => new CriterionSpread(c.First().Criterion, Math.Round((decimal)c.Average(cell => cell.Spread), 4), c.Count(), c.Select(cell => cell.Weighing).Distinct().Count(), c.Key.Beside))
            .OrderByDescending(c => c.Spread).ThenBy(c => c.Criterion, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Beside),
    ];

    /// <summary>
    /// Of each proposal on each criterion that at least two judged how far they are apart, by the newest that each said. What a weighing added to the instrument, or put on another scale,
    /// tells nothing of it.
    /// </summary>
    private static IEnumerable<Cell> Cells(Weighing weighing, CriteriaVersion taken, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var inputs = OutcomeInputs.Of(UpTo(taken.Version, weighing), new OutcomeSelection { CriteriaVersion = taken.Version }, cancellation);
        var others = taken.Departures.Where(d => d.Kind is DepartureKind.Added or DepartureKind.OtherScale).Select(d => d.Criterion).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var cell in inputs.Scores.Where(s => !others.Contains(s.Criterion)).GroupBy(s => (s.Proposal, s.Criterion)))
        {
            if (cell.Count() < 2 || taken.Set.Criterion(cell.Key.Criterion) is not { } criterion) continue;
            var scale = criterion.Scale;
            yield return new Cell(weighing.Id, criterion.Code, null, Math.Min(1, Range(cell.Select(s => (double)s.Estimate.Expected)) / Math.Abs((double)scale.Best - (double)scale.Worst)));
        }
        foreach (var row in (inputs.Beside?.Criteria ?? []).Where(r => !others.Contains(r.Criterion)))
            foreach (var cell in row.Cells.Where(c => c.Said.Length > 1))
                if (Apart([.. cell.Said.Select(s => s.Content)], taken.Set.BesideCriterion(row.Criterion)!.Scale) is { } spread) yield return new Cell(weighing.Id, row.Criterion, row.Kind, spread);
    }

    /// <summary>The weighing without what was judged by criteria that came later: of an instrument that was given up, that says nothing.</summary>
    private static Weighing UpTo(int version, Weighing weighing) => weighing.Criteria!.Version == version ? weighing : weighing with
    {
        Scores = [.. weighing.Scores.Where(s => s.CriteriaVersion <= version)],
        Consequences = [.. weighing.Consequences.Where(c => c.CriteriaVersion <= version)],
    };

    /// <summary>How far apart what several said is, from 0 to 1; null where they said nothing of the same.</summary>
    private static double? Apart(ImmutableArray<ConsequenceContent> said, BesideScale scale) => scale.Kind switch
    {
        BesideScaleKind.Ordinal => Range(said.Select(s => (double)scale.Words.IndexOf(s.Word!))) / (scale.Words.Length - 1),
        // Each of the two signs is half of it: one does not make up for the other, so who says both is not with who says neither.
        BesideScaleKind.PositiveNegative => (Range(said.Select(s => s.Positive == true ? 1.0 : 0)) + Range(said.Select(s => s.Negative == true ? 1.0 : 0))) / 2,
        _ => InMoney(said),
    };

    /// <summary>The mean over the parties that at least two named. An amount has no end of a scale to be measured by, so it is measured by the furthest amounts on both sides of nothing.</summary>
    private static double? InMoney(ImmutableArray<ConsequenceContent> said)
    {
        var parties = said.SelectMany(s => s.Amounts).GroupBy(a => Names.Key(a.Party)).Where(p => p.Count() > 1).Select(p => p.Select(a => (double)a.Expected).ToList()).ToList();
        return parties.Count == 0 ? null : parties.Average(amounts => Range(amounts) is var range && range == 0 ? 0 : range / Range(amounts.Append(0)));
    }

    private static double Range(IEnumerable<double> values)
    {
        var all = values.ToList();
        return all.Max() - all.Min();
    }

    /// <param name="Weighing">Id of the weighing.</param>
    /// <param name="Criterion">Code of the criterion.</param>
    /// <param name="Beside">Kind of its scale; null where it is scored.</param>
    /// <param name="Spread">How far those who judged a proposal on it are apart, from 0 to 1.</param>
    private readonly record struct Cell(Guid Weighing, string Criterion, BesideScaleKind? Beside, double Spread);
}
