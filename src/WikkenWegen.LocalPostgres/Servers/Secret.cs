using System.Security.Cryptography;

namespace WikkenWegen.LocalPostgres.Servers;

/// <summary>Writes and reads the file that holds a password.</summary>
internal static class Secret
{
    /// <summary>
    /// Writes a new password of 256 random bits, and replaces the file if it exists. The password has letters and digits only, so it
    /// needs no quotes in SQL or a connection string. On Windows the file has the rights of its folder; elsewhere only its owner can read it.
    /// </summary>
    public static void WriteNew(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(64, lowercase: true)));
        file.Flush(flushToDisk: true);
    }

    /// <summary>The password in the file.</summary>
    public static string Read(string path) => File.ReadAllText(path).Trim();
}
