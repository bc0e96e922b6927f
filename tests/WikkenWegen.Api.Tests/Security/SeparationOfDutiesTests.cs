using System.Net;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>Who approves a decision is not who took it, whatever roles one person has.</summary>
public class SeparationOfDutiesTests(SharedApi shared)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_took_a_decision_neither_approves_nor_rejects_it(bool approved)
    {
        using var http = Client("one-person");
        var weighing = await Prepared.Weighing(http);
        await Prepared.Decide(weighing);
        using var own = await weighing.Send("/decisions/1/approval", new { approved, reason = "Daarom." });
        (await own.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("approver-is-decider");
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);

        await weighing.As(Client("another-person")).Record("/decisions/1/approval", new { approved, reason = "Daarom." });
    }

    /// <summary>Somebody with every role; approvals go out under their own name, where the clients of other tests send a colleague.</summary>
    private HttpClient Client(string subject)
    {
        var http = new HttpClient { BaseAddress = shared.Api.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", new Identity(subject, DemoCorporations.Merenland.Code, [.. Roles.All.Keys]).Authorization);
        return http;
    }
}
