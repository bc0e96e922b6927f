using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Domain.Outcomes;

namespace WikkenWegen.Api.Weighings.Outcomes;

/// <summary>The method by which a result was computed.</summary>
public sealed record OutcomeMethodRequest
{
    /// <summary>Name of the method.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Name { get; init; }

    /// <summary>Version of the method (semantic version), such as 1.0.0.</summary>
    [StringLength(50)]
    public required string Version { get; init; }
}

/// <summary>A total with its band: low ≤ expected ≤ high, in the unit of the outcome.</summary>
public sealed record OutcomeValueRequest
{
    /// <summary>The low end of the band, at most the expected total.</summary>
    public required decimal Low { get; init; }

    /// <summary>The expected total.</summary>
    public required decimal Expected { get; init; }

    /// <summary>The high end of the band, at least the expected total.</summary>
    public required decimal High { get; init; }
}

/// <summary>The revision of a proposal for which a result was computed.</summary>
public sealed record ProposalRevisionRequest
{
    /// <summary>Code of the proposal, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>Number of the revision, from 1.</summary>
    [Range(1, int.MaxValue)]
    public required int Revision { get; init; }
}

/// <summary>The result for one proposal.</summary>
public sealed record ProposalOutcomeRequest
{
    /// <summary>The revision of the proposal for which it was computed; each revision has one result.</summary>
    public required ProposalRevisionRequest Proposal { get; init; }

    /// <summary>Its place, from 1 for the best to at most the number of results; equal results share the better place.</summary>
    [Range(1, FieldLimits.Proposals)]
    public required int Rank { get; init; }

    /// <summary>The total with its band.</summary>
    public required OutcomeValueRequest Value { get; init; }
}

/// <summary>
/// Body of POST /v1/weighings/{id}/outcomes. Without numbers the system computes the outcome itself, of what everybody may read. With results, it is
/// recorded as computed elsewhere; then it also has method, fingerprint and readVersion, and can name its source.
/// </summary>
public sealed record RecordOutcomeRequest : StepRequest
{
    /// <summary>Where the system computes: number of the version of the criteria; the one in force where it is left out.</summary>
    [Range(1, int.MaxValue)]
    public int? CriteriaVersion { get; init; }

    /// <summary>Where the system computes: how often to recompute the outcome with drawn scores and weights; 10,000 where it is left out, 0 for not at all.</summary>
    [Range(0, OutcomeDrawing.MostDraws)]
    public int? Draws { get; init; }

    /// <summary>Where the system computes: how weights are drawn; in the same order where it is left out.</summary>
    public DrawnWeights? Weights { get; init; }

    /// <summary>Number of the newest event that the computation reads: from 1 to the newest event of the weighing, both included. Where the system computes, the newest where it is left out.</summary>
    [Range(1, int.MaxValue)]
    public int? ReadVersion { get; init; }

    /// <summary>Seed of the random draws. Where the system computes: a whole number from 0 to 18446744073709551615, derived from the weighing and what was read where it is left out.</summary>
    [StringLength(64)]
    public string? Seed { get; init; }

    /// <summary>Computed elsewhere: where, such as the name of the system or bureau; never a person's name.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Source { get; init; }

    /// <summary>Computed elsewhere: the method by which.</summary>
    public OutcomeMethodRequest? Method { get; init; }

    /// <summary>Computed elsewhere: SHA-256 of what the computation read, 64 lower-case hexadecimal digits.</summary>
    [StringLength(64), Sha256Form]
    public string? Fingerprint { get; init; }

    /// <summary>Computed elsewhere: the unit of the totals, such as "punten" or "euro per maand"; left out where they have none.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Unit { get; init; }

    /// <summary>Computed elsewhere: the result of each proposal; at least one.</summary>
    [MaxLength(FieldLimits.Proposals)]
    public ProposalOutcomeRequest[]? Results { get; init; }

    internal static readonly StepEndpoint<RecordOutcomeRequest> Endpoint = new()
    {
        Path = "/outcomes",
        Id = "recordOutcome",
        Tag = "Outcome",
        InPractice = true,
        BodyMayBeLeftOut = true,
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<RecordedOutcome>("/outcomes", "listOutcomes", "List the computed results that lay on the table", "De berekende uitkomsten die op tafel lagen.", (weighing, _) => weighing.Outcomes),
            Part.At("/outcomes/{number}", "getOutcome", "Get a computed result that lay on the table", "Een berekende uitkomst die op tafel lag.", (weighing, at) => weighing.Outcomes.FirstOrDefault(o => o.Number == at.Number())),
        ],
        Summary = "Record the computed result that lay on the table",
        Dutch = "Legt de berekende uitkomst vast zoals zij op tafel lag. Het systeem rekent zelf, met wat iedereen mag lezen, en legt methode, versie, vingerafdruk, zaad en resultaten vast, zodat zij tot op de bit na te rekenen is. Een uitkomst die elders is berekend, wordt als zodanig vastgelegd, met haar resultaten en bron.",
        English = "Records the computed outcome as it lay on the table. The system computes it itself, of what everybody may read, and records method, version, fingerprint, seed and results, so that it can be computed again to the bit. An outcome that was computed elsewhere is recorded as such, with its results and source.",
        Command = (request, _, _) => new RecordOutcome
        {
            CriteriaVersion = request.CriteriaVersion,
            Draws = request.Draws,
            Weights = request.Weights,
            Method = request.Method is { } method ? new OutcomeMethod(method.Name, method.Version) : null,
            Fingerprint = request.Fingerprint,
            ReadVersion = request.ReadVersion,
            Seed = request.Seed,
            Unit = request.Unit,
            Source = request.Source,
            Results = request.Results.Mapped(r => new ProposalOutcome(
                new ProposalRevisionReference(r.Proposal.Code, r.Proposal.Revision), r.Rank, new Estimate(r.Value.Low, r.Value.Expected, r.Value.High))),
        },
        Completed = OwnOutcomes.Completed,
        Example = new RecordOutcomeRequest { Draws = 1_000 },
    };
}
