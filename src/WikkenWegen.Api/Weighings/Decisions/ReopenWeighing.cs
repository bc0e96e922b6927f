using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Decisions;

namespace WikkenWegen.Api.Weighings.Decisions;

/// <summary>Body of POST /v1/weighings/{id}/reopenings</summary>
public sealed record ReopenWeighingRequest : StepRequest
{
    /// <summary>Why, above all which facts are new; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<ReopenWeighingRequest> Endpoint = new()
    {
        Path = "/reopenings",
        Revises = true,
        BuildsOn = ["decisions", "ending", "reopenings"],
        Id = "reopenWeighing",
        Tag = "Decision",
        Roles = Access.StrategistOrDecider,
        ExampleNeedsDecision = true,
        Parts =
        [
            Part.ListAt<Reopening>("/reopenings", "listReopenings", "List the reopenings", "De heropeningen.", (weighing, _) => weighing.Reopenings),
            Part.At("/reopenings/{number}", "getReopening", "Get a reopening", "Een heropening.", (weighing, at) => weighing.Reopenings.FirstOrDefault(r => r.Number == at.Number())),
        ],
        Summary = "Reopen a weighing",
        Dutch = "Heropent een afweging waarin besloten is of die beëindigd is. Een besluit dat gold, geldt daarna niet meer.",
        English = "Reopens a weighing that was decided or has ended. A decision that stood no longer does.",
        Command = (request, _, seals) => new ReopenWeighing { Reason = seals.Text("reason", request.Reason) },
        Example = new ReopenWeighingRequest { Reason = "Minder dan 70% van de huurders stemde in: een van de heroverwegingsvoorwaarden." },
    };
}
