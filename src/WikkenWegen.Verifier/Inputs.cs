using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
        var given = Given(flags);
        return given is not null && flags.KeyChanges is { } changes ? given.Over(Read(changes)) : given;
    }

    private static Trust? Given(Flags flags)
    {
        if (flags.Policy is { } policy) return AuditBundle.Checks.Trust.InPolicy(Read(policy));
        if (flags.Keys.Count == 0) return null;
        // A vkey has plus signs and an id in it, which no file is likely to be called.
        return AuditBundle.Checks.Trust.InKeys(string.Join('\n', flags.Keys.Select(key => File.Exists(key) ? System.Text.Encoding.UTF8.GetString(Read(key)) : key)));
    }

    /// <summary>The certificates of whoever the auditor trusts to name authorities for time stamps.</summary>
    /// <exception cref="UnreadableBagException">One of them is none.</exception>
    public static X509Certificate2Collection TimestampRoots(Flags flags)
    {
        var roots = new X509Certificate2Collection();
        foreach (var path in flags.TimestampRoots)
        {
            var bytes = Read(path);
            try
            {
                if (X509Certificate2.GetCertContentType(bytes) == X509ContentType.Cert) roots.Add(bytes.AsSpan().StartsWith("-----"u8) ? X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(bytes)) : X509CertificateLoader.LoadCertificate(bytes));
                else throw new CryptographicException("no certificate");
            }
            catch (CryptographicException)
            {
                throw new UnreadableBagException($"{path} is geen certificaat.", $"{path} is no certificate.");
            }
        }
        return roots;
    }

    /// <summary>The checkpoints that the auditor kept.</summary>
    public static IReadOnlyList<KeptCheckpoint> Kept(Flags flags) => [.. flags.Checkpoints.Select(path => new KeptCheckpoint(Path.GetFileName(path), Read(path)))];
}
