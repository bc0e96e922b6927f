using Marten;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Vault;

/// <summary>The table of the vault, and the seals of one request.</summary>
public class VaultTableTests(SharedApi shared)
{
    [Fact]
    public async Task Its_columns_key_and_index_are_these()
    {
        (await Stored.Rows(shared.Api.ConnectionString, """
            select column_name || ' ' || data_type || coalesce('(' || character_maximum_length || ')', '') || case is_nullable when 'NO' then ' not null' else '' end
            from information_schema.columns where table_schema = 'wikkenwegen' and table_name = 'vault' order by ordinal_position
            """, row => row.GetString(0))).ShouldBe(
        [
            "tenant_id character varying not null", "digest character varying(43) not null", "weighing_id uuid not null", "disclosure text not null",
            "holder text", "ciphertext bytea", "corrected_by character varying(43)",
        ]);
        (await Stored.Rows(shared.Api.ConnectionString, "select indexdef from pg_indexes where schemaname = 'wikkenwegen' and tablename = 'vault' order by indexdef", row => row.GetString(0)[row.GetString(0).IndexOf("USING", StringComparison.Ordinal)..]))
            .ShouldBe(["USING btree (tenant_id, weighing_id) WHERE (ciphertext IS NULL)", "USING btree (tenant_id, weighing_id)", "USING btree (tenant_id, digest)"]);
        (await Stored.Rows(shared.Api.ConnectionString, "select indexname::text from pg_indexes where schemaname = 'wikkenwegen' and tablename = 'vault' and indexdef not like '%UNIQUE%'", row => row.GetString(0)))
            .ShouldBe(["ix_vault_plain", "ix_vault_weighing"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_texts_of_a_weighing_are_those_of_its_own_corporation_though_another_has_one_of_the_same_identity()
    {
        var (store, weighing) = (shared.Api.Services.GetRequiredService<IDocumentStore>(), Guid.CreateVersion7());
        var vault = shared.Api.Services.GetRequiredService<PrivacyVault.Vault>();
        string[] corporations = ["kluis-een", "kluis-twee"];
        foreach (var corporation in corporations)
        {
            var seals = new Seals();
            seals.Text("reason", $"Van {corporation}");
            await using var session = store.LightweightSession(corporation);
            await vault.Store(session, weighing, 0, [.. seals.Disclosures.Select(d => new HeldDisclosure(d, ""))], TestContext.Current.CancellationToken);
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        foreach (var corporation in corporations)
        {
            await using var session = store.QuerySession(corporation);
            (await vault.Texts(session, weighing, TestContext.Current.CancellationToken)).ByDigest.Values.ShouldBe([$"Van {corporation}"]);
        }
    }

    [Theory, InlineData(null), InlineData(""), InlineData(" \t\r\n")]
    public void Nothing_is_not_sealed(string? text)
    {
        var seals = new Seals();
        seals.Text("reason", text).ShouldBeNull();
        seals.Disclosures.ShouldBeEmpty();
    }

    [Fact]
    public void A_seal_is_the_digest_of_its_disclosure_with_a_salt_of_its_own()
    {
        var seals = new Seals();
        Sealed?[] given = [seals.Text("reason", "Om de buren"), seals.Text("reason", "Om de buren"), seals.Text("grounds", " é<b>\"🌳 ")];
        seals.Disclosures.Select(d => d.Digest).ShouldBe(given.Select(s => s!.Digest));
        seals.Disclosures.Select(d => d.Digest).ShouldBeUnique();
        seals.Disclosures.Select(d => Disclosure.DigestOf(d.Encoded)).ShouldBe(seals.Disclosures.Select(d => d.Digest));
        seals.Disclosures.Select(d => Disclosure.ValueOf(d.Encoded)).ShouldBe(["Om de buren", "Om de buren", " é<b>\"🌳 "]);
        var plain = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(seals.Disclosures[2].Encoded));
        plain.ShouldEndWith("\",\"grounds\",\" é<b>\\\"\\uD83C\\uDF33 \"]", Case.Sensitive, "as people would write it");
        plain.IndexOf("\",\"", StringComparison.Ordinal).ShouldBe(2 + 22, "16 bytes of salt in base64url");
    }
}
