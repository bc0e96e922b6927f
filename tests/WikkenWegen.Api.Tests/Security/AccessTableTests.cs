using System.Net;
using System.Text;
using WikkenWegen.Api.Demo;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>
/// Who may do what: the table that people have read and agreed on (access.txt), the table of the program, the OpenAPI document and
/// what the running API does are the same, for every operation and every role.
/// </summary>
public class AccessTableTests(SharedApi shared)
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "WikkenWegen.Api.Tests", "Security", "access.txt");

    /// <summary>What may be used by whom, as it was agreed on: operations with the roles, or "everybody".</summary>
    private static readonly Dictionary<string, string[]> Agreed = File.ReadLines(Golden)
        .Where(line => line.Length > 0 && line[0] != '#')
        .ToDictionary(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);

    public static TheoryData<string> Operations => [.. ContractDocument.Golden.Operations.Select(o => o.Id)];

    [Fact]
    public void Every_operation_is_in_the_table_and_every_row_of_the_table_is_an_operation()
    {
        Agreed.Keys.ShouldBe(ContractDocument.Golden.Operations.Select(o => o.Id), ignoreOrder: true);
        AccessTable.Operations(shared.Api).ShouldBe(Agreed.Where(row => row.Value is not ["everybody"]).Select(row => row.Key), ignoreOrder: true);
        Agreed.Values.SelectMany(roles => roles).Where(role => role != "everybody").ShouldAllBe(role => Roles.All.ContainsKey(role));
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task An_operation_is_refused_to_every_role_but_those_in_the_table(string id)
    {
        var operation = (await ContractDocument.Of(shared.Api)).Operation(id);
        var agreed = Agreed[id];
        await shared.Api.Participant(Participant);
        var everybody = agreed is ["everybody"];
        operation.Security.Any().ShouldBe(!everybody);

        (await Status(operation, null)).ShouldBe(everybody ? Allowed : HttpStatusCode.Unauthorized, "no token");
        (await Status(operation, Somebody())).ShouldBe(everybody ? Allowed : HttpStatusCode.Forbidden, "no role");
        foreach (var role in Roles.All.Keys)
            (await Status(operation, Somebody(role))).ShouldBe(everybody || agreed.Contains(role) ? Allowed : HttpStatusCode.Forbidden, role);
        (await Status(operation, Somebody("beheerder", "READER", "strategist "))).ShouldBe(everybody ? Allowed : HttpStatusCode.Forbidden, "roles that there are not");
    }

    [Fact]
    public void An_auditor_writes_nothing_and_an_administrator_reads_no_weighing()
    {
        foreach (var operation in ContractDocument.Golden.Operations)
        {
            // What-ifs record nothing: they are sent as a POST because they are long. Exports and cosignatures are an auditor's own, and change nothing of what is on record.
            if (operation.Method != "GET" && operation.Id is not ("tryWhatIfs" or "requestExport" or "addCosignatures")) Agreed[operation.Id].ShouldNotContain("auditor", operation.Id);
            if (operation.Path.StartsWith("/v1/weighings", StringComparison.Ordinal)) Agreed[operation.Id].ShouldNotContain("administrator", operation.Id);
            if (operation.Method == "GET" && operation.Path.StartsWith("/v1/weighings", StringComparison.Ordinal)) Agreed[operation.Id].ShouldContain("auditor", operation.Id);
        }
    }

    [Fact]
    public void The_document_names_the_roles_of_every_operation()
    {
        foreach (var operation in ContractDocument.Golden.Operations.Where(o => Agreed[o.Id] is not ["everybody"]))
        {
            var description = operation.Json["description"]!.GetValue<string>();
            description.ShouldContain($"Roles: {string.Join(", ", AccessTable.RolesFor(shared.Api, operation.Id))}.");
            AccessTable.RolesFor(shared.Api, operation.Id).ShouldBe(Agreed[operation.Id], ignoreOrder: true, operation.Id);
        }
    }

    /// <summary>Stands for whatever an operation answers to who may use it: it looks at the request and finds that it is no good.</summary>
    private const HttpStatusCode Allowed = HttpStatusCode.OK;

    private const string Participant = "somebody-who-takes-part";

    private static Identity Somebody(params string[] roles) => new("somebody", DemoCorporations.Duinstreek.Code, [.. roles]);

    /// <summary>The same person, with a token of the learning network where an operation is of that; there it is somebody who takes part. What is for who does not, NetworkPartTests say.</summary>
    private static Identity? For(DocumentedOperation operation, Identity? identity) => Identity.IsOfNetwork(operation.Path)
        ? identity is null ? null : identity with { Corporation = Access.Network, Subject = Participant } : identity;

    /// <summary>
    /// Asks for the operation in a way that does nothing, whoever asks: about a weighing that does not exist, and with a body that is
    /// none. The answer is that of access, where it is refused, or another.
    /// </summary>
    private async Task<HttpStatusCode> Status(DocumentedOperation operation, Identity? identity)
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.ExamplePath(Guid.Empty));
        if (For(operation, identity) is { } somebody) request.Headers.TryAddWithoutValidation("Authorization", somebody.Authorization);
        if (operation.BodySchema is not null) request.Content = new StringContent("[]", Encoding.UTF8, "application/json");
        if (operation.Revises) request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBeLessThan(500);
        return response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? response.StatusCode : Allowed;
    }
}

/// <summary>Who may do what, as the running API's operations say it themselves.</summary>
internal static class AccessTable
{
    /// <summary>The operations that are not for everybody.</summary>
    public static IEnumerable<string> Operations(Support.Api api) => All(api).Where(o => !o.Anonymous).Select(o => o.Id);

    /// <summary>The roles that may use an operation.</summary>
    public static IReadOnlyList<string> RolesFor(Support.Api api, string operation) => All(api).Single(o => o.Id == operation).Roles;

    private static IEnumerable<Operation> All(Support.Api api) => api.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .Select(endpoint => endpoint.Metadata.GetMetadata<Operation>()).OfType<Operation>();
}
