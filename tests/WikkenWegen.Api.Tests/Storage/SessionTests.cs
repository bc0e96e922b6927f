using System.Text.RegularExpressions;
using Npgsql;
using WikkenWegen.Api.Tests.Contract;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>Connections go back to their pool as they are, so that nothing may be left in a session.</summary>
public partial class SessionTests(Support.SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("listen changes", true)]
    [InlineData("select pg_advisory_lock(1)", true)]
    [InlineData("select pg_try_advisory_lock_shared($1)", true)]
    [InlineData("set session search_path = x", true)]
    [InlineData("create temp table t (a int)", true)]
    [InlineData("select set_config('jit', 'off', false)", true)]
    [InlineData("select set_config('jit', 'off', true)", false)]
    [InlineData("select pg_advisory_xact_lock(1)", false)]
    [InlineData("update t set session = 1", false)]
    public void What_changes_a_session_is_recognised(string sql, bool changes) => ChangesSession().IsMatch(sql).ShouldBe(changes);

    [Fact]
    public void No_statement_of_the_host_changes_a_session_unless_its_connection_is_its_own()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "WikkenWegen.Api"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToList();
        files.Count.ShouldBeGreaterThan(200);
        // An export is made under a lock that outlives its transactions; whoever takes it lets go of it, or of the connection.
        string[] letsGo = ["ExportMaker.cs"];
        files.Where(f => !letsGo.Contains(Path.GetFileName(f))).SelectMany(f => File.ReadLines(f).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal) && ChangesSession().IsMatch(l)).Select(l => $"{Path.GetFileName(f)}: {l.Trim()}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_of_the_pool_is_given_out_again_without_being_reset()
    {
        var source = (NpgsqlDataSource)shared.Api.Services.GetService(typeof(NpgsqlDataSource))!;
        new NpgsqlConnectionStringBuilder(source.ConnectionString).NoResetOnClose.ShouldBeTrue();
        await using var command = source.CreateCommand("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()");
        (await command.ExecuteScalarAsync(Cancellation)).ShouldBe(0L);
    }

    [GeneratedRegex("""(^|[";])\s*listen\s+[a-z_{]|pg_(try_)?advisory_lock(_shared)?\(|\bset\s+session\s+\w+\s*(=|to)\s*\w+|create\s+temp|set_config\([^)]*,\s*false\)""", RegexOptions.IgnoreCase)]
    private static partial Regex ChangesSession();
}
