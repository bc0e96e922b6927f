using System.Collections.Immutable;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// What the rules look at: a weighing as one reader may read it, at one moment. What several rules need is made once. For use by one thread.
/// </summary>
/// <param name="weighing">
/// The state, without what the reader may not read yet. It was folded in the order of recording or of happening; the numbers of events are those of
/// recording in both.
/// </param>
/// <param name="now">The moment by which days have passed, in UTC: that of the view.</param>
/// <param name="orders">Computes the orders that scores give; null for <see cref="OutcomeOrders"/>.</param>
public sealed class FindingContext(Weighing weighing, DateTimeOffset now, IComputedOrders? orders = null)
{
    private readonly Dictionary<int, IComputedOrder?> _orders = [];
    private ImmutableArray<Decision>? _choices, _answerable;
    private DateOnly? _today;

    /// <summary>The rules of the corporation's own that are in force at the moment of the view; none by default.</summary>
    public ImmutableArray<OwnRuleVersion> OwnRules { get; init; } = [];

    /// <summary>The state, as the reader may read it.</summary>
    public Weighing Weighing => weighing;

    /// <summary>The day in the Netherlands on which days have passed or not.</summary>
    public DateOnly Today => _today ??= Calendar.DayOf(now);

    /// <summary>
    /// The first day in the Netherlands on which another day may have passed that a rule asked about, so that there can be other findings without
    /// any event; null where nothing runs. To be asked when all rules were.
    /// </summary>
    public DateOnly? Until { get; private set; }

    /// <summary>The decisions that choose a proposal, in the order of their numbers; also those that no longer stand.</summary>
    public ImmutableArray<Decision> Choices => _choices ??= [.. weighing.Decisions.Where(d => d.IsChoice)];

    /// <summary>
    /// Those that still need an answer to what is wrong with them: not those that were withdrawn or rejected before anything was done with them, by
    /// which what was wrong is settled.
    /// </summary>
    public ImmutableArray<Decision> Answerable =>
        _answerable ??= Choices.All(IsAnswerable) ? Choices : [.. Choices.Where(IsAnswerable)];

    /// <summary>Whether a decision still needs an answer to what is wrong with it.</summary>
    public static bool IsAnswerable(Decision decision) =>
        decision.ExecutionStarted is not null || decision is { Withdrawal: null, Approval: not { Approved: false } };

    /// <summary>Whether a day is over, that day included. Every rule that looks at today asks here, so that <see cref="Until"/> tells when the answers change.</summary>
    /// <param name="day">The last day of something.</param>
    public bool HasPassed(DateOnly day)
    {
        if (day < Today) return true;
        if (day < DateOnly.MaxValue && !(Until <= day)) Until = day.AddDays(1);
        return false;
    }

    /// <summary>
    /// The order that the scores give as they were when a decision was taken; null where they give none, because some are missing, or cannot be read
    /// yet: with those the order may be another.
    /// </summary>
    public IComputedOrder? OrderAt(Decision decision)
    {
        if (!_orders.TryGetValue(decision.Number, out var order)) _orders[decision.Number] = order = HasUnreadScores(decision) ? null : (orders ?? OutcomeOrders.Instance).At(weighing, decision);
        return order;
    }

    /// <summary>
    /// Whether scores had been given when a decision was taken that the reader may not read yet. What they are about cannot be read either, so that of
    /// no proposal it can be said that it had not been scored.
    /// </summary>
    public bool HasUnreadScores(Decision decision)
    {
        foreach (var hidden in weighing.Hidden.AsSpan())
            if (hidden.IsScore && !hidden.Origin.IsAfter(decision.Origin)) return true;
        return false;
    }

    /// <summary>Whether consequences had been stated when a decision was taken that the reader may not read yet, as with scores.</summary>
    public bool HasUnreadConsequences(Decision decision) => weighing.Hidden.Any(h => h.IsConsequence && !h.Origin.IsAfter(decision.Origin));

    /// <summary>The framing that was in force when something happened.</summary>
    public Framing FramingAt(Origin moment) => weighing.FramingAt(moment.OccurredAt);

    /// <summary>Codes of the proposals that a decision chooses.</summary>
    public static IEnumerable<string> ChosenBy(Decision decision) => decision.Content.Proposals.Select(p => p.Code);
}
