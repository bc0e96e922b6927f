using System.Globalization;

namespace WikkenWegen.LocalPostgres.Cluster;

/// <summary>
/// What <c>postmaster.pid</c> says about the server that runs on a data folder, or ran on it and did not stop cleanly. Its lines are:
/// process number, data folder, start time, port, socket folder, listen address, shared memory, status (PostgreSQL's
/// <c>utils/pidfile.h</c>).
/// </summary>
/// <param name="ProcessId">The number of the server's main process, the postmaster; 0 when the file holds no number, as after a crash of the machine.</param>
/// <param name="IsReady">Whether the server wrote that it accepts connections. It may have been killed since.</param>
internal sealed record PostmasterPid(int ProcessId, bool IsReady)
{
    private const int StatusLine = 8;

    /// <summary>The path of the file in a data folder.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "postmaster.pid");

    /// <summary>Reads the file; null when there is none, since no server runs and the last one, if any, was stopped cleanly.</summary>
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
