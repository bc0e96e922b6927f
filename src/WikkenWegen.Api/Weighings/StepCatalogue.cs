using System.Collections.Immutable;
using WikkenWegen.Api.Weighings.AccessGrants;
using WikkenWegen.Api.Weighings.AdviceRequests;
using WikkenWegen.Api.Weighings.Assessment;
using WikkenWegen.Api.Weighings.Ballots;
using WikkenWegen.Api.Weighings.Cases;
using WikkenWegen.Api.Weighings.Consultation;
using WikkenWegen.Api.Weighings.Corrections;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Api.Weighings.Decisions;
using WikkenWegen.Api.Weighings.Framings;
using WikkenWegen.Api.Weighings.Inputs;
using WikkenWegen.Api.Weighings.Links;
using WikkenWegen.Api.Weighings.Outcomes;
using WikkenWegen.Api.Weighings.Privacy;
using WikkenWegen.Api.Weighings.Proposals;
using WikkenWegen.Api.Weighings.Reviews;
using WikkenWegen.Api.Weighings.Stakeholders;
using WikkenWegen.Api.Weighings.Steps;

namespace WikkenWegen.Api.Weighings;

/// <summary>
/// The steps of the process, in their order, one line each. Everything else follows from it: routes, access, documentation, the parts that
/// can be read, and the weighings on which the examples work.
/// </summary>
public static class StepCatalogue
{
    /// <summary>All steps, in the order of the process.</summary>
    public static readonly ImmutableArray<StepEndpoint> All =
    [
        OpenWeighingRequest.Endpoint,
        ReframeWeighingRequest.Endpoint,
        SubmitProposalRequest.Endpoint,
        ReviseProposalRequest.Endpoint,
        WithdrawProposalRequest.Endpoint,
        SetCriteriaRequest.Endpoint,
        InviteStakeholderRequest.Endpoint,
        WithdrawStakeholderRequest.Endpoint,
        CorrectStakeholderRequest.Endpoint,
        GrantAccessRequest.Endpoint,
        EndAccessRequest.Endpoint,
        OpenRoundRequest.Endpoint,
        CloseRoundRequest.Endpoint,
        GiveInputRequest.Endpoint,
        ReviseInputRequest.Endpoint,
        WithdrawInputRequest.Endpoint,
        RaiseObjectionRequest.Endpoint,
        ResolveObjectionRequest.Endpoint,
        RequestAdviceRequest.Endpoint,
        ReceiveAdviceRequest.Endpoint,
        FollowAdviceRequest.Endpoint,
        ReasonAdviceDeviationRequest.Endpoint,
        GiveScoreRequest.Endpoint,
        ReviseScoreRequest.Endpoint,
        StateConsequenceRequest.Endpoint,
        ReviseConsequenceRequest.Endpoint,
        RecordOutcomeRequest.Endpoint,
        HoldBallotRequest.Endpoint,
        CorrectBallotRequest.Endpoint,
        TakeDecisionRequest.Endpoint,
        ApproveDecisionRequest.Endpoint,
        WithdrawDecisionRequest.Endpoint,
        ReopenWeighingRequest.Endpoint,
        DropAssumptionRequest.Endpoint,
        StartExecutionRequest.Endpoint,
        HoldReviewRequest.Endpoint,
        CloseWeighingRequest.Endpoint,
        CancelWeighingRequest.Endpoint,
        LinkWeighingRequest.Endpoint,
        UnlinkWeighingRequest.Endpoint,
        PrepareCaseRequest.Endpoint,
        ApproveCaseRequest.Endpoint,
        ShareCaseRequest.Endpoint,
        TakeBackCaseRequest.Endpoint,
        CorrectMomentRequest.Endpoint,
        SetRetentionRequest.Endpoint,
        CorrectTextRequest.Endpoint,
    ];
}
