// One whole weighing, from opening to review, by a client that was generated from the document.
using System.Text.Json;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using WikkenWegen.Client;
using WikkenWegen.Client.Models;

var address = args[0];
var strategist = await Somebody("cs-strategist", "strategist");
var decider = await Somebody("cs-decider", "decider");
var approver = await Somebody("cs-approver", "approver");

var receipt = await strategist.Weighings.PostAsync(new OpenWeighingRequest
{
    Title = "Toekomst van het complex (C#)",
    Question = "Wat doen we met dit complex?",
    Level = Level.Tactical,
    Scale = WeighingScale.Complex,
    Ownership = Ownership.Own,
    Breadth = Breadth.Narrow,
    SgeiRegime = SgeiRegime.Sgei,
    ProcessForm = ProcessForm.Advice,
    OwnerRole = "Strateeg wonen",
    DeciderRole = "Bestuurder",
    ApproverRole = "Raad van commissarissen",
    Confidentiality = Confidentiality.Internal,
}, WithKey);
var id = receipt!.WeighingId!.Value;
var version = receipt.Version;
var own = strategist.Weighings[id];

await Step(own.Proposals.PostAsync(new SubmitProposalRequest { Name = "Niets doen", DoNothing = true }, OnVersion));
await Step(own.Proposals.PostAsync(new SubmitProposalRequest { Name = "Renoveren", Costs = 10_400_000 }, OnVersion));
await Step(own.Stakeholders.PostAsync(new InviteStakeholderRequest { Party = "Bewoners", Role = "Bewonerscommissie", Say = Say.Advises }, OnVersion));
await Step(own.Criteria.PutAsync(new SetCriteriaRequest
{
    WeightMethod = WeightMethod.Direct,
    Criteria = [.. new[] { "Betaalbaarheid", "Kwaliteit" }.Select(name => new CriterionRequest
    {
        Code = name[..3].ToUpperInvariant(),
        Name = name,
        Direction = Direction.HigherIsBetter,
        Scale = new ScaleRequest { Worst = 1, Best = 10, Unit = "punten" },
        Weight = 50,
    })],
}, OnVersion));
await Step(own.Rounds.PostAsync(new OpenRoundRequest { About = "Wat vindt u ervan?" }, OnVersion));
await Step(own.Inputs.PostAsync(new GiveInputRequest { Round = 1, Stakeholder = "B1", Position = Position.InFavour, Statement = "Graag." }, OnVersion));
await Step(own.Rounds[1].Closing.PostAsync(new CloseRoundRequest(), OnVersion));
await Step(own.AdviceRequests.PostAsync(new RequestAdviceRequest { Stakeholder = "B1", About = "Het voornemen", Statutory = true }, OnVersion));
await Step(own.AdviceRequests[1].Advice.PostAsync(new ReceiveAdviceRequest { Tenor = AdviceTenor.Positive }, OnVersion));
foreach (var criterion in new[] { "BET", "KWA" })
    await Step(own.Scores.PostAsync(new GiveScoreRequest
    {
        Proposal = new ProposalChoiceRequest { Code = "V2" },
        Criterion = criterion,
        By = new WhoRequest { Role = "Strateeg wonen" },
        Low = 6,
        Expected = 7.5,
        High = 9,
    }, OnVersion));
await Step(decider.Weighings[id].Decisions.PostAsync(new TakeDecisionRequest
{
    Kind = DecisionKind.Chosen,
    Proposal = new ProposalChoiceRequest { Code = "V2" },
    Rationale = "Het vraagt het minst van wie hier woont.",
    Assumptions = ["De subsidie komt."],
    ReviewDate = new Date(2099, 6, 1),
}, OnVersion));
await Step(own.AdviceRequests[1].Following.PostAsync(new FollowAdviceRequest(), OnVersion));

// A problem is typed too: the decider has no right to approve.
try
{
    await decider.Weighings[id].Decisions[1].Approval.PostAsync(new ApproveDecisionRequest { Approved = true }, OnVersion);
    throw new InvalidOperationException("Who decided could approve.");
}
catch (Problem problem) when (problem is { Status: 403, Type: "/v1/problem-types/forbidden" })
{
}
await Step(approver.Weighings[id].Decisions[1].Approval.PostAsync(new ApproveDecisionRequest { Approved = true }, OnVersion));
await Step(own.Decisions[1].Execution.PostAsync(new StartExecutionRequest(), OnVersion));
await Step(own.Decisions[1].Reviews.PostAsync(new HoldReviewRequest { Expected = "Rust.", Found = "Onrust.", Conclusion = ReviewConclusion.Continue }, OnVersion));
await Step(own.Closing.PostAsync(new CloseWeighingRequest(), OnVersion));

var view = await own.GetAsync();
Check(view?.Status == WeighingStatus.Closed && view.Version == version, "the weighing is closed");
Check(view!.Decisions!.Single().Reviews!.Single().Conclusion == ReviewConclusion.Continue, "the review is there");
Check(view.Scores!.Count == 2 && view.Scores[0].Revisions![0].Estimate?.Expected == 7.5, "the scores are there");
var history = new List<HistoryEntry>();
for (string? cursor = null; ;)
{
    var page = await own.Events.GetAsync(request => (request.QueryParameters.Limit, request.QueryParameters.Cursor) = (5, cursor));
    history.AddRange(page!.Items!);
    if ((cursor = page.NextCursor) is null) break;
}
Check(history.Select(entry => entry.Number!.Value).SequenceEqual(Enumerable.Range(1, version!.Value)), "the history is whole");
Console.WriteLine(JsonSerializer.Serialize(new { id, version }));

async Task Step(Task<Receipt?> step) => version = (await step)!.Version;

// A key, so that the step can be sent again.
void WithKey<T>(RequestConfiguration<T> request) where T : class, new() => request.Headers.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");

// On top of the version that the step before gave.
void OnVersion<T>(RequestConfiguration<T> request) where T : class, new()
{
    WithKey(request);
    request.Headers.Add("If-Match", $"\"{version}\"");
}

static void Check(bool holds, string what)
{
    if (!holds) throw new InvalidOperationException($"It does not hold that {what}.");
}

// A token of Development, for somebody with roles.
async Task<WikkenWegenClient> Somebody(string subject, string roles)
{
    using var http = new HttpClient();
    using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = subject, ["scope"] = roles });
    using var answer = await http.PostAsync(new Uri($"{address}development/token"), form);
    var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString()!;
    return new WikkenWegenClient(new HttpClientRequestAdapter(new BaseBearerTokenAuthenticationProvider(new Tokens(token))) { BaseUrl = $"{address}v1" });
}

sealed class Tokens(string token) : IAccessTokenProvider
{
    public AllowedHostsValidator AllowedHostsValidator { get; } = new();

    public Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(token);
}
