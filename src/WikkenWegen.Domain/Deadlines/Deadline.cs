namespace WikkenWegen.Domain.Deadlines;

/// <summary>
/// Something that has to be done before a day is over; or, of the execution, that has to wait for a day to come. It never disappears: what need
/// not be done any more was settled by the event that made it so.
/// </summary>
public sealed record Deadline
{
    /// <summary>How long before it passes a deadline is due.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(7);

    /// <summary>What kind of deadline it is.</summary>
    public required DeadlineKind Kind { get; init; }

    /// <summary>Path of what it is about, such as advice-requests/1.</summary>
    public required string About { get; init; }

    /// <summary>The last day (Dutch calendar) on which it can be done, that day included; of the execution, the first on which it may start.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Whether the day is one that the law counts.</summary>
    public bool Statutory { get; init; }

    /// <summary>Who has to do it: a stakeholder or a role.</summary>
    public required Who By { get; init; }

    /// <summary>The party of that stakeholder; null for a role.</summary>
    public string? Party { get; init; }

    /// <summary>Number of the event from which it follows.</summary>
    public required int FromEvent { get; init; }

    /// <summary>How it was settled; null while it stands.</summary>
    public Settlement? Settled { get; init; }

    /// <summary>Whether it is to be waited for, so that it cannot be missed.</summary>
    public bool Waits => Kind == DeadlineKind.Execution;

    /// <summary>When it passes, in UTC: the end of its day in the Netherlands; where it is to be waited for, the beginning.</summary>
    public DateTimeOffset DueAt => Waits ? Calendar.StartOf(Day) : Calendar.EndOf(Day);

    /// <summary>Whether it was kept: what it is about was done in time, or not too early. Null while it stands, and where it need not be done any more.</summary>
    public bool? Kept => Settled is not { Lapsed: false } settled ? null : settled.At < DueAt != Waits;

    /// <summary>
    /// Whether it was not done, though it had to be until its day was over; where it lapsed, that was after that day. Once the day has passed it was
    /// missed: what lapsed before that, nobody missed.
    /// </summary>
    internal bool Undone => Settled is null || (Settled.Lapsed && Settled.At >= DueAt);

    /// <summary>How it stands at a moment.</summary>
    /// <param name="moment">The moment; what was settled after it is settled all the same.</param>
    public DeadlineState StateAt(DateTimeOffset moment)
    {
        if (Settled is not null) return DeadlineState.Settled;
        if (moment >= DueAt) return Waits ? DeadlineState.Due : DeadlineState.Missed;
        return !Waits && DueAt - moment <= Notice ? DeadlineState.Due : DeadlineState.Open;
    }

    /// <summary>What tells it from the other deadlines of its weighing; it never changes.</summary>
    public (DeadlineKind Kind, string About, int FromEvent) Key => (Kind, About, FromEvent);
}

/// <summary>How a deadline came to its end.</summary>
/// <param name="Event">Number of the event that settled it.</param>
/// <param name="At">When that happened, in UTC.</param>
/// <param name="Lapsed">Whether what it was about need not be done any more, instead of being done.</param>
public sealed record Settlement(int Event, DateTimeOffset At, bool Lapsed);
