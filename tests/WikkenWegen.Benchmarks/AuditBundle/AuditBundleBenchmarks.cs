using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Writing;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Benchmarks.AuditBundle;

/// <summary>What an export and its verification cost, against reading, writing and hashing the same bytes.</summary>
public static class AuditBundleBenchmarks
{
    private const string Origin = "wikkenwegen.local/thuis";
    private const int PerWeighing = 100;

    /// <summary>Runs it, with 1,000,000 leaves or as many as the argument says, in a folder that the second argument may name.</summary>
    public static async Task Run(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateDirectory(args.Length > 1 ? args[1] : Path.Combine(Path.GetTempPath(), "wikkenwegen-bench")).FullName;
        var path = Path.Combine(folder, "bag.zip");
        using var key = Ed25519.ImportSeed(Enumerable.Repeat((byte)3, 32).ToArray()).Value;
        var signer = NoteSigner.Create(Origin, key).Value;
        var tree = new CompactRange();
        for (var i = 0; i < count; i++) tree.AppendEntry(Leaf(i));
        var note = Note.Sign(Checkpoint.Create(Origin, new TreeHead((ulong)count, tree.Root())).Value.ToString(), signer).Value;

        var start = Stopwatch.GetTimestamp();
        await using (var file = File.Create(path))
            await BundleWriter.Write(file, new BundleRequest("thuis", Origin, DateTimeOffset.UnixEpoch, signer.VerifierKey + "\n", "", null, null, null), Leaves(count), [note], AsyncEnumerable.Empty<string>(), null, new Progress<long>(), CancellationToken.None);
        var export = Stopwatch.GetElapsedTime(start);
        var exportMemory = PeakMemory();

        var copying = Time(() => File.Copy(path, path + ".copy", overwrite: true));
        File.Delete(path + ".copy");
        var hashing = Time(() =>
        {
            using var file = File.OpenRead(path);
            SHA256.HashData(file);
        });
        var leaves = Time(() => HashLeaves(path));

        start = Stopwatch.GetTimestamp();
        var report = BagCheck.Run(path, new BagCheckOptions(Trust.InKeys(signer.VerifierKey.ToString()), [], false), new Progress<CheckProgress>(), CancellationToken.None);
        var verify = Stopwatch.GetElapsedTime(start);

        var size = new FileInfo(path).Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} leaves, a bag of {size / 1e9:F2} GB; verdict {report.Verdict}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"export        {export.TotalSeconds,8:F1} s   {export / copying,5:F1} times copying the bag ({copying.TotalSeconds:F1} s)   peak memory {exportMemory / 1e6:F0} MB (goals 3, 300 MB)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verification  {verify.TotalSeconds,8:F1} s   {verify / hashing,5:F1} times reading and hashing the bag ({hashing.TotalSeconds:F1} s); reading and hashing the leaves alone {leaves.TotalSeconds:F1} s   peak memory {PeakMemory() / 1e6:F0} MB (goals 2, 300 MB)"));
        File.Delete(path);
    }

    private static void HashLeaves(string path)
    {
        using var bag = BagFiles.Open(path);
        using var lines = new StreamReader(bag.Files["data/leaves.ndjson"].OpenRead(), Encoding.Latin1);
        Span<byte> hash = stackalloc byte[32];
        while (lines.ReadLine() is { } line) SHA256.HashData(Encoding.Latin1.GetBytes(line), hash);
    }

    private static TimeSpan Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The most memory that the process had in use at any time, in bytes.</summary>
    private static long PeakMemory() => Process.GetCurrentProcess().PeakWorkingSet64;

    private static async IAsyncEnumerable<BundleLeaf> Leaves(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (i % 1000 == 0) await Task.Yield();
            yield return new BundleLeaf(i, Leaf(i), null);
        }
    }

    /// <summary>Weighings of a hundred steps each, a hundred of them at a time: an opening, and then proposals.</summary>
    private static byte[] Leaf(int i)
    {
        var (weighing, version) = (i / (PerWeighing * 100) * 100 + i % 100, i / 100 % PerWeighing + 1);
        var (type, data) = version == 1
            ? ("weighing_opened", """{"framing":{"title":"De flat","question":"Wat doen wij met de flat?","level":"tactical","scale":"complex","areas":[],"bagIds":[],"complexes":[],"clusters":[],"ownership":"own","breadth":"narrow","sgeiRegime":"sgei","processForm":"advice","ownerRole":"Strateeg wonen","deciderRole":"Bestuurder","confidentiality":"internal"},"occurredAt":"2026-02-03T09:00:00Z"}""")
            : ("proposal_submitted", $$"""{"code":"V{{version}}","content":{"name":"Renoveren in fase {{version}}","costs":8750000.50,"doNothing":false,"description":"{{new string('x', 200)}}"},"occurredAt":"2026-02-03T09:00:00Z"}""");
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$"""{"v":1,"corporation":"thuis","streamType":"weighing","stream":"019c2283-f800-7000-8000-{{weighing:x12}}","version":{{version}},"eventId":"019c2283-f801-7000-8000-{{i:x12}}","type":"{{type}}","recordedAt":"2026-02-03T09:00:01.000000Z","occurredAt":"2026-02-03T09:00:00Z","actor":"subject-1","roles":"strategist decider","correlation":"c-{{i}}","recorder":"WikkenWegen/1.0.0","nonce":"{{i:x32}}","data":{{data}} }"""));
    }
}
