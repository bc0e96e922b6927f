using System.Net;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Steps;

/// <summary>A wrong ballot is mended by a further event: what stands is right, and what was recorded first is not hidden.</summary>
public class BallotCorrectionTests(SharedApi shared)
{
    private static object Ballot(int inFavour, string? stakeholder, string? reason = null) => new
    {
        proposals = new[] { new { code = "V1" } },
        entitled = new { number = 10_000, description = "de huishoudens" },
        stakeholder,
        votes = new[] { new { vote = "inFavour", number = inFavour } },
        threshold = new { percent = 70, of = "entitled" },
        reason,
    };

    [Fact]
    public async Task The_ballot_is_as_corrected_and_the_history_has_the_step_its_correction_and_both_values()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/stakeholders", new { party = "Huurders", role = "Voorzitter", say = "advises" });
        await weighing.Record("/stakeholders", new { party = "Gemeente", role = "Wijkregisseur", say = "givesInput" });
        await weighing.Record("/ballots", new { proposals = new[] { new { code = "V1" } }, entitled = new { number = 10_000, description = "de huishoudens" }, stakeholder = "B1",
            votes = new[] { new { vote = "inFavour", number = 7_000 } }, threshold = new { percent = 70, of = "entitled" } });
        await weighing.Record("/ballots/1/corrections", Ballot(6_996, "B2", "Vier stemmen telden dubbel, van de gemeente."));

        var ballot = await weighing.Get("/ballots/1");
        var share = ballot.GetProperty("shares")[0];
        (share.GetProperty("votes").GetInt32(), share.GetProperty("percent").GetDecimal(), share.GetProperty("reached").GetBoolean()).ShouldBe((6_996, 69.96m, false));
        var correction = ballot.GetProperty("corrections")[0];
        correction.GetProperty("before").GetProperty("votes")[0].GetProperty("number").GetInt32().ShouldBe(7_000);
        correction.GetProperty("reason").GetProperty("text").GetString().ShouldBe("Vier stemmen telden dubbel, van de gemeente.");
        correction.GetProperty("origin").GetProperty("event").GetInt32().ShouldBe(6);
        (await weighing.Get("/ballots/1/corrections/1")).GetProperty("number").GetInt32().ShouldBe(1);
        (await weighing.StatusOf("/ballots/1/corrections/2")).ShouldBe(HttpStatusCode.NotFound);

        // As it was, and both in the history.
        (await weighing.Get("/ballots/1?version=5")).GetProperty("corrections").GetArrayLength().ShouldBe(0);
        (await weighing.Get("/events/5")).GetProperty("sentence").GetString().ShouldEndWith("In favour: 70.0 % of those entitled to vote; the threshold of 70 % was reached.");
        (await weighing.Get("/events/6")).GetProperty("sentence").GetString().ShouldEndWith("In favour: 69.96 % of those entitled to vote; the threshold of 70 % was not reached.");
        var differences = (await weighing.Get("/comparison?from=5&to=6")).GetRawText();
        differences.ShouldContain("7000");
        differences.ShouldContain("6996");
        var changed = (await weighing.Get("/events/6")).GetProperty("differences").EnumerateArray().Single(d => d.GetProperty("path").GetString() == "/ballots/1/content/votes/inFavour/number");
        (changed.GetProperty("from").GetInt32(), changed.GetProperty("to").GetInt32()).ShouldBe((7_000, 6_996));
        foreach (var (about, events) in new[] { ("B1", "3 5 6"), ("B2", "4 6"), ("V1", "2 5 6") })
            string.Join(' ', (await weighing.Get($"/events?about={about}")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("number").GetInt32()).Order()).ShouldBe(events, about);
        (await weighing.Get("/events?part=ballots/1")).GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    /// <summary>Where no revision is named, that at the moment of the vote is meant, whatever was revised since.</summary>
    [Fact]
    public async Task A_correction_is_not_stale_because_the_proposal_was_revised_after_the_vote()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/ballots", new { proposals = new[] { new { code = "V1" } }, entitled = new { number = 10_000, description = "de huishoudens" }, votes = new[] { new { vote = "inFavour", number = 7_000 } } });
        var read = $"\"{weighing.Version}\"";
        await weighing.Record("/proposals/V1/revisions", new { name = "Anders", reason = "Daarom." });
        using (var right = await weighing.Send("/ballots/1/corrections", Ballot(6_996, null, "Vier te veel."), ifMatch: read)) right.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var stale = await weighing.Send("/ballots/1/corrections", Ballot(6_995, null, "Vijf te veel."), ifMatch: read);
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await weighing.Get("/ballots/1")).GetProperty("content").GetProperty("proposals")[0].GetProperty("revision").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_correction_says_why_and_is_of_a_ballot_that_exists()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        using var nowhere = await weighing.Send("/ballots/1/corrections", Ballot(1, null, "Toch anders."));
        (await nowhere.Problem(HttpStatusCode.NotFound)).Errors.ShouldHaveSingleItem().Code.ShouldBe("no-such-ballot");
        await weighing.Record("/ballots", new { proposals = new[] { new { code = "V1" } }, entitled = new { number = 10, description = "de huishoudens" }, votes = new[] { new { vote = "against", number = 10 } } });
        using var silent = await weighing.Send("/ballots/1/corrections", Ballot(1, null));
        (await silent.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("reason-missing");
    }
}
