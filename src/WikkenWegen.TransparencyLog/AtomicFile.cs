using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace WikkenWegen.TransparencyLog;

/// <summary>Files that are there whole or not at all, also after a power cut: written beside, flushed, renamed, and the directory flushed.</summary>
public static class AtomicFile
{
    private static long _lastTemporary;

    /// <summary>The file's bytes, at most <paramref name="maxBytes"/> of them; null when there is no such file.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            // Sharing deletion lets a writer replace the file while it is read; the reader keeps the old one.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
            var bytes = new byte[(int)Math.Min(RandomAccess.GetLength(file), maxBytes)];
            var read = 0;
            while (read < bytes.Length)
            {
                var count = await RandomAccess.ReadAsync(file, bytes.AsMemory(read), read, cancellationToken).ConfigureAwait(false);
                if (count == 0) break;
                read += count;
            }
            return bytes.AsMemory(0, read);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes or replaces the file; durable on return.</summary>
    internal static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var directory = Path.GetDirectoryName(path)!;
        CreateDirectory(directory);
        var (temporary, file) = CreateTemporary(path);
        try
        {
            using (file)
            {
                await RandomAccess.WriteAsync(file, bytes, fileOffset: 0, CancellationToken.None).ConfigureAwait(false);
                RandomAccess.FlushToDisk(file);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        FlushDirectory(directory);
    }

    /// <summary>A file of a name that nobody else uses: another process may have the same id in its own container, so an existing one is passed over.</summary>
    private static (string Path, SafeFileHandle File) CreateTemporary(string path)
    {
        while (true)
        {
            var temporary = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _lastTemporary)}.tmp");
            try
            {
                return (temporary, File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous));
            }
            catch (IOException) when (File.Exists(temporary))
            {
            }
        }
    }

    /// <summary>Makes a directory and its parents, each flushed into its own parent.</summary>
    private static void CreateDirectory(string directory)
    {
        if (Directory.Exists(directory)) return;
        var parent = Path.GetDirectoryName(directory);
        if (!string.IsNullOrEmpty(parent)) CreateDirectory(parent);
        Directory.CreateDirectory(directory);
        if (!string.IsNullOrEmpty(parent)) FlushDirectory(parent);
    }

    /// <summary>Makes the names in a directory durable. Without it POSIX may forget a rename at a power cut; Windows has no such call and journals names itself.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="ArgumentNullException"><paramref name="directory"/> is null.</exception>
    /// <exception cref="IOException">It cannot be opened or flushed.</exception>
    public static void FlushDirectory(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (OperatingSystem.IsWindows()) return;
        const int readOnly = 0;
        // The BCL refuses to open directories, so the handle comes from libc.
        var descriptor = Open(Encoding.UTF8.GetBytes(directory + '\0'), readOnly);
        if (descriptor < 0) throw new IOException($"Cannot open {directory} to flush it: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);
}
