using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Policies;

/// <summary>A log that a policy trusts.</summary>
/// <param name="Key">Its key; the key's name is the log's origin.</param>
/// <param name="Url">Where it is, as written in the policy; null when not given. Its meaning is the application's.</param>
public sealed record PolicyLog(VerifierKey Key, string? Url);

/// <summary>A witness that a policy knows.</summary>
/// <param name="Name">Its name within the policy, of no meaning elsewhere. Bytes that are not UTF-8 show as U+FFFD.</param>
/// <param name="Key">Its key.</param>
/// <param name="Url">Where it is, as written in the policy; null when not given.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, string? Url);

/// <summary>A witness's cosignature that has been verified.</summary>
/// <param name="Witness">Who cosigned.</param>
/// <param name="Time">When, in seconds since 1970-01-01T00:00:00Z by the witness's clock, 0 to <see cref="Cosignature.MaxTime"/>. With 0 the witness does not state that this was the largest tree it had seen.</param>
public sealed record VerifiedCosignature(PolicyWitness Witness, ulong Time);

/// <summary>A checkpoint that a policy accepts.</summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Log">The log that signed it; when several keys of it have, the first in the policy.</param>
/// <param name="Cosignatures">All verified cosignatures, in the order of the policy's witnesses; at least those that the quorum asks for.</param>
public sealed record WitnessedCheckpoint(Checkpoint Checkpoint, PolicyLog Log, IReadOnlyList<VerifiedCosignature> Cosignatures);

/// <summary>
/// Which logs are trusted, and the cosignatures of which witnesses make a checkpoint valid (c2sp.org/tlog-policy).
/// </summary>
/// <remarks>
/// <code>
/// log example.com/weighings+c25ec029+ASC9T1fzF0sxDgoLCkAM3J5eh+8UyaQ29OAQeFsN++P7 https://example.com/weighings
///
/// # Two witnesses, of which one is enough.
/// witness accountant accountant.example/witness+545691fa+BOmIfwhLgTEVi4LtnzAXtcxmTuxKD83tcCenZqc2ZLuE
/// witness remora remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2
/// group either any accountant remora
/// quorum either
/// </code>
/// Immutable; safe for use by several threads at once.
/// </remarks>
public sealed class TlogPolicy
{
    /// <summary>The largest policy that is read, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The most logs, the most witnesses and the most groups, each; the format asks for at least 32.</summary>
    public const int MaxDefinitions = 1024;

    private readonly INoteVerifier[] _verifiers;
    private readonly Quorum _quorum;

    internal TlogPolicy(PolicyLog[] logs, PolicyWitness[] witnesses, INoteVerifier[] verifiers, Quorum quorum)
    {
        Logs = logs;
        Witnesses = witnesses;
        _verifiers = verifiers;
        _quorum = quorum;
    }

    /// <summary>The trusted logs, in the order of the policy; may be none.</summary>
    public IReadOnlyList<PolicyLog> Logs { get; }

    /// <summary>The known witnesses, in the order of the policy; may be none.</summary>
    public IReadOnlyList<PolicyWitness> Witnesses { get; }

    /// <summary>Reads a policy.</summary>
    /// <param name="policy">Its bytes: lines that end in U+000A, of items with spaces or tabs between them.</param>
    /// <param name="createVerifier">How keys become verifiers; by default <see cref="NoteVerifier.Create(VerifierKey)"/>, which has Ed25519 only. A policy with a key that cannot be used is refused.</param>
    /// <returns>The policy, or <see cref="LogErrorCode.Malformed"/>, <see cref="LogErrorCode.TooLarge"/>, <see cref="LogErrorCode.KeyIdMismatch"/>, <see cref="LogErrorCode.AmbiguousKey"/> or <see cref="LogErrorCode.UnsupportedSignatureType"/>, with the line.</returns>
    public static Result<TlogPolicy> Parse(ReadOnlySpan<byte> policy, Func<VerifierKey, Result<INoteVerifier>>? createVerifier = null) =>
        new PolicyParser(createVerifier ?? NoteVerifier.Create).Parse(policy);

    /// <summary>Whether these witnesses' cosignatures are enough.</summary>
    /// <param name="cosigned">The witnesses that have cosigned; one that is not in <see cref="Witnesses"/> does not count.</param>
    /// <returns>True when the quorum is met; always with "quorum none".</returns>
    /// <exception cref="ArgumentNullException"><paramref name="cosigned"/> is null.</exception>
    public bool IsQuorum(IEnumerable<PolicyWitness> cosigned)
    {
        ArgumentNullException.ThrowIfNull(cosigned);
        var set = cosigned.ToHashSet();
        return _quorum.IsMet([.. Witnesses.Select(set.Contains)]);
    }

    /// <summary>Checks a signed checkpoint: signed by a listed log whose key's name is the checkpoint's origin, and cosigned by a quorum.</summary>
    /// <param name="checkpoint">The note's bytes.</param>
    /// <returns>
    /// The checkpoint; or the errors of <see cref="Note.Open"/> and <see cref="Checkpoint.Parse(string)"/>, <see cref="LogErrorCode.UnknownOrigin"/>,
    /// <see cref="LogErrorCode.NoLogSignature"/> or <see cref="LogErrorCode.QuorumNotReached"/>. A signature by any key of the policy that does
    /// not verify makes it invalid, also where the quorum could do without.
    /// </returns>
    public Result<WitnessedCheckpoint> Verify(ReadOnlySpan<byte> checkpoint) => UnverifiedNote.Parse(checkpoint).TryGet(out var note, out var error) ? Verify(note) : error;

    internal Result<WitnessedCheckpoint> Verify(UnverifiedNote unverified)
    {
        if (!unverified.Verify(_verifiers).TryGet(out var note, out var error)) return error;
        if (!Checkpoint.Parse(note.Text).TryGet(out var checkpoint, out error)) return error;
        if (!Logs.Any(log => log.Key.Name == checkpoint.Origin)) return new LogError(LogErrorCode.UnknownOrigin, $"no log of the policy is {checkpoint.Origin}");

        var signatures = note.Signatures.ToDictionary(signature => (signature.Name, signature.KeyId));
        var signer = Logs.FirstOrDefault(log => log.Key.Name == checkpoint.Origin && signatures.ContainsKey((log.Key.Name, log.Key.KeyId)));
        if (signer is null) return new LogError(LogErrorCode.NoLogSignature, $"the checkpoint is not signed by {checkpoint.Origin}");

        var cosignatures = new List<VerifiedCosignature>();
        foreach (var witness in Witnesses)
        {
            if (!signatures.TryGetValue((witness.Key.Name, witness.Key.KeyId), out var signature)) continue;
            if (!Cosignature.Time(signature).TryGet(out var time, out error)) return error;
            cosignatures.Add(new VerifiedCosignature(witness, time));
        }
        return IsQuorum(cosignatures.Select(cosignature => cosignature.Witness))
            ? new WitnessedCheckpoint(checkpoint, signer, cosignatures)
            : new LogError(LogErrorCode.QuorumNotReached, cosignatures.Count == 0 ? "no witness of the policy has cosigned" : $"the cosignatures by {string.Join(", ", cosignatures.Select(cosignature => cosignature.Witness.Name))} are no quorum");
    }
}
