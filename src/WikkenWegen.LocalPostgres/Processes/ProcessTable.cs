using System.Diagnostics;

namespace WikkenWegen.LocalPostgres.Processes;

/// <summary>
/// Questions about processes by number. Most are not children of this process: pg_ctl starts the server, and an earlier host may
/// have left one. CliWrap knows only the commands that it started itself, so this is code of our own.
/// </summary>
internal static class ProcessTable
{
    /// <summary>Whether the process runs. A zombie (ended, but not yet waited for by its parent) does not.</summary>
    public static bool IsAlive(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            // proc(5): the state follows the name, which is in brackets and may hold brackets itself.
            var stat = TryRead(() => File.ReadAllText($"/proc/{processId}/stat"));
            return stat is not null && stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        return TryFind(processId, process => !process.HasExited);
    }

    /// <summary>
    /// Whether the process is PostgreSQL working in <paramref name="folder"/> (without symbolic links), so that a number reused by
    /// another program is not taken for it. Only Linux tells the folder; elsewhere the program's name has to do.
    /// </summary>
    public static bool IsPostgresIn(int processId, string folder) =>
        IsAlive(processId)
        && TryFind(processId, process => process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase))
        && (!OperatingSystem.IsLinux() || TryRead(() => new FileInfo($"/proc/{processId}/cwd").LinkTarget) == folder);

    /// <summary>The processes for which <see cref="IsPostgresIn"/> holds. Linux only: empty elsewhere.</summary>
    public static IEnumerable<int> PostgresIn(string folder) =>
        OperatingSystem.IsLinux()
            ? Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
                .Select(name => int.TryParse(name, out var processId) ? processId : 0)
                .Where(processId => processId > 0 && IsPostgresIn(processId, folder))
            : [];

    /// <summary>Ends the process at once; nothing happens when it has ended already.</summary>
    public static void Kill(int processId) => TryFind(processId, process =>
    {
        process.Kill();
        return true;
    });

    /// <summary>Waits until the process has ended.</summary>
    /// <returns>False when it still runs after <paramref name="limit"/>.</returns>
    public static async Task<bool> WaitForEndAsync(int processId, TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        while (IsAlive(processId))
        {
            if (Stopwatch.GetElapsedTime(start) > limit) return false;
            await Task.Delay(5);
        }
        return true;
    }

    private static string? TryRead(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // It has ended meanwhile, or belongs to somebody else.
        }
    }

    private static bool TryFind(int processId, Func<Process, bool> question)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return question(process);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false; // No such process, or it ended between the two questions.
        }
    }
}
