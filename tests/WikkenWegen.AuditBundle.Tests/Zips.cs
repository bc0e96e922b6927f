using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>Takes bags apart and puts them together again, as an attacker does.</summary>
internal static class Zips
{
    /// <summary>The files of a bag, by path below its folder.</summary>
    public static SortedDictionary<string, byte[]> Open(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            files.Add(entry.FullName[(entry.FullName.IndexOf('/', StringComparison.Ordinal) + 1)..], copy.ToArray());
        }
        return files;
    }

    /// <summary>A zip of these files, compressed, below one folder.</summary>
    public static byte[] Pack(IEnumerable<KeyValuePair<string, byte[]>> files, string folder = "bag/")
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                var entry = archive.CreateEntry(folder + name, CompressionLevel.SmallestSize);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }
        return zip.ToArray();
    }

    /// <summary>The bag with files changed, and with manifests that fit them again.</summary>
    public static byte[] Changed(byte[] zip, Action<SortedDictionary<string, byte[]>> change, bool manifests = true)
    {
        var files = Open(zip);
        change(files);
        if (manifests)
        {
            files["manifest-sha256.txt"] = Manifest(files.Where(f => f.Key.StartsWith("data/", StringComparison.Ordinal)));
            files["tagmanifest-sha256.txt"] = Manifest(files.Where(f => !f.Key.Contains('/', StringComparison.Ordinal) && f.Key != "tagmanifest-sha256.txt"));
        }
        return Pack(files);
    }

    public static void Replace(this SortedDictionary<string, byte[]> files, string name, string from, string to)
    {
        var text = Encoding.UTF8.GetString(files[name]);
        text.ShouldContain(from);
        files[name] = Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }

    private static byte[] Manifest(IEnumerable<KeyValuePair<string, byte[]>> files) =>
        Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(f.Value))}  {f.Key}\n")));
}
