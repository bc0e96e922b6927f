using System.Diagnostics;
using System.Globalization;
using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class ProcessTableTests
{
    [Fact]
    public async Task A_process_lives_until_it_has_ended()
    {
        Requires.Shell();
        using var process = Process.Start("sleep", "60");
        ProcessTable.IsAlive(process.Id).ShouldBeTrue();

        ProcessTable.Kill(process.Id);

        (await ProcessTable.WaitForEndAsync(process.Id, TimeSpan.FromMinutes(1))).ShouldBeTrue();
        ProcessTable.Kill(process.Id); // A second time does nothing.
    }

    [Fact]
    public async Task Waiting_has_an_end() =>
        (await ProcessTable.WaitForEndAsync(Environment.ProcessId, TimeSpan.FromMilliseconds(20))).ShouldBeFalse();

    [Fact]
    public async Task A_process_that_nobody_waited_for_has_ended_all_the_same()
    {
        Requires.Linux();
        // The shell starts a child and then becomes the program sleep, which never asks for the exit code of that child.
        using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"]) { RedirectStandardOutput = true })!;
        var zombie = int.Parse((await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
        try
        {
            (await ProcessTable.WaitForEndAsync(zombie, TimeSpan.FromMinutes(1))).ShouldBeTrue();
            File.ReadAllText($"/proc/{zombie}/stat").ShouldContain(") Z ");
        }
        finally
        {
            parent.Kill();
        }
    }

    [Fact]
    public void Another_program_is_not_taken_for_PostgreSQL()
    {
        Requires.Shell();
        // A new folder: in the current one, other tests may start the real PostgreSQL at the same time.
        var folder = Directory.CreateTempSubdirectory("process-table-").FullName;
        using var process = Process.Start(new ProcessStartInfo("sleep", ["60"]) { WorkingDirectory = folder })!;
        try
        {
            ProcessTable.IsPostgresIn(process.Id, folder).ShouldBeFalse();
            ProcessTable.PostgresIn(folder).ShouldBeEmpty();
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
            Directory.Delete(folder);
        }
    }
}
