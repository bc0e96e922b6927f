using System.Security.Cryptography;
using System.Text;
using WikkenWegen.AuditBundle.Containers;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>The manifests of BagIt (RFC 8493 section 2.1.3): every file is listed with its hash, and every listed file is there.</summary>
internal static class Manifests
{
    /// <summary>Checks both manifests. Gives the hashes of all files as they are.</summary>
    public static Dictionary<string, string> Check(BagFiles bag, Gathering found, IProgress<CheckProgress> progress, CancellationToken cancellation)
    {
        if (!bag.Files.TryGetValue(BagFormat.Declaration, out var declaration) || !Encoding.UTF8.GetString(declaration.ReadAll()).StartsWith("BagIt-Version: ", StringComparison.Ordinal))
            throw new UnreadableBagException("Dit is geen BagIt-bag: bagit.txt ontbreekt.", "This is no BagIt bag: bagit.txt is missing.");
        if (!bag.Files.ContainsKey(BagFormat.Manifest)) throw new UnreadableBagException("De bag heeft geen manifest.", "The bag has no manifest.");

        var hashes = Hash(bag, progress, cancellation);
        Compare(Read(bag, BagFormat.Manifest), hashes, found);
        if (bag.Files.ContainsKey(BagFormat.TagManifest)) Compare(Read(bag, BagFormat.TagManifest), hashes, found);
        else found.Incomplete("file-missing", $"{BagFormat.TagManifest} ontbreekt.", $"{BagFormat.TagManifest} is missing.");
        var listed = Read(bag, BagFormat.Manifest);
        foreach (var name in bag.Files.Keys.Where(name => name.StartsWith(BagFormat.Payload, StringComparison.Ordinal) && !listed.ContainsKey(name)))
            found.Altered("file-added", $"{BagFiles.Shown(name)} staat niet in het manifest.", $"{BagFiles.Shown(name)} is not in the manifest.");
        found.Remark("files", $"{bag.Files.Count} bestanden gelezen en vergeleken met het manifest.", $"{bag.Files.Count} files read and compared with the manifest.");
        return hashes;
    }

    private static void Compare(Dictionary<string, string> listed, Dictionary<string, string> hashes, Gathering found)
    {
        foreach (var (name, hash) in listed)
        {
            if (!hashes.TryGetValue(name, out var actual)) found.Incomplete("file-missing", $"{BagFiles.Shown(name)} ontbreekt.", $"{BagFiles.Shown(name)} is missing.");
            else if (actual != hash) found.Altered("file-altered", $"{BagFiles.Shown(name)} is niet het bestand uit het manifest.", $"{BagFiles.Shown(name)} is not the file of the manifest.");
        }
    }

    /// <summary>The hash of each file, several files at a time. Of files that cannot be read, the first by its name is told.</summary>
    private static Dictionary<string, string> Hash(BagFiles bag, IProgress<CheckProgress> progress, CancellationToken cancellation)
    {
        var files = bag.Files.Values.ToArray();
        var (hashes, failed) = (new string[files.Length], new Exception?[files.Length]);
        var (done, total) = (0L, files.Sum(file => file.Length));
        // The longest first, so that none of those is left for one processor at the end.
        var longestFirst = Enumerable.Range(0, files.Length).OrderByDescending(i => files[i].Length).ToArray();
        Parallel.ForEach(
            System.Collections.Concurrent.Partitioner.Create(longestFirst, loadBalance: true), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            () => (Buffer: new byte[1 << 17], Sha: IncrementalHash.CreateHash(HashAlgorithmName.SHA256)),
            (i, _, own) =>
            {
                try
                {
                    using var stream = files[i].OpenRead();
                    for (int read; (read = stream.Read(own.Buffer)) > 0;)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        own.Sha.AppendData(own.Buffer, 0, read);
                        lock (failed) progress.Report(new CheckProgress("bestanden", "files", done += read, total));
                    }
                    hashes[i] = Convert.ToHexStringLower(own.Sha.GetHashAndReset());
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    failed[i] = e;
                    own.Sha.GetHashAndReset();
                }
                return own;
            },
            own => own.Sha.Dispose());
        if (Array.Find(failed, e => e is not null) is { } first) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        return files.Zip(hashes).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
    }

    private static Dictionary<string, string> Read(BagFiles bag, string name)
    {
        var listed = new Dictionary<string, string>(StringComparer.Ordinal);
        using var lines = new Lines(bag.Files[name].OpenRead(), name, 4096);
        while (lines.Read())
        {
            var line = Encoding.UTF8.GetString(lines.Current.Span);
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var path = space < 0 ? "" : line[space..].TrimStart(' ', '*');
            if (space != 64 || !line[..64].All(char.IsAsciiHexDigit)) throw new UnreadableBagException($"{name} heeft een regel die geen hash en pad is.", $"{name} has a line that is no hash and path.");
            BagFiles.CheckPath(path);
            if (listed.Count == BagFiles.MaxFiles || !listed.TryAdd(path, line[..64].ToLowerInvariant()))
                throw new UnreadableBagException($"{name} noemt {BagFiles.Shown(path)} tweemaal, of te veel bestanden.", $"{name} lists {BagFiles.Shown(path)} twice, or too many files.");
        }
        return listed;
    }
}
