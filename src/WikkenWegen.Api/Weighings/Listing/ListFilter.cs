using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>Which weighings a list has; null does not filter.</summary>
public sealed record ListFilter
{
    /// <summary>Words to search for, as websearch_to_tsquery reads them.</summary>
    public string? Q { get; init; }

    /// <summary>The tsquery that <see cref="ListPage.Prepare"/> makes of them.</summary>
    internal string? Query { get; init; }

    /// <summary>Where they stand.</summary>
    public WeighingStatus? Status { get; init; }

    /// <summary>At which level of policy they sit.</summary>
    public Level? Level { get; init; }

    /// <summary>How large a piece they are about.</summary>
    public WeighingScale? Scale { get; init; }

    /// <summary>A CBS code: they are about this area or one within it.</summary>
    public string? Area { get; init; }

    /// <summary>The name of a party that was invited, compared as <see cref="Domain.Names"/> are.</summary>
    public string? Party { get; init; }

    /// <summary>The corporation's own number, compared as <see cref="Domain.Names"/> are.</summary>
    public string? Reference { get; init; }

    /// <summary>The key in the system that they came from (VERA).</summary>
    public string? IdExtern { get; init; }

    /// <summary>Opened at this moment or later.</summary>
    public DateTimeOffset? OpenedFrom { get; init; }

    /// <summary>Opened before this moment.</summary>
    public DateTimeOffset? OpenedTo { get; init; }

    /// <summary>A step was recorded at this moment or later.</summary>
    public DateTimeOffset? ChangedSince { get; init; }

    /// <summary>The deadline is this day or later.</summary>
    public DateOnly? DeadlineFrom { get; init; }

    /// <summary>The deadline is this day or earlier.</summary>
    public DateOnly? DeadlineTo { get; init; }

    /// <summary>What kind of decision stands.</summary>
    public DecisionKind? DecisionKind { get; init; }

    /// <summary>Whether the decision that stands deviates from anything on purpose; without a decision it is neither.</summary>
    public bool? Deviates { get; init; }

    /// <summary>What the decision that stands deviates from, maybe among other things.</summary>
    public DeviationFrom? DeviatesFrom { get; init; }

    /// <summary>Who reads the list, and sees only what they may.</summary>
    public Reader? Reader { get; init; }
}
