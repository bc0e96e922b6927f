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

    private static Dictionary<string, string> Hash(BagFiles bag, IProgress<CheckProgress> progress, CancellationToken cancellation)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        var (done, total) = (0L, bag.Files.Values.Sum(file => file.Length));
        var buffer = new byte[1 << 17];
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in bag.Files.Values)
        {
            using var stream = file.OpenRead();
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                sha.AppendData(buffer, 0, read);
                done += read;
                progress.Report(new CheckProgress("bestanden", "files", done, total));
            }
            hashes.Add(file.Name, Convert.ToHexStringLower(sha.GetHashAndReset()));
        }
        return hashes;
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
