using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Listing;

/// <summary>A cursor goes on in the list that gave it, for the corporation that it was given to, or nowhere.</summary>
public class CursorTests(ManyWeighings many) : IClassFixture<ManyWeighings>
{
    private const string Corporation = "woonwijzer-merenland";
    private readonly HttpClient _http = many.Api.Client();

    public static TheoryData<string> Lists => [.. ListTests.Sorts.Select(s => $"/v1/weighings?limit=2&sort={s.Data}"), "events?limit=1&order=oldest", "events?limit=1&order=newest"];

    [Theory, MemberData(nameof(Lists))]
    public async Task Every_change_to_a_cursor_is_found_out(string list)
    {
        var address = Address(list);
        var cursor = await Cursor(_http, address);
        (await Asked(_http, address, cursor)).ShouldBe(HttpStatusCode.OK);
        var bytes = Base64Url.DecodeFromChars(cursor);
        var changed = Enumerable.Range(0, bytes.Length * 8).Select(bit =>
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            return Base64Url.EncodeToString(flipped);
        });
        var cut = Enumerable.Range(1, cursor.Length - 1).Select(length => cursor[..length]);
        string[] spelled = [cursor + "A", cursor + "=", cursor + " ", cursor[..^1] + (char)(cursor[^1] ^ 1), cursor.ToUpperInvariant(), cursor + cursor];
        foreach (var other in changed.Concat(cut).Concat(spelled).Where((_, n) => n % 3 == 0 || Size.Factor > 1).Concat(spelled)) await IsRefused(_http, address, other);
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var addresses = new List<string>();
        foreach (var list in Lists) addresses.Add(Address(list.Data));
        addresses.Add($"/v1/weighings/{Deep(1)}/events?limit=1&order=oldest");
        foreach (var from in addresses)
        {
            var cursor = await Cursor(_http, from);
            foreach (var to in addresses.Where(a => a != from)) await IsRefused(_http, to, cursor);
        }
    }

    [Fact]
    public async Task A_cursor_of_another_corporation_is_refused()
    {
        using var elsewhere = many.Api.Client(new Identity("anna", "thuis-in-duinstreek", "strategist"));
        for (var n = 0; n < 3; n++) await WeighingClient.Open(elsewhere);
        await IsRefused(elsewhere, "/v1/weighings?limit=2", await Cursor(_http, "/v1/weighings?limit=2"));
        await IsRefused(_http, "/v1/weighings?limit=2", await Cursor(elsewhere, "/v1/weighings?limit=2"));
    }

    public static TheoryData<string, string[]> Forged => new()
    {
        { "openedAt", ["yesterday", Id, "1:1:"] },
        { "openedAt", ["2026-01-01T00:00:00", Id, "1:1:"] },
        { "openedAt", ["2026-01-01T00:00:00Z", "no id", "1:1:"] },
        { "deadline", ["2026-02-30", Id, "1:1:"] },
        { "title", ["a\0b", Id, "1:1:"] },
        { "title", ["a", Id, ""] },
        { "title", ["a", Id, "1"] },
        { "title", ["a", Id, "0:1:"] },
        { "title", ["a", Id, "2:1:"] },
        { "title", ["a", Id, "1:2:2"] },
        { "title", ["a", Id, "2:5:1"] },
        { "title", ["a", Id, "1:9:5,3"] },
        { "title", ["a", Id, "1:9:,"] },
        { "title", ["a", Id, "1:9:3,"] },
        { "title", ["a", Id, "1:9:x"] },
        { "title", ["a", Id, "-1:9:"] },
        { "title", ["a", Id, "1:99999999999999999999:"] },
        { "title", ["a", Id] },
        { "title", ["a", Id, "1:1:", "more"] },
    };

    private static string Id => Guid.Empty.ToString();

    [Theory, MemberData(nameof(Forged))]
    public async Task A_cursor_that_somebody_made_themselves_is_refused_where_it_says_what_cannot_be(string sort, string[] values)
    {
        foreach (var back in new[] { false, true })
            await IsRefused(_http, $"/v1/weighings?sort={sort}", Paging.Cursor($"weighings {sort} {Corporation}", back, values));
    }

    [Fact]
    public async Task A_cursor_that_somebody_made_themselves_shows_their_own_list_at_most()
    {
        foreach (var values in new[] { new[] { "", Id, "1:1:" }, ["zzzz", Id, "1:9:3,3,5"], ["'; drop table x; --", Id, "9000000000000000000:9000000000000000000:"] })
            (await Asked(_http, "/v1/weighings?sort=title", Paging.Cursor($"weighings title {Corporation}", false, values))).ShouldBe(HttpStatusCode.OK);
        foreach (var number in new[] { "x", "-1", "99999999999", "" })
            await IsRefused(_http, $"/v1/weighings/{Deep(0)}/events", Paging.Cursor($"events Oldest {Corporation} {Deep(0)}", false, number));
        // The digest is no secret: what is wrong behind it is told as well.
        await IsRefused(_http, "/v1/weighings?sort=title", Base64Url.EncodeToString(Encoding.UTF8.GetBytes("12345678[\"next\",null,null,null]")));
    }

    private string Address(string list) => list.StartsWith('/') ? list : $"/v1/weighings/{Deep(0)}/{list}";

    /// <summary>A weighing with a history of several pages.</summary>
    private string Deep(int n) => many.Views.Where(v => v.GetProperty("version").GetInt32() > 2).ElementAt(n).GetProperty("id").GetString()!;

    private static async Task<string> Cursor(HttpClient http, string address) =>
        JsonDocument.Parse(await http.GetStringAsync(address, TestContext.Current.CancellationToken)).RootElement.GetProperty("nextCursor").GetString()!;

    private static async Task<HttpStatusCode> Asked(HttpClient http, string address, string cursor)
    {
        using var response = await http.GetAsync($"{address}&cursor={Uri.EscapeDataString(cursor)}", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task IsRefused(HttpClient http, string address, string cursor)
    {
        using var response = await http.GetAsync($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Uri.EscapeDataString(cursor)}", TestContext.Current.CancellationToken);
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem($"{address} {cursor}").Parameter.ShouldBe("cursor");
    }
}
