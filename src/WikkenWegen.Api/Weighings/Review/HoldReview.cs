using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/decisions/{number}/reviews</summary>
public sealed record HoldReviewRequest : StepRequest
{
    /// <summary>What was expected. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Expected { get; init; }

    /// <summary>What came of it. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Found { get; init; }

    /// <summary>What was learnt. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Lessons { get; init; }

    /// <summary>What it concludes.</summary>
    public required ReviewConclusion Conclusion { get; init; }

    internal static readonly Step<HoldReviewRequest> Step = new()
    {
        Path = "/decisions/{number}/reviews",
        Id = "holdReview",
        Summary = "Record a review of a decision",
        Dutch = "Legt een evaluatie vast: wat was verwacht, wat is ervan gekomen, wat is geleerd en wat volgt daaruit.",
        English = "Records a review: what was expected, what came of it, what was learnt, and what follows.",
        Command = (request, address, seals) => new HoldReview
        {
            Decision = address.Number(),
            Expected = seals.Text("expected", request.Expected),
            Found = seals.Text("found", request.Found),
            Lessons = seals.Text("lessons", request.Lessons),
            Conclusion = request.Conclusion,
        },
        Example = new HoldReviewRequest
        {
            Expected = "Veertig vaste bezoekers na negen maanden.",
            Found = "Zesenvijftig vaste bezoekers, van wie een derde ouder dan 75.",
            Lessons = "De stille kamer trekt de mensen die anders niet komen.",
            Conclusion = ReviewConclusion.Continue,
        },
    };
}
