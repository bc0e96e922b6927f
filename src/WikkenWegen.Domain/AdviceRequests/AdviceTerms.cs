using System.Collections.Immutable;
using System.Globalization;

namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>
/// The statutory terms of the right of advice: Wet op het overleg huurders verhuurder, article 5. They are counted in days of the Dutch
/// calendar, the day of the event itself not counted, and extended as the Algemene termijnenwet says.
/// </summary>
public static class AdviceTerms
{
    /// <summary>The least time to consult and advise (art. 5 lid 1), in days: six weeks.</summary>
    public const int DaysToAdvise = 42;

    /// <summary>The time within which a deviation must be reasoned in writing, in days after the day on which the advice was received (art. 5 lid 2).</summary>
    public const int DaysToReasonDeviation = 14;

    /// <summary>The least time between the reasons and the execution, in days (art. 5 lid 3, c).</summary>
    public const int DaysBeforeExecution = 3;

    /// <summary>The term to advise that was asked for at <paramref name="requested"/>. A landlord may give more time; this is the least.</summary>
    public static StatutoryTerm ToAdvise(DateTimeOffset requested, ImmutableArray<DateOnly> decreed) => StatutoryTerm.After(requested, DaysToAdvise, decreed);

    /// <summary>The term to reason a deviation from an advice that was received at <paramref name="received"/>.</summary>
    public static StatutoryTerm ToReasonDeviation(DateTimeOffset received, ImmutableArray<DateOnly> decreed) =>
        StatutoryTerm.After(received, DaysToReasonDeviation, decreed);

    /// <summary>The term before execution, where the deviation was reasoned at <paramref name="reasoned"/>. On its last day execution may start.</summary>
    public static StatutoryTerm BeforeExecution(DateTimeOffset reasoned, ImmutableArray<DateOnly> decreed) =>
        StatutoryTerm.After(reasoned, DaysBeforeExecution, decreed);

    /// <summary>How the sentence of an event goes on that names the last day of <paramref name="term"/>: the day without extension, and the article; empty where nothing was extended.</summary>
    internal static string Extended(StatutoryTerm? term, string without, CultureInfo forms) => term?.Extension is { } extension
        ? $" ({Speech.Until(term.PlainDay, without, forms)}; Algemene termijnenwet art. {(extension == TermExtension.EndsOnDayOff ? 1 : 2)})"
        : "";
}
