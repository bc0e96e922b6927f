using System.Net;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>A contributor speaks for the stakeholder that is themselves, and for nobody else, whatever other roles they have.</summary>
public class InputOfOwnPartyTests(SharedApi shared)
{
    [Fact]
    public async Task A_contributor_records_input_and_objections_of_the_own_party()
    {
        var weighing = (await Weighing()).As(Client("b1", Roles.Contributor));
        await weighing.Record("/inputs", new { stakeholder = "B1", position = "against", statement = "Liever niet." });
        await weighing.Record("/inputs/1/revisions", new { position = "consent" });
        await weighing.Record("/objections", new { stakeholder = "B1", input = 1, grounds = "Wij raken onze buren kwijt." });
        await weighing.Record("/inputs/1/withdrawal", new { });
    }

    [Fact]
    public async Task A_contributor_records_nothing_of_another_party()
    {
        var weighing = await Weighing();
        await weighing.Record("/inputs", new { stakeholder = "B2", position = "against", statement = "Liever niet." });
        var contributor = weighing.As(Client("b1", Roles.Contributor));
        foreach (var (path, body) in (IEnumerable<(string, object)>)
        [
            ("/inputs", new { stakeholder = "B2", position = "consent" }),
            ("/inputs", new { stakeholder = "B3", position = "consent" }), // a party without a subject is nobody's
            ("/inputs", new { stakeholder = "B99", position = "consent" }),
            ("/inputs/1/revisions", new { position = "consent" }),
            ("/inputs/1/withdrawal", new { }),
            ("/inputs/99/withdrawal", new { }),
            ("/objections", new { stakeholder = "B2", grounds = "Daarom." }),
        ])
        {
            using var response = await contributor.Send(path, body);
            (await response.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("not-own-party", path);
        }
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    [Fact]
    public async Task Other_roles_make_a_contributor_no_more_and_no_less()
    {
        var weighing = await Weighing();
        using var both = Client("b1", Roles.Contributor, Roles.Decider, Roles.Auditor);
        using var foreign = await weighing.As(both).Send("/inputs", new { stakeholder = "B2", position = "consent" });
        (await foreign.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("not-own-party");
        await weighing.As(both).Record("/decisions", new { kind = "none", rationale = "Geen van beide." });
    }

    [Fact]
    public async Task A_strategist_who_is_a_contributor_too_records_what_any_party_brings_in()
    {
        var weighing = await Weighing();
        await weighing.As(Client("b1", Roles.Contributor, Roles.Strategist)).Record("/inputs", new { stakeholder = "B2", position = "consent" });
    }

    /// <summary>A weighing with stakeholders B1 and B2, who sign in as b1 and b2, and B3, who does not sign in.</summary>
    private async Task<WeighingClient> Weighing()
    {
        var weighing = await WeighingClient.Open(Client("leader", Roles.Strategist));
        await weighing.Record("/proposals", new { name = "Renoveren" });
        foreach (var subject in (string?[])["b1", "b2", null])
            await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput", subject });
        return weighing;
    }

    private HttpClient Client(string subject, params string[] roles) => shared.Api.Client(new Identity(subject, DemoCorporations.Merenland.Code, [.. roles]));
}
