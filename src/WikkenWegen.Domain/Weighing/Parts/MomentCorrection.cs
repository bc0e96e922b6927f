namespace WikkenWegen.Domain;

/// <summary>The correction of the moment at which something happened.</summary>
/// <param name="Number">Number of the correction, from 1 within the weighing.</param>
/// <param name="Event">Number of the event whose moment was wrong.</param>
/// <param name="From">The moment that was recorded before, in UTC.</param>
/// <param name="To">The right moment, in UTC.</param>
/// <param name="Reason">Why, kept in the vault; absent where the other weighing of a link has the correction with its reason.</param>
/// <param name="Origin">The event of the correction.</param>
public sealed record MomentCorrection(int Number, int Event, DateTimeOffset From, DateTimeOffset To, Sealed? Reason, Origin Origin);

public sealed partial record Weighing
{
    /// <summary>All corrections of moments, in the order of their numbers.</summary>
    public GrowingList<MomentCorrection> MomentCorrections { get; internal init; } = [];
}
