using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Listing;

/// <summary>However much is written in a weighing, and in however many words, each step is recorded, in a time that does not depend on it.</summary>
public class LargeTextTests(SharedApi shared)
{
    /// <summary>Most characters of the text of a proposal.</summary>
    private const int Most = 20_000;

    /// <summary>Alphabets by how many bytes a letter of them takes, and how long the words are: PostgreSQL counts in bytes.</summary>
    public static TheoryData<string, int, int> Alphabets => new()
    {
        { "a", 26, 3 }, { "a", 26, 5 }, { "à", 200, 2 }, { "à", 200, 3 }, { "а", 32, 3 }, { "ア", 80, 2 }, { "一", 20_000, 1 }, { "一", 20_000, 2 }, { "𠀀", 40_000, 1 }, { "𠀀", 40_000, 2 }, { "𠀀", 40_000, 9 }, { "ﷲ", 12, 4 }, { "ㇰ", 16, 4 }, { "㌀", 88, 2 },
    };

    [Theory, MemberData(nameof(Alphabets))]
    public async Task As_many_different_words_as_can_be_written_are_recorded_and_the_first_of_them_found(string first, int letters, int length)
    {
        using var http = shared.Api.Client();
        var framing = WeighingClient.Framing;
        var mark = "merk" + new string([.. Guid.NewGuid().ToByteArray().Select(b => (char)('a' + b % 26))]);
        framing["title"] = mark;
        var weighing = await WeighingClient.Open(http, framing);
        var (number, start) = (0, char.ConvertToUtf32(first, 0));
        for (var n = 0; n < 12; n++) await weighing.Record("/proposals", new { name = $"Plan {n}", description = Words() });
        await weighing.Record("/proposals/V1/revisions", new { name = "Herzien plan", description = Words(), reason = "Beter" });
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Voorzitter", say = "advises" });
        (await weighing.Get()).GetProperty("proposals").GetArrayLength().ShouldBe(12);
        (await ManyWeighings.Items(http, $"q={mark}")).ShouldHaveSingleItem().GetProperty("version").GetInt32().ShouldBe(15);
        (await ManyWeighings.Items(http, $"q={mark}%20herzien")).ShouldHaveSingleItem();

        string Words()
        {
            var (words, characters) = (new StringBuilder(), 0);
            for (; characters + length + 1 <= Most; characters += length + 1)
            {
                var rest = number++;
                for (var n = 0; n < length; n++, rest /= letters) words.Append(char.ConvertFromUtf32(start + rest % letters));
                words.Append(' ');
            }
            return words.ToString();
        }
    }

    /// <summary>With the index of whole words gone, and reading all of the table the last resort, PostgreSQL has no other index for it.</summary>
    [Fact]
    public async Task Whether_a_word_is_known_is_never_looked_up_by_the_index_of_parts()
    {
        await using var connection = new NpgsqlConnection(await Migrated());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var nothing = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var body = (string)(await Ask("select prosrc from pg_proc where proname = 'weighing_list_keep'"))!;
        var lookup = Regex.Match(body, @"not exists \((select from wikkenwegen\.weighing_list_word v where .+?)\);").Groups[1].Value;
        lookup.ShouldNotBeEmpty();
        await Ask("set local enable_seqscan = off");
        (await Ask($"explain (format json) {Of("plan")}")).ShouldBeOfType<string>().ShouldContain("\"ix_weighing_list_word\"");
        await Ask("drop index wikkenwegen.ix_weighing_list_word");
        (await Ask($"explain (format json) {Of("plan")}")).ShouldBeOfType<string>().ShouldNotContain("ix_weighing_list_word_parts");

        string Of(string word) => lookup.Replace("new.tenant_id", "'een'", StringComparison.Ordinal).Replace("w.word", $"'{word}'", StringComparison.Ordinal);

        async Task<object?> Ask(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, nothing);
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }

        // A database of its own, since nobody else can read the table until the transaction ends.
        async Task<string> Migrated()
        {
            var database = await shared.CreateDatabase();
            await using var api = Support.Api.Start(database);
            return api.ConnectionString;
        }
    }

    /// <summary>Nothing of the words of a text that stays as it is is made anew, nor of the index of all; that is counted, for what it takes differs from machine to machine.</summary>
    [Fact]
    public async Task A_step_makes_no_words_anew_of_what_it_does_not_change()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database);
        using var http = api.Client();
        var weighing = await WeighingClient.Open(http);
        for (var n = 0; n < 5; n++) await weighing.Record("/proposals", new { name = $"aanvang{n}", description = string.Join(' ', Enumerable.Range(0, 500).Select(w => $"woord{n}{w}")) });
        var before = await Pieces();
        before.Select(p => p.Piece).ShouldBe(["framing", "proposals/V1", "proposals/V2", "proposals/V3", "proposals/V4", "proposals/V5"]);

        await weighing.Record("/proposals/V2/revisions", new { name = "herzien", description = "Kort", reason = "Beter" });
        await weighing.Record("/stakeholders", new { party = "Bewonerscommissie", role = "Voorzitter", say = "advises" });
        var after = await Pieces();
        after.Except(before).Select(p => p.Piece).ShouldBe(["parties", "proposals/V2"], "all others are the same rows as before");
        after.Count.ShouldBe(before.Count + 1);
        foreach (var (word, found) in ((string, bool)[])[("aanvang0", true), ("aanvang1", false), ("herzien", true), ("aanvang4", true), ("bewonerscommissie", true)])
            (await IsFound(word)).ShouldBe(found, word);
        (await IsFound("herzien bewonerscommissie aanvang4")).ShouldBeTrue("words of several pieces are found together");

        // The examples are there too.
        async Task<bool> IsFound(string words) => (await ManyWeighings.Items(http, $"q={Uri.EscapeDataString(words)}")).Any(item => item.GetProperty("id").GetGuid() == weighing.Id);

        Task<List<(string Piece, string Row)>> Pieces() => Stored.Rows(database, "select piece, ctid || ' ' || xmin from wikkenwegen.weighing_list_piece where id = $1 order by piece", row => (row.GetString(0), row.GetString(1)), weighing.Id);
    }

    /// <summary>The words that come first in the order of the text are kept, up to the most, whichever piece they are in.</summary>
    [Fact]
    public async Task Of_more_words_than_are_kept_the_first_are_found()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database);
        using var http = api.Client();
        var weighing = await WeighingClient.Open(http);
        for (var n = 1; n <= 4; n++) await weighing.Record("/proposals", new { name = $"plan{Letters(n)}", description = string.Join(' ', Enumerable.Range(0, 2_000).Select(w => Letters(n * 2_000 + w) + "x")) });
        (await Stored.Rows(database, "select length(words) from wikkenwegen.weighing_list where id = $1", row => row.GetInt32(0), weighing.Id)).ShouldBe([5_000]);
        // Two whole pieces fit; of the third one the beginning.
        foreach (var (word, found) in ((int, bool)[])[(2_000, true), (5_999, true), (6_000, true), (6_900, true), (7_990, false), (8_000, false), (9_999, false)])
            (await ManyWeighings.Items(http, $"q={Letters(word)}x")).Count.ShouldBe(found ? 1 : 0, $"word {word}");

        static string Letters(int n) => string.Concat(Enumerable.Range(0, 4).Select(i => (char)('b' + n / (int)Math.Pow(20, i) % 20)));
    }

    /// <summary>Measured where as much is there as is searched, and where there is forty times as much: only what the text before costs can differ.</summary>
    [Fact]
    public async Task A_step_takes_no_longer_where_much_more_was_written_before()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database);
        using var http = api.Client();
        var weighing = await WeighingClient.Open(http);
        var number = 0;
        while (number < 2 * 5) await Propose();
        var (little, size) = (await Steps(), await Size());
        while (number < 40 * 5) await Propose();
        var much = await Steps();
        (await Size()).ShouldBeLessThan(size * 1.2, "what is kept for lists");
        much.ShouldBeLessThan(3 * little + 20);

        // What fits is searched for.
        (await ManyWeighings.Items(http, "q=aanvang0")).ShouldHaveSingleItem();

        async Task Propose()
        {
            var text = string.Join(' ', Enumerable.Range(0, 2_600).Select(w => Word(number * 2_600 + w)));
            await weighing.Record("/proposals", new { name = $"aanvang{number++}", description = text[..Most] });
        }

        // In milliseconds: of steps that change the text, and of those that change something else of the lists.
        async Task<double> Steps()
        {
            var times = new List<double>();
            for (var n = 0; n < 9; n++)
            {
                var start = Stopwatch.GetTimestamp();
                await weighing.Record("/proposals/V1/revisions", new { name = $"aanvang0 {number} {n}", description = "Kort", reason = "Beter" });
                await weighing.Record("/stakeholders", new { party = $"Partij {number} {n}", role = "Voorzitter", say = "advises" });
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            return times.Order().ElementAt(times.Count / 2);
        }

        async Task<double> Size() => (await Stored.Rows(database, """
            select octet_length(d.data::text) + octet_length(l.words::text) from wikkenwegen.mt_doc_weighing_summary d join wikkenwegen.weighing_list l on l.id = d.id where d.id = $1
            """, row => row.GetInt32(0), weighing.Id)).ShouldHaveSingleItem();

        static string Word(int n)
        {
            Span<char> word = stackalloc char[7];
            for (var i = 0; i < word.Length; i++, n /= 26) word[i] = (char)('a' + n % 26);
            return new string(word);
        }
    }
}
