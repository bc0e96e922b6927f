using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Reviews;

namespace WikkenWegen.Api.Weighings.Reviews;

/// <summary>Body of POST /v1/weighings/{id}/decisions/{number}/reviews</summary>
public sealed record HoldReviewRequest : StepRequest
{
    /// <summary>What was expected of the decision; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Expected { get; init; }

    /// <summary>What came of it; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Found { get; init; }

    /// <summary>What was learnt; left out where that was not said. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Lessons { get; init; }

    /// <summary>What follows from the review.</summary>
    public required ReviewConclusion Conclusion { get; init; }

    internal static readonly StepEndpoint<HoldReviewRequest> Endpoint = new()
    {
        Path = "/decisions/{number}/reviews",
        Id = "holdReview",
        Tag = "Review",
        Roles = Access.Strategist,
        ExampleNeedsDecision = true,
        Parts =
        [
            Part.ListAt<Review>("/decisions/{number}/reviews", "listReviews", "List the reviews of a decision", "De evaluaties van een besluit.", (weighing, at) => weighing.Decision(at.Number())?.Reviews),
            Part.At("/decisions/{number}/reviews/{review}", "getReview", "Get a review", "Een evaluatie.", (weighing, at) => weighing.Decision(at.Number())?.Reviews.FirstOrDefault(r => r.Number == at.Number("review"))),
        ],
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
