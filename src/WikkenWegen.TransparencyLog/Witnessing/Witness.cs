using System.Security.Cryptography;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Witnessing;

/// <summary>A log that a witness cosigns for.</summary>
/// <param name="Origin">The origin in its checkpoints.</param>
/// <param name="Keys">Its keys; the signature of any one is enough.</param>
public sealed record WitnessedLog(string Origin, IReadOnlyList<INoteVerifier> Keys)
{
    /// <summary>Which of the keys count under a checkpoint of so many leaves, for a log whose key was changed: one of before must not sign what comes after. Null where all of them do, whatever the size.</summary>
    public Func<ulong, IReadOnlyList<INoteVerifier>>? KeysAt { get; init; }

    /// <summary>The keys that count under a checkpoint.</summary>
    internal IReadOnlyList<INoteVerifier> KeysOf(Checkpoint checkpoint) => KeysAt?.Invoke(checkpoint.Head.Size) ?? Keys;
}

/// <summary>What a witness answers, ready to be sent over HTTP.</summary>
/// <param name="Status">The HTTP status; <see cref="Witness.AddCheckpointAsync"/> says which means what.</param>
/// <param name="Body">The body in UTF-8: signature lines for 200, the known tree size for 409, else what is wrong.</param>
/// <param name="ContentType">The body's media type.</param>
/// <param name="Error">What is wrong; null for 200.</param>
public sealed record WitnessResponse(int Status, ReadOnlyMemory<byte> Body, string ContentType, LogError? Error)
{
    /// <summary>The media type of a 409's body (c2sp.org/tlog-witness).</summary>
    public const string SizeContentType = "text/x.tlog.size";

    /// <summary>The media type of every other body.</summary>
    public const string TextContentType = "text/plain; charset=utf-8";
}

/// <summary>
/// The rules of a witness (c2sp.org/tlog-witness, "add-checkpoint"): it cosigns a checkpoint only when its log signed it and it
/// continues the last checkpoint that was cosigned, and it never goes back.
/// </summary>
/// <remarks>
/// The first checkpoint of a log is cosigned without proof, whatever its size: there is nothing to be consistent with. Safe for use by
/// several threads at once. Subtrees are not signed (the optional "sign-subtree").
/// </remarks>
public sealed class Witness
{
    private readonly Dictionary<string, WitnessedLog> _logs;
    private readonly Cosigner[] _cosigners;
    private readonly IWitnessStore _store;

    /// <summary>A witness.</summary>
    /// <param name="logs">The logs it cosigns for, each origin once, each with a key.</param>
    /// <param name="cosigners">Its keys, at least one; every checkpoint is cosigned with all of them.</param>
    /// <param name="store">Where it keeps what it cosigned.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An origin occurs twice, a log has no keys or two of one name and ID, there is no cosigner, or an origin or a cosigner's name cannot stand in a cosignature: with ML-DSA-44 it has at most 255 bytes.</exception>
    public Witness(IEnumerable<WitnessedLog> logs, IEnumerable<Cosigner> cosigners, IWitnessStore store)
    {
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentNullException.ThrowIfNull(cosigners);
        ArgumentNullException.ThrowIfNull(store);
        _logs = logs.ToDictionary(log => log.Origin, StringComparer.Ordinal);
        _cosigners = [.. cosigners];
        _store = store;
        if (_cosigners.Length == 0) throw new ArgumentException("A witness has at least one key.", nameof(cosigners));
        if (_logs.Values.Any(log => log.Keys.Count == 0)) throw new ArgumentException("A log has at least one key.", nameof(logs));
        if (_logs.Values.Any(log => log.Keys.DistinctBy(key => (key.Name, key.KeyId)).Count() != log.Keys.Count)) throw new ArgumentException("A log's keys differ in name or ID.", nameof(logs));
        var cannot = _logs.Keys.SelectMany(origin => _cosigners.Select(cosigner => (Origin: origin, Error: CheckCosigning(origin, cosigner)))).FirstOrDefault(pair => pair.Error is not null);
        if (cannot.Error is not null) throw new ArgumentException($"A checkpoint of \"{cannot.Origin}\" cannot be cosigned: {cannot.Error.Message}.", nameof(logs));
    }

    /// <summary>The name of a log's directory below a witness's monitoring prefix: the lower-case hex SHA-256 of its origin.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="origin"/> is null.</exception>
    /// <exception cref="System.Text.EncoderFallbackException"><paramref name="origin"/> is not valid Unicode.</exception>
    public static string OriginHash(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encodings.Utf8.GetBytes(origin)));

    /// <summary>Answers a request to cosign a checkpoint. What is cosigned is in the store before it is returned.</summary>
    /// <param name="body">The request's body (<see cref="AddCheckpointRequest"/>).</param>
    /// <param name="time">Now, in seconds since 1970-01-01T00:00:00Z, 1 to <see cref="Cosignature.MaxTime"/>.</param>
    /// <param name="cancellationToken">Gives up before the checkpoint is stored.</param>
    /// <returns>
    /// 200 with the cosignatures. Or, by the first rule that is broken:
    /// 400 when the request cannot be read or has more than <see cref="AddCheckpointRequest.MaxBytes"/> bytes (but 404 or 403 when only signature
    /// lines cannot be read and one of those applies);
    /// 404 when the origin is not that of a witnessed log;
    /// 403 when no key of the log that counts at this size has signed, or a signature line with the name and ID of one of its keys does not verify or cannot be read;
    /// 400 when the old size is above the checkpoint's;
    /// 500 when the store holds something that is not a checkpoint of this log;
    /// 409, with the last cosigned size, when the old size is not that size (0 when nothing was cosigned yet);
    /// 422 when the proof does not show that the tree continues the last one, or a tree of size 0 has another root than the empty tree;
    /// 400 when the note has no room for the cosignatures.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range: a witness's cosignature always has a time.</exception>
    /// <exception cref="IOException">The store failed; no cosignature is returned.</exception>
    public async ValueTask<WitnessResponse> AddCheckpointAsync(ReadOnlyMemory<byte> body, ulong time, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(time);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, Cosignature.MaxTime);

        if (!AddCheckpointRequest.Parse(body.Span).TryGet(out var request, out var error)) return RefuseUnread(body.Span, error);
        var checkpoint = request.UnverifiedCheckpoint;
        if (!_logs.TryGetValue(checkpoint.Origin, out var log)) return RefuseUnknown(checkpoint.Origin);
        if (!request.Note.Verify(log.KeysOf(checkpoint)).TryGet(out var note, out error)) return Refuse(403, error);
        if (request.OldSize > checkpoint.Head.Size) return Refuse(400, new(LogErrorCode.SizeOutOfRange, $"the old size {request.OldSize} is larger than that of the checkpoint, {checkpoint.Head.Size}"));

        while (true)
        {
            var stored = await _store.ReadAsync(checkpoint.Origin, cancellationToken).ConfigureAwait(false);
            Checkpoint? latest = null;
            if (stored is { } bytes && !ParseStored(bytes.Span, checkpoint.Origin).TryGet(out latest, out error)) return Refuse(500, error);
            var latestSize = latest?.Head.Size ?? 0;
            if (request.OldSize != latestSize) return Conflict(request.OldSize, latestSize);
            var follows = Checkpoint.VerifyFollows(latest, checkpoint, request.Proof);
            if (!follows.IsOk) return Refuse(422, follows.Error);

            var cosignatures = _cosigners.Select(cosigner => cosigner.Cosign(checkpoint, time).Value).ToArray();
            // Kept and served to monitors: the signatures of the log that were verified, and our own; nobody else's.
            if (!UnverifiedNote.Assemble(Encodings.Utf8.GetBytes(note.Text), [.. note.Signatures, .. cosignatures]).TryGet(out var kept, out error)) return Refuse(400, error);
            if (await _store.TryReplaceAsync(checkpoint.Origin, stored, kept.Bytes.ToArray(), cancellationToken).ConfigureAwait(false))
            {
                return new(200, Encodings.Utf8.GetBytes(string.Concat(cosignatures.Select(signature => $"{signature}\n"))), WitnessResponse.TextContentType, null);
            }
            // Another request came in between: look again, and by the rules of what is there now.
        }
    }

    /// <summary>The last checkpoint of a log that was cosigned, with the log's and the witness's signatures, for monitors; null, for which HTTP has 404, when there is none.</summary>
    /// <param name="origin">The log's origin.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="origin"/> is null.</exception>
    /// <exception cref="IOException">The store failed.</exception>
    public ValueTask<ReadOnlyMemory<byte>?> LatestAsync(string origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return _logs.ContainsKey(origin) ? _store.ReadAsync(origin, cancellationToken) : new((ReadOnlyMemory<byte>?)null);
    }

    /// <summary>
    /// Refuses a request that cannot be read: 400, unless only signature lines are wrong. Then the rules about the origin and the log's
    /// signatures come first: 404 for a log that is not known, 403 when it did not sign, or when one of its own lines is the wrong one.
    /// </summary>
    private WitnessResponse RefuseUnread(ReadOnlySpan<byte> body, LogError error)
    {
        if (AddCheckpointRequest.ReadDamaged(body) is not { } damaged) return Refuse(400, error);
        if (!_logs.TryGetValue(damaged.Unverified.Origin, out var log)) return RefuseUnknown(damaged.Unverified.Origin);
        var signed = damaged.Note.Verify(log.KeysOf(damaged.Unverified));
        return signed.IsOk ? Refuse(400, error) : Refuse(403, signed.Error);
    }

    /// <summary>Why a checkpoint of this origin could not be cosigned with this key; null when it can. Neither the size nor the root plays a part.</summary>
    private static LogError? CheckCosigning(string origin, Cosigner cosigner)
    {
        if (!Checkpoint.Create(origin, TreeHead.Empty).TryGet(out var checkpoint, out var error)) return error;
        return Cosignature.Message(cosigner.VerifierKey.Type, cosigner.VerifierKey.Name, checkpoint, time: 1).TryGet(out _, out error) ? null : error;
    }

    private static Result<Checkpoint> ParseStored(ReadOnlySpan<byte> bytes, string origin)
    {
        if (!Checkpoint.ParseNote(bytes).TryGet(out var stored, out var error)) return error;
        var found = stored.Unverified.Origin;
        return found == origin ? stored.Unverified : new LogError(LogErrorCode.UnknownOrigin, $"the store has a checkpoint of {found} for {origin}");
    }

    private static WitnessResponse Conflict(ulong asked, ulong known) =>
        new(409, Encodings.Utf8.GetBytes($"{Encodings.Decimal(known)}\n"), WitnessResponse.SizeContentType, new(LogErrorCode.SizeOutOfRange, $"the last cosigned checkpoint has {known} leaves, not {asked}"));

    private static WitnessResponse RefuseUnknown(string origin) => Refuse(404, new(LogErrorCode.UnknownOrigin, $"{origin} is not witnessed here"));

    private static WitnessResponse Refuse(int status, LogError error) => new(status, Encodings.Utf8.GetBytes($"{error}\n"), WitnessResponse.TextContentType, error);
}
