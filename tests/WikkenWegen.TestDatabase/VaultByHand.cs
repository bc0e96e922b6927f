using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace WikkenWegen.Testing;

/// <summary>A text in the vault as somebody reads it who has the database and the installation key, and none of our programs.</summary>
/// <param name="Weighing">The weighing.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Encoded">The disclosure, as its digest is computed over it.</param>
public sealed record VaultText(Guid Weighing, string Digest, string Encoded);

/// <summary>Opens the vault by hand: AES-256-GCM as its documentation tells, under the installation key of the tests.</summary>
public static class VaultByHand
{
    /// <summary>The installation key that hosts of tests get.</summary>
    public static string Key { get; } = Convert.ToBase64String(SHA256.HashData("the key of all hosts in tests"u8));

    /// <summary>All texts in the vault of a database; of one weighing, where it is named.</summary>
    public static async Task<List<VaultText>> Open(string connectionString, Guid? weighing = null, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("""
            select v.tenant_id, v.weighing_id, v.digest, v.disclosure, v.holder, v.ciphertext, k.wrapped from wikkenwegen.vault v
            left join wikkenwegen.vault_key k on k.tenant_id = v.tenant_id and k.weighing_id = v.weighing_id and k.holder = v.holder where $1 is null or v.weighing_id = $1
            """, connection)
        { Parameters = { new() { Value = (object?)weighing ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var texts = new List<VaultText>();
        while (await reader.ReadAsync(cancellation))
        {
            var (tenant, id, digest) = (reader.GetString(0), reader.GetGuid(1), reader.GetString(2));
            if (reader.IsDBNull(5))
            {
                texts.Add(new VaultText(id, digest, reader.GetString(3)));
                continue;
            }
            var key = Decrypt(Convert.FromBase64String(Key), (byte[])reader[6], $"{tenant}/{id}/{reader.GetString(4)}");
            texts.Add(new VaultText(id, digest, Encoding.ASCII.GetString(Decrypt(key, (byte[])reader[5], $"{tenant}/{id}/{digest}"))));
        }
        return texts;
    }

    private static byte[] Decrypt(byte[] key, byte[] sealedBytes, string of)
    {
        var plain = new byte[sealedBytes.Length - 1 - 12 - 16];
        using var cipher = new AesGcm(key, 16);
        cipher.Decrypt(sealedBytes[1..13], sealedBytes[13..^16], sealedBytes[^16..], plain, Encoding.UTF8.GetBytes(of));
        return plain;
    }
}
