using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Ledger;

/// <summary>Tells what the notes are that the database has as the checkpoints of a log, by who signed them.</summary>
/// <param name="log">The log.</param>
/// <param name="keys">The keys of this host.</param>
/// <param name="changes">The changes of keys that are in the log, under whatever name.</param>
public sealed class LogNotes(string log, LedgerKeys keys, IReadOnlyList<(long Index, KeyChange Change)> changes)
{
    /// <summary>Which key signs the log at which size under the name that it has.</summary>
    internal KeyHistory History { get; } = KeyHistory.Of([.. changes.Where(c => c.Change.Origin == keys.OriginOf(log))], keys.KeysOf(log), out _);

    /// <summary>The checkpoint that a note is, signed by the key of the log that was in force at its size; or why it is none.</summary>
    public Result<Checkpoint> Open(byte[] note) => keys.Open(log, note, History).TryGet(out var opened, out var error) ? opened.Checkpoint : error;

    /// <summary>
    /// The checkpoint that a note is where it was signed by this installation when the log had another name, as before a backup was put back; else null. It is a checkpoint as it should
    /// be, of another log.
    /// </summary>
    public Checkpoint? OfAnotherName(byte[] note)
    {
        if (!UnverifiedNote.Parse(note).TryGet(out var parsed, out _) || !Checkpoint.Parse(parsed.UnverifiedText).TryGet(out var unverified, out _)) return null;
        var origin = unverified.Origin;
        if (origin == keys.OriginOf(log) || (log != LedgerSchema.Everything && !origin.EndsWith($"/{log}", StringComparison.Ordinal))) return null;
        var known = keys.KeysUnder(origin);
        var history = KeyHistory.Of([.. changes.Where(c => c.Change.Origin == origin)], known, out _);
        return (history.At(unverified.Head.Size) is { } inForce ? [inForce] : known).Any(key => NoteVerifier.Create(key).TryGet(out var verifier, out _) && Checkpoint.Open(note, origin, verifier).IsOk) ? unverified : null;
    }
}
