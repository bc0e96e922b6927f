namespace WikkenWegen.Domain;

/// <summary>What a deadline is about.</summary>
public enum DeadlineKind
{
    /// <summary>Giving the advice that was asked.</summary>
    Advice,

    /// <summary>Telling the adviser in writing why their statutory advice is not followed.</summary>
    AdviceAnswer,

    /// <summary>Starting the execution after such reasons: the law has it wait until this day.</summary>
    Execution,

    /// <summary>Deciding.</summary>
    Decision,

    /// <summary>Reviewing a decision.</summary>
    Review,

    /// <summary>Looking whether an assumption of a decision still holds.</summary>
    AssumptionCheck,
}

/// <summary>How a deadline stands at a moment.</summary>
public enum DeadlineState
{
    /// <summary>Nothing is pressing: it is more than seven days away, or it must still be waited for.</summary>
    Open,

    /// <summary>It is within seven days; what had to wait may be done now.</summary>
    Due,

    /// <summary>It has passed, and what it is about was not done.</summary>
    Missed,

    /// <summary>What it is about was done, in time or not, or need not be done any more.</summary>
    Settled,
}
