using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>An endpoint of which nobody said who may use it keeps the host from starting.</summary>
public class DenyByDefaultTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task An_operation_that_is_not_in_the_table_cannot_be_mapped(string method)
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        Should.Throw<InvalidOperationException>(() => app.MapOperation(method, "/v1/secrets", Unlisted(anonymous: false), _ => Task.CompletedTask))
            .Message.ShouldContain("readSecrets");
    }

    [Fact]
    public async Task An_endpoint_that_does_not_say_who_may_use_it_stops_the_start()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapOperation("GET", "/v1/open", Unlisted(anonymous: true), _ => Task.CompletedTask);
        app.DenyByDefault();
        app.MapGet("/v1/secrets", () => "secret");
        Should.Throw<InvalidOperationException>(app.DenyByDefault).Message.ShouldContain("/v1/secrets");
    }

    [Fact]
    public async Task That_somebody_must_be_signed_in_does_not_say_enough()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/v1/secrets", [Authorize] () => "secret");
        Should.Throw<InvalidOperationException>(app.DenyByDefault).Message.ShouldContain("/v1/secrets");
    }

    private static Operation Unlisted(bool anonymous) => new()
    {
        Id = "readSecrets",
        Tag = "Secrets",
        Summary = "Read the secrets",
        Dutch = "De geheimen.",
        English = "The secrets.",
        Responses = [],
        Anonymous = anonymous,
    };
}
