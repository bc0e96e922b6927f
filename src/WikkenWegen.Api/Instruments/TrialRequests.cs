using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Instruments;

/// <summary>Which criterion of a weighing is taken for one of the instrument.</summary>
public sealed record MatchedCriterionRequest
{
    /// <summary>Code of the criterion in the instrument, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Criterion { get; init; }

    /// <summary>Code of the criterion of the weighing, in either case; left out where none of them is, whatever the codes say.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? WeighingCriterion { get; init; }
}

/// <summary>A weighing to try the instrument on: as it was when it was decided, unless an event or a moment is named.</summary>
public sealed record TriedWeighingRequest
{
    /// <summary>Id of the weighing.</summary>
    public required Guid Weighing { get; init; }

    /// <summary>As it was just after the event with this number.</summary>
    [Range(1, int.MaxValue)]
    public int? Version { get; init; }

    /// <summary>As it was recorded at this moment, in place of version.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Which criteria belong together, where their codes do not say so: criteria with the same code do.</summary>
    [MaxLength(FieldLimits.Criteria)]
    public MatchedCriterionRequest[]? Criteria { get; init; }

    internal WantedTrial ToWanted() => new(Weighing, Version, AsOf?.ToUniversalTime(), Criteria.Mapped(c => new MatchedCriterion(c.Criterion, c.WeighingCriterion)));
}

/// <summary>Body of POST /v1/instruments/{code}/draft/trials</summary>
public sealed record TryDraftRequest : StreamRequest
{
    /// <summary>Most weighings at once.</summary>
    public const int MostWeighings = 20;

    /// <summary>The weighings to try it on.</summary>
    [MinLength(1), MaxLength(MostWeighings)]
    public required TriedWeighingRequest[] Weighings { get; init; }
}

/// <summary>Body of POST /v1/instruments/{code}/versions/{number}/trials</summary>
public sealed record TryVersionRequest
{
    /// <summary>The weighings to try it on.</summary>
    [MinLength(1), MaxLength(TryDraftRequest.MostWeighings)]
    public required TriedWeighingRequest[] Weighings { get; init; }
}
