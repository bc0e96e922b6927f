using Npgsql;
using WikkenWegen.Api.PrivacyVault;

namespace WikkenWegen.Api.Audit;

/// <summary>The texts of the vault as they are disclosed, for exports and for fsck: the one place here that knows how the vault keeps them.</summary>
public sealed class VaultDisclosures(NpgsqlDataSource source, Vault vault)
{
    /// <summary>Those of a weighing, with the digest under which the vault has each, in the order of the digests.</summary>
    public async Task<List<(string Digest, string Disclosure)>> Of(string corporation, Guid weighing, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await Of(connection, corporation, weighing, cancellation);
    }

    /// <summary>The same, as a connection sees them.</summary>
    public async Task<List<(string Digest, string Disclosure)>> Of(NpgsqlConnection connection, string corporation, Guid weighing, CancellationToken cancellation)
    {
        var kept = await vault.Disclosures(connection, corporation, weighing, cancellation);
        return [.. kept.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => (d.Key, d.Value))];
    }
}
