using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.AuditBundle.Containers;

namespace WikkenWegen.Verifier;

/// <summary>Reads the files that flags name.</summary>
internal static class Inputs
{
    /// <summary>The largest file that is read beside a bag, in bytes.</summary>
    private const int Most = 16 * 1024 * 1024;

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="UnreadableBagException">It cannot be read, or is too large.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > Most) throw new UnreadableBagException($"{path} is te groot.", $"{path} is too large.");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableBagException($"{path} kan niet worden gelezen: {e.Message}", $"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>Whose signatures count; null where the auditor gave no key and no policy.</summary>
    public static Trust? Trust(Flags flags)
    {
        if (flags.Policy is { } policy) return AuditBundle.Checks.Trust.InPolicy(Read(policy));
        if (flags.Keys.Count == 0) return null;
        // A vkey has plus signs and an id in it, which no file is likely to be called.
        return AuditBundle.Checks.Trust.InKeys(string.Join('\n', flags.Keys.Select(key => File.Exists(key) ? System.Text.Encoding.UTF8.GetString(Read(key)) : key)));
    }

    /// <summary>The checkpoints that the auditor kept.</summary>
    public static IReadOnlyList<KeptCheckpoint> Kept(Flags flags) => [.. flags.Checkpoints.Select(path => new KeptCheckpoint(Path.GetFileName(path), Read(path)))];
}
