using System.ComponentModel;
using System.Diagnostics;
using WikkenWegen.Durability.Tests.Support;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>A disk of a few hundred megabytes, which can be filled: a tmpfs, which only root can mount.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _mount;

    private SmallDisk(string mount) => _mount = mount;

    /// <summary>A folder on it.</summary>
    public string Folder => Path.Combine(_mount, "postgres");

    private string Ballast => Path.Combine(_mount, "ballast");

    /// <summary>Mounts one; null where this machine does not let us.</summary>
    /// <param name="megabytes">Its size.</param>
    public static async Task<SmallDisk?> Mount(int megabytes)
    {
        var mount = PrivateServer.TemporaryFolder();
        Directory.CreateDirectory(mount);
        if (await Succeeds("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", mount)) return new SmallDisk(mount);
        Directory.Delete(mount);
        return null;
    }

    /// <summary>Fills it, but for a little.</summary>
    /// <param name="left">Bytes that are left free, about.</param>
    public void Fill(long left)
    {
        // Without a buffer: what could not be written would be tried again when the file is closed, and fail there.
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var zeros = new byte[64 * 1024];
        try
        {
            while (new DriveInfo(_mount).AvailableFreeSpace is var free && free > left)
            {
                ballast.Write(zeros, 0, (int)Math.Min(zeros.Length, free - left));
                ballast.Flush();
            }
        }
        catch (IOException)
        {
            // The server took the rest first: it is full.
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(Ballast);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (await Succeeds("umount", "-l", _mount)) Directory.Delete(_mount);
    }

    private static async Task<bool> Succeeds(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // there is no such program
        }
    }
}
