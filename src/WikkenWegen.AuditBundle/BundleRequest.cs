namespace WikkenWegen.AuditBundle;

/// <summary>A leaf of a corporation's log, as the store has it.</summary>
/// <param name="Index">Its place in the log, from 0.</param>
/// <param name="Bytes">The leaf, verbatim: JSON on one line.</param>
/// <param name="Body">The body of the event where it is too large to stand in the leaf, verbatim; null otherwise.</param>
/// <param name="Hash">
/// The hash that the store kept of it when it got its place, 32 bytes; null where the caller does not know it. With it, the verifier can tell which leaf was altered; without
/// it, only between which checkpoints.
/// </param>
public sealed record BundleLeaf(long Index, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte>? Body, ReadOnlyMemory<byte>? Hash = null);

/// <summary>What a bag is to hold.</summary>
/// <param name="Corporation">Code of the corporation.</param>
/// <param name="Origin">Origin of its log, as in its checkpoints.</param>
/// <param name="MadeAt">When the bag is made; the same moment and content make the same bytes.</param>
/// <param name="VerifierKeys">The public keys of the log, one vkey a line.</param>
/// <param name="Policy">The log's tlog-policy.</param>
/// <param name="Weighing">The weighing whose leaves are in it; null where it is not about one weighing.</param>
/// <param name="From">From which moment of recording, that moment included; null where there is no such limit.</param>
/// <param name="Until">Up to which moment of recording, that moment excluded; null where there is no such limit.</param>
/// <param name="Complete">Whether it holds every leaf of the log up to the last checkpoint.</param>
public sealed record BundleRequest(
    string Corporation, string Origin, DateTimeOffset MadeAt, string VerifierKeys, string Policy, Guid? Weighing, DateTimeOffset? From, DateTimeOffset? Until, bool Complete)
{
    /// <summary>The leaves below the last checkpoint by which the key of the log was changed, also where they are not among the leaves of the bag.</summary>
    public IReadOnlyList<BundleLeaf> KeyChanges { get; init; } = [];

    /// <summary>Time stamps (RFC 3161) of checkpoints in the bag: the size of each, and the token.</summary>
    public IReadOnlyList<(long Size, byte[] Token)> Timestamps { get; init; } = [];
}
