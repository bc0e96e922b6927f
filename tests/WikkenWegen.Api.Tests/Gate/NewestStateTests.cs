using System.Net;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Gate;

/// <summary>Nothing is refused because of what a host remembers while another host was faster: a refusal is of the newest state.</summary>
[Collection(nameof(OtherHost))]
public class NewestStateTests(SharedApi shared, OtherHost other)
{
    [Fact]
    public async Task What_another_host_made_possible_is_not_refused()
    {
        var id = await shared.Api.Open();
        await other.Host.Knows(id, 1);
        await shared.Api.Record(id, Gates.Proposal());
        // The other host still knows no proposal V1.
        (await other.Host.Record(id, Gates.Withdrawal("V1"))).Event.Number.ShouldBe(3);

        await shared.Api.Knows(id, 3);
        await other.Host.Record(id, new OpenRound { About = "De richting", Blind = false });
        (await shared.Api.Record(id, new CloseRound { Number = 1 })).Event.Number.ShouldBe(5);
    }

    [Fact]
    public async Task What_another_host_took_out_of_the_way_is_not_refused()
    {
        var id = await shared.Api.Open();
        await other.Host.Record(id, Decision());
        (await shared.Api.Ask(id, Decision())).ShouldBeOfType<StepResult.Refused>();
        await other.Host.Record(id, new WithdrawDecision { Number = 1, Reason = new Seals().Text("reason", "Daarom") });
        // The first host still knows decision 1 as standing.
        (await shared.Api.Record(id, Decision())).Event.Number.ShouldBe(4);

        static TakeDecision Decision() => new() { Content = new DecisionContent { Kind = DecisionKind.None, Rationale = new Seals().Text("rationale", "Daarom") } };
    }

    [Fact]
    public async Task A_refusal_tells_of_the_newest_state()
    {
        var id = await shared.Api.Open();
        await shared.Api.Record(id, Gates.Proposal());
        await other.Host.Knows(id, 2);
        await shared.Api.Record(id, Gates.Proposal());
        await shared.Api.Record(id, Gates.Withdrawal("V1"));
        await shared.Api.Record(id, Gates.Withdrawal("V2"));

        // As the other host remembers it, there is no V2 at all.
        var refusal = (await other.Host.Ask(id, Gates.Withdrawal("V2"))).ShouldBeOfType<StepResult.Refused>().Refusals.ShouldHaveSingleItem();
        refusal.Rule.ShouldBe(Rules.ProposalWithdrawn);
        (await other.Host.Ask(id, Gates.Proposal(), versions: [2])).ShouldBe(new StepResult.Stale(5));
        (await other.Host.Ask(id, Gates.Proposal(), versions: [3, 4])).ShouldBe(new StepResult.Stale(5));
        (await other.Host.Ask(id, Gates.Proposal(), versions: [])).ShouldBe(new StepResult.Stale(5));
    }

    [Fact]
    public async Task A_version_that_another_host_made_can_be_built_on()
    {
        var id = await shared.Api.Open();
        await other.Host.Knows(id, 1);
        await shared.Api.Record(id, Gates.Proposal());
        (await other.Host.Ask(id, Gates.Proposal(), versions: [7, 2])).ShouldBeOfType<StepResult.Recorded>().Event.Number.ShouldBe(3);
    }

    [Fact]
    public async Task A_weighing_that_is_not_there_is_unknown_until_another_host_opens_it()
    {
        var id = Guid.CreateVersion7();
        (await other.Host.Ask(id, Gates.Proposal())).ShouldBe(new StepResult.Unknown());
        (await other.Host.Ask(id, Gates.Proposal(), versions: [0])).ShouldBe(new StepResult.Unknown());
        await shared.Api.Record(id, Gates.Opening());
        (await other.Host.Ask(id, Gates.Proposal(), corporation: "een-ander")).ShouldBe(new StepResult.Unknown());
        (await other.Host.Record(id, Gates.Proposal())).Weighing.Id.ShouldBe(id);
    }

    [Fact]
    public async Task Over_HTTP_too_nothing_is_refused_because_of_what_a_host_remembers()
    {
        other.Clock.AdjustTime(TimeProvider.System.GetUtcNow()); // it judges tokens too
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var there = weighing.As(other.Host.Client());
        (await there.Get()).GetProperty("proposals").GetArrayLength().ShouldBe(0);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        using var response = await there.SendRaw("/proposals/V1/revisions", """{"name": "Renoveren in fasen", "reason": "Daarom"}""", ifMatch: "*");
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
