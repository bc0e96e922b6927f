using WikkenWegen.Api.Recording;

namespace WikkenWegen.Api.Weighings;

/// <summary>Everything under /v1/weighings.</summary>
public static class WeighingEndpoints
{
    /// <summary>Maps the steps of the process, in its order.</summary>
    public static void MapSteps(this IEndpointRouteBuilder routes)
    {
        routes.MapStep("Framing", OpenWeighingRequest.Step);

        var weighing = routes.MapGroup("/v1/weighings/{id}");
        weighing.MapStep("Framing", ReframeWeighingRequest.Step);
        weighing.MapStep("Proposals", SubmitProposalRequest.Step);
        weighing.MapStep("Proposals", ReviseProposalRequest.Step);
        weighing.MapStep("Proposals", WithdrawProposalRequest.Step);
        weighing.MapStep("Criteria", SetCriteriaRequest.Step);
        weighing.MapStep("Stakeholders", InviteStakeholderRequest.Step);
        weighing.MapStep("Stakeholders", WithdrawStakeholderRequest.Step);
        weighing.MapStep("Consultation", OpenRoundRequest.Step);
        weighing.MapStep("Consultation", CloseRoundRequest.Step);
        weighing.MapStep("Input", GiveInputRequest.Step);
        weighing.MapStep("Input", ReviseInputRequest.Step);
        weighing.MapStep("Input", WithdrawInputRequest.Step);
        weighing.MapStep("Input", RaiseObjectionRequest.Step);
        weighing.MapStep("Input", ResolveObjectionRequest.Step);
        weighing.MapStep("Advice", RequestAdviceRequest.Step);
        weighing.MapStep("Advice", ReceiveAdviceRequest.Step);
        weighing.MapStep("Advice", FollowAdviceRequest.Step);
        weighing.MapStep("Advice", ReasonAdviceDeviationRequest.Step);
        weighing.MapStep("Assessment", GiveScoreRequest.Step);
        weighing.MapStep("Assessment", ReviseScoreRequest.Step);
        weighing.MapStep("Outcome", RecordOutcomeRequest.Step);
        weighing.MapStep("Decision", TakeDecisionRequest.Step);
        weighing.MapStep("Decision", ApproveDecisionRequest.Step);
        weighing.MapStep("Decision", WithdrawDecisionRequest.Step);
        weighing.MapStep("Decision", ReopenWeighingRequest.Step);
        weighing.MapStep("Review", DropAssumptionRequest.Step);
        weighing.MapStep("Review", StartExecutionRequest.Step);
        weighing.MapStep("Review", HoldReviewRequest.Step);
        weighing.MapStep("Review", CloseWeighingRequest.Step);
        weighing.MapStep("Review", CancelWeighingRequest.Step);
    }

    /// <summary>Maps what can be read.</summary>
    public static void MapReads(this IEndpointRouteBuilder routes)
    {
        routes.MapListing();
        var weighing = routes.MapGroup("/v1/weighings/{id}");
        weighing.MapViews();
        weighing.MapHistory();
        weighing.MapComparison();
    }
}
