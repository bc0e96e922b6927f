using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Api.Tests.Vault;

/// <summary>Texts are kept encrypted under a key of their holder, and those of before there were keys become so.</summary>
public class EncryptionTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<List<string>> Holders(string database, Guid weighing) =>
        Stored.Rows(database, "select coalesce(holder, '-') || case when ciphertext is null then ' plain' else '' end from wikkenwegen.vault where weighing_id = $1 order by 1", row => row.GetString(0), weighing);

    private static async Task<WeighingClient> Weighing(HttpClient http)
    {
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises", personName = "naam-een", contact = "contact-een" });
        await weighing.Record("/stakeholders", new { code = "B2", party = "Gemeente", role = "Wijkregisseur", say = "advises" });
        await weighing.Record("/inputs/batches", new { items = new[] { new { stakeholder = "B1", statement = "inbreng-een" }, new { stakeholder = "B2", statement = "inbreng-twee" } } });
        await weighing.Record("/access", new { subject = "iemand", role = "Rol", reason = "toegang-reden" });
        return weighing;
    }

    [Fact]
    public async Task Each_holder_has_a_key_and_each_text_that_of_its_holder()
    {
        var weighing = await Weighing(shared.Api.Client());
        (await Holders(shared.Api.ConnectionString, weighing.Id)).ShouldBe(["", "B1", "B1", "B1", "B2"]);
        (await Stored.Rows(shared.Api.ConnectionString, "select holder from wikkenwegen.vault_key where weighing_id = $1 order by 1", row => row.GetString(0), weighing.Id)).ShouldBe(["", "B1", "B2"]);
    }

    [Fact]
    public async Task Texts_of_a_host_that_does_not_encrypt_are_read_as_they_are_and_encrypted_in_the_background_by_one_that_does()
    {
        var database = await shared.CreateDatabase();
        WeighingClient weighing;
        await using (var old = Support.Api.Start(database, null, ("Vault:Encrypt", "false")))
        {
            weighing = await Weighing(old.Client());
            (await Holders(database, weighing.Id)).ShouldAllBe(holder => holder == "- plain");
            (await old.Services.GetServices<IHostedService>().OfType<EncryptVault>().Single().Run(Cancellation)).ShouldBe(0);
        }
        await using var api = Support.Api.Start(database);
        weighing = weighing.As(api.Client());
        var before = (await weighing.Read("")).Text;
        before.ShouldContain("inbreng-twee");
        (await api.Services.GetServices<IHostedService>().OfType<EncryptVault>().Single().Run(Cancellation)).ShouldBeGreaterThan(0);
        (await Stored.Rows(database, "select count(*) from wikkenwegen.vault where ciphertext is null", row => row.GetInt64(0))).ShouldBe([0]);
        (await Holders(database, weighing.Id)).ShouldBe(["", "B1", "B1", "B1", "B2"]);
        (await api.Services.GetServices<IHostedService>().OfType<EncryptVault>().Single().Run(Cancellation)).ShouldBe(0);

        await using var next = Support.Api.Start(database);
        (await weighing.As(next.Client()).Read("")).Text.ShouldBe(before);
    }

    /// <summary>An erasure deletes the key of a holder of whom no text is left. It must know of one that is being encrypted under that key at this moment.</summary>
    [Fact]
    public async Task A_text_that_is_encrypted_while_others_of_its_holder_are_erased_can_still_be_read()
    {
        var database = await shared.CreateDatabase();
        WeighingClient weighing;
        await using (var old = Support.Api.Start(database, null, ("Vault:Encrypt", "false")))
        {
            weighing = await WeighingClient.Open(old.Client());
            await weighing.Record("/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises", personName = "naam-die-blijft" });
        }
        await using var api = Support.Api.Start(database);
        weighing = weighing.As(api.Client());
        await weighing.Record("/inputs", new { stakeholder = "B1", statement = "inbreng-die-gaat" });
        (await Holders(database, weighing.Id)).ShouldBe(["- plain", "B1"]);
        var stays = (await weighing.Get("/stakeholders/B1")).GetProperty("personName").GetProperty("digest").GetString();
        using var first = api.Client("eerste");
        using var asked = await first.PostAsJsonAsync("/v1/privacy/erasures", new { stakeholders = new[] { new { weighing = weighing.Id, code = "B1" } }, leftOut = new[] { stays }, ground = "objection", motivation = "Gevraagd." }, Cancellation);
        asked.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);

        // Encrypting stands still once it has the key and before it is committed.
        await Stored.Run(database, $"""
            create function wikkenwegen.wait() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(4711); return new; end $$;
            create trigger wait before update on wikkenwegen.vault for each row when (new.weighing_id = '{weighing.Id}') execute function wikkenwegen.wait();
            """);
        await using var holding = new NpgsqlConnection(database);
        await holding.OpenAsync(Cancellation);
        await using var hold = await holding.BeginTransactionAsync(Cancellation);
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(4711)", holding, hold)) await take.ExecuteNonQueryAsync(Cancellation);
        var encrypting = api.Services.GetServices<IHostedService>().OfType<EncryptVault>().Single().Run(Cancellation);
        await Waiting(1, encrypting);
        using var other = api.Client("tweede");
        var erasing = other.PostAsync($"{asked.Headers.Location}/confirmation", null, Cancellation);
        await Waiting(2, erasing);
        await hold.RollbackAsync(Cancellation);
        await encrypting;
        using (var done = await erasing) done.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await done.Content.ReadAsStringAsync(Cancellation));

        (await Holders(database, weighing.Id)).ShouldBe(["B1"]);
        (await VaultByHand.Open(database, weighing.Id, Cancellation)).ShouldHaveSingleItem().Digest.ShouldBe(stays);
        var view = (await weighing.Read("")).Text;
        view.ShouldContain("naam-die-blijft");
        view.ShouldNotContain("inbreng-die-gaat");

        async Task Waiting(int many, Task held)
        {
            while ((await Stored.Rows(database, "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", row => row.GetInt64(0)))[0] < many)
            {
                held.IsCompleted.ShouldBeFalse("it must be held");
                await Task.Delay(20, Cancellation);
            }
        }
    }

    [Fact]
    public async Task A_host_with_another_key_does_not_start_on_the_database_and_says_which_it_is()
    {
        var database = await shared.CreateDatabase();
        await using (var api = Support.Api.Start(database)) await Weighing(api.Client());
        await using var source = NpgsqlDataSource.Create(database);
        await new VaultKeyCheck(source, InstallationKey.Load(new VaultSettings { Key = VaultByHand.Key }, isDevelopment: false)).StartingAsync(Cancellation);
        var other = InstallationKey.Load(new VaultSettings { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) }, isDevelopment: false);
        (await Should.ThrowAsync<StartupException>(() => new VaultKeyCheck(source, other).StartingAsync(Cancellation))).Message.ShouldContain("another key");
    }

    [Fact]
    public async Task A_text_that_was_moved_to_another_place_is_not_taken_for_one_that_belongs_there()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database);
        var (one, other) = (await Weighing(api.Client()), await Weighing(api.Client()));
        await Stored.Run(database, $"""
            update wikkenwegen.vault v set ciphertext = o.ciphertext from wikkenwegen.vault o
            where v.weighing_id = '{one.Id}' and v.holder = 'B2' and o.weighing_id = '{other.Id}' and o.holder = 'B2'
            """);
        (await one.StatusOf("")).ShouldBe(System.Net.HttpStatusCode.InternalServerError);
        (await other.StatusOf("")).ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public void The_key_is_made_at_the_first_start_in_Development_and_only_its_owner_may_read_it()
    {
        var folder = Directory.CreateTempSubdirectory("wikkenwegen-key-").FullName;
        try
        {
            var settings = new VaultSettings { KeyFile = Path.Combine(folder, "below", "vault.key") };
            var made = InstallationKey.Load(settings, isDevelopment: true).Fingerprint;
            InstallationKey.Load(settings, isDevelopment: false).Fingerprint.ShouldBe(made);
            if (OperatingSystem.IsWindows()) return;
            File.GetUnixFileMode(settings.KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(settings.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Should.Throw<StartupException>(() => InstallationKey.Load(settings, isDevelopment: true)).Message.ShouldContain("chmod 600");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(null, null, "Vault__KeyFile")]
    [InlineData("geen base64", null, "Vault__Key must have 32 bytes in base64")]
    [InlineData("AAAA", null, "Vault__Key must have 32 bytes in base64")]
    [InlineData(null, "/nergens/vault.key", "/nergens/vault.key")]
    public void Without_a_right_key_Production_does_not_start_and_says_so_in_one_line(string? key, string? file, string what)
    {
        var message = Should.Throw<StartupException>(() => InstallationKey.Load(new VaultSettings { Key = key, KeyFile = file }, isDevelopment: false)).Message;
        message.ShouldContain(what);
        message.ShouldNotContain('\n');
    }
}
