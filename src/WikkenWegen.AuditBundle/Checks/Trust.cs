using System.Text;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Leaves;
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
    private readonly string? _policyText;
    private readonly IReadOnlyDictionary<string, KeyHistory> _histories;

    private Trust(IReadOnlyList<(VerifierKey, INoteVerifier)> logs, string? policyText, TlogPolicy? policy, IReadOnlyDictionary<string, KeyHistory>? histories = null) =>
        (_logs, _policyText, _policy, _histories) = (logs, policyText, policy, histories ?? new Dictionary<string, KeyHistory>());

    /// <summary>Whether cosignatures of witnesses are asked for.</summary>
    public bool AsksWitnesses => _policy is not null;

    /// <summary>
    /// Trust in keys of logs: vkeys, one a line; empty lines and those that begin with # are passed over. One that is there more than once counts once, and logs may share a public key under
    /// their own names, as those of an installation do.
    /// </summary>
    /// <exception cref="UnreadableBagException">One of them is no key.</exception>
    public static Trust InKeys(string lines)
    {
        var logs = new List<(VerifierKey Key, INoteVerifier Verifier)>();
        foreach (var line in lines.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (!VerifierKey.Parse(line).TryGet(out var key, out var error) || !NoteVerifier.Create(key).TryGet(out var verifier, out error))
                throw new UnreadableBagException($"Dit is geen sleutel: {BagFiles.Shown(line)} ({error.Message})", $"This is no key: {BagFiles.Shown(line)} ({error.Message})");
            if (!logs.Exists(log => log.Key.Equals(key))) logs.Add((key, verifier));
        }
        return logs.Count > 0 ? new Trust(logs, null, null) : throw new UnreadableBagException("Er is geen sleutel.", "There is no key.");
    }

    /// <summary>Trust in a policy (c2sp.org/tlog-policy).</summary>
    /// <exception cref="UnreadableBagException">It is none.</exception>
    public static Trust InPolicy(ReadOnlySpan<byte> text)
    {
        if (!TlogPolicy.Parse(text).TryGet(out var policy, out var error)) throw new UnreadableBagException($"Dit is geen policy: {error}", $"This is no policy: {error}");
        return new Trust([.. policy.Logs.Select(log => (log.Key, NoteVerifier.Create(log.Key).Value))], Encoding.Latin1.GetString(text), policy);
    }

    /// <summary>
    /// Trust that goes over changes of the keys of logs, as an installation serves them or a bag has them: a line of JSON for each, with its place and the leaf. Nobody has compared the places with the log, so
    /// that it goes forward alone, from the keys that are trusted to those that came in their place.
    /// </summary>
    /// <param name="ndjson">The lines.</param>
    /// <exception cref="UnreadableBagException">One of them is none.</exception>
    public Trust Over(ReadOnlySpan<byte> ndjson) => Over(ndjson, out _);

    /// <inheritdoc cref="Over(ReadOnlySpan{byte})"/>
    /// <param name="ndjson">The lines.</param>
    /// <param name="leaves">The leaves with the place of each, for their proofs to be asked for.</param>
    public Trust Over(ReadOnlySpan<byte> ndjson, out IReadOnlyList<(long Index, byte[] Leaf)> leaves)
    {
        var (changes, read) = (new List<(long Index, KeyChange Change)>(), new List<(long, byte[])>());
        leaves = read;
        foreach (var line in Encoding.UTF8.GetString(ndjson).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (KeyChangeLeaf.Read(Encoding.UTF8.GetBytes(line)) is not { } leaf || !KeyChange.OfLeaf(leaf.Bytes).TryGet(out var change, out _))
                throw new UnreadableBagException("Dit is geen wisseling van een sleutel.", "This is no change of a key.");
            changes.Add((leaf.Index, change));
            read.Add((leaf.Index, leaf.Bytes));
        }
        return changes.GroupBy(c => c.Change.Origin).Aggregate(this, (trust, log) => trust.Over(log.Key, [.. log.OrderBy(c => c.Index)], out _));
    }

    /// <summary>Trust that goes over the changes of the key of a log.</summary>
    /// <param name="origin">The log.</param>
    /// <param name="changes">The changes with the place of each, by ascending place.</param>
    /// <param name="foreign">The places of those that lead nowhere from the keys that are trusted.</param>
    internal Trust Over(string origin, IReadOnlyList<(long Index, KeyChange Change)> changes, out IReadOnlyList<long> foreign)
    {
        var history = KeyHistory.Of(changes, _logs.Select(log => log.Key).Where(key => key.Name == origin), out foreign);
        if (history.IsEmpty) return this;
        var added = history.Periods.Select(period => period.Key).Where(key => _logs.All(log => !log.Key.Equals(key))).Distinct().ToList();
        var text = _policyText is null ? null : string.Concat(added.Select(key => $"log {Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(key.ToString()))}\n")) + _policyText;
        var policy = text is null ? null : TlogPolicy.Parse(Encoding.Latin1.GetBytes(text)).TryGet(out var parsed, out var error) ? parsed
            : throw new UnreadableBagException($"Een sleutel past niet in de policy: {error}", $"A key does not fit the policy: {error}");
        return new Trust([.. _logs, .. added.Select(key => (key, NoteVerifier.Create(key).Value))], text, policy, new Dictionary<string, KeyHistory>(_histories) { [origin] = history });
    }

    /// <summary>Opens a signed checkpoint of a log.</summary>
    /// <param name="note">The note.</param>
    /// <param name="origin">The log that it must be of; null for any that is trusted.</param>
    /// <param name="witnessed">Whether the quorum of the policy must have cosigned it.</param>
    /// <param name="compared">
    /// Whether its root is compared with that of a newer checkpoint or of a whole log, which must be under a key that is trusted. Then a key of before those counts too; else one that was changed because it
    /// leaked would be good for ever.
    /// </param>
    public Result<Checkpoint> Open(ReadOnlySpan<byte> note, string? origin, bool witnessed, bool compared = false)
    {
        if (!UnverifiedNote.Parse(note).TryGet(out var parsed, out var error) || !Checkpoint.Parse(parsed.UnverifiedText).TryGet(out var unverified, out error)) return error;
        origin ??= unverified.Origin;
        if (_logs.All(log => log.Key.Name != origin)) return new LogError(LogErrorCode.UnknownOrigin, $"none of the trusted keys is of {origin}");
        var keys = Verifiers(origin, unverified.Head.Size, compared);
        if (keys.Length == 0) return new LogError(LogErrorCode.NoKnownSignature, $"a checkpoint of {unverified.Head.Size} leaves is of before the keys that are trusted");
        if (!Checkpoint.Open(note, origin, keys).TryGet(out var checkpoint, out var refused)) return refused;
        return witnessed && _policy is not null && !_policy.Verify(note).TryGet(out _, out refused) ? refused : checkpoint;
    }

    /// <summary>The logs that are trusted, for a witness of them.</summary>
    public IReadOnlyList<WitnessedLog> Logs() =>
        [.. _logs.GroupBy(log => log.Key.Name).Select(logs => new WitnessedLog(logs.Key, [.. logs.DistinctBy(log => log.Key.KeyId).Select(log => log.Verifier)]) { KeysAt = size => [.. Verifiers(logs.Key, size, compared: false).DistinctBy(key => key.KeyId)] })];

    /// <summary>The keys whose signature counts under a checkpoint of so many leaves. The name of a key is the origin of its log: one of another log must not vouch for this one.</summary>
    private INoteVerifier[] Verifiers(string origin, ulong size, bool compared)
    {
        var history = _histories.GetValueOrDefault(origin);
        if (history is not null && !compared && !history.Follows(size)) return [];
        var inForce = history?.At(size);
        return [.. _logs.Where(log => log.Key.Name == origin && (inForce is null || log.Key.Equals(inForce))).Select(log => log.Verifier)];
    }
}
