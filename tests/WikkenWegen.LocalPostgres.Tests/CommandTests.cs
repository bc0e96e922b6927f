using System.Diagnostics;
using System.Globalization;
using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class CommandTests
{
    public CommandTests() => Requires.Shell();

    [Fact]
    public async Task It_gets_its_input_and_gives_its_output_its_errors_and_its_exit_code()
    {
        var command = new Command("sh", "-c", "cat; echo \"$1\" >&2; exit 3", "sh", "a $HOME 'b'") { Input = "héél\nveel" };
        (await RunAsync(command)).ShouldBe(new CommandResult(3, "héél\nveel", "a $HOME 'b'"));
    }

    [Fact]
    public async Task Input_that_nobody_reads_is_no_failure() =>
        (await RunAsync(new("true") { Input = new string('x', 1_000_000) })).ShouldBe(new CommandResult(0, "", ""));

    [Fact]
    public async Task It_runs_in_the_folder_and_environment_given()
    {
        var environment = new Dictionary<string, string?> { ["ADDED"] = "here", ["HOME"] = null };
        var result = await RunAsync(new("sh", "-c", "pwd; echo \"$ADDED,${HOME-none},${PATH:+kept}\"") { Folder = "/", Environment = environment });
        result.Output.ShouldBe("/\nhere,none,kept");
    }

    [Fact]
    public async Task Root_can_run_it_as_another_user_without_the_rights_and_groups_of_root()
    {
        Requires.Root();
        (await RunAsync(new("sh", "-c", "id -un; id -Gn | tr ' ' '\n' | grep -cx root") { User = "nobody", Folder = "/" })).Output.ShouldBe("nobody\n0");
    }

    [Fact]
    public async Task A_user_that_does_not_exist_is_a_result_with_a_complaint()
    {
        var result = await RunAsync(new("true") { User = "no-such-user" });
        result.ExitCode.ShouldBe(127);
        result.Complaint.ShouldContain("no-such-user");
    }

    [Fact]
    public async Task A_program_that_is_absent_is_a_result_with_a_complaint()
    {
        var result = await RunAsync(new("no-such-program"));
        result.ExitCode.ShouldBe(127);
        result.Complaint.ShouldContain("No such file");
    }

    [Fact]
    public async Task A_child_that_outlives_the_command_and_holds_its_output_open_does_not_hold_it_up()
    {
        var start = Stopwatch.GetTimestamp();
        var result = await RunAsync(new("sh", "-c", "sleep 30 & echo $!"));

        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        var child = int.Parse(result.Output, CultureInfo.InvariantCulture);
        ProcessTable.IsAlive(child).ShouldBeTrue();
        ProcessTable.Kill(child);
    }

    [Fact]
    public async Task Cancelled_it_is_killed_together_with_its_children()
    {
        var folder = Directory.CreateTempSubdirectory("wikkenwegen-command-").FullName;
        try
        {
            using var giveUp = new CancellationTokenSource();
            var running = new Command("sh", "-c", "sleep 60 & echo $! > child.part; mv child.part child; wait") { Folder = folder }.RunAsync(giveUp.Token);
            while (!File.Exists(Path.Combine(folder, "child"))) await Task.Delay(5, TestContext.Current.CancellationToken);
            var child = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "child"), TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
            ProcessTable.IsAlive(child).ShouldBeTrue();

            await giveUp.CancelAsync();

            await Should.ThrowAsync<OperationCanceledException>(running);
            (await ProcessTable.WaitForEndAsync(child, TimeSpan.FromMinutes(1))).ShouldBeTrue();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<CommandResult> RunAsync(Command command) => command.RunAsync(TestContext.Current.CancellationToken);
}
