using System.Net;
using System.Text;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using InputRules = WikkenWegen.Api.Infrastructure.Http.InputRules;
using Wholes = WikkenWegen.Api.Infrastructure.Http.Wholes;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>
/// Bodies that are wrong as a whole or deep inside. Each is answered with a clear problem, stores nothing, leaves the host as it was,
/// and shows nothing of what a person wrote in the log, at whatever level.
/// </summary>
public class BadInputTests(RecordedApi recorded) : IClassFixture<RecordedApi>
{
    /// <summary>Stands in every body, as a person's words would.</summary>
    private const string Words = "Jan van der Merel, 06-12345678";

    private const string Framing = "\"title\":\"T\",\"question\":\"" + Words + "\",\"level\":\"tactical\",\"scale\":\"complex\",\"ownership\":\"own\",\"breadth\":\"narrow\",\"sgeiRegime\":\"sgei\",\"processForm\":\"advice\",\"ownerRole\":\"S\",\"deciderRole\":\"B\",\"confidentiality\":\"internal\"";

    /// <summary>The body, the rule that it breaks and where; most are a right body with one thing wrong.</summary>
    public static TheoryData<string, string, string> Bodies => new()
    {
        // Not JSON.
        { "{", "not-json", "" },
        { "{" + Framing, "not-json", "" },
        { "{" + Framing + ",}", "not-json", "" },
        { "{" + Framing + "}}", "not-json", "" },
        { "{" + Framing + "}{" + Framing + "}", "not-json", "" },
        { "{" + Framing + ",\"areas\":[,]}", "not-json", "" },
        { "{/* " + Words + " */" + Framing + "}", "not-json", "" },
        { "{" + Framing + "} // " + Words, "not-json", "" },
        { "{'title':'" + Words + "'}", "not-json", "" },
        { "{title:\"" + Words + "\"}", "not-json", "" },
        { "{" + Framing + ",\"occasion\":\"" + Words + "\nmet een nieuwe regel\"}", "not-json", "" },
        { "{" + Framing + ",\"occasion\":\"\\x" + Words + "\"}", "not-json", "" },
        { "{" + Framing + ",\"occasion\":\"\\u12\"}", "not-json", "" },
        { "\uFEFF{" + Framing + "}", "not-json", "" },
        { "<weighing>" + Words + "</weighing>", "not-json", "" },
        { "title=" + Words, "not-json", "" },
        { "undefined", "not-json", "" },
        { "\0", "not-json", "" },
        { "{" + Framing + "}\0", "not-json", "" },
        { "{\"occasion\":\"" + Words + "\0\"}", "not-json", "" },
        { new string('{', 30), "not-json", "" },

        // Numbers that are none.
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":NaN}]}", "not-json", "" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":Infinity}]}", "not-json", "" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":+2026}]}", "not-json", "" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":02026}]}", "not-json", "" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":0x7EA}]}", "not-json", "" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":2026.}]}", "not-json", "" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":\"NaN\"}]}", "not-an-integer", "/areas/0/year" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":2026.0}]}", "not-an-integer", "/areas/0/year" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":2e3}]}", "not-an-integer", "/areas/0/year" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":1e400}]}", "not-an-integer", "/areas/0/year" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":-2026}]}", "number-out-of-range", "/areas/0/year" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":-0}]}", "number-out-of-range", "/areas/0/year" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":4294969322}]}", "number-out-of-range", "/areas/0/year" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":18446744073709553642}]}", "number-out-of-range", "/areas/0/year" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"year\":" + new string('9', 5000) + "}]}", "number-out-of-range", "/areas/0/year" },

        // Fields.
        { "{" + Framing + ",\"" + Words + "\":1}", "field-unknown", "/" + Words },
        { "{" + Framing + ",\"Title\":\"" + Words + "\"}", "field-unknown", "/Title" },
        { "{" + Framing + ",\"id\":\"01a21037-b46d-72b2-9501-db84f01f775c\"}", "field-unknown", "/id" },
        { "{" + Framing + ",\"version\":7}", "field-unknown", "/version" },
        { "{" + Framing + ",\"actor\":\"" + Words + "\"}", "field-unknown", "/actor" },
        { "{" + Framing + ",\"recordedAt\":\"2026-03-12T19:30:00Z\"}", "field-unknown", "/recordedAt" },
        { "{" + Framing + ",\"tenantId\":\"een-ander\"}", "field-unknown", "/tenantId" },
        { "{" + Framing + ",\"$type\":\"System.Diagnostics.Process\"}", "field-unknown", "/$type" },
        { "{" + Framing + ",\"__proto__\":{}}", "field-unknown", "/__proto__" },
        { "{" + Framing + ",\"\":1}", "field-unknown", "/" },
        { "{" + Framing + ",\"a/b~c\":1}", "field-unknown", "/a~1b~0c" },
        { "{" + Framing + ",\"title\":\"" + Words + "\"}", "field-twice", "/title" },
        { "{" + Framing + ",\"\\u0074itle\":\"" + Words + "\"}", "field-twice", "/title" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"GM9901\",\"code\":\"GM9901\",\"year\":2026}]}", "field-twice", "/areas/0/code" },

        // Texts.
        { "{" + Framing + ",\"occasion\":\"" + Words + "\\u0000\"}", "text-unstorable", "/occasion" },
        { "{" + Framing + ",\"occasion\":\"" + Words + "\\u0001\"}", "text-unstorable", "/occasion" },
        { "{" + Framing + ",\"occasion\":\"" + Words + "\\u007f\"}", "text-unstorable", "/occasion" },
        { "{" + Framing + ",\"occasion\":\"" + Words + "\\u0085\"}", "text-unstorable", "/occasion" },
        { "{" + Framing + ",\"occasion\":\"" + Words + "\\u001b[31m\"}", "text-unstorable", "/occasion" },
        { "{" + Framing + ",\"occasion\":\"" + Words + "\\ud800\"}", "text-unstorable", "/occasion" },
        { "{" + Framing + ",\"occasion\":\"\\udc00" + Words + "\"}", "text-unstorable", "/occasion" },
        { "{" + Framing + ",\"occasion\":\"\\udc00\\ud800\"}", "text-unstorable", "/occasion" },
        { "{" + Framing + ",\"reference\":\" \\t\\n\\u00a0\\u2003\"}", "text-blank", "/reference" },
        { "{" + Framing + ",\"reference\":\" \\u200b\\u202e\\ufeff\\udb40\\udc41\"}", "text-blank", "/reference" },
        { "{" + Framing + ",\"\\ud800\":1}", "field-unknown", "/\uFFFD" },
        { "{" + Framing + ",\"deadline\":\"\\ud800\"}", "not-a-day", "/deadline" },
        { "{" + Framing + ",\"occurredAt\":\"\\ud800\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"areas\":[{\"code\":\"\\ud800\",\"year\":2026}]}", "text-unstorable", "/areas/0/code" },
        { "{" + Framing + ",\"occasion\":\"" + new string('x', 20_001) + "\"}", "text-too-long", "/occasion" },
        { "{" + Framing + ",\"complexes\":[\"geen adres\"]}", "text-form", "/complexes/0" },
        { "{" + Framing + ",\"complexes\":[\"javascript:a\\u0000\"]}", "text-unstorable", "/complexes/0" },

        // Days and moments.
        { "{" + Framing + ",\"deadline\":\"2026-02-30\"}", "not-a-day", "/deadline" },
        { "{" + Framing + ",\"deadline\":\"2027-02-29\"}", "not-a-day", "/deadline" },
        { "{" + Framing + ",\"deadline\":\"2026-2-3\"}", "not-a-day", "/deadline" },
        { "{" + Framing + ",\"deadline\":\"0000-01-01\"}", "not-a-day", "/deadline" },
        { "{" + Framing + ",\"deadline\":\"10000-01-01\"}", "not-a-day", "/deadline" },
        { "{" + Framing + ",\"deadline\":\"31-12-2026\"}", "not-a-day", "/deadline" },
        { "{" + Framing + ",\"deadline\":\"2026-03-12T00:00:00Z\"}", "not-a-day", "/deadline" },
        { "{" + Framing + ",\"deadline\":\"٢٠٢٦-٠٣-١٢\"}", "not-a-day", "/deadline" },
        { "{" + Framing + ",\"deadline\":20260312}", "not-a-day", "/deadline" },
        { "{" + Framing + ",\"occurredAt\":\"2026-02-30T10:00:00Z\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12T19:30:00\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12 19:30:00Z\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12T19:30:00Z\\n\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12T19:30:00+0100\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12T19:30:00+14:01\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12T24:00:00Z\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12T19:30:60Z\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12T19:30:00.Z\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12T19:30:00,5Z\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12T19:30+01:00\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"2026-03-12T19:30:00.\u0665Z\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":1773340200}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"0001-01-01T00:00:00+01:00\"}", "not-a-moment", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"0001-01-01T00:00:00Z\"}", "moment-too-early", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"1899-12-31T23:59:59.9999999Z\"}", "moment-too-early", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"1900-01-01T00:00:00+00:01\"}", "moment-too-early", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"9999-12-31T23:59:59Z\"}", "occurred-in-the-future", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"9999-12-31T23:59:59.9999999Z\"}", "occurred-in-the-future", "/occurredAt" },
        { "{" + Framing + ",\"occurredAt\":\"9999-12-31T23:59:59-14:00\"}", "not-a-moment", "/occurredAt" },

        // Too much.
        { "{" + Framing + ",\"areas\":" + new string('[', 100) + new string(']', 100) + "}", "too-deep", "" },
        { "{" + Framing + ",\"areas\":" + new string('[', 15) + new string(']', 15) + "}", "not-an-object", "/areas/0" },
        { new string('[', 100_000), "too-deep", "" },
        { string.Concat(Enumerable.Repeat("{\"a\":", 20_000)), "too-deep", "" },
        { "{" + Framing + ",\"areas\":[" + string.Join(',', Enumerable.Repeat("1", 100_000)) + "]}", "list-too-long", "/areas" },
        { "{" + Framing + ",\"clusters\":[" + string.Join(',', Enumerable.Repeat("\"a:b\"", 51)) + "]}", "list-too-long", "/clusters" },
    };

    [Theory, MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_body_is_refused_and_leaves_no_trace(string body, string rule, string pointer)
    {
        var problem = await Refused(Encoding.UTF8.GetBytes(body), HttpStatusCode.BadRequest);
        problem.Errors.Select(e => (e.Code, e.Pointer)).ShouldContain((rule, pointer));
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC0, 0x80)]
    [InlineData(0xED, 0xA0, 0x80)]
    [InlineData(0xF4, 0x90, 0x80, 0x80)]
    [InlineData(0xE2, 0x82)]
    public async Task Bytes_that_are_no_UTF8_are_refused(params int[] bytes)
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("{" + Framing + ",\"occasion\":\"" + Words), .. bytes.Select(b => (byte)b), .. "\"}"u8];
        (await Refused(body, HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("not-utf8");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    public async Task Another_encoding_is_no_UTF8(string encoding)
    {
        var body = Encoding.GetEncoding(encoding).GetBytes("{" + Framing + "}");
        (await Refused(body, HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBeOneOf("not-utf8", "not-json");
    }

    [Fact]
    public async Task A_megabyte_of_text_is_too_large() =>
        await Refused(Encoding.UTF8.GetBytes("{" + Framing + ",\"occasion\":\"" + Words + new string('x', 1_000_000) + "\"}"), HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task A_list_of_a_million_elements_is_too_large() =>
        await Refused(Encoding.UTF8.GetBytes("{" + Framing + ",\"areas\":[" + string.Join(',', Enumerable.Repeat("1", 1_000_000)) + "]}"), HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task A_body_of_nothing_but_errors_gets_an_answer_of_bounded_length()
    {
        var body = "{" + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"veld{i}\":1")) + "}";
        var problem = await Refused(Encoding.UTF8.GetBytes(body), HttpStatusCode.BadRequest);
        problem.Errors.Count.ShouldBe(100);
        problem.Detail.ShouldBe("More than 100 things are wrong; errors lists the first 100.");
    }

    [Fact]
    public async Task A_long_unknown_name_is_cut_short_in_the_answer()
    {
        var problem = await Refused(Encoding.UTF8.GetBytes("{" + Framing + ",\"" + new string('n', 100_000) + "\":1}"), HttpStatusCode.BadRequest);
        problem.Errors.ShouldHaveSingleItem().Pointer!.Length.ShouldBeLessThan(200);
    }

    private async Task<Problem> Refused(byte[] body, HttpStatusCode status)
    {
        using var http = await AsDocumented.Client(recorded.Api);
        var before = await recorded.Stored();
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var response = await http.PostAsync("/v1/weighings", content, TestContext.Current.CancellationToken);
        var problem = await response.Problem(status);
        (await recorded.Stored()).ShouldBe(before);
        var log = await recorded.Log.TakeWith($"gave {(int)status}");
        log.ShouldNotContain("Merel");
        log.ShouldNotContain("12345678");
        (await http.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return problem;
    }

    [Fact]
    public void How_many_there_may_be_is_told_as_each_language_writes_it()
    {
        InputRules.ListTooLong.In(Language.Dutch, 2000).ShouldBe("De lijst is te lang: het aantal elementen is ten hoogste 2.000.");
        InputRules.ListTooLong.In(Language.English, 2000).ShouldBe("The list is too long: the number of elements is at most 2,000.");
        InputRules.ListTooShort.In(Language.Dutch, 1).ShouldBe("De lijst is te kort: het aantal elementen is ten minste 1.");
        Wholes.Beyond(5001, 1, 5000, "limit", quantity: true)!.In(Language.Dutch).ShouldBe("Het getal moet liggen van 1 tot en met 5.000.");
        Wholes.Beyond(1994, 1995, 2100, "/year")!.In(Language.Dutch).ShouldBe("Het getal moet liggen van 1995 tot en met 2100."); // years
    }
}
