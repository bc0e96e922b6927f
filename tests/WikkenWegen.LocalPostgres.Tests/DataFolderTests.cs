using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("wikkenwegen-folder-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void As_root_it_is_by_default_where_others_can_reach_it()
    {
        Requires.Root();
        WithDataHome(null).ShouldBe("/var/lib/wikkenwegen/postgres");
    }

    [Fact]
    public void As_root_too_it_is_where_the_environment_says_that_data_go()
    {
        Requires.Root();
        WithDataHome(root).ShouldBe(Path.Combine(root, "WikkenWegen", "postgres"));
        WithDataHome("").ShouldBe("/var/lib/wikkenwegen/postgres");
        WithDataHome("relative/data").ShouldBe("/var/lib/wikkenwegen/postgres");
    }

    private static string WithDataHome(string? folder)
    {
        var before = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", folder);
        try
        {
            return DataFolder.Locate(new());
        }
        finally
        {
            Environment.SetEnvironmentVariable("XDG_DATA_HOME", before);
        }
    }

    [Fact]
    public void As_an_ordinary_user_it_is_by_default_among_the_users_data()
    {
        Requires.OrdinaryUser();
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        DataFolder.Locate(new()).ShouldBe(Path.Combine(data, "WikkenWegen", "postgres"));
    }

    [Fact]
    public void Links_on_the_way_are_resolved_whether_or_not_the_folder_is_there()
    {
        Requires.Shell();
        var real = Directory.CreateDirectory(Path.Combine(root, "real", "deep")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(root, "link"), Path.Combine(root, "real"));
        Directory.CreateSymbolicLink(Path.Combine(root, "link-to-link"), Path.Combine(root, "link", "deep"));

        DataFolder.Locate(new() { Folder = Path.Combine(root, "link-to-link", "postgres") }).ShouldBe(Path.Combine(real, "postgres"));
        DataFolder.Locate(new() { Folder = Path.Combine(root, "link", "deep") }).ShouldBe(real);
    }

    [Fact]
    public void As_root_others_can_enter_a_new_folder()
    {
        Requires.Root();
        ModesOfNewFolders().ShouldAllBe(mode => mode == (UnixFileMode)0b111_101_101);
    }

    [Fact]
    public void As_an_ordinary_user_a_new_folder_is_for_that_user_alone()
    {
        Requires.Shell();
        Requires.OrdinaryUser();
        ModesOfNewFolders().ShouldAllBe(mode => mode == (UnixFileMode)0b111_000_000);
    }

    private UnixFileMode[] ModesOfNewFolders()
    {
        var inner = Path.Combine(root, "a", "b");
        DataFolder.Make(inner);
        return [File.GetUnixFileMode(Path.Combine(root, "a")), File.GetUnixFileMode(inner)];
    }
}
