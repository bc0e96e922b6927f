using System.Globalization;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Tests.Ledger;

/// <summary>Which key signs follows from the log: the new one from the leaf on that says, under both, that it takes the place of the old one.</summary>
public class KeyChangeTests(SharedApi shared)
{
    private static readonly string Old = Convert.ToBase64String(new byte[32]);
    private static readonly string New = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
    private static readonly string Newest = Convert.ToBase64String(Enumerable.Repeat((byte)9, 32).ToArray());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_before_the_leaf_is_signed_by_the_old_key_and_what_has_it_in_it_by_the_new_one()
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een", 3));
        var before = database.Host(key: Old);
        await before.Sequence(3);
        await before.Sign();

        // The new key is set, and nothing says so yet.
        var changing = database.Host(key: New, previous: Old);
        await database.Run(LedgerDatabase.Append("een", 2));
        await changing.Sequence(2);
        await changing.Sign();
        changing.State.Refusals.ShouldBeEmpty();
        await Change(database, "een", Old, New);
        await changing.Sequence(1);
        await database.Run(LedgerDatabase.Append("een", 2));
        await changing.Sequence(2);
        await changing.Sign();
        (await SignedBy(database, "een")).ShouldBe([(3, KeyOf("een", Old)), (5, KeyOf("een", Old)), (8, KeyOf("een", New))]);

        // Once it is done, the old key is needed no more; not even where the file is lost.
        var after = database.Host("empty", New);
        await database.Run(LedgerDatabase.Append("een"));
        await after.Sequence(1);
        await after.Sign();
        after.State.Refusals.ShouldBeEmpty();
        (await SignedBy(database, "een"))[^1].ShouldBe((9, KeyOf("een", New)));

        // A host that has the old key alone does not sign by it any more.
        await database.Run(LedgerDatabase.Append("een"));
        await before.Sequence(1);
        await before.Sign();
        before.State.Refusals["een"].ShouldContain("which this host does not have");
        (await SignedBy(database, "een")).Count.ShouldBe(4);
        await LedgerDatabase.IsWhole(database.ConnectionString);
    }

    /// <summary>A host that was not told of the new key does not begin to sign what has the change in it.</summary>
    [Fact]
    public async Task A_host_without_the_new_key_leaves_what_has_the_change_in_it_to_the_others()
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een", 3));
        var behind = database.Host(key: Old);
        await behind.Sequence(3);
        await behind.Sign();
        await Change(database, "een", Old, New);
        await behind.Sequence(1);
        await behind.Sign();
        behind.State.Refusals["een"].ShouldContain("which this host does not have");
        (await SignedBy(database, "een")).ShouldBe([(3, KeyOf("een", Old))]);
        var other = database.Host("other", New, previous: Old);
        other.Heads.Ask();
        await other.Sequencer.Run(Cancellation);
        await other.Sign();
        (await SignedBy(database, "een"))[^1].ShouldBe((4, KeyOf("een", New)));
    }

    [Fact]
    public async Task The_log_over_all_has_the_change_too()
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een", 3));
        var before = database.Host(key: Old);
        await before.Sequence(3);
        await before.Sign();
        var changing = database.Host(key: New, previous: Old);
        await Change(database, "een", Old, New);
        await changing.Sequence(1);
        await changing.Sign();
        changing.State.Refusals.ShouldBeEmpty();
        // The checkpoint of 3, the one of 4, and the change.
        (await SignedBy(database, "*")).ShouldBe([(1, KeyOf("*", Old)), (3, KeyOf("*", New))]);
        var leaf = (await Stored.Rows(database.ConnectionString, "select leaf_index, note from wikkenwegen.ledger_key_change where tenant_id = '*'", row => (Index: row.GetInt64(0), Note: row.GetString(1)))).ShouldHaveSingleItem();
        (await database.Leaves("*"))[leaf.Index].ShouldBe(MerkleTree.HashLeaf(Encoding.UTF8.GetBytes(leaf.Note)));
        var change = KeyChange.Open(Encoding.UTF8.GetBytes(leaf.Note)).Value;
        (change.Origin, change.From.ToString(), change.To.ToString()).ShouldBe(("wikkenwegen.local", KeyOf("*", Old), KeyOf("*", New)));

        // It is changed once, and again when there is another.
        var later = database.Host(key: Newest, previous: New);
        await Change(database, "een", New, Newest);
        await later.Sequence(1);
        await later.Sign();
        (await SignedBy(database, "*"))[^1].ShouldBe((5, KeyOf("*", Newest)));
        (await SignedBy(database, "een")).ShouldBe([(3, KeyOf("een", Old)), (4, KeyOf("een", New)), (5, KeyOf("een", Newest))]);
        await LedgerDatabase.IsWhole(database.ConnectionString);
    }

    public static TheoryData<string> Forged => ["an event that says nothing", "keys of somebody else", "the old key alone", "of another log"];

    /// <summary>Whoever can write in the database has no key, and changes none by that.</summary>
    [Theory, MemberData(nameof(Forged))]
    public async Task A_change_that_no_key_of_the_log_vouches_for_changes_nothing(string what)
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een", 3));
        var host = database.Host(key: Old);
        await host.Sequence(3);
        await host.Sign();
        await Append(database, "een", what switch
        {
            "an event that says nothing" => "{}",
            "keys of somebody else" => Data(SignerOf("een", New), SignerOf("een", Newest), KeyChange.Sign(SignerOf("een", New), SignerOf("een", Newest))),
            "the old key alone" => Data(SignerOf("een", Old), SignerOf("een", New), OldAlone()),
            _ => Data(SignerOf("een", Old), SignerOf("een", New), KeyChange.Sign(SignerOf("twee", Old), SignerOf("twee", New))),
        });
        await host.Sequence(1);
        await host.Sign();
        host.State.Refusals.ShouldBeEmpty();
        (await SignedBy(database, "een")).ShouldBe([(3, KeyOf("een", Old)), (4, KeyOf("een", Old))]);

        static string OldAlone() => KeyChange.Sign(SignerOf("een", Old), SignerOf("een", New)) is var note ? note[..(note.TrimEnd('\n').LastIndexOf('\n') + 1)] : "";
    }

    [Fact]
    public void A_change_is_read_only_where_every_byte_is_as_it_was_signed()
    {
        var note = Encoding.UTF8.GetBytes(KeyChange.Sign(SignerOf("een", Old), SignerOf("een", New)));
        KeyChange.Open(note).IsOk.ShouldBeTrue();
        for (var i = 0; i < note.Length; i++)
        {
            var altered = note.ToArray();
            altered[i] ^= 1;
            KeyChange.Open(altered).IsOk.ShouldBeFalse($"byte {i}");
        }
        Checkpoint.Open(note, "wikkenwegen.local/een", NoteVerifier.Create(SignerOf("een", Old).VerifierKey).Value).IsOk.ShouldBeFalse("it is no checkpoint");
    }

    private static NoteSigner SignerOf(string log, string key) => NoteSigner.Create(log == "*" ? "wikkenwegen.local" : $"wikkenwegen.local/{log}", Ed25519.ImportSeed(Convert.FromBase64String(key)).Value).Value;

    private static string KeyOf(string log, string key) => SignerOf(log, key).VerifierKey.ToString();

    private static string Data(NoteSigner from, NoteSigner to, string statement) =>
        JsonSerializer.Serialize(new { from = from.VerifierKey.ToString(), to = to.VerifierKey.ToString(), statement, occurredAt = "2026-11-28T20:00:00Z" });

    private static Task Change(LedgerDatabase database, string corporation, string from, string to) =>
        Append(database, corporation, Data(SignerOf(corporation, from), SignerOf(corporation, to), KeyChange.Sign(SignerOf(corporation, from), SignerOf(corporation, to))));

    /// <summary>Appends the event to the stream of the corporation, as the gate does.</summary>
    private static Task Append(LedgerDatabase database, string corporation, string data)
    {
        var id = CorporationStreams.IdOf(corporation);
        return database.Run(string.Create(CultureInfo.InvariantCulture, $"""
            insert into wikkenwegen.mt_streams (tenant_id, id, type, version) values ('{corporation}', '{id}', 'corporation', 0) on conflict do nothing;
            insert into wikkenwegen.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, user_name, correlation_id, causation_id, headers)
            select nextval('wikkenwegen.mt_events_sequence'), gen_random_uuid(), '{id}', (select count(*) + 1 from wikkenwegen.mt_events where stream_id = '{id}'), '{data.Replace("'", "''", StringComparison.Ordinal)}', 'log_key_changed', now(), '{corporation}', 'operator', 'gesprek', 'verzoek', null;
            """));
    }

    /// <summary>The sizes of the checkpoints of a log, each with the key that signed it.</summary>
    private static async Task<List<(int Size, string Key)>> SignedBy(LedgerDatabase database, string log)
    {
        var notes = await Stored.Rows(database.ConnectionString, "select note from wikkenwegen.ledger_checkpoint where tenant_id = $1 order by size", row => row.GetString(0), log);
        var keys = new[] { Old, New, Newest }.Select(key => SignerOf(log, key)).ToList();
        return [.. notes.Select(note =>
        {
            var by = keys.Single(key => Checkpoint.Open(Encoding.UTF8.GetBytes(note), key.Name, NoteVerifier.Create(key.VerifierKey).Value).IsOk);
            return ((int)Audit.Audited.Head(note).Size, by.VerifierKey.ToString());
        })];
    }
}
