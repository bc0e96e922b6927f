using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Audit;

/// <summary>The texts of the vault as they are disclosed, for exports and for fsck: the one place here that knows how the vault keeps them.</summary>
public sealed class VaultDisclosures(NpgsqlDataSource source)
{
    /// <summary>Those of a weighing, with the digest under which the vault has each, in the order of the digests.</summary>
    public async Task<List<(string Digest, string Disclosure)>> Of(string corporation, Guid weighing, CancellationToken cancellation)
    {
        var kept = new List<(string, string)>();
        await using var command = ExportRows.Command(source, $"select digest, disclosure from {StoreSetup.Schema}.vault where tenant_id = $1 and weighing_id = $2 order by digest collate \"C\"", corporation, weighing);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) kept.Add((row.GetString(0), row.GetString(1)));
        return kept;
    }
}
