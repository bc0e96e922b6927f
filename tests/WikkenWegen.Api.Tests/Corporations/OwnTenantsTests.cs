using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Corporations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Corporations;

/// <summary>The learning network and the catalogue are registered by the installation itself: once, also where it is an older one, and by nobody else.</summary>
public class OwnTenantsTests(SharedApi shared)
{
    private static readonly (string, string) Quiet = ("Serilog:MinimumLevel:Default", "Fatal");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_installation_of_before_gets_them_at_its_next_start_once_also_where_two_hosts_start_at_one_moment()
    {
        var database = await shared.CreateDatabase();
        // As a release left it that registered neither: the catalogue has its instruments, and their leaves.
        await Support.Api.Start(database, services => services.Remove(services.Single(service => service.ImplementationType == typeof(RegisterOwnTenants))), Quiet).DisposeAsync();
        (await Registered()).ShouldBeEmpty();
        (await Stored.Rows(database, "select count(*) > 0 from wikkenwegen.mt_events where tenant_id = $1", row => row.GetBoolean(0), Access.Catalogue)).ShouldBe([true]);

        var hosts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Support.Api.Start(database, null, Quiet), Cancellation)));
        try
        {
            (await Registered()).ShouldBe(["catalogue by installation", "network by installation"]);
            foreach (var host in hosts)
            {
                foreach (var tenant in (string[])[Access.Catalogue, Access.Network]) (await host.Services.GetRequiredService<ICorporationRegistry>().Knows(tenant, Cancellation)).ShouldBeTrue();
                using var organiser = host.Client(new Identity("organisator", Access.Network, Roles.Organiser));
                using var editions = await organiser.GetAsync("/v1/editions", Cancellation);
                editions.StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }
        finally
        {
            foreach (var host in hosts) await host.DisposeAsync();
        }

        await Support.Api.Start(database, null, Quiet).DisposeAsync();
        (await Registered()).ShouldBe(["catalogue by installation", "network by installation"], "a later start finds them");

        Task<List<string>> Registered() => Stored.Rows(database, "select tenant_id, user_name from wikkenwegen.mt_events where type = 'corporation_registered' and tenant_id = any($1) order by 1",
            row => $"{row.GetString(0)} by {row.GetString(1)}", (object)new[] { Access.Catalogue, Access.Network });
    }

    [Fact]
    public async Task Nobody_else_registers_them()
    {
        using var administrator = shared.Api.Client(new Identity("beheer", null, Roles.Administrator));
        foreach (var code in (string[])[Access.Catalogue, Access.Network])
        {
            using var taken = await administrator.PostAsJsonAsync("/v1/corporations", new { code, name = "Stichting Eigen", kvkNumber = "00000027" }, Cancellation);
            (await taken.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("duplicate-code");
        }
        using var claimed = await administrator.PostAsJsonAsync("/v1/corporations", new { code = Access.Catalogue, name = "Stichting Eigen", kvkNumber = "00000027", isOfInstallation = true }, Cancellation);
        claimed.StatusCode.ShouldBe(HttpStatusCode.BadRequest, "that is for the installation to say, and no field of the request");
    }
}
