using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/reopenings</summary>
public sealed record ReopenWeighingRequest : StepRequest
{
    /// <summary>Why: above all, which facts are new. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    internal static readonly Step<ReopenWeighingRequest> Step = new()
    {
        Path = "/reopenings",
        Revises = true,
        Id = "reopenWeighing",
        Summary = "Reopen a weighing",
        Dutch = "Heropent een afweging waarin besloten is of die beëindigd is. Een besluit dat gold, geldt daarna niet meer.",
        English = "Reopens a weighing that was decided or has ended. A decision that stood no longer does.",
        Command = (request, _, seals) => new ReopenWeighing { Reason = seals.Text("reason", request.Reason) },
        Example = new ReopenWeighingRequest { Reason = "Minder dan 70% van de huurders stemde in: een van de heroverwegingsvoorwaarden." },
    };
}
