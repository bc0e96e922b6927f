using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using WikkenWegen.AuditBundle.Checks;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>What no honest program makes is answered with exit code 3 and a message, in little memory, and nothing is written outside.</summary>
public sealed class HostileBagTests : IDisposable
{
    private static readonly byte[] Sound = SmallStore.Honest().Bag();
    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-hostile-").FullName;

    private static BagCheckOptions Options => new(Trust.InKeys(SmallStore.Honest().Key), [], WithoutTexts: false);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_bag_cut_off_anywhere_is_unreadable()
    {
        // Every 97th place, the first bytes and the last ones.
        foreach (var length in Enumerable.Range(0, Sound.Length / 97).Select(i => i * 97).Concat(Enumerable.Range(1, 60).Select(i => Sound.Length - i))) Unreadable(Sound[..length]);
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("bag/../../outside.txt")]
    [InlineData("/etc/outside.txt")]
    [InlineData("bag/data/..\\outside.txt")]
    [InlineData("C:/outside.txt")]
    [InlineData("bag//data/x")]
    [InlineData("bag/data/a\u0001b")]
    [InlineData("outside.txt")]
    [InlineData("other/data/x")]
    public void A_path_that_leads_out_of_the_bag_is_refused(string path)
    {
        using var zip = new MemoryStream(Zips.Pack(Zips.Open(Sound)));
        using var more = new MemoryStream();
        zip.CopyTo(more);
        using (var archive = new ZipArchive(more, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var stream = archive.CreateEntry(path).Open();
            stream.Write("out"u8);
        }
        Unreadable(more.ToArray());
        Directory.EnumerateFiles(Path.GetDirectoryName(_folder)!, "outside.txt").ShouldBeEmpty();
    }

    [Fact]
    public void A_link_in_a_zip_is_refused()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            var link = archive.CreateEntry("bag/data/leaves.ndjson");
            link.ExternalAttributes = unchecked((int)0xA1FF_0000);
            using var stream = link.Open();
            stream.Write("/etc/passwd"u8);
        }
        Unreadable(zip.ToArray()).ShouldContain("link");
    }

    [Fact]
    public void A_link_in_a_folder_is_refused()
    {
        var bag = Directory.CreateDirectory(Path.Combine(_folder, "bag")).FullName;
        File.CreateSymbolicLink(Path.Combine(bag, "bagit.txt"), "/etc/hostname");
        var report = Check(bag);
        report.Verdict.ShouldBe(Verdict.Unreadable);
        report.Findings[0].English.ShouldContain("link");
    }

    [Fact]
    public void A_folder_with_the_unpacked_bag_is_as_good_as_the_zip()
    {
        foreach (var (name, bytes) in Zips.Open(Sound))
        {
            var path = Path.Combine(_folder, "unpacked", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
        var report = Check(Path.Combine(_folder, "unpacked"));
        report.Findings.ShouldBeEmpty();
        report.Verdict.ShouldBe(Verdict.Sound);
    }

    [Fact]
    public void A_file_that_unpacks_to_a_multiple_that_no_text_does_is_refused()
    {
        var files = Zips.Open(Sound);
        files["data/leaves.ndjson"] = new byte[64 << 20];
        Unreadable(Zips.Pack(files)).ShouldContain("times its size");
    }

    [Fact]
    public void Many_files_that_each_may_unpack_to_a_multiple_do_not_together()
    {
        var files = Zips.Open(Sound);
        for (var i = 0; i < 100; i++) files[$"data/checkpoints/{i:D12}-2.txt"] = new byte[1 << 20];
        Unreadable(Zips.Pack(files)).ShouldContain("Together");
    }

    [Fact]
    public void A_checkpoint_is_read_up_to_a_size_and_of_many_only_what_they_sign_is_kept()
    {
        var files = Zips.Open(Sound);
        files["data/checkpoints/000000000099.txt"] = Encoding.UTF8.GetBytes($"{SmallStore.Honest().Origin}\n99\n{Convert.ToBase64String(new byte[32])}\n{new string('x', 70_000)}\n\n");
        Unreadable(Zips.Changed(Zips.Pack(files), _ => { })).ShouldContain("too large for a checkpoint");

        // As somebody makes them without the key: nothing that they have to say is kept, but that each is not signed.
        files.Remove("data/checkpoints/000000000099.txt");
        var noise = new Noise(7);
        for (var i = 100; i < 1100; i++)
        {
            var filling = string.Create(40_000, noise, (text, random) => { foreach (ref var c in text) c = (char)('a' + random.Next(26)); });
            files[$"data/checkpoints/{i:D12}.txt"] = Encoding.UTF8.GetBytes($"{SmallStore.Honest().Origin}\n{i}\n{Convert.ToBase64String(new byte[32])}\n{filling}\n\n\u2014 {SmallStore.Honest().Origin} {Convert.ToBase64String(new byte[68])}\n");
        }
        File.WriteAllBytes(Path.Combine(_folder, "bag.zip"), Zips.Changed(Zips.Pack(files), _ => { }));
        files.Clear();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        var report = BagCheck.Run(Path.Combine(_folder, "bag.zip"), new BagCheckOptions(Trust.InKeys(SmallStore.Honest().Key), [], false), new Watch(() => most = GC.GetTotalMemory(forceFullCollection: true)), TestContext.Current.CancellationToken);
        report.Findings.Select(f => f.Code).ShouldContain("checkpoint-signature");
        (most - before).ShouldBeLessThan(16 << 20, "a thousand notes of 40 KB");
    }

    [Fact]
    public void A_line_without_end_is_refused_in_little_memory()
    {
        var files = Zips.Open(Sound);
        var noise = new byte[8 << 20];
        new System.Security.Cryptography.HMACSHA256().ComputeHash([]).CopyTo(noise, 0);
        for (var i = 32; i < noise.Length; i++) noise[i] = (byte)(noise[i - 31] * 31 + noise[i - 32] + 7);
        for (var i = 0; i < noise.Length; i++) noise[i] = noise[i] == '\n' ? (byte)'x' : noise[i];
        files["data/leaves.ndjson"] = noise;
        // Of this thread alone, which does all of the checking: other tests run beside.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var report = Check(Zips.Changed(Zips.Pack(files), _ => { }));
        ((int)report.Verdict).ShouldBe(3);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200 << 20);
    }

    [Fact]
    public void Files_that_lie_over_each_other_are_refused()
    {
        // Both entries of the directory lead to the first file.
        using var zip = new MemoryStream(Zips.Pack([new("bagit.txt", "a"u8.ToArray()), new("bagjt.txt", "a"u8.ToArray())]));
        var bytes = zip.ToArray();
        var second = bytes.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(second + 42), 0);
        Unreadable(bytes);
    }

    [Fact]
    public void A_directory_that_lies_about_its_length_is_refused_in_little_memory()
    {
        var bytes = Sound.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(bytes.Length - 12), 65000);
        Unreadable(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 10), 0x7FFFFFFF);
        Unreadable(bytes);
    }

    [Fact]
    public void What_is_no_bag_is_unreadable()
    {
        Unreadable("hello"u8.ToArray());
        Unreadable([]);
        Unreadable(Zips.Pack([new("x", "a"u8.ToArray())]));
        Check(Path.Combine(_folder, "is-not-here.zip")).Verdict.ShouldBe(Verdict.Unreadable);
    }

    [Fact]
    public void Random_damage_is_never_an_exception_and_never_sound_where_it_touches_a_file()
    {
        var noise = new Noise(11);
        for (var round = 0; round < 150; round++)
        {
            var bytes = Sound.ToArray();
            var at = noise.Next(bytes.Length);
            bytes[at] ^= (byte)(1 + noise.Next(255));
            var report = Check(bytes);
            // Some bytes of a zip say nothing, such as dates and the checksums that the manifest makes needless.
            if (report.Verdict == Verdict.Sound) Zips.Open(Repaired(bytes)).Select(f => Convert.ToHexString(f.Value)).ShouldBe(Zips.Open(Sound).Select(f => Convert.ToHexString(f.Value)), $"byte {at}");
        }

        static byte[] Repaired(byte[] bytes) => bytes;
    }

    [Fact]
    public void Random_damage_below_manifests_that_fit_is_never_an_exception()
    {
        var (noise, files) = (new Noise(29), Zips.Open(Sound));
        var names = files.Keys.Where(name => name.StartsWith("data/", StringComparison.Ordinal)).ToArray();
        for (var round = 0; round < 120; round++)
        {
            var name = names[noise.Next(names.Length)];
            var bag = Zips.Changed(Sound, changed =>
            {
                var bytes = changed[name].ToArray();
                var at = noise.Next(bytes.Length);
                changed[name] = noise.Next(3) switch
                {
                    0 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + noise.Next(40))..]],
                    1 => [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + noise.Next(40))], .. bytes[at..]],
                    _ => [.. bytes[..at], (byte)noise.Next(256), .. bytes[(at + 1)..]],
                };
            });
            var report = Check(bag);
            // The keys and the policy of the bag are not what is trusted here; and a change may be none.
            if (report.Verdict == Verdict.Sound && !Zips.Open(bag)[name].AsSpan().SequenceEqual(files[name])) name.ShouldBeOneOf(["data/keys.txt", "data/policy.txt", "data/exports/ocel.sqlite"], $"round {round}");
        }
    }

    [Theory]
    [InlineData("from", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("until", "0001-01-01T00:00:00Z")]
    public void A_period_at_the_end_of_time_is_one_of_which_no_leaf_is(string limit, string moment)
    {
        var bag = Zips.Changed(SmallStore.Honest().Bag(i => i < 6 ? LeftOut.Selection : null, from: SmallStore.RecordedAt(6)), files => files.Replace("data/bag.json", "\"from\": \"2026-02-09T09:01:00Z\"", $"\"{limit}\": \"{moment}\""));
        var report = Check(bag);
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.Select(f => f.Code).ShouldContain("leaf-outside-selection");
    }

    [Fact]
    public void A_zip_that_says_that_a_file_is_larger_than_any_number_is_damaged()
    {
        // Both lengths of the only file are in the field of zip64 of the directory.
        var zip = Zips.Pack([new("bagit.txt", "BagIt-Version: 1.0\n"u8.ToArray())]);
        var entry = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        var extra = new byte[20];
        (extra[0], extra[2]) = (1, 16);
        BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(4), long.MaxValue);
        BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(12), long.MaxValue);
        var directory = zip.AsSpan(entry, zip.Length - entry - 22).ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(directory.AsSpan(20), uint.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(directory.AsSpan(24), uint.MaxValue);
        BinaryPrimitives.WriteUInt16LittleEndian(directory.AsSpan(30), (ushort)extra.Length);
        var end = zip.AsSpan(zip.Length - 22).ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)(directory.Length + extra.Length));
        Unreadable([.. zip[..entry], .. directory, .. extra, .. end]).ShouldBe("The zip is damaged or cut off.");
    }

    [Fact]
    public async Task A_pipe_in_a_folder_keeps_nobody_waiting()
    {
        var tool = Tools.Need("mkfifo");
        var store = SmallStore.Honest();
        store.Disclosures.Clear();
        foreach (var (name, bytes) in Zips.Open(store.Bag()))
        {
            var path = Path.Combine(_folder, "unpacked", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (bytes.Length > 0) await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        }
        (await Tools.Run(tool, [Path.Combine(_folder, "unpacked", "data", "disclosures.txt")])).Exit.ShouldBe(0);
        var report = await Task.Run(() => Check(Path.Combine(_folder, "unpacked"))).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        report.Findings.Select(f => f.Code).Distinct().ShouldBe(["text-missing"]);
    }

    [Fact]
    public void Whatever_is_thrown_there_is_an_outcome()
    {
        File.WriteAllBytes(Path.Combine(_folder, "bag.zip"), Sound);
        var report = BagCheck.Run(Path.Combine(_folder, "bag.zip"), Options, new Watch(() => throw new FormatException("Half a number.")), TestContext.Current.CancellationToken);
        (report.Verdict, report.Findings.ShouldHaveSingleItem().English).ShouldBe((Verdict.Unreadable, "This cannot be read: Half a number."));

        // What was found by then is told too.
        File.WriteAllBytes(Path.Combine(_folder, "bag.zip"), Zips.Changed(Sound, files => files["data/note.txt"] = "hello"u8.ToArray(), manifests: false));
        report = BagCheck.Run(Path.Combine(_folder, "bag.zip"), Options, new Watch(() => throw new FormatException("Half a number.")), TestContext.Current.CancellationToken);
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.Select(f => f.Code).ShouldBe(["file-added", "unreadable"]);
    }

    [Fact]
    public void A_check_that_is_cancelled_has_no_outcome()
    {
        File.WriteAllBytes(Path.Combine(_folder, "bag.zip"), Sound);
        using var cancel = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => BagCheck.Run(Path.Combine(_folder, "bag.zip"), Options, new Watch(cancel.Cancel), cancel.Token));
    }

    [Fact]
    public void A_head_in_half_characters_is_unreadable() =>
        Unreadable(Zips.Changed(Sound, files => files.Replace("data/bag.json", "\"corporation\": \"thuis\"", "\"corporation\": \"\\ud800\"")));

    [Fact]
    public void A_hostile_database_is_told_as_one_that_differs()
    {
        foreach (var database in new[] { "no database"u8.ToArray(), [], Encoding.ASCII.GetBytes("SQLite format 3\0" + new string('\x7f', 5000)) })
        {
            var report = Check(Zips.Changed(Sound, files => files["data/exports/ocel.sqlite"] = database));
            report.Verdict.ShouldBe(Verdict.Altered);
            report.Findings.Select(f => f.Code).ShouldContain("export-differs");
        }
    }

    private string Unreadable(byte[] bytes)
    {
        var report = Check(bytes);
        report.Verdict.ShouldBe(Verdict.Unreadable, $"{bytes.Length} bytes: {string.Join(' ', report.Findings.Select(f => f.English))}");
        report.Findings[0].Dutch.ShouldNotBeNullOrEmpty();
        return report.Findings[0].English;
    }

    private CheckReport Check(byte[] bytes)
    {
        var path = Path.Combine(_folder, "bag.zip");
        File.WriteAllBytes(path, bytes);
        return Check(path);
    }

    private static CheckReport Check(string path) =>
        BagCheck.Run(path, Options, new Progress<CheckProgress>(), TestContext.Current.CancellationToken);

    /// <summary>Looks when leaves are read, which is after the checkpoints.</summary>
    private sealed class Watch(Action look) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value)
        {
            if (value.English == "leaves") look();
        }
    }

    /// <summary>A named generator: the same numbers with any version of the runtime.</summary>
    private sealed class Noise(uint seed)
    {
        private uint _state = seed;

        public int Next(int below)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return (int)(_state % (uint)below);
        }
    }
}
