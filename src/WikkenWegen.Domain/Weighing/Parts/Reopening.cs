namespace WikkenWegen.Domain;

/// <summary>A reopening of the weighing.</summary>
/// <param name="Number">Number of the reopening, from 1 within the weighing.</param>
/// <param name="Decision">Number of the decision that stood until then; absent where none did.</param>
/// <param name="Reason">Why, above all which facts are new; kept in the vault.</param>
/// <param name="Ended">How the weighing had ended before; absent where it had not ended.</param>
/// <param name="Origin">The event of the reopening.</param>
public sealed record Reopening(int Number, int? Decision, Sealed Reason, Ending? Ended, Origin Origin);

public sealed partial record Weighing
{
    /// <summary>All reopenings, oldest first.</summary>
    public GrowingList<Reopening> Reopenings { get; internal init; } = [];
}
