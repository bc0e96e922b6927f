using System.Diagnostics;
using System.Globalization;

namespace WikkenWegen.Durability.Tests.Support;

/// <summary>Unix signals.</summary>
internal static class Signals
{
    /// <summary>Sends a signal to a process, as <c>kill</c> does; one that has ended gets none.</summary>
    /// <param name="name">Name of the signal without SIG, such as STOP.</param>
    /// <param name="processId">The process.</param>
    public static async Task Send(string name, int processId)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + name, processId.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync(CancellationToken.None);
    }
}
