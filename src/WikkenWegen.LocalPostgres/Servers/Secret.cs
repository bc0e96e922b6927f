using System.Security.Cryptography;

namespace WikkenWegen.LocalPostgres.Servers;

/// <summary>A password in a file that only its owner can read.</summary>
internal static class Secret
{
    /// <summary>Writes a new password of 256 random bits in letters and digits, so that it needs no quoting anywhere.</summary>
    public static void WriteNew(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(64, lowercase: true)));
        file.Flush(flushToDisk: true);
    }

    public static string Read(string path) => File.ReadAllText(path).Trim();
}
