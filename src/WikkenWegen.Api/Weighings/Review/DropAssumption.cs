using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/decisions/{number}/fallen-assumptions</summary>
public sealed record DropAssumptionRequest : StepRequest
{
    /// <summary>Number of the assumption within the decision.</summary>
    [Range(1, Limits.List)]
    public required int Assumption { get; init; }

    /// <summary>What showed that it no longer holds. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Explanation { get; init; }

    internal static readonly Step<DropAssumptionRequest> Step = new()
    {
        Path = "/decisions/{number}/fallen-assumptions",
        Id = "dropAssumption",
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
