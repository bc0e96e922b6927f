using System.Globalization;
using WikkenWegen.Benchmarks;

// dotnet run -c Release --project tests/WikkenWegen.Benchmarks -- <area>
// Each area prints ratios against a baseline measured in the same run: machines differ, ratios travel.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var areas = new Dictionary<string, Func<string[], Task>>
{
    ["api"] = ApiBenchmarks.Run,
    ["bare-api"] = BareApi.Run,
    ["unguarded-api"] = UnguardedApi.Run,
    ["unguarded-api-without-messages"] = UnguardedApi.RunWithoutMessages,
    ["marten-api"] = MartenApi.Run,
    ["ledger"] = ApiBenchmarks.RunLedger,
    ["unguarded-api-with-ledger"] = UnguardedApi.RunWithLedger,
    ["listing"] = ListingBenchmarks.Run,
    ["findings"] = WikkenWegen.Benchmarks.Findings.FindingsBenchmarks.Run,
    ["outcome"] = WikkenWegen.Benchmarks.Outcome.OutcomeArea.Run,
    ["mcda"] = WikkenWegen.Benchmarks.Mcda.McdaArea.Run,
    ["audit-bundle"] = WikkenWegen.Benchmarks.AuditBundle.AuditBundleBenchmarks.Run,
    ["transparency-log"] = WikkenWegen.Benchmarks.TransparencyLog.TransparencyLogBenchmarks.Run,
};

if (args.Length == 0 || !areas.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project tests/WikkenWegen.Benchmarks -- {string.Join('|', areas.Keys)}");
    return 2;
}

await run(args[1..]);
return 0;
