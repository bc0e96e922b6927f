using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Audit;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Api.Weighings.Readers;

namespace WikkenWegen.Api.Tests.Readers;

/// <summary>What the list says of who may read a weighing is what the weighing says of it.</summary>
public class ReadableRowsTests(SharedApi shared)
{
    private static readonly string[][] RolesOfOne =
    [
        .. Roles.All.Keys.Except(Access.OfNetwork).Select(role => new[] { role }),
        [Roles.Contributor, Roles.Auditor], [Roles.Contributor, Roles.Reader], [Roles.Reader, Roles.Strategist], [Roles.Administrator, Roles.Reader],
    ];

    [Fact]
    public async Task The_list_and_the_weighing_agree_on_who_may_read_it_whatever_its_class_and_their_roles()
    {
        var (corporation, elsewhere) = (await Audited.Corporation(shared.Api), await Audited.Corporation(shared.Api));
        var classes = new[] { "public", "internal", "confidential", "secret" };
        var all = new List<Guid> { Guid.CreateVersion7(), (await Weighing(elsewhere, "public")).Id };
        foreach (var confidentiality in classes) all.Add((await Weighing(corporation, confidentiality)).Id);
        foreach (var (before, after) in classes.Zip(classes.Reverse()))
        {
            var reframed = await Weighing(corporation, before);
            var framing = WeighingClient.Framing;
            (framing["confidentiality"], framing["reason"]) = (after, "Andere klasse.");
            await reframed.Record("/framing", framing, "PUT");
            all.Add(reframed.Id);
        }

        var counts = new HashSet<int>();
        foreach (var subject in (string[])["vreemde", "genodigde", "toegelaten", "vertrokken", "ontzegd", "opener"])
        {
            foreach (var roles in RolesOfOne)
            {
                var (http, unread) = (Asking(corporation, subject, roles), new HashSet<Guid>());
                foreach (var id in all)
                    if (await ReadableWeighing.Find(http, id) is null) unread.Add(id);
                (await ReadableRows.Unread(http, [.. all, .. all])).ShouldBe(unread, ignoreOrder: true, $"{subject} as {string.Join(" and ", roles)}");
                unread.ShouldContain(all[0], "it is nowhere");
                unread.ShouldContain(all[1], "it is of another corporation");
                counts.Add(unread.Count);
            }
        }
        counts.ShouldBe([2, 4, 6, 10], ignoreOrder: true, "who reads all, all but the secret, the public and internal ones, and none");
        (await ReadableRows.Unread(Asking(corporation, "vreemde", [Roles.Reader]), [])).ShouldBeEmpty();
    }

    /// <summary>A weighing with somebody invited, somebody given access, somebody who left, and somebody whose access was ended.</summary>
    private async Task<WeighingClient> Weighing(Audited corporation, string confidentiality)
    {
        var framing = WeighingClient.Framing;
        framing["confidentiality"] = confidentiality;
        var weighing = await WeighingClient.Open(shared.Api.Client(new Identity("opener", corporation.Code, Roles.Strategist)), framing);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "advises", subject = "genodigde" });
        await weighing.Record("/stakeholders", new { party = "Gemeente", role = "Wethouder", say = "advises", subject = "vertrokken" });
        await weighing.Record("/stakeholders/B2/withdrawal", new { });
        await weighing.Record("/access", new { subject = "toegelaten", role = "Manager", reason = "Werkt mee." });
        await weighing.Record("/access", new { subject = "ontzegd", role = "Manager", reason = "Werkt mee." });
        await weighing.Record("/access/3/ending", new { reason = "Werkt niet meer mee." });
        return weighing;
    }

    private DefaultHttpContext Asking(Audited corporation, string subject, string[] roles) => new()
    {
        RequestServices = shared.Api.Services,
        User = new ClaimsPrincipal(new ClaimsIdentity([new("sub", subject), new(Caller.CorporationClaim, corporation.Code), .. roles.Select(role => new Claim("roles", role))], "test", "sub", "roles")),
    };
}
