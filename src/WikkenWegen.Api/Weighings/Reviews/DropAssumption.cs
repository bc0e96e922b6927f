using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Reviews;

namespace WikkenWegen.Api.Weighings.Reviews;

/// <summary>Body of POST /v1/weighings/{id}/decisions/{number}/fallen-assumptions</summary>
public sealed record DropAssumptionRequest : StepRequest
{
    /// <summary>Number of the assumption: its place in the decision, from 1.</summary>
    [Range(1, FieldLimits.List)]
    public required int Assumption { get; init; }

    /// <summary>What showed that it no longer holds; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Explanation { get; init; }

    internal static readonly StepEndpoint<DropAssumptionRequest> Endpoint = new()
    {
        Path = "/decisions/{number}/fallen-assumptions",
        Id = "dropAssumption",
        Tag = "Review",
        Roles = Access.Strategist,
        ExampleNeedsDecision = true,
        Parts =
        [
            Part.ListAt<AssumptionFall>("/decisions/{number}/fallen-assumptions", "listFallenAssumptions", "List the assumptions that fell", "De vervallen aannames.", (weighing, at) => weighing.Decision(at.Number())?.FallenAssumptions),
            Part.At("/decisions/{number}/fallen-assumptions/{assumption}", "getFallenAssumption", "Get an assumption that fell", "Een vervallen aanname.", (weighing, at) => weighing.Decision(at.Number())?.FallenAssumptions.FirstOrDefault(a => a.Assumption == at.Number("assumption"))),
        ],
        Summary = "Record that an assumption fell",
        Dutch = "Legt vast dat een aanname onder een besluit niet meer geldt.",
        English = "Records that an assumption which carried a decision no longer holds.",
        Command = (request, address, seals) => new DropAssumption
        {
            Decision = address.Number(),
            Assumption = request.Assumption,
            Explanation = seals.Text("explanation", request.Explanation),
        },
        Example = new DropAssumptionRequest { Assumption = 1, Explanation = "De subsidie is op 3 november afgewezen." },
    };
}
