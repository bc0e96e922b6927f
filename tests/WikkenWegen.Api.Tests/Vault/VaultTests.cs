using System.Buffers.Text;
using System.Collections;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Races;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Testing;

using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Vault;

/// <summary>Personal texts lie in the vault and nowhere else, and what the record says of them can be checked.</summary>
public partial class VaultTests(SharedApi shared, SecondHost second) : IClassFixture<SecondHost>
{
    [Fact]
    public async Task No_column_of_the_record_holds_a_personal_text_and_the_vault_holds_each()
    {
        var full = new FullWeighing();
        full.Steps.SelectMany(s => InVault(s.Body)).Select(p => p.Name).Distinct().Order().ShouldBe(Weighings.Where(field => field != OfAnInstrument).Order(), "every field that is kept in the vault has a text");
        full.Steps.SelectMany(s => InVault(s.Body)).SelectMany(p => p.Texts).ShouldBe(full.Texts, ignoreOrder: true);
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        var weighing = await full.Record(api.Client());

        await AreInNoTable(api.ConnectionString, full.Texts);
        (await VaultByHand.Open(api.ConnectionString, weighing.Id, TestContext.Current.CancellationToken)).Select(d => Value(d.Encoded)).ShouldBe(full.Texts, ignoreOrder: true);
        var plain = await Stored.Rows(api.ConnectionString, "select disclosure from wikkenwegen.vault where weighing_id = $1", row => row.GetString(0), weighing.Id);
        plain.Distinct().ShouldHaveSingleItem("what stands in place of an encrypted text is the same for all");
        Value(plain[0]).ShouldBe("(versleuteld; encrypted: a later release is needed to read this)", "a host that knows no keys reads that, and does not fail");
    }

    [Theory, InlineData("full"), InlineData("random 1"), InlineData("random 2")]
    public async Task Every_digest_of_an_event_has_its_disclosure_and_every_disclosure_its_event(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var rows = await Stored.Rows(shared.Api.ConnectionString, "select data::text from wikkenwegen.mt_events where stream_id = $1", row => row.GetString(0), history.Weighing.Id);
        var digests = rows.SelectMany(row => SealedForm.Matches(row).Select(m => m.Groups[1].Value)).ToList();
        digests.Count.ShouldBeGreaterThan(10);
        var disclosures = await Disclosures(history.Weighing.Id);
        disclosures.Select(d => d.Digest).ShouldBe(digests, ignoreOrder: true);
        foreach (var (digest, encoded) in disclosures)
            digest.ShouldBe(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(encoded))));
    }

    [Fact]
    public async Task The_same_text_twice_has_two_digests()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        foreach (var _ in Enumerable.Range(0, 2)) await weighing.Record("/stakeholders", new { party = "Partij", role = "Rol", say = "advises", personName = "Jansen", contact = "Jansen" });
        (await Disclosures(weighing.Id)).Select(d => d.Digest).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task Races_that_are_lost_leave_no_text_behind()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/stakeholders", new { party = "Partij", role = "Rol", say = "advises" });
        WeighingClient[] hosts = [weighing, weighing.As(second.Host.Client())];
        var statuses = await Task.WhenAll(Enumerable.Range(0, 24).Select(async n =>
        {
            using var response = n % 3 == 0
                ? await hosts[n % 2].SendRaw("/access", $$"""{"subject": "iemand-{{n}}", "role": "Rol", "reason": "tekst {{n}}"}""", ifMatch: "\"2\"")
                : await hosts[n % 2].SendRaw("/inputs", $$"""{"stakeholder": "B1", "statement": "tekst {{n}}"}""");
            return response.StatusCode;
        }));
        statuses.ShouldContain(HttpStatusCode.PreconditionFailed);
        var recorded = statuses.Count(s => s == HttpStatusCode.Created);
        (await Disclosures(weighing.Id)).Count.ShouldBe(recorded);
        (await Stored.Events(shared.Api.ConnectionString, weighing.Id)).Count.ShouldBe(2 + recorded);
    }

    [Theory, InlineData("/inputs", """{"stakeholder": "B9", "statement": "afgewezen-tekst"}"""), InlineData("/proposals/V9/withdrawal", """{"reason": "afgewezen-tekst"}""")]
    public async Task What_is_refused_leaves_no_text_behind(string path, string body)
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        using var response = await weighing.Send(path, body);
        ((int)response.StatusCode).ShouldBeInRange(400, 409);
        (await Disclosures(weighing.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_whose_text_cannot_be_stored_is_not_recorded_and_one_that_cannot_be_appended_stores_no_text()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        var weighing = await WeighingClient.Open(api.Client());
        await weighing.Record("/stakeholders", new { party = "Partij", role = "Rol", say = "advises" });
        foreach (var table in new[] { "vault", "mt_events" })
        {
            // Fails in the transaction of the step, before or after the other half of it.
            await Stored.Run(api.ConnectionString, $"""
                create function wikkenwegen.refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
                create trigger refuse after insert on wikkenwegen.{table} for each row execute function wikkenwegen.refuse();
                """);
            using (var response = await weighing.Send("/inputs", new { stakeholder = "B1", statement = "halve-tekst" }))
            {
                ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(500);
                (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("halve-tekst");
            }
            await Stored.Run(api.ConnectionString, "drop function wikkenwegen.refuse() cascade");
            (await Stored.Events(api.ConnectionString, weighing.Id)).Count.ShouldBe(2);
            (await Stored.Rows(api.ConnectionString, "select count(*) from wikkenwegen.vault where weighing_id = $1", row => row.GetInt64(0), weighing.Id)).ShouldBe([0]);
            (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(2);
        }
        await weighing.Record("/inputs", new { stakeholder = "B1", statement = "hele-tekst" });
        (await weighing.Read("")).Text.ShouldContain("hele-tekst");
        (await weighing.Read("")).Text.ShouldNotContain("halve-tekst");
        // What Marten leaves in its tables after a failure is no weighing that is missing from the lists.
        (await weighing.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void The_message_of_a_step_tells_a_log_nothing_that_a_person_wrote()
    {
        var seals = new Seals();
        var step = new RecordStep(Guid.Empty, new InviteStakeholder { Party = "Partij", Role = "mevrouw Jansen", Say = Say.Advises, PersonName = seals.Text("personName", "Jansen") },
            null, seals.Disclosures, null, new StepEnvelope(Actor.Everything("subject"), "trace", "request"));
        $"{step}".ShouldBe($"InviteStakeholder in {Guid.Empty}");
    }

    /// <summary>Instruments and the learning network have streams of their own, which the examples of the document are about.</summary>
    [Fact]
    public async Task No_column_of_the_record_holds_a_personal_text_of_an_instrument_or_of_the_network_and_the_vault_holds_each()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = api.Client();
        var (texts, disclosed) = (new Dictionary<string, List<string>>(), new HashSet<string>());
        foreach (var operation in ContractDocument.Golden.Operations.Where(o => o.BodySchema?["$ref"] is not null).OrderBy(o => o.Id == "withdrawSignUp")) // which ends what others are about
        {
            if (typeof(Program).Assembly.GetTypes().SingleOrDefault(t => t.Name == operation.BodySchema!["$ref"]!.GetValue<string>().Split('/')[^1]) is not { } type) continue;
            var body = operation.Example!.DeepClone();
            foreach (var property in type.GetProperties().Where(p => !p.DeclaringType!.Namespace!.StartsWith(OfWeighings, StringComparison.Ordinal)))
            {
                var name = $"{property.DeclaringType!.Name}.{property.Name}";
                if (!Documented.Contains(name)) continue;
                var text = $"kluistekst-{texts.Values.Sum(t => t.Count):000}";
                body[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = text;
                if (!texts.TryAdd(name, [text])) texts[name].Add(text);
            }
            if (JsonNode.DeepEquals(body, operation.Example)) continue;
            if (operation.Id == "withdrawCase") disclosed.UnionWith(await Kept()); // which erases what its owner said
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.ExamplePath(Guid.Empty)) { Content = JsonContent.Create(body) };
            if (operation.Revises) request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            response.IsSuccessStatusCode.ShouldBeTrue($"{operation}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
        texts.Keys.Order().ShouldBe(Elsewhere.Order(), "every field that is kept in the vault has a text");
        await AreInNoTable(api.ConnectionString, texts.Values.SelectMany(t => t));
        disclosed.UnionWith(await Kept());
        texts.Values.SelectMany(t => t).Except(disclosed).ShouldBeEmpty();

        async Task<List<string>> Kept()
        {
            var kept = new List<string>();
            foreach (var stream in await Stored.Rows(api.ConnectionString, "select distinct weighing_id from wikkenwegen.vault", row => row.GetGuid(0)))
                kept.AddRange((await VaultByHand.Open(api.ConnectionString, stream, TestContext.Current.CancellationToken)).Select(text => Value(text.Encoded)));
            return kept;
        }
    }

    private static async Task AreInNoTable(string database, IEnumerable<string> texts)
    {
        var tables = await Stored.Rows(database, "select table_name::text from information_schema.tables where table_schema = 'wikkenwegen'", row => row.GetString(0));
        tables.ShouldContain("mt_events");
        tables.ShouldContain("mt_doc_weighing_summary");
        foreach (var table in tables.Where(t => t != "vault"))
        {
            var rows = string.Join('\n', await Stored.Rows(database, $"select t::text from wikkenwegen.{table} t", row => row.GetString(0)));
            foreach (var text in texts) rows.Contains(text, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{text} in {table}");
        }
    }

    /// <summary>Why criteria depart from an instrument: TakenCriteriaTests see that, on a host that has one.</summary>
    private const string OfAnInstrument = "DepartureRequest.Reason";

    private const string OfWeighings = "WikkenWegen.Api.Weighings";

    /// <summary>The fields of which the API's documentation says that they are kept in the vault, with their namespace.</summary>
    private static readonly List<string> Names =
    [
        .. XDocument.Load(Path.Combine(AppContext.BaseDirectory, "WikkenWegen.Api.xml")).Descendants("member")
            .Where(m => m.Value.Contains("Kept in the vault", StringComparison.Ordinal)).Select(m => m.Attribute("name")!.Value["P:".Length..]),
    ];

    /// <summary>The same, as Type.Property.</summary>
    private static readonly HashSet<string> Documented = [.. Names.Select(ShortName)];

    private static IEnumerable<string> Weighings => Names.Where(n => n.StartsWith(OfWeighings, StringComparison.Ordinal)).Select(ShortName);

    private static IEnumerable<string> Elsewhere => Names.Where(n => !n.StartsWith(OfWeighings, StringComparison.Ordinal)).Select(ShortName);

    private static string ShortName(string name) => string.Join('.', name.Split('.')[^2..]);

    /// <summary>The fields of a body that are kept in the vault, with their texts.</summary>
    private static IEnumerable<(string Name, List<string> Texts)> InVault(object body)
    {
        foreach (var property in body.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(body);
            var name = $"{property.DeclaringType!.Name}.{property.Name}";
            if (Documented.Contains(name))
            {
                if (value is not null) yield return (name, value as string is { } text ? [text] : [.. ((IEnumerable)value).Cast<string>()]);
            }
            else if (value is IEnumerable list and not string)
            {
                foreach (var item in list.Cast<object>().Where(i => i.GetType().Namespace!.StartsWith(OfWeighings, StringComparison.Ordinal)))
                    foreach (var found in InVault(item)) yield return found;
            }
        }
    }

    private async Task<List<(string Digest, string Encoded)>> Disclosures(Guid weighing) =>
        [.. (await VaultByHand.Open(shared.Api.ConnectionString, weighing, TestContext.Current.CancellationToken)).Select(text => (text.Digest, text.Encoded))];

    private static string Value(string encoded) => JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(encoded))![2];

    [GeneratedRegex("\"_sd\": ?\"([^\"]+)\"")]
    private static partial Regex SealedForm { get; }
}
