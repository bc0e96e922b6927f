using System.Text.RegularExpressions;
using JasperFx;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Weasel.Core;
using Weasel.Postgresql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>The migrations make what the code wants, only add, and stay as they were released.</summary>
public class MigrationTests(SharedApi shared)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "WikkenWegen.Api", "Migrations");

    [Fact]
    public async Task They_make_what_the_code_wants()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Warning"));
        var store = api.Services.GetRequiredService<IDocumentStore>();
        if (await Lacking(store) is { Length: > 0 } sql) Assert.Fail(await NextMigration(sql));

        // And nothing else: the code would not know it.
        var migrated = await Catalog.Of(database);
        await Stored.Run(database, """
            drop schema wikkenwegen cascade; create schema wikkenwegen;
            create extension unaccent with schema wikkenwegen; create extension pg_trgm with schema wikkenwegen;
            """);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        var wanted = await Catalog.Of(database);
        wanted.Except(migrated).ShouldBeEmpty("the code wants it so, and the migrations make it otherwise");
        migrated.Except(wanted).ShouldBeEmpty("the migrations make it, and the code does not want it");
    }

    /// <summary>The SQL by which Weasel would make what the code wants of what the migrations made.</summary>
    private static async Task<string> Lacking(IDocumentStore store)
    {
        var lacking = await store.Storage.Database.CreateMigrationAsync(TestContext.Current.CancellationToken);
        if (lacking.Difference == SchemaPatchDifference.None) return "";
        await using var sql = new StringWriter();
        lacking.WriteAllUpdates(sql, new PostgresqlMigrator(), AutoCreate.All);
        return sql.ToString();
    }

    private static async Task<string> NextMigration(string sql)
    {
        var written = Path.Combine(AppContext.BaseDirectory, "next-migration.sql");
        await File.WriteAllTextAsync(written, sql, TestContext.Current.CancellationToken);
        var newest = Migration.All[^1];
        return $"""
            The code wants a schema that the migrations do not make. What is lacking was written to a file; read it, take out what drops or narrows, say "if not exists" where that can be said, and then:
            mv {written} {Path.Combine(Folder, $"v{newest.Major}", $"{newest.Number + 1:0000}-what-it-adds.sql")}

            {sql}
            """;
    }

    [Fact]
    public void They_are_numbered_without_a_gap_and_their_major_versions_rise()
    {
        Migration.All.Select(m => m.Number).ShouldBe(Enumerable.Range(1, Migration.All.Count));
        Migration.All.Select(m => m.Major).ShouldBe(Migration.All.Select(m => m.Major).Order());
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)
            .ShouldBe(Migration.All.Select(m => $"v{m.Major}/{m}.sql"), "each file there is embedded, and named v1/0001-what-it-adds.sql");
    }

    /// <summary>Hosts of before go on while a newer one migrates: they insert without what they do not know, and read what they knew.</summary>
    [Fact]
    public void Within_a_major_version_they_only_add()
    {
        foreach (var migration in Migration.All.Where(m => m.Number > Migration.All.First(first => first.Major == m.Major).Number))
        {
            var sql = Regex.Replace(migration.Sql, "--.*$", "", RegexOptions.Multiline);
            foreach (var statement in Regex.Replace(sql, @"(\$\w*\$).*?\1", "$1", RegexOptions.Singleline).Split(';').Select(s => s.Trim()).Where(s => s.Length > 0))
                Adds(statement).ShouldBeTrue($"{migration} is not of those that only add: {statement}");
        }
    }

    private static bool Adds(string statement) =>
        Regex.IsMatch(statement, @"^(create (or replace )?(unique )?(table|index|sequence|function|trigger|view|extension|schema)\b|do \$|comment on\b|alter function \S+\([^)]*\) set \w|alter table (if exists )?\S+ (add|alter (column )?\w+ set storage|set \()|alter sequence)", RegexOptions.IgnoreCase)
        && !Regex.IsMatch(statement, @"\b(drop|rename|truncate|delete from|alter (column )?\w+ (set data )?type|set not null)\b", RegexOptions.IgnoreCase)
        && !(Regex.IsMatch(statement, @"\badd (column )?(if not exists )?\w+", RegexOptions.IgnoreCase) && Regex.IsMatch(statement, @"\bnot null\b", RegexOptions.IgnoreCase) && !Regex.IsMatch(statement, @"\bdefault\b", RegexOptions.IgnoreCase));

    [Theory]
    [InlineData("alter table wikkenwegen.vault add column if not exists note text", true)]
    [InlineData("alter table wikkenwegen.vault add column note text not null default ''", true)]
    [InlineData("create index if not exists ix on wikkenwegen.vault (note)", true)]
    [InlineData("alter function wikkenwegen.keep(text, boolean) set enable_seqscan = off", true)]
    [InlineData("alter function wikkenwegen.keep() rename to kept", false)]
    [InlineData("alter table wikkenwegen.vault add column note text not null", false)]
    [InlineData("alter table wikkenwegen.vault drop column disclosure", false)]
    [InlineData("alter table wikkenwegen.vault alter column digest type text", false)]
    [InlineData("alter table wikkenwegen.vault rename to safe", false)]
    [InlineData("drop index wikkenwegen.ix_vault_weighing", false)]
    [InlineData("update wikkenwegen.vault set disclosure = ''", false)]
    public void What_only_adds_is_told_from_what_does_not(string statement, bool adds) => Adds(statement).ShouldBe(adds);

    /// <summary>What a database was migrated by is written down there with its checksum, so a file that was released is never edited.</summary>
    [Fact]
    public void They_stay_as_they_were_released()
    {
        var file = Path.Combine(Repository.Root, "tests", "WikkenWegen.Api.Tests", "Storage", "migrations.txt");
        File.ReadAllLines(file).ShouldBe(Migration.All.Select(m => $"{m} {m.Checksum}"),
            $"A new migration gets a line in {file}, once and for all; a line that is there and no longer right tells that a file was edited which databases may have: put it back, and make a next one.");
    }

    [Fact]
    public async Task Run_by_hand_they_make_the_same()
    {
        var database = await shared.CreateDatabase();
        await Stored.Run(database, SchemaUpdate.Script(Migration.All));
        var byHand = await Catalog.Of(database);
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Warning"));
        (await Catalog.Of(database)).ShouldBeTheSame(byHand);
        (await Catalog.Of(shared.Api.ConnectionString)).ShouldBeTheSame(byHand);
        (await Stored.Rows(database, "select number from wikkenwegen.schema_migration order by 1", row => row.GetInt32(0))).ShouldBe(Migration.All.Select(m => m.Number));
        (await WeighingClient.Open(api.Client())).Version.ShouldBe(1);
    }

    /// <summary>All tables and sequences are found in the SQL, by which a start sees that one is gone or may not be used.</summary>
    [Fact]
    public async Task What_they_make_is_known() => Migration.All.SelectMany(m => m.Made).Order(StringComparer.Ordinal)
        .ShouldBe(await Stored.Rows(shared.Api.ConnectionString, """
            select nspname || '.' || relname from pg_class c join pg_namespace n on n.oid = relnamespace where nspname in ('wikkenwegen', 'wikkenwegen_messaging') and relkind in ('r', 'S')
            order by (nspname || '.' || relname) collate "C"
            """, row => row.GetString(0)));
}
