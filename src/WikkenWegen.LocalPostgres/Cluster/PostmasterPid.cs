using System.Globalization;

namespace WikkenWegen.LocalPostgres.Cluster;

/// <summary>
/// What <c>postmaster.pid</c> tells of the server that runs, or once ran, on a data folder. Its lines are: process number, data
/// folder, start time, port, socket folder, listen address, shared memory, status (PostgreSQL's <c>utils/pidfile.h</c>).
/// </summary>
/// <param name="ProcessId">The server's main process, the postmaster; 0 when the file was cut short by a crash.</param>
/// <param name="IsReady">It accepts connections, as far as the file knows.</param>
internal sealed record PostmasterPid(int ProcessId, bool IsReady)
{
    private const int StatusLine = 8;

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "postmaster.pid");

    /// <summary>Null when there is no file: the last server, if any, was stopped cleanly.</summary>
    public static PostmasterPid? Read(string dataFolder)
    {
        try
        {
            var lines = File.ReadAllLines(PathIn(dataFolder));
            var processId = lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var number) ? number : 0;
            return new(processId, lines.Length >= StatusLine && lines[StatusLine - 1].Trim() == "ready");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
