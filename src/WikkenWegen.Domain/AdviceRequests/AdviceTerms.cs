namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>
/// The statutory terms of the right of advice: Wet op het overleg huurders verhuurder, article 5. They are counted in calendar days of
/// the Netherlands; the day of the event itself is not counted.
/// </summary>
public static class AdviceTerms
{
    /// <summary>The least time to consult and advise (art. 5 lid 2), in days: six weeks.</summary>
    public const int DaysToAdvise = 42;

    /// <summary>The time within which a deviation must be reasoned in writing, in days after the day on which the advice was received.</summary>
    public const int DaysToReasonDeviation = 14;

    /// <summary>The least time between the reasons and the execution, in days.</summary>
    public const int DaysBeforeExecution = 3;

    /// <summary>The last day, itself included, on which advice may be given that was asked for at <paramref name="requested"/>.</summary>
    public static DateOnly AdviseBy(DateTimeOffset requested) => Calendar.DaysAfter(requested, DaysToAdvise);

    /// <summary>The last day, itself included, on which a deviation may be reasoned from an advice that was received at <paramref name="received"/>.</summary>
    public static DateOnly ReasonDeviationBy(DateTimeOffset received) => Calendar.DaysAfter(received, DaysToReasonDeviation);

    /// <summary>The first day on which execution may start, where the deviation was reasoned at <paramref name="reasoned"/>.</summary>
    public static DateOnly ExecuteFrom(DateTimeOffset reasoned) => Calendar.DaysAfter(reasoned, DaysBeforeExecution);
}
