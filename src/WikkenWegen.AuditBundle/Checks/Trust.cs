using System.Text;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Policies;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>Whose signatures count: keys of logs, and where a policy was given, its witnesses and quorum.</summary>
public sealed class Trust
{
    private readonly IReadOnlyList<(VerifierKey Key, INoteVerifier Verifier)> _logs;
    private readonly TlogPolicy? _policy;

    private Trust(IReadOnlyList<(VerifierKey, INoteVerifier)> logs, TlogPolicy? policy) => (_logs, _policy) = (logs, policy);

    /// <summary>Whether cosignatures of witnesses are asked for.</summary>
    public bool AsksWitnesses => _policy is not null;

    /// <summary>Trust in keys of logs: vkeys, one a line; empty lines and those that begin with # are passed over.</summary>
    /// <exception cref="UnreadableBagException">One of them is no key.</exception>
    public static Trust InKeys(string lines)
    {
        var logs = new List<(VerifierKey, INoteVerifier)>();
        foreach (var line in lines.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (!VerifierKey.Parse(line).TryGet(out var key, out var error) || !NoteVerifier.Create(key).TryGet(out var verifier, out error))
                throw new UnreadableBagException($"Dit is geen sleutel: {BagFiles.Shown(line)} ({error.Message})", $"This is no key: {BagFiles.Shown(line)} ({error.Message})");
            logs.Add((key, verifier));
        }
        return logs.Count > 0 ? new Trust(logs, null) : throw new UnreadableBagException("Er is geen sleutel.", "There is no key.");
    }

    /// <summary>Trust in a policy (c2sp.org/tlog-policy).</summary>
    /// <exception cref="UnreadableBagException">It is none.</exception>
    public static Trust InPolicy(ReadOnlySpan<byte> text)
    {
        if (!TlogPolicy.Parse(text).TryGet(out var policy, out var error)) throw new UnreadableBagException($"Dit is geen policy: {error}", $"This is no policy: {error}");
        return new Trust([.. policy.Logs.Select(log => (log.Key, NoteVerifier.Create(log.Key).Value))], policy);
    }

    /// <summary>Opens a signed checkpoint of a log.</summary>
    /// <param name="note">The note.</param>
    /// <param name="origin">The log that it must be of; null for any that is trusted.</param>
    /// <param name="witnessed">Whether the quorum of the policy must have cosigned it.</param>
    public Result<Checkpoint> Open(ReadOnlySpan<byte> note, string? origin, bool witnessed)
    {
        if (origin is null)
        {
            if (!UnverifiedNote.Parse(note).TryGet(out var parsed, out var error) || !Checkpoint.Parse(parsed.UnverifiedText).TryGet(out var unverified, out error)) return error;
            origin = unverified.Origin;
        }
        // The key's name is the log's origin: a key of another log must not vouch for this one.
        var keys = _logs.Where(log => log.Key.Name == origin).Select(log => log.Verifier).ToArray();
        if (keys.Length == 0) return new LogError(LogErrorCode.UnknownOrigin, $"none of the trusted keys is of {origin}");
        if (!Checkpoint.Open(note, origin, keys).TryGet(out var checkpoint, out var refused)) return refused;
        return witnessed && _policy is not null && !_policy.Verify(note).TryGet(out _, out refused) ? refused : checkpoint;
    }

    /// <summary>The logs that are trusted, for a witness of them.</summary>
    public IReadOnlyList<WitnessedLog> Logs() => [.. _logs.GroupBy(log => log.Key.Name).Select(logs => new WitnessedLog(logs.Key, [.. logs.DistinctBy(log => log.Key.KeyId).Select(log => log.Verifier)]))];

    /// <summary>The policy to check proofs by.</summary>
    internal TlogPolicy Policy() => _policy
        ?? TlogPolicy.Parse(Encoding.UTF8.GetBytes(string.Concat(_logs.Select(log => $"log {log.Key}\n")) + "quorum none\n")).Value;
}
