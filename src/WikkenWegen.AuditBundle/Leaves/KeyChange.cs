using System.Text;
using System.Text.Json;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.AuditBundle.Leaves;

/// <summary>A change of the key that signs a log, which a leaf of that log tells of.</summary>
/// <remarks>
/// What the leaf carries is a signed note (c2sp.org/signed-note) that no reader takes for a checkpoint, under both keys. Its text:
/// <code>
/// wikkenwegen log key change v1
/// &lt;origin of the log&gt;
/// from &lt;vkey of before&gt;
/// to &lt;vkey from now on&gt;
/// </code>
/// The old key vouches for the new one; the new key says that whoever has it knows where it comes from. Where the leaf is at place i of the log, checkpoints of up to i leaves are
/// signed by the old key, and those of more leaves by the new one.
/// </remarks>
/// <param name="Origin">Origin of the log, which is the name of both keys.</param>
/// <param name="From">The key of before.</param>
/// <param name="To">The key from now on.</param>
public sealed record KeyChange(string Origin, VerifierKey From, VerifierKey To)
{
    /// <summary>Name of the type of event that tells of it; its member <c>statement</c> has the note.</summary>
    public const string Type = "log_key_changed";

    /// <summary>The first line of the note.</summary>
    public const string Heading = "wikkenwegen log key change v1";

    /// <summary>The note.</summary>
    /// <param name="from">Signs by the key of before.</param>
    /// <param name="to">Signs by the key from now on; of the same log.</param>
    public static string Sign(NoteSigner from, NoteSigner to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Encoding.UTF8.GetString(Note.Sign(new KeyChange(from.Name, from.VerifierKey, to.VerifierKey).Text, from, to).Value);
    }

    /// <summary>Reads a note, and checks both signatures.</summary>
    /// <returns>The change, or why the note is none.</returns>
    public static Result<KeyChange> Open(ReadOnlySpan<byte> note)
    {
        if (!UnverifiedNote.Parse(note).TryGet(out var unverified, out var error)) return error;
        var lines = unverified.UnverifiedText.Split('\n');
        if (lines is not [Heading, var origin, ['f', 'r', 'o', 'm', ' ', .. var before], ['t', 'o', ' ', .. var now], ""]) return new LogError(LogErrorCode.Malformed, "this is no change of a key");
        if (!VerifierKey.Parse(before).TryGet(out var from, out error) || !VerifierKey.Parse(now).TryGet(out var to, out error)) return error;
        if (from.Name != origin || to.Name != origin || from.Type != SignatureType.Ed25519 || to.Type != SignatureType.Ed25519 || from.Equals(to))
            return new LogError(LogErrorCode.Malformed, "a key of a log is changed for another of the same log");
        if (!NoteVerifier.Create(from).TryGet(out var old, out error) || !NoteVerifier.Create(to).TryGet(out var young, out error) || !unverified.Verify([old, young]).TryGet(out var opened, out error)) return error;
        return opened.Signatures.Count == 2 ? new KeyChange(origin, from, to) : new LogError(LogErrorCode.NoKnownSignature, "a change of a key is signed by both");
    }

    /// <summary>Reads the change that a leaf tells of.</summary>
    /// <param name="leaf">The leaf, verbatim.</param>
    /// <returns>The change, or why the leaf tells of none.</returns>
    public static Result<KeyChange> OfLeaf(ReadOnlyMemory<byte> leaf)
    {
        if (!Leaf.TryRead(leaf, out var read, out var wrong)) return new LogError(LogErrorCode.Malformed, wrong);
        if (read.Type != Type || read.Data is not { } data) return new LogError(LogErrorCode.Malformed, "this leaf is of something else");
        try
        {
            using var json = JsonDocument.Parse(data, new JsonDocumentOptions { MaxDepth = Leaf.MaxDepth });
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("statement", out var statement) && statement.ValueKind == JsonValueKind.String)
                return Open(Encoding.UTF8.GetBytes(statement.GetString()!));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a character in it: no installation writes such a statement.
        }
        return new LogError(LogErrorCode.Malformed, "this leaf has no statement");
    }

    private string Text => $"{Heading}\n{Origin}\nfrom {From}\nto {To}\n";
}

/// <summary>Which key signs a log, by its size: what follows from the changes in it for who trusts one of the keys.</summary>
public sealed class KeyHistory
{
    private readonly List<(long Index, KeyChange Change)> _changes = [];
    private readonly HashSet<VerifierKey> _trusted = [];

    /// <summary>The history for who trusts some keys.</summary>
    /// <param name="changes">The changes of one log with the place of each, by ascending place.</param>
    /// <param name="trusted">The keys that are trusted.</param>
    /// <param name="foreign">Those of the changes that have no part in it: they lead from none of these keys to another, or not from the one that was in force.</param>
    public static KeyHistory Of(IReadOnlyList<(long Index, KeyChange Change)> changes, IEnumerable<VerifierKey> trusted, out IReadOnlyList<long> foreign)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var (history, left) = (new KeyHistory(), new List<long>());
        history._trusted.UnionWith(trusted);
        var keys = history._trusted.ToHashSet();
        // Both keys have signed a change, so that the keys of before are known too. Whether they count is for the caller to ask: see Follows.
        for (var before = -1; before < keys.Count;)
        {
            before = keys.Count;
            foreach (var (_, change) in changes)
                if (keys.Contains(change.From) || keys.Contains(change.To)) keys.UnionWith([change.From, change.To]);
        }
        foreach (var (index, change) in changes)
        {
            var now = history._changes is [.., var last] ? last.Change.To : change.From;
            if (keys.Contains(change.From) && change.From.Equals(now)) history._changes.Add((index, change));
            else left.Add(index);
        }
        foreign = left;
        return history;
    }

    /// <summary>Whether the key was never changed.</summary>
    public bool IsEmpty => _changes.Count == 0;

    /// <summary>The key that signs checkpoints of the largest sizes; null where it was never changed.</summary>
    public VerifierKey? Newest => _changes is [.., var last] ? last.Change.To : null;

    /// <summary>The keys in their order, each with the sizes of which it signs the checkpoints: above the first number, up to and with the second one, which the last has not.</summary>
    public IEnumerable<(VerifierKey Key, long Above, long? UpTo)> Periods =>
        IsEmpty ? [] : _changes.Select((c, i) => (c.Change.From, i == 0 ? -1 : _changes[i - 1].Index, (long?)c.Index)).Append((_changes[^1].Change.To, _changes[^1].Index, null));

    /// <summary>
    /// Whether the key that signs a checkpoint of so many leaves is one of those that are trusted, or came in place of one. A key of before them may have been changed because somebody else got hold of it: what it
    /// signed counts only by what a newer key has signed over it. Always so where the key was never changed.
    /// </summary>
    public bool Follows(ulong size)
    {
        foreach (var (key, above, _) in Periods)
            if (_trusted.Contains(key)) return above < 0 || size > (ulong)above;
        return IsEmpty;
    }

    /// <summary>How often it was changed from one key to another.</summary>
    public int Count(VerifierKey from, VerifierKey to) => _changes.Count(c => c.Change.From.Equals(from) && c.Change.To.Equals(to));

    /// <summary>The key that signs a checkpoint of so many leaves; null where it was never changed.</summary>
    public VerifierKey? At(ulong size) => IsEmpty ? null : _changes.FindLast(c => (ulong)c.Index < size) is { Change: { } change } ? change.To : _changes[0].Change.From;
}
