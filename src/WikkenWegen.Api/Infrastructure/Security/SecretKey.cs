using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>
/// A secret key that is in no database: given as a setting, or in a file that nobody but the user of this host may use. In Development it is made where it
/// is not there.
/// </summary>
public static class SecretKey
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = 32;

    private const UnixFileMode OfOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OfOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The key that the settings Key and KeyFile of a section give.</summary>
    /// <param name="section">Name of the section, for messages.</param>
    /// <param name="key">The key in base64; null where the setting is not there.</param>
    /// <param name="file">The file that holds it in base64; null where the setting is not there.</param>
    /// <param name="isDevelopment">Whether it is made where it is not there.</param>
    /// <param name="name">Name of the file in the user's data folder, in Development where no file is named.</param>
    /// <param name="needed">What to do where there must be one and the settings give none, as one line.</param>
    /// <param name="made">Told of the file where it was made.</param>
    /// <exception cref="StartupException">There is none, it is no key, or others may use its file. No message repeats a key.</exception>
    public static byte[] Load(string section, string? key, string? file, bool isDevelopment, string name, string needed, Action<string>? made = null)
    {
        if (key is { Length: > 0 }) return Read(key, $"{section}__Key");
        if (file is not { Length: > 0 } && !isDevelopment) throw new StartupException(needed);
        var path = file is { Length: > 0 } ? file : Path.Combine(UserFolder($"{section}__KeyFile"), name);
        try
        {
            if (isDevelopment && !File.Exists(path) && Make(path)) made?.Invoke(path);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OfOthers) is not UnixFileMode.None and var loose)
                throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"The key file {path} can be used by others than the user of this host ({loose}): chmod 600 {path}"));
            return Read(File.ReadAllText(path), $"The key file {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException($"The key file {path} ({section}__KeyFile) cannot be used: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>The folder for what this user keeps where nothing else is said, in Development.</summary>
    /// <param name="setting">The setting that would say something else.</param>
    /// <exception cref="StartupException">The user has none.</exception>
    public static string UserFolder(string setting)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0 ? Path.Combine(home, "WikkenWegen") : throw new StartupException($"This user has no data folder (is HOME set?): set {setting}.");
    }

    /// <summary>Makes a key, whole or not at all; false where another host was faster, whose key counts.</summary>
    private static bool Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var own = string.Create(CultureInfo.InvariantCulture, $"{file}.{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OfOwner;
        using (var stream = new FileStream(own, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)) + "\n"));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            // File.Move looks first and moves then, between which another host may have moved its own there. Of links, one alone comes to be.
            if (!OperatingSystem.IsWindows() && Link(Terminated(own), Terminated(file)) == 0)
            {
                File.Delete(own);
                return true;
            }
            File.Move(own, file, overwrite: false); // where there can be no link, and where there is a file already
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(own);
            return false;
        }

        static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + '\0');
    }

    [DllImport("libc", EntryPoint = "link")]
    private static extern int Link(byte[] from, byte[] to);

    private static byte[] Read(string base64, string what)
    {
        var key = new byte[Length];
        // One that is too long does not fit, and fails too.
        return Convert.TryFromBase64String(base64.Trim(), key, out var length) && length == Length ? key : throw new StartupException($"{what} must have {Length} bytes in base64, such as from openssl rand -base64 {Length}.");
    }
}
