namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>
/// The statutory terms of the right of advice: Wet op het overleg huurders verhuurder, article 5. They are counted in calendar days of
/// the Netherlands; the day of the event itself is not counted.
/// </summary>
public static class AdviceTerms
{
    /// <summary>The least time to consult and advise (art. 5 lid 2), in days: six weeks.</summary>
    public const int DaysToAdvise = 42;

    /// <summary>The time within which a deviation must be reasoned in writing, in days from receipt of the advice.</summary>
    public const int DaysToReasonDeviation = 14;

    /// <summary>The time between the reasons and the execution, in days.</summary>
    public const int DaysBeforeExecution = 3;

    /// <summary>The last day on which may be advised on what was asked at <paramref name="requested"/>; that day included.</summary>
    public static DateOnly AdviseBy(DateTimeOffset requested) => Calendar.DaysAfter(requested, DaysToAdvise);

    /// <summary>The last day on which a deviation from an advice received at <paramref name="received"/> may be reasoned; that day included.</summary>
    public static DateOnly ReasonDeviationBy(DateTimeOffset received) => Calendar.DaysAfter(received, DaysToReasonDeviation);

    /// <summary>The first day on which may be executed what was reasoned at <paramref name="reasoned"/>.</summary>
    public static DateOnly ExecuteFrom(DateTimeOffset reasoned) => Calendar.DaysAfter(reasoned, DaysBeforeExecution);
}
