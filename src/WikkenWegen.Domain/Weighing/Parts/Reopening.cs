using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>That the weighing was reopened.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Decision">The decision that stood until then; null where none did.</param>
/// <param name="Reason">Why, above all: which new facts.</param>
/// <param name="Ended">How it had ended; null where it had not.</param>
/// <param name="Origin">Its event.</param>
public sealed record Reopening(int Number, int? Decision, Sealed Reason, Ending? Ended, Origin Origin);

public sealed partial record Weighing
{
    /// <summary>All reopenings, oldest first.</summary>
    public ImmutableArray<Reopening> Reopenings { get; internal init; } = [];
}
