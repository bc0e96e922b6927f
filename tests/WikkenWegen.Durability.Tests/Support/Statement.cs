using System.Text.RegularExpressions;

namespace WikkenWegen.Durability.Tests.Support;

/// <summary>A statement that a host sent to the server.</summary>
/// <param name="Sql">Its text, in one line.</param>
/// <param name="OfLedger">Whether it is of a transaction of the sequencer or the signer, from the statement that takes their lock to the end.</param>
/// <param name="Before">The text of the statement before it on the same connection.</param>
internal sealed partial record Statement(string Sql, bool OfLedger, string Before)
{
    /// <summary>The advisory locks of the sequencer and of the signer, by which their transactions are known.</summary>
    public static readonly long[] LedgerLocks = [0x57696B6B656E31, 0x57696B6B656E32];

    /// <summary>Whether it ends a transaction.</summary>
    public bool Ends => Sql is "COMMIT" or "ROLLBACK";

    /// <summary>Whether it only reads.</summary>
    public bool Reads => Sql.StartsWith("select ", StringComparison.Ordinal) && !Sql.Contains("mt_quick_append_events", StringComparison.Ordinal) && !Sql.Contains("advisory", StringComparison.Ordinal);

    /// <summary>What it is told from others by: its text; of one that ends a transaction also that of the one before, since all of those read the same.</summary>
    public string Name => Ends ? $"{Sql} after {Before}" : Sql;

    /// <summary>A text in one line, as it is whatever it is about: Marten writes identities into some.</summary>
    public static string InOneLine(string sql) => Identities().Replace(Blanks().Replace(sql, " "), "…").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Identities();
}
