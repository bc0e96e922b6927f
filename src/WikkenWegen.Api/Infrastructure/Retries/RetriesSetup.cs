using System.ComponentModel.DataAnnotations;
using Marten;

namespace WikkenWegen.Api.Infrastructure.Retries;

/// <summary>The settings of the section Idempotency.</summary>
public sealed record IdempotencySettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Idempotency";

    /// <summary>Whether every POST must have an Idempotency-Key; false by default.</summary>
    public bool Required { get; init; }

    /// <summary>How long answers are kept: from a millisecond to ten years, both included; a week by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3653.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);
}

/// <summary>Safe retries.</summary>
public static class RetriesSetup
{
    /// <summary>Adds the stored answers, their table, and the job that removes expired ones.</summary>
    public static void AddRetries(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<IdempotencySettings>(IdempotencySettings.Section);
        builder.Services.AddSingleton<StoredResponses>();
        builder.Services.AddHostedService<StoredResponsesPurge>();
        builder.Services.ConfigureMarten(options => options.Storage.ExtendedSchemaObjects.Add(StoredResponses.Schema()));
    }
}
