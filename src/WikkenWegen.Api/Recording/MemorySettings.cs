using System.ComponentModel.DataAnnotations;

namespace WikkenWegen.Api.Recording;

/// <summary>The settings of the section Memory.</summary>
public sealed record MemorySettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Memory";

    /// <summary>
    /// About how many bytes of weighings are kept in memory at most, so that they need not be read and folded again; from 1,000,000. A
    /// quarter of what the process may use by default.
    /// </summary>
    [Range(typeof(long), "1000000", "9223372036854775807", ParseLimitsInInvariantCulture = true)]
    public long KeptBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>
    /// About how many bytes of computed outcomes are kept in memory at most, so that they need not be computed again; from 1,000,000. A thirty-second of
    /// what the process may use by default.
    /// </summary>
    [Range(typeof(long), "1000000", "9223372036854775807", ParseLimitsInInvariantCulture = true)]
    public long OutcomeBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 32;
}
