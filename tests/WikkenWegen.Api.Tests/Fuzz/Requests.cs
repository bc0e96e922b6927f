using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Fuzz;

/// <summary>Makes up requests for every operation of the document, by anybody.</summary>
internal sealed partial class Requests(ContractDocument document, int lane)
{
    private readonly Values _values = new(document);

    /// <summary>A request for any operation.</summary>
    public Gen<FuzzRequest> Any =>
        from operation in Gen.Elements(document.Operations.ToArray())
        from method in Gen.Frequency((40, Gen.Constant(operation.Method)), (1, Gen.Elements("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")))
        from path in Path(operation)
        from query in Query(operation)
        from who in Who()
        from headers in Headers(operation)
        from body in operation.BodySchema is { } schema
            ? Gen.Frequency((20, _values.Body(schema, operation.Example!).Select(b => (string?)b)), (1, Gen.Constant<string?>(null)))
            : Gen.Frequency((20, Gen.Constant<string?>(null)), (1, Values.Garbage.Select(b => (string?)b)))
        from type in Gen.Frequency((30, Gen.Constant("application/json")), (1, Gen.Elements("text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data", ";", "")))
        select new FuzzRequest(operation.Id, method, path + query, who, body is null ? headers : headers.Add(("Content-Type", type)), method is "GET" or "HEAD" or "TRACE" ? null : body);

    private static Gen<string> Path(DocumentedOperation operation) => Part.Matches(operation.Path).Select(m => m.Groups[1].Value)
        .Aggregate(Gen.Constant(operation.Path), (path, name) => from so in path from part in PathPart(name) select so.Replace($"{{{name}}}", part, StringComparison.Ordinal));

    private static Gen<string> PathPart(string name)
    {
        // Not %00, which the server itself refuses before there is a request (MalformedRequestTests).
        var strange = Gen.OneOf(
            Values.Text.Where(text => text.Trim().Trim('.').Length > 0 && !text.Contains('\0', StringComparison.Ordinal)).Select(text => Uri.EscapeDataString(WellFormed(text))),
            Gen.Elements("%FF", "a%2Fb", "%2e%2e", "99999999999999999999", "-1", "0", "01", "1.0", "+1", "V1%20", "v1", "%F0%9F%8C%B3"));
        var usual = name switch
        {
            // None of another test: what these requests hit they may change.
            "id" => Gen.Frequency((12, Gen.Constant("{id}")), (1, Gen.Elements("019c2283-f800-7000-8000-00000000ffff", "00000000-0000-0000-0000-000000000000", "0199b2f47c00700080000000000000ff"))),
            "code" => Gen.Elements("V1", "V2", "V3", "B1", "B2", "B4", "X9"),
            "corporation" => Gen.Elements(DemoCorporations.Merenland.Code, DemoCorporations.Duinstreek.Code, "waterland-wonen", "nobody"),
            "level" => Gen.Elements("0", "1", "entries"),
            "tile" => Gen.Elements("000.p/1", "000", "000.p/7", "x001/000.p/3"),
            "slug" => Gen.Elements("not-found", "stale-version", "nothing"),
            _ => Gen.Frequency((5, Gen.Constant("1")), (1, Gen.Elements("2", "3", "40"))),
        };
        return Gen.Frequency((14, usual), (1, strange));
    }

    private Gen<string> Query(DocumentedOperation operation)
    {
        var unknown = Gen.Frequency((40, Gen.Constant("")), (1, Gen.Elements("unheardOf=1", "version=1&version=2", "=", "&&", "%00=%00", "limit=5&limit=5", "[]=1", "access_token=x")));
        return operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "query").Aggregate(unknown, (query, parameter) =>
            from so in query
            from there in Gen.Frequency((parameter["required"] is null ? 6 : 1, Gen.Constant(false)), (2, Gen.Constant(true)))
            from value in there ? QueryValue(parameter) : Gen.Constant("")
            select there ? $"{so}{(so.Length > 0 ? "&" : "")}{parameter["name"]!.GetValue<string>()}={value}" : so).Select(q => q.Length > 0 ? "?" + q : q);
    }

    private Gen<string> QueryValue(JsonObject parameter)
    {
        var usual = parameter["name"]!.GetValue<string>() switch
        {
            "version" or "from" or "to" => Gen.OneOf(Gen.Choose(0, 20).Select(n => n.ToString(CultureInfo.InvariantCulture)), Gen.Elements("2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "2026-03-12T10:00:00+02:00")),
            "limit" => Gen.Elements("1", "2", "50", "200"),
            "sort" => Gen.Elements("openedAt", "-openedAt", "decidedAt", "-decidedAt", "deadline", "-deadline", "title", "-title"),
            "cursor" => Gen.Elements("WyJldmVudHMtT2xkZXN0IiwiMSJd", "WyJ0aXRsZSIsIngiLCIwIl0", "WyJ3Il0"),
            _ => _values.Right(parameter["schema"]!).Select(v => v!.ToString()),
        };
        return Gen.Frequency((4, usual), (1, Values.Text)).Select(text => Uri.EscapeDataString(WellFormed(text)));
    }

    /// <summary>Somebody: mostly one who may, and everybody else.</summary>
    private Gen<Identity?> Who()
    {
        var subject = $"fuzz-{lane}";
        string[] roles = [.. Roles.All.Keys];
        return Gen.Frequency(
            (12, Gen.Constant<Identity?>(Identity.AllRound(subject))),
            (3, Gen.Constant<Identity?>(Identity.AllRound(subject + "-colleague"))),
            (6, from role in Gen.Elements(roles) select (Identity?)new Identity($"{subject}-{role}", DemoCorporations.Merenland.Code, role)),
            (1, from role in Gen.Elements(roles) from corporation in Gen.Elements(DemoCorporations.Duinstreek.Code, "unregistered", "", null) select (Identity?)new Identity($"{subject}-{role}", corporation, role)),
            (1, Gen.Constant<Identity?>(null)));
    }

    private Gen<ImmutableArray<(string, string)>> Headers(DocumentedOperation operation)
    {
        var any = new (int Times, string Name, Gen<string> Value)[]
        {
            (operation.Revises ? 90 : 30, "If-Match", Gen.Frequency((6, Gen.Constant("*")), (3, Gen.Elements("\"1\"", "\"13\"", "\"14\"", "\"1\", \"13\"")), (1, Gen.Elements("W/\"13\"", "13", "\"", "*, \"1\"", "\"99999999999999999999\"", new('"', 500))))),
            (operation.Method == "POST" ? 30 : 3, "Idempotency-Key", Gen.Frequency((8, Gen.Choose(1, 200).Select(n => $"\"fuzz-{lane}-{n}\"")), (1, Gen.Elements("unquoted", "\"\"", "\"", $"\"{new string('k', 10_000)}\"")))),
            (20, "If-None-Match", Gen.Elements("*", "\"13\"", "\"1\", \"13\"", "W/\"13\"", "garbage", "\"")),
            (40, "Accept-Language", Gen.Elements("en", "nl", "nl;q=0.1, en;q=0.9", "*", "fr", "x;q=9", ";;;", "")),
            (5, "Accept", Gen.Elements("*/*", "application/json", "text/html", "application/xml", "x", "application/json;q=0", "*/*;q=nan")),
            (3, "X-Parameters-PeiltijdstipMaterieel", Gen.Elements("2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "gisteren", "")),
            (3, "X-Stuurgegevens-Referentienummer", Gen.Elements("REF-1", "met spatie", new('r', 500))),
            (1, "Content-Encoding", Gen.Elements("gzip", "identity", "x")),
            (1, "Expect", Gen.Elements("something")),
            (1, "Origin", Gen.Elements("https://elsewhere.example", "null")),
            (1, "X-Filler", Gen.Elements(new string('f', 40_000), "\t")),
            (1, "traceparent", Gen.Elements("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "garbage")),
        };
        return any.Aggregate(Gen.Constant(ImmutableArray<(string, string)>.Empty), (headers, header) =>
            from so in headers
            from there in Gen.Choose(1, 100)
            from value in header.Value
            select there <= header.Times ? so.Add((header.Name, value)) : so);
    }

    /// <summary>Half a character cannot be escaped.</summary>
    private static string WellFormed(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Part { get; }
}
