using System.Net;
using System.Text;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>What only the system itself gives, such as the number of an event or who recorded it, no caller can give.</summary>
public class InsideNameTests(SharedApi shared)
{
    private static readonly string[] Inside =
    [
        "id", "weighingId", "version", "number", "revision", "type", "part", "status", "origin", "event", "events", "sequence", "timestamp", "recordedAt",
        "openedAt", "decidedAt", "registeredAt", "changedAt", "changedBy", "actor", "subject", "userName", "user", "roles", "tenant", "tenantId", "tenant_id",
        "corporation", "corporationId", "headers", "correlationId", "causationId", "digest", "salt", "isArchived", "archived", "mt_version", "$type", "__proto__",
    ];

    public static TheoryData<string> Operations => [.. ContractDocument.Golden.Operations.Where(o => o.BodySchema is not null).Select(o => o.Id)];

    [Theory, MemberData(nameof(Operations))]
    public async Task A_name_from_inside_is_an_unknown_field(string id)
    {
        using var http = shared.Api.Client();
        var document = await ContractDocument.Of(shared.Api);
        var operation = document.Operation(id);
        var known = document.Resolved(operation.BodySchema!)["properties"]!.AsObject().Select(p => p.Key).ToHashSet();
        var weighing = await Prepared.For(id, http);
        foreach (var name in Inside.Where(name => !known.Contains(name)))
        {
            var body = operation.Example!.DeepClone().AsObject();
            body[name] = "x";
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.ExamplePath(weighing.Id));
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem(name);
            error.Code.ShouldBe("field-unknown", name);
            error.Pointer.ShouldBe("/" + name);
        }
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version, "nothing was recorded");
    }

    [Fact]
    public void Where_such_a_name_is_known_it_means_something_of_the_callers()
    {
        // The status of a retention is that of its archive. A stakeholder's subject says who may speak for them, that of an access who may read, that of a person whose data are asked about, and a correction, of a moment or of a text, names the event that it is about. Who approves a case names the digest of the copy that they saw. The version of an instrument is one that was published.
        var allowed = new Dictionary<string, string[]> { ["setRetention"] = ["status"], ["approveCase"] = ["digest"], ["makeSignUp"] = ["subject"], ["inviteStakeholder"] = ["subject"], ["correctStakeholder"] = ["subject"], ["grantAccess"] = ["subject"], ["reportPersonalData"] = ["subject"], ["requestErasure"] = ["subject"], ["correctMoment"] = ["event"], ["correctText"] = ["event"], ["judgeInstrument"] = ["version"], ["succeedInstrument"] = ["version"] };
        foreach (var operation in ContractDocument.Golden.Operations.Where(o => o.BodySchema is not null))
            ContractDocument.Golden.Resolved(operation.BodySchema!)["properties"]!.AsObject().Select(p => p.Key).Intersect(Inside)
                .ShouldBe(allowed.GetValueOrDefault(operation.Id, []), operation.Id);
    }
}
