using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
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
    [Range(1, FieldLimits.List)]
    public required int Rank { get; init; }

    /// <summary>The total with its band.</summary>
    public required OutcomeValueRequest Value { get; init; }
}

/// <summary>Body of POST /v1/weighings/{id}/outcomes</summary>
public sealed record RecordOutcomeRequest : StepRequest
{
    /// <summary>The method by which it was computed.</summary>
    public required OutcomeMethodRequest Method { get; init; }

    /// <summary>SHA-256 of what the computation read: 64 lower-case hexadecimal digits.</summary>
    [StringLength(64), Sha256Form]
    public required string Fingerprint { get; init; }

    /// <summary>Number of the newest event that the computation read: from 1 to the newest event of the weighing, both included.</summary>
    [Range(1, int.MaxValue)]
    public required int ReadVersion { get; init; }

    /// <summary>Seed of the random draws; left out where nothing was drawn.</summary>
    [StringLength(64)]
    public string? Seed { get; init; }

    /// <summary>The unit of the totals, such as "punten" or "euro per maand"; left out where they have none.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Unit { get; init; }

    /// <summary>The result of each proposal; at least one.</summary>
    [MaxLength(FieldLimits.List)]
    public required ProposalOutcomeRequest[] Results { get; init; }

    internal static readonly StepEndpoint<RecordOutcomeRequest> Endpoint = new()
    {
        Path = "/outcomes",
        Id = "recordOutcome",
        Tag = "Outcome",
        InPractice = true,
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<RecordedOutcome>("/outcomes", "listOutcomes", "List the computed results that lay on the table", "De berekende uitkomsten die op tafel lagen.", (weighing, _) => weighing.Outcomes),
            Part.At("/outcomes/{number}", "getOutcome", "Get a computed result that lay on the table", "Een berekende uitkomst die op tafel lag.", (weighing, at) => weighing.Outcomes.ElementAtOrDefault(at.Number() - 1)),
        ],
        Summary = "Record the computed result that lay on the table",
        Dutch = "Legt een berekende uitkomst vast zoals zij op tafel lag: methode, invoer, zaad en resultaat, zodat zij na te rekenen is.",
        English = "Records a computed outcome as it lay on the table: method, inputs, seed and result, so that it can be computed again.",
        Command = (request, _, _) => new RecordOutcome
        {
            Method = new OutcomeMethod(request.Method.Name, request.Method.Version),
            Fingerprint = request.Fingerprint,
            ReadVersion = request.ReadVersion,
            Seed = request.Seed,
            Unit = request.Unit,
            Results = request.Results.Mapped(r => new ProposalOutcome(
                new ProposalRevisionReference(r.Proposal.Code, r.Proposal.Revision), r.Rank, new Estimate(r.Value.Low, r.Value.Expected, r.Value.High))),
        },
        Example = new RecordOutcomeRequest
        {
            Method = new OutcomeMethodRequest { Name = "additive-value", Version = "1.0.0" },
            Fingerprint = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ReadVersion = 12,
            Unit = "punten",
            Results =
            [
                new ProposalOutcomeRequest
                {
                    Proposal = new ProposalRevisionRequest { Code = "V2", Revision = 1 },
                    Rank = 1,
                    Value = new OutcomeValueRequest { Low = 5.55m, Expected = 6.7m, High = 7.8m },
                },
                new ProposalOutcomeRequest
                {
                    Proposal = new ProposalRevisionRequest { Code = "V1", Revision = 1 },
                    Rank = 2,
                    Value = new OutcomeValueRequest { Low = 4.95m, Expected = 5.95m, High = 6.6m },
                },
            ],
        },
    };
}
