using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("wikkenwegen-folder-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void By_default_it_is_in_the_users_data_or_as_root_where_others_can_reach_it() => DataFolder.Locate(new()).ShouldBe(ServerUser.IsNeeded
        ? "/var/lib/wikkenwegen/postgres"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "WikkenWegen", "postgres"));

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
    public void A_new_folder_is_for_its_owner_or_as_root_for_others_to_pass_through()
    {
        Requires.Shell();
        var folder = Path.Combine(root, "a", "b");

        DataFolder.Make(folder);

        var others = UnixFileMode.OtherExecute | UnixFileMode.OtherRead;
        foreach (var made in (string[])[folder, Path.Combine(root, "a")])
        {
            (File.GetUnixFileMode(made) & others).ShouldBe(ServerUser.IsNeeded ? others : UnixFileMode.None);
        }
    }
}
