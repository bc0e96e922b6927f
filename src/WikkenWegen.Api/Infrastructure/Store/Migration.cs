using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>
/// A numbered change of the database schema: a file of SQL in the folder Migrations, which is about the base and all features together.
/// Within a major version a migration only adds, so that hosts which do not know it work on beside those that do. What was released is
/// never edited: the next change is the next file.
/// </summary>
/// <param name="Major">The major version that it belongs to: the folder.</param>
/// <param name="Number">Its number, from 1, which goes on rising from one major version to the next.</param>
/// <param name="Name">What it adds, in a few words joined by hyphens.</param>
/// <param name="Sql">What the file says. It can be run by hand, and does no harm where what it makes is there already.</param>
public sealed partial record Migration(int Major, int Number, string Name, string Sql)
{
    /// <summary>The table in which the migrations of a database are written down.</summary>
    public const string Table = $"{StoreSetup.Schema}.schema_migration";

    /// <summary>The migrations that this host knows, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
        [.. typeof(Migration).Assembly.GetManifestResourceNames().Select(name => FileName().Match(name)).Where(match => match.Success).Select(Read).OrderBy(m => m.Number)];

    /// <summary>SHA-256 of the SQL, in hexadecimals: tells another migration of the same number apart.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The tables and sequences that it makes, with their schema.</summary>
    public IEnumerable<string> Made => Making().Matches(Sql).Select(match => match.Groups[1].Value);

    /// <summary>The SQL that carries it out and writes down that this was done.</summary>
    public string Script => $"""
        {Sql.TrimEnd()}

        insert into {Table} (number, major, name, checksum, applied_at) values ({Number}, {Major}, '{Name}', '{Checksum}', clock_timestamp());

        """;

    /// <summary>As one says it: 0001-baseline.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number:0000}-{Name}");

    private static Migration Read(Match file)
    {
        using var reader = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(file.Value)!);
        return new Migration(Number(1), Number(2), file.Groups[3].Value, reader.ReadToEnd().ReplaceLineEndings("\n"));

        int Number(int group) => int.Parse(file.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^migrations/v([0-9]+)[/\\]([0-9]{4})-([a-z0-9-]+)\.sql$")]
    private static partial Regex FileName();

    [GeneratedRegex($@"^create (?:table|sequence) (?:if not exists )?((?:{StoreSetup.Schema}|{Messaging.Schema})\.\w+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Making();
}
