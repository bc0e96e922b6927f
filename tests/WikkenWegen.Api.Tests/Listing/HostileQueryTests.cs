using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Listing;

/// <summary>
/// Whatever somebody searches for, and whatever cursor they make themselves, gets a right answer or is refused by its name: never an answer that
/// blames the host. The same texts each time.
/// </summary>
public class HostileQueryTests(ManyWeighings many) : IClassFixture<ManyWeighings>
{
    private const string Corporation = "woonwijzer-merenland";
    private readonly HttpClient _http = many.Api.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Every sign of ASCII, and others that are taken for one of those when marks are taken away.</summary>
    private static readonly string[] Signs =
        [.. Enumerable.Range(33, 94).Select(c => ((char)c).ToString()).Where(c => !char.IsLetterOrDigit(c[0])), "‐", "–", "—", "―", "−", "“", "”", "«", "´", "…", "ﷺ", "½", "№", "İ", "ß", "🌳", "e\u0301", "\u200d", "\u00ad", "\u202e", "日", "\u0345", "Ⅷ"];

    [Fact]
    public async Task Many_of_the_same_sign_are_searched_for_like_any_text()
    {
        foreach (var sign in Signs)
            foreach (var count in new[] { 1, 2, 31, 32, 33, 34, 64, 65, 200 })
                foreach (var text in new[] { Repeated(sign, count, ""), Repeated(sign, count / 2, " "), Repeated(sign, count - 1, "") + "x", "x" + Repeated(sign, count - 1, ""), Repeated(sign + "x", count / 3, " "), Repeated(sign + "\"x\"", count / 5, " "), Repeated("x" + sign, count / 2, "") })
                    await IsAnswered("q", text);

        static string Repeated(string text, int count, string between) => string.Join(between, Enumerable.Repeat(text, Math.Max(1, count)));
    }

    [Fact]
    public async Task Any_text_can_be_searched_for()
    {
        var piece = Gen.Frequency(
            (6, Gen.Elements(Signs)),
            (3, Gen.Elements("-", "--", "\"", "\" ", " ", "  ", " - ", " or ", "or", " OR -", "and", "not", "!", "&", "|", ":*", "<->", "<1>", "(", ")", "'", "''", "\\", "\\'", "$1", "$$", "%", "_", "@name@", "\u00a0")),
            (3, Gen.Elements("complex", "toekomst", "zelfde", "Titel", "wat", "de", "x", "12", "1e999", "LIJST-3", "renoveren", "é")));
        var texts = Gen.ArrayOf(piece).Select(string.Concat).Resize(60);
        foreach (var text in texts.Sample(1_500 * Support.Size.Factor, new Rnd(77), 60)) await IsAnswered("q", text);
        foreach (var parameter in (string[])["party", "reference", "idExtern"])
            foreach (var text in texts.Sample(60 * Support.Size.Factor, new Rnd(78), 60)) await IsAnswered(parameter, text);
    }

    public static TheoryData<string> Lists => [.. ListTests.Sorts.Select(s => "weighings " + s.Data), "events Oldest", "events Newest", "events HappenedFirst", "events HappenedLast", "corporation-events"];

    [Theory, MemberData(nameof(Lists))]
    public async Task Any_cursor_is_one_of_the_list_or_refused_by_its_name(string list)
    {
        var weighing = many.Views.First(v => v.GetProperty("version").GetInt32() > 2).GetProperty("id").GetString()!;
        var kind = list.Split(' ');
        var (address, name, right) = kind[0] switch
        {
            "weighings" => ($"/v1/weighings?limit=2&sort={Uri.EscapeDataString(kind[1])}", $"weighings {kind[1]} {Corporation}", 3),
            "events" => ($"/v1/weighings/{weighing}/events?limit=2&order={char.ToLowerInvariant(kind[1][0])}{kind[1][1..]}", $"events {kind[1]} {Corporation} {weighing}", 1),
            _ => ($"/v1/corporations/{Corporation}/events?limit=2", $"corporation-events {Corporation}", 1),
        };
        using (var first = await _http.GetAsync(address, Cancellation)) first.StatusCode.ShouldBe(HttpStatusCode.OK, address);

        string[] numbers = ["0", "1", "2", "3", "007", "9999", "2147483647", "2147483648", "9223372036854775807", "99999999999999999999", "-1", "+1", " 1", "1.0", "1e3", "0x1", "١", ""];
        string[] moments = ["2026-01-01T00:00:00Z", "2026-01-01t00:00:00z", "2026-01-01 00:00:00+00", "0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-01-01T24:00:00Z", "2026-06-30T23:59:60Z", "2026-01-01T00:00:00.123456789012345678Z", "infinity", "-infinity", "Infinity", "now", "epoch", "2026-01-01", "2026-02-30", "9999-12-31", "0001-01-01", "294277-01-01", "4714-11-24 BC"];
        string[] snapshots = ["1:1:", "9999:1:", "1:9:3,3,5", "1:9:5,3", "0:0:", "1:", ":", "::", ":::", "", "1:1:1", "1:2:1", "9223372036854775807:9223372036854775807:", "9223372036854775808:9223372036854775808:", "18446744073709551615:18446744073709551615:", "1:18446744073709551615:", " 1:1:", "1:1: ", "a:b:c", "-1:1:", "1:9:3,", "01:01:", "1:1:'", "1:1:; drop table x", string.Create(null, $"1:2000:{string.Join(',', Enumerable.Range(1, 700))}")];
        string[] ids = [Guid.Empty.ToString(), weighing, weighing.ToUpperInvariant(), $"{{{weighing}}}", weighing.Replace("-", "", StringComparison.Ordinal), "no id", "", "ffffffff-ffff-ffff-ffff-ffffffffffff"];
        string[] texts = ["", "a", "zzzz", "'; drop table x; --", "\\", "%", "🌳", "\uffff", "\u0001", new('x', 2_000), "a\0b"];
        var odd = Gen.OneOf(Gen.Elements(numbers), Gen.Elements(moments), Gen.Elements(snapshots), Gen.Elements(ids), Gen.Elements(texts));
        var key = Gen.Frequency((3, Gen.Elements(kind[0] == "weighings" ? moments : numbers)), (1, odd));
        var value = Gen.OneOf(key, odd).Select(v => (object?)v);
        var values = right == 1 ? Gen.Frequency((6, key.Select(k => new object?[] { k })), (1, Gen.ArrayOf(value)))
            : Gen.Frequency(
                (6, from k in key from i in Gen.Frequency((4, Gen.Elements(ids[..2])), (1, Gen.Elements(ids))) from s in Gen.Frequency((1, Gen.Elements(snapshots[..3])), (2, Gen.Elements(snapshots))) select new object?[] { k, i, s }),
                (1, from k in key from i in Gen.Elements(ids) from s in Gen.Elements(snapshots) select new object?[] { s, k, i }),
                (1, Gen.ArrayOf(value)));
        var wrong = from v in values from other in Gen.Elements<object?>(null, 1, 1.5, long.MaxValue, true, Array.Empty<string>(), new { a = 1 }) from at in Gen.Choose(0, 3) select v.Length == 0 ? v : [.. v.Select((x, n) => n == at % v.Length ? other : x)];
        var direction = Gen.Frequency((8, Gen.Elements<object?>("next", "prev")), (1, Gen.Elements<object?>("Next", "", null, 1, "first")));
        var json = Gen.Frequency(
            (8, from d in direction from v in Gen.Frequency((5, values), (1, wrong)) select JsonSerializer.SerializeToUtf8Bytes<object?[]>([d, .. v])),
            (1, Gen.Elements("", "null", "[]", "{}", "\"next\"", "[\"next\"", "[\"next\",\"\\ud800\",\"x\",\"1:1:\"]", "[\"next\",\"1\"]x", "[[\"next\",\"1\"]]", "[\"next\",1]", new string('[', 1_000)).Select(Encoding.UTF8.GetBytes)),
            (1, Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b))));

        foreach (var bytes in json.Sample(250 * Support.Size.Factor, new Rnd((ulong)list.Length), 40).Where(bytes => bytes.Length < 5_000)) // a longer address is refused as such
        {
            byte[] digest = [.. SHA256.HashData([.. Encoding.UTF8.GetBytes(name + "\n"), .. bytes])[..8]];
            await IsAnswered("cursor", Base64Url.EncodeToString([.. digest, .. bytes]), address, Encoding.UTF8.GetString(bytes));
        }
    }

    /// <summary>Half a pair of surrogates cannot be sent at all.</summary>
    private static string Escaped(string text) => Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    private async Task IsAnswered(string parameter, string text, string address = "/v1/weighings?limit=5", string? what = null)
    {
        using var response = await _http.GetAsync($"{address}&{parameter}={Escaped(text)}", Cancellation);
        if (response.StatusCode == HttpStatusCode.OK) return;
        var problem = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{address} {parameter} {what ?? text}: {problem}");
        JsonDocument.Parse(problem).RootElement.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem(problem).GetProperty("parameter").GetString().ShouldBe(parameter);
    }
}
