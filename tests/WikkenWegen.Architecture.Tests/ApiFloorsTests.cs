using System.Reflection;
using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using WikkenWegen.Api.PrivacyVault;

namespace WikkenWegen.Architecture.Tests;

/// <summary>The floors of the Api: the base knows no feature, features know each other only downwards, and only the gate writes.</summary>
public class ApiFloorsTests
{
    private static readonly House Api = new(typeof(Program).Assembly, ground: "",
        // The base.
        ["Infrastructure"],
        ["Infrastructure.Http"],
        ["Infrastructure.Security", "Infrastructure.Store"],
        ["Infrastructure.Retries", "Infrastructure.Hosting"],
        ["Infrastructure.OpenApi"],
        // The features.
        ["PrivacyVault"],
        ["Recording"],
        ["Ledger"],
        ["Deadlines", "Weighings.Readers"],
        ["Audit"],
        ["Weighings.Steps", "Weighings.Views"],
        [
            "Weighings.Framings", "Weighings.Proposals", "Weighings.Criteria", "Weighings.Stakeholders", "Weighings.Consultation", "Weighings.Inputs",
            "Weighings.AccessGrants", "Weighings.AdviceRequests", "Weighings.Assessment", "Weighings.Ballots", "Weighings.Corrections", "Weighings.Links", "Weighings.Outcomes", "Weighings.Decisions", "Weighings.Reviews", "Weighings.Privacy",
        ],
        ["Weighings.Reading", "Weighings.History", "Weighings.Listing"],
        ["Weighings.Outcome"],
        ["Weighings.Findings"],
        ["Weighings.Support", "Weighings.Explanation", "Weighings.Cases"],
        ["Streams"],
        ["Weighings", "Corporations", "ReferenceData", "Instruments", "Learning"],
        ["Registers"],
        ["Precedents", "InstrumentUse"],
        ["Privacy"],
        ["Demo"]);

    public static TheoryData<string> Namespaces => [.. Api.Namespaces];

    [Fact]
    public void Every_namespace_has_its_floor() => Api.HasAFloorForEveryNamespace();

    [Fact]
    public void No_namespaces_use_each_other_in_a_circle() => Api.HasNoCircle();

    [Theory, MemberData(nameof(Namespaces))]
    public void A_namespace_uses_neither_its_neighbours_nor_what_stands_above(string name) => Api.HoldsItsFloorAt(name);

    [Fact]
    public void A_file_has_the_namespace_of_its_folder_and_using_lines_for_lower_floors_alone() => Api.HasFilesInTheNamespaceOfTheirFolder();

    [Fact]
    public void Demo_is_known_to_Program_alone() => Api.UsersOf("Demo").ShouldBeEmpty(); // Program has no namespace, and is not seen here

    [Fact]
    public void The_gate_knows_no_HTTP()
    {
        var used = Types("Recording").SelectMany(type => type.Dependencies).Select(dependency => dependency.Target.Namespace?.FullName ?? "").Distinct().ToList();
        used.ShouldContain("Marten");
        used.Where(space => space.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal) || space == $"{Api.Name}.Infrastructure.Http").ShouldBeEmpty();
    }

    /// <summary>The ways in which Marten's sessions add events to a stream, or write a stream that was fetched for it.</summary>
    private static readonly string[] Appending =
        ["Append", "AppendExclusive", "AppendOptimistic", "StartStream", "WriteToAggregate", "WriteExclusivelyToAggregate", "FetchForWriting", "FetchForExclusiveWriting", "AppendOne", "AppendMany", "OverwriteEvent", "ArchiveStream", "TombstoneStream", "CompactStreamAsync"];

    [Fact]
    public void Only_the_gate_appends_to_a_stream()
    {
        var appending = Calls().Where(call => call.Target.FullName.StartsWith("Marten.Events", StringComparison.Ordinal) || call.Target.FullName.StartsWith("JasperFx.Events", StringComparison.Ordinal))
            .Where(call => Appending.Contains(NameOf(call.TargetMember)))
            .Select(call => call.Origin.Namespace.FullName).Distinct();
        appending.ShouldBe([$"{Api.Name}.Recording"]);
    }

    /// <summary>The methods of the vault that write: they give nothing back, and the others give what they read.</summary>
    private static readonly string[] Writing =
        [.. typeof(Vault).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(m => m.ReturnType == typeof(void) || m.ReturnType == typeof(Task)).Select(m => m.Name).Distinct()];

    [Fact]
    public void Only_the_gate_writes_to_the_vault()
    {
        Writing.ShouldBe(["Store", "Correct", "Erase", "Encrypt"], ignoreOrder: true);
        var calls = Calls().Where(call => call.Target.FullName == typeof(Vault).FullName && Writing.Contains(NameOf(call.TargetMember))).ToList();
        calls.Select(call => NameOf(call.TargetMember)).Distinct().ShouldBe(Writing, ignoreOrder: true);
        calls.Select(call => call.Origin.Namespace.FullName).Distinct().ShouldBe([$"{Api.Name}.Recording"]);
    }

    /// <summary>The tests above see calls; this sees SQL, also where a constant names the table.</summary>
    [Fact]
    public void No_SQL_goes_around_the_gate() => Repository.Code(Api.Folder)
        .Where(file => file.DirectoryName!.EndsWith("PrivacyVault", StringComparison.Ordinal) == false)
        .Where(file => GoesAround(File.ReadAllText(file.FullName)))
        .Select(file => file.Name).ShouldBeEmpty();

    [Theory]
    [InlineData("""$"delete from {StoreSetup.Schema}.mt_events where id = $1";""", true)]
    [InlineData("""private const string Events = $"{StoreSetup.Schema}.mt_events"; $"delete from {Events} where id = $1";""", true)]
    [InlineData("""internal const string Keys = "wikkenwegen.vault_key"; $$"update {{Keys}} set holder = ''";""", true)]
    [InlineData("""private const string Events = $"{StoreSetup.Schema}.mt_events"; $"select from {Events}";""", false)]
    [InlineData("""private const string Rows = $"{StoreSetup.Schema}.deadline"; $"delete from {Rows} where id = $1";""", false)]
    public void Of_SQL_is_seen_what_it_writes_to_also_by_a_constant(string code, bool around) => GoesAround(code).ShouldBe(around);

    /// <summary>Whether the SQL in a file writes to what is the gate's; the constants of the file are filled in.</summary>
    private static bool GoesAround(string code)
    {
        var constants = Regex.Matches(code, @"const string (\w+) = \$?""([^""]*)""").ToLookup(constant => constant.Groups[1].Value, constant => constant.Groups[2].Value);
        var filled = Regex.Replace(code, @"\{+(\w+)\}+", name => constants.Contains(name.Groups[1].Value) ? string.Join(',', constants[name.Groups[1].Value]) : name.Value);
        return Regex.IsMatch(filled, @"(insert\s+into|update|delete\s+from|truncate|copy)\s+\S*(mt_events|mt_streams|vault)", RegexOptions.IgnoreCase);
    }

    /// <summary>Who knows a table knows the feature that it is of, also where only SQL tells.</summary>
    [Theory]
    [InlineData(@"[.""]ledger_", "Ledger")]
    [InlineData(@"[.""]audit_export", "Audit")]
    [InlineData(@"[.""]vault_key", "PrivacyVault")]
    [InlineData(@"[.""]register_entry", "Registers")]
    [InlineData(@"\.deadline(_sweep)?\b", "Deadlines")]
    [InlineData(@"[.""]weighing_finding", "Findings")]
    [InlineData(@"[.""]weighing_(list|change)", "Listing")]
    [InlineData(@"[.""]weighing_reference", "Recording")]
    [InlineData(@"[.""]erasure_request\b", "Privacy")]
    [InlineData(@"[.""]idempotency", "Retries")]
    public void The_tables_of_a_feature_are_named_in_its_folder_alone(string table, string folder) => Repository.Code(Api.Folder)
        .Where(file => Regex.IsMatch(File.ReadAllText(file.FullName), table))
        .Select(file => file.Directory!.Name).Distinct().ShouldBe([folder]);

    private static IEnumerable<IType> Types(string space) => Api.Compiled.Types.Where(type => type.Namespace.FullName == $"{Api.Name}.{space}");

    private static IEnumerable<MethodCallDependency> Calls() => Api.Compiled.Types.SelectMany(type => type.Dependencies).OfType<MethodCallDependency>();

    private static string NameOf(IMember member) => member.Name.Split('(', '<', '`')[0];
}
