using Marten;
using WikkenWegen.Api.Corporations;

namespace WikkenWegen.Api.Demo;

/// <summary>The fictional corporations of Development: that of the examples, and one beside it to see that neither sees the other.</summary>
public static class DemoCorporations
{
    /// <summary>The corporation of the examples.</summary>
    public static readonly Corporation Merenland = Demo("woonwijzer-merenland", "Stichting Woonwijzer Merenland (fictief)", "00000019", "L9999");

    /// <summary>The other one.</summary>
    public static readonly Corporation Duinstreek = Demo("thuis-in-duinstreek", "Woningstichting Thuis in Duinstreek (fictief)", "00000035", "L9997");

    /// <summary>Registers those that are not yet there.</summary>
    public static async Task Register(IDocumentStore store, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        foreach (var corporation in new[] { Merenland, Duinstreek })
            if (await session.LoadAsync<Corporation>(corporation.Code, cancellation) is null) session.Store(corporation);
        await session.SaveChangesAsync(cancellation);
    }

    private static Corporation Demo(string code, string name, string kvkNumber, string number) => new()
    {
        Code = code,
        Name = name,
        KvkNumber = kvkNumber,
        CorporationNumber = number,
        Version = 1,
        RegisteredAt = DateTimeOffset.UnixEpoch,
        ChangedAt = DateTimeOffset.UnixEpoch,
        ChangedBy = "demo",
    };
}
