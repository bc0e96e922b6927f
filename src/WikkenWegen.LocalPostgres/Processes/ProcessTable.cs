using System.Diagnostics;

namespace WikkenWegen.LocalPostgres.Processes;

/// <summary>
/// Questions about processes by number. Most are not children of this process: pg_ctl starts the server, and an earlier host may
/// have left one. CliWrap knows only the commands that it started itself, so this is code of our own.
/// </summary>
internal static class ProcessTable
{
    /// <summary>Whether the process runs. On Linux a zombie (a process that has ended, while its parent has not asked for its exit code) counts as ended.</summary>
    public static bool IsAlive(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            // proc(5): the state follows the name. The name is in brackets and may itself hold brackets, so look for the last one.
            var stat = TryRead(() => File.ReadAllText($"/proc/{processId}/stat"));
            return stat is not null && stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        return TryFind(processId, process => !process.HasExited);
    }

    /// <summary>
    /// Whether the process is PostgreSQL with <paramref name="folder"/> (a path without symbolic links) as its current folder. An
    /// operating system reuses numbers, so the process with a known number may be another program by now. Only Linux tells the current
    /// folder of a process; elsewhere only the name of the program is checked.
    /// </summary>
    public static bool IsPostgresIn(int processId, string folder) =>
        IsAlive(processId)
        && TryFind(processId, process => process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase))
        && (!OperatingSystem.IsLinux() || TryRead(() => new FileInfo($"/proc/{processId}/cwd").LinkTarget) == folder);

    /// <summary>The numbers of all processes for which <see cref="IsPostgresIn"/> is true. On other systems than Linux always empty.</summary>
    public static IEnumerable<int> PostgresIn(string folder) =>
        OperatingSystem.IsLinux()
            ? Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
                .Select(name => int.TryParse(name, out var processId) ? processId : 0)
                .Where(processId => processId > 0 && IsPostgresIn(processId, folder))
            : [];

    /// <summary>Kills the process. Does nothing when it has already ended.</summary>
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
            return null; // The process has ended meanwhile, or belongs to another user.
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
            return false; // No such process, or it ended while we asked.
        }
    }
}
