using System.Collections.Frozen;
using System.Reflection;

namespace WikkenWegen.AuditBundle;

/// <summary>The names in a bag: a BagIt bag (RFC 8493) with SHA-256 manifests, in a zip whose entries are stored without compression.</summary>
/// <remarks>
/// <code>
/// bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
/// data/leesmij.txt            what this is, how to check it, and what it cannot prove
/// data/bag.json               what the bag is about
/// data/leaves.ndjson          the leaves, verbatim, one a line, by ascending index
/// data/positions.ndjson       every place of the log up to its last checkpoint, one a line, by ascending index: index and leaf hash as the store kept it. A leaf that is
///                             not here has leftOut, which says why: selection, blindRound or lost; those that are here stand in leaves.ndjson in this order. Where
///                             the store has another event than the leaf says, event tells so: differs or gone
/// data/bodies.ndjson          bodies of events that are too large for a leaf: {"index":7,"data":…}
/// data/disclosures.txt        texts of the vault that whoever asked may see, one encoded disclosure a line (RFC 9901)
/// data/checkpoints/&lt;size&gt;.txt signed checkpoints; all is proven against the largest. What the store has as one, and is none, stands there too, as none-&lt;number&gt;.txt
/// data/texts-withheld.txt     digests of texts in its leaves that the store has and whoever asked may not see, one a line; absent where there are none
/// data/keys.txt  data/policy.txt   keys of the log and its tlog-policy, to compare with those that were got elsewhere
/// data/timestamps/&lt;size&gt;.tst  time stamps (RFC 3161) of checkpoints, where there are any; see TimeStamp
/// data/key-changes.ndjson     where the key was changed: {"index":7,"leaf":"…"}, whether or not the bag has that leaf otherwise; see KeyChange
/// data/views.ndjson           the state of each weighing that is here from its first event, as the store has it: the Domain must fold the same from the leaves
/// data/exports/…              the same events for other tools, each row with leaf_index and leaf_hash
/// </code>
/// Everything from views.ndjson on follows from what stands above it: the verifier makes it anew and compares. What is no line, since it has a line end or is too long, has an
/// entry {"noLine":…} in its place, which is that of no leaf.
///
/// The first version (<see cref="First"/>) is read too. There, positions.ndjson has a line for each leaf that is here and no other, each with its inclusion proof
/// where not all are; the CSV has the hashes in base64; and the metadata say nothing of retention.
/// </remarks>
public static class BagFormat
{
    /// <summary>The format and its version, as bag.json says it.</summary>
    public const string Version = "wikkenwegen-audit-bag/2";

    /// <summary>The format before it, which is still read.</summary>
    public const string First = "wikkenwegen-audit-bag/1";

    /// <summary>A leaf is shorter than this, in bytes.</summary>
    public const int MaxLeafBytes = 60 * 1024;

    /// <summary>The longest line that is read anywhere in a bag, in bytes: the body of one event.</summary>
    public const int MaxLineBytes = 64 * 1024 * 1024;

    /// <summary>The largest file that is read as a whole, in bytes.</summary>
    public const int MaxSmallFileBytes = 16 * 1024 * 1024;

    /// <summary>The largest signed checkpoint that is read, in bytes: far more than any with its cosignatures takes.</summary>
    public const int MaxCheckpointBytes = 64 * 1024;

    /// <summary>The most streams, the most texts and the most erased or missing texts that a bag may have, each: they are kept in memory.</summary>
    public const int MaxKept = 4_000_000;

    /// <summary>The largest index of a leaf that is read.</summary>
    public const long MaxIndex = uint.MaxValue;

    /// <summary>
    /// Names of the types of events that say that texts were erased; their member <c>digests</c> lists them: of a weighing, of another stream, and of a case that was taken back, which says no
    /// ground.
    /// </summary>
    public static readonly FrozenSet<string> ErasureTypes = FrozenSet.Create(StringComparer.Ordinal, "personal_data_erased", "texts_erased", "case_withdrawn");

    /// <summary>Name of the type of event that says that a text was corrected; its member <c>replaced</c> has the digest of the text that held until then.</summary>
    public const string CorrectionType = "text_corrected";

    /// <summary>Kind of the streams that are weighings.</summary>
    public const string WeighingStream = "weighing";

    /// <summary>This program and its version. Sentences, and what is in views, may differ between versions; all else in a bag may not.</summary>
    public static string Software { get; } = $"WikkenWegen/{typeof(BagFormat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    internal const string Declaration = "bagit.txt";
    internal const string Info = "bag-info.txt";
    internal const string Manifest = "manifest-sha256.txt";
    internal const string TagManifest = "tagmanifest-sha256.txt";
    internal const string Payload = "data/";
    internal const string Readme = "data/leesmij.txt";
    internal const string Head = "data/bag.json";
    internal const string Leaves = "data/leaves.ndjson";
    internal const string Positions = "data/positions.ndjson";
    internal const string Bodies = "data/bodies.ndjson";
    internal const string Disclosures = "data/disclosures.txt";
    internal const string TextsWithheld = "data/texts-withheld.txt";
    internal const string Checkpoints = "data/checkpoints/";
    internal const string Keys = "data/keys.txt";
    internal const string Policy = "data/policy.txt";
    internal const string Timestamps = "data/timestamps/";
    internal const string KeyChanges = "data/key-changes.ndjson";
    internal const string Views = "data/views.ndjson";
    internal const string Csv = "data/exports/events.csv";
    internal const string CloudEvents = "data/exports/cloudevents.ndjson";
    internal const string Xes = "data/exports/events.xes";
    internal const string Ocel = "data/exports/ocel.json";
    internal const string OcelSqlite = "data/exports/ocel.sqlite";
    internal const string History = "data/exports/geschiedenis.txt";
    internal const string Mdto = "data/exports/informatieobject.mdto.xml";
    internal const string MdtoOfFile = ".bestand.mdto.xml";

}
