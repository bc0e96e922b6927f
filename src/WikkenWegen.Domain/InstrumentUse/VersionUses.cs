using System.Collections.Immutable;
using WikkenWegen.Domain.Findings;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Domain.InstrumentUse;

/// <summary>Counts how a version of an instrument did: a function of the weighings that used it, and of the judgements over it.</summary>
public static class VersionUses
{
    /// <summary>How a version did.</summary>
    /// <param name="code">Code of the instrument, as it was first written.</param>
    /// <param name="version">Number of the version.</param>
    /// <param name="weighings">Weighings as one reader may read them, their ids filled in; those that never used the version are passed by.</param>
    /// <param name="isComplete">Whether these are all that the reader may read.</param>
    /// <param name="judgements">The judgements over the instrument.</param>
    /// <param name="cancellation">Stops counting.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static VersionUse Of(string code, int version, IEnumerable<Weighing> weighings, bool isComplete, IEnumerable<InstrumentJudgement> judgements, CancellationToken cancellation = default)
    {
        // Also by those that gave it up since: that is what tells most.
        var used = weighings.Select(w => (Weighing: w, Taken: w.CriteriaVersions.LastOrDefault(IsFrom)!)).Where(u => u.Taken is not null).OrderBy(u => u.Taken.Origin.OccurredAt).ThenBy(u => u.Weighing.Id).ToList();
        var choices = used.SelectMany(u => Choices(u.Weighing)).ToList();
        ImmutableArray<UsedIn> uses = [.. used.Select(u => In(u.Weighing, u.Taken))];
        var over = judgements.Where(j => j.Version == version).ToList();
        return new VersionUse
        {
            Code = code,
            Version = version,
            Weighings = uses,
            Abandoned = uses.Count(u => !u.InForce),
            IsComplete = isComplete,
            Departures = Departures(used.Select(u => u.Taken)),
            Decided = Decided(choices, cancellation),
            Spreads = Spreads.Of(used, cancellation),
            Reviews = Reviews([.. choices.Select(c => c.Decision)]),
            Judgements = new JudgementCount(over.Count, over.Count(j => j.DidWell is not null), over.Count(j => j.NotAgreed is not null)),
        };

        bool IsFrom(CriteriaVersion criteria) => criteria.Set.Instrument is { Id: not null } taken && Codes.Same(taken.Code, code) && taken.Version == Invariant($"{version}");

        IEnumerable<(FindingContext Context, Decision Decision)> Choices(Weighing weighing)
        {
            cancellation.ThrowIfCancellationRequested();
            // The order at a decision depends on no day.
            var context = new FindingContext(weighing, DateTimeOffset.UnixEpoch);
            return context.Answerable.Where(d => weighing.CriteriaVersions.LastOrDefault(v => !v.Origin.IsAfter(d.Origin)) is { } then && IsFrom(then)).Select(d => (context, d));
        }
    }

    private static UsedIn In(Weighing weighing, CriteriaVersion taken)
    {
        var next = weighing.CriteriaVersions.FirstOrDefault(v => v.Version > taken.Version);
        return new UsedIn(weighing.Id, taken.Origin.Event, taken.Departures.Length, next is null, next?.Origin.Event);
    }

    private static ImmutableArray<DepartureCount> Departures(IEnumerable<CriteriaVersion> taken) =>
    [
        .. taken.SelectMany(c => c.Departures).GroupBy(d => (d.Kind, Code: d.Criterion.ToUpperInvariant()))
            .Select(d => new DepartureCount(d.Key.Kind, d.First().Criterion, d.Count()))
            .OrderByDescending(d => d.Weighings).ThenBy(d => d.Kind).ThenBy(d => d.Criterion, StringComparer.OrdinalIgnoreCase),
    ];

    private static DecidedByIt Decided(List<(FindingContext Context, Decision Decision)> choices, CancellationToken cancellation)
    {
        var ordered = choices.Select(c => (c.Context.Weighing, c.Decision, First: First(c.Context, c.Decision))).Where(c => !c.First.IsEmpty).ToList();
        ImmutableArray<FirstPassedOver> passedOver =
        [
            .. ordered.Select(c => (c.Weighing, c.Decision, c.First, Chosen: FindingContext.ChosenBy(c.Decision).ToImmutableArray())).Where(c => !c.Chosen.Any(c.First.Contains))
                .Select(c => new FirstPassedOver(c.Weighing.Id, c.Decision.Number, c.Decision.Origin.Event, c.First, c.Chosen,
                    [.. c.Decision.Content.Deviations.Select(d => new NamedGround(d.From, d.Ground)).Distinct()])),
        ];
        return new DecidedByIt
        {
            Choices = choices.Count,
            WithOrder = ordered.Count,
            PassedOver = passedOver,
            Grounds =
            [
                .. passedOver.SelectMany(p => p.Grounds).GroupBy(g => g).Select(g => new GroundCount(g.Key.From, g.Key.Ground, g.Count()))
                    .OrderByDescending(g => g.Decisions).ThenBy(g => g.From).ThenBy(g => g.Ground),
            ],
        };

        ImmutableArray<string> First(FindingContext context, Decision decision)
        {
            cancellation.ThrowIfCancellationRequested();
            return context.OrderAt(decision)?.First ?? [];
        }
    }

    private static FoundByReviews Reviews(ImmutableArray<Decision> decisions) => new()
    {
        Held = decisions.Sum(d => d.Reviews.Length),
        Conclusions = [.. decisions.SelectMany(d => d.Reviews).GroupBy(r => r.Conclusion).OrderBy(c => c.Key).Select(c => new ConclusionCount(c.Key, c.Count()))],
        Assumptions = decisions.Sum(d => d.Content.Assumptions.Length),
        AssumptionsFallen = decisions.Sum(d => d.FallenAssumptions.Select(f => f.Assumption).Distinct().Count()),
    };
}
