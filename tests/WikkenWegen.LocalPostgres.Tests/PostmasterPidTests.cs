using WikkenWegen.LocalPostgres.Cluster;

namespace WikkenWegen.LocalPostgres.Tests;

public sealed class PostmasterPidTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("wikkenwegen-pid-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void No_file_means_no_server() => PostmasterPid.Read(folder).ShouldBeNull();

    [Fact]
    public void No_folder_means_no_server() => PostmasterPid.Read(Path.Combine(folder, "absent")).ShouldBeNull();

    [Theory]
    [InlineData("4711\n/data\n1763970000\n5433\n\n127.0.0.1\n  1234   5678\nready   \n", 4711, true)]
    [InlineData("4711\n/data\n1763970000\n5433\n\n127.0.0.1\n  1234   5678\nstarting\n", 4711, false)]
    [InlineData("4711\n/data\n1763970000\n5433\n", 4711, false)]
    [InlineData("", 0, false)] // After a crash of the machine the file may be empty.
    [InlineData("ready\n", 0, false)]
    public void The_first_line_is_the_process_and_the_eighth_its_status(string text, int processId, bool ready)
    {
        File.WriteAllText(Path.Combine(folder, "postmaster.pid"), text);
        PostmasterPid.Read(folder).ShouldBe(new PostmasterPid(processId, ready));
    }
}
