using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corrections;

namespace WikkenWegen.Api.Weighings.Corrections;

/// <summary>Body of POST /v1/weighings/{id}/moment-corrections</summary>
public sealed record CorrectMomentRequest : StepRequest
{
    /// <summary>Number of the event whose moment was wrong.</summary>
    [Range(1, int.MaxValue)]
    public required int Event { get; init; }

    /// <summary>The right moment, with any offset; kept in whole milliseconds. Not after the moment at which the event was recorded.</summary>
    public required DateTimeOffset Moment { get; init; }

    /// <summary>Why the moment was wrong; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<CorrectMomentRequest> Endpoint = new()
    {
        Path = "/moment-corrections",
        BuildsOn = ["moment-corrections"],
        Id = "correctMoment",
        Tag = "Corrections",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<MomentCorrection>("/moment-corrections", "listMomentCorrections", "List the corrections of moments", "De verbeteringen van momenten.", (weighing, _) => weighing.MomentCorrections),
            Part.At("/moment-corrections/{number}", "getMomentCorrection", "Get the correction of a moment", "Een verbetering van een moment.",
                (weighing, at) => weighing.MomentCorrections.FirstOrDefault(c => c.Number == at.Number())),
        ],
        Summary = "Correct when something happened",
        Dutch = "Verbetert het moment waarop iets gebeurde. De gebeurtenis zelf blijft staan zoals zij is vastgelegd; de geschiedenis toont beide momenten. Met het goede moment moet alles wat daarna kwam nog steeds zo gebeurd kunnen zijn.",
        English = "Corrects the moment at which something happened. The event itself stays as it was recorded; the history shows both moments. With the right moment, all that came after must still have been possible as it is.",
        Command = (request, _, seals) => new CorrectMoment { Event = request.Event, Moment = request.Moment.ToUniversalTime().InMilliseconds(), Reason = seals.Text("reason", request.Reason) },
        Example = new CorrectMomentRequest
        {
            Event = 2,
            Moment = new DateTimeOffset(2026, 2, 5, 10, 30, 0, TimeSpan.FromHours(1)),
            Reason = "De dag was verkeerd overgenomen uit het verslag.",
        },
    };
}
