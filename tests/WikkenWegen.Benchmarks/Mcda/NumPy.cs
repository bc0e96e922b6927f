using System.Diagnostics;
using System.Globalization;

namespace WikkenWegen.Benchmarks.Mcda;

/// <summary>Runs smaa2_numpy.py beside this program and asks it for one run after the other.</summary>
internal sealed class NumPy : IDisposable
{
    private readonly Process _process;

    private NumPy(Process process) => _process = process;

    /// <summary>Starts Debian's Python, or the one on the path; null where neither has NumPy.</summary>
    public static NumPy? Start(int draws, int proposals, int criteria)
    {
        foreach (var python in new[] { "/usr/bin/python3", "python3", "python" })
        {
            try
            {
                using var check = Process.Start(new ProcessStartInfo(python, ["-c", "import numpy"]) { RedirectStandardError = true })!;
                check.WaitForExit();
                if (check.ExitCode != 0) continue;
                var script = Path.Combine(AppContext.BaseDirectory, "Mcda", "smaa2_numpy.py");
                string[] arguments = [script, .. new[] { draws, proposals, criteria }.Select(n => n.ToString(CultureInfo.InvariantCulture))];
                return new NumPy(Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // not there: try the next
            }
        }
        return null;
    }

    /// <summary>One run; the time is NumPy's own, without the talk between the programs.</summary>
    public TimeSpan Run(bool confidenceFactors)
    {
        _process.StandardInput.WriteLine(confidenceFactors ? "factors" : "plain");
        _process.StandardInput.Flush();
        return TimeSpan.FromSeconds(double.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("NumPy stopped"), CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
