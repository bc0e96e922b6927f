using System.Text.Json.Nodes;
using Json.Schema;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>Tools of others take what is in a bag. What is not on this machine is skipped, and says so.</summary>
public sealed class ConformanceTests : IDisposable
{
    private static readonly byte[] Bag = SmallStore.Honest().Bag();
    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-conform-").FullName;

    public ConformanceTests()
    {
        foreach (var (name, bytes) in Zips.Open(Bag))
        {
            var path = Path.Combine(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sha256sum_takes_the_manifests()
    {
        var tool = Tools.Need("sha256sum");
        foreach (var manifest in new[] { "manifest-sha256.txt", "tagmanifest-sha256.txt" })
        {
            var (exit, output) = await Tools.Run(tool, ["--check", "--strict", manifest], _folder);
            exit.ShouldBe(0, output);
        }
    }

    [Fact]
    public async Task Bagit_takes_the_bag()
    {
        var (exit, output) = await Tools.Run(Tools.Need("python3"), ["-c", "import bagit, sys; bagit.Bag(sys.argv[1]).validate()", _folder]);
        Assert.SkipWhen(output.Contains("No module named 'bagit'", StringComparison.Ordinal), "bagit is not on this machine (PyPI: bagit)");
        exit.ShouldBe(0, output);
    }

    [Fact]
    public Task Python_takes_the_zip() => Takes("python3", "-m", "zipfile", "-t");

    [Fact]
    public Task Unzip_takes_the_zip() => Takes("unzip", "-tq");

    private async Task Takes(string tool, params string[] arguments)
    {
        var zip = Path.Combine(_folder, "bag.zip");
        File.WriteAllBytes(zip, Bag);
        var (exit, output) = await Tools.Run(Tools.Need(tool), [.. arguments, zip]);
        exit.ShouldBe(0, output);
    }

    /// <summary>The published schema lies in a folder beside the repository, since its licence is not settled.</summary>
    [Fact]
    public async Task Ocel_holds_to_its_published_JSON_schema()
    {
        var schema = Schema("schema_ocel2.json");
        Assert.SkipWhen(schema is null, "the OCEL 2.0 schema is not here: set WIKKENWEGEN_OCEL_SCHEMA to its path");
        var evaluated = JsonSchema.FromText(File.ReadAllText(schema!)).Evaluate(System.Text.Json.JsonDocument.Parse(File.ReadAllText(Export("ocel.json"))).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        evaluated.IsValid.ShouldBeTrue();
        var (exit, output) = await Tools.Run(Tools.Need("python3"), ["-c", "import json, sys, jsonschema; jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])), format_checker=jsonschema.FormatChecker())", Export("ocel.json"), schema!]);
        Assert.SkipWhen(output.Contains("No module named", StringComparison.Ordinal), "it holds to it by JsonSchema.Net; jsonschema is not on this machine (PyPI: jsonschema)");
        exit.ShouldBe(0, output);
    }

    [Fact]
    public void Ocel_says_of_each_event_and_object_what_its_type_declares_and_points_at_what_is_there()
    {
        var ocel = JsonNode.Parse(File.ReadAllText(Export("ocel.json")))!;
        var objects = ocel["objects"]!.AsArray().Select(o => o!["id"]!.GetValue<string>()).ToList();
        objects.ShouldBeUnique();
        Declares("eventTypes", "events");
        Declares("objectTypes", "objects");
        foreach (var relation in ocel["events"]!.AsArray().Concat(ocel["objects"]!.AsArray()).SelectMany(e => e!["relationships"]!.AsArray())) objects.ShouldContain(relation!["objectId"]!.GetValue<string>());
        // pm4py keeps one qualifier for each event and object.
        foreach (var happened in ocel["events"]!.AsArray()) happened!["relationships"]!.AsArray().Select(r => r!["objectId"]!.GetValue<string>()).ShouldBeUnique();

        void Declares(string types, string items)
        {
            var declared = ocel[types]!.AsArray().ToDictionary(t => t!["name"]!.GetValue<string>(), t => t!["attributes"]!.AsArray().Select(a => a!["name"]!.GetValue<string>()).ToList());
            foreach (var item in ocel[items]!.AsArray()) item!["attributes"]!.AsArray().Select(a => a!["name"]!.GetValue<string>()).ShouldBeSubsetOf(declared[item["type"]!.GetValue<string>()]);
            declared.Keys.ShouldBe(ocel[items]!.AsArray().Select(i => i!["type"]!.GetValue<string>()).Distinct(), ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Sqlite_reads_its_file_and_finds_it_whole()
    {
        var (exit, output) = await Tools.Run(Tools.Need("sqlite3"), ["-readonly", Export("ocel.sqlite"),
            "pragma integrity_check; select count(*) from event; select count(*) from event e join event_proposal_submitted p using (ocel_id) where p.leaf_index = 3; select count(*) from event_object o left join object x on x.ocel_id = o.ocel_object_id where x.ocel_id is null"]);
        exit.ShouldBe(0, output);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["ok", "12", "1", "0"]);
    }

    [Fact]
    public async Task Pm4py_loads_the_object_centric_log()
    {
        var source = Environment.GetEnvironmentVariable("WIKKENWEGEN_PM4PY");
        Assert.SkipWhen(string.IsNullOrEmpty(source), "pm4py is not on this machine: set WIKKENWEGEN_PM4PY to the folder of its source");
        var (exit, output) = await Tools.Run(Tools.Need("python3"), ["-c",
            "import sys; sys.path.insert(0, sys.argv[1]); import pm4py; a = pm4py.read_ocel2_json(sys.argv[2]); b = pm4py.read_ocel2_sqlite(sys.argv[3]); print(len(a.events), len(b.events), len(a.objects) == len(b.objects))",
            source!, Export("ocel.json"), Export("ocel.sqlite")]);
        exit.ShouldBe(0, output);
        output.Trim().ShouldEndWith("12 12 True");
    }

    [Fact]
    public async Task Xmllint_takes_the_XML()
    {
        var tool = Tools.Need("xmllint");
        // And of a weighing of which it was decided how long it is kept.
        var store = SmallStore.Honest();
        store.Record(SmallStore.Square, "weighing", new RetentionSet { OccurredAt = SmallStore.Start.AddDays(9), Number = 1, Status = ArchiveStatus.Archived, Nomination = ArchiveNomination.Destroy, ActionDay = new DateOnly(2036, 1, 1), Reason = store.Seal("reason", "Zo besloten") });
        await File.WriteAllBytesAsync(Export("bewaren.mdto.xml"), Zips.Open(store.Bag(SmallStore.Square))["data/exports/informatieobject.mdto.xml"], TestContext.Current.CancellationToken);
        (await File.ReadAllTextAsync(Export("bewaren.mdto.xml"), TestContext.Current.CancellationToken)).ShouldContain("<termijnEinddatum>2036-01-01</termijnEinddatum>");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "data", "exports"), "*.x*").Where(f => f.EndsWith(".xml", StringComparison.Ordinal) || f.EndsWith(".xes", StringComparison.Ordinal)))
        {
            var (exit, output) = await Tools.Run(tool, ["--noout", "--nonet", file]);
            exit.ShouldBe(0, output);
        }
        var schema = Environment.GetEnvironmentVariable("WIKKENWEGEN_MDTO_XSD");
        Assert.SkipWhen(string.IsNullOrEmpty(schema), "well formed; MDTO's XSD is not here: set WIKKENWEGEN_MDTO_XSD to its path");
        foreach (var file in Directory.EnumerateFiles(_folder, "*.mdto.xml", SearchOption.AllDirectories))
        {
            var (exit, output) = await Tools.Run(tool, ["--noout", "--nonet", "--schema", schema!, file]);
            exit.ShouldBe(0, output);
        }
    }

    [Fact]
    public async Task Python_reads_the_CSV_as_RFC_4180_says()
    {
        var (exit, output) = await Tools.Run(Tools.Need("python3"), ["-c",
            "import csv, sys; rows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'), strict=True)); print(len(rows), {len(r) for r in rows})", Export("events.csv")]);
        exit.ShouldBe(0, output);
        output.Trim().ShouldBe("13 {14}");
        var text = File.ReadAllText(Export("events.csv"));
        text.Split('\n').Length.ShouldBe(text.Split("\r\n").Length);
    }

    [Fact]
    public async Task Csvkit_counts_the_rows_of_the_CSV()
    {
        var (exit, output) = await Tools.Run(Tools.Need("csvstat"), ["--count", Export("events.csv")]);
        exit.ShouldBe(0, output);
        output.Trim().ShouldEndWith("12");
    }

    /// <summary>The SDK of the CloudEvents project takes each line, and finds nothing wrong with it.</summary>
    [Fact]
    public async Task Cloudevents_takes_each_line()
    {
        var (npm, node) = (Tools.Need("npm"), Tools.Need("node"));
        var (installed, told) = await Tools.Run(npm, ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", _folder, "cloudevents@10.0.0"], _folder);
        Assert.SkipWhen(installed != 0, $"cloudevents cannot be installed: {told}");
        var script = Path.Combine(_folder, "read.cjs");
        await File.WriteAllTextAsync(script, """
            const { CloudEvent } = require('cloudevents');
            const lines = require('fs').readFileSync(process.argv[2], 'utf8').split('\n').filter(line => line);
            for (const line of lines) new CloudEvent(JSON.parse(line)).validate();
            console.log(lines.length);
            """, TestContext.Current.CancellationToken);
        var (exit, output) = await Tools.Run(node, [script, Export("cloudevents.ndjson")], _folder);
        exit.ShouldBe(0, output);
        output.Trim().ShouldBe("12");
    }

    private static string? Schema(string name)
    {
        if (Environment.GetEnvironmentVariable("WIKKENWEGEN_OCEL_SCHEMA") is { Length: > 0 } given) return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "vectors", "ocel2", name) is var path && File.Exists(path)) return path;
        return null;
    }

    private string Export(string name) => Path.Combine(_folder, "data", "exports", name);
}
