namespace WikkenWegen.AuditBundle.Writing;

/// <summary>A leaf of a corporation's log, as the store has it.</summary>
/// <param name="Index">Its place in the log, from 0.</param>
/// <param name="Bytes">The leaf, verbatim: JSON on one line. Empty where it is left out.</param>
/// <param name="Body">The body of the event where it is too large to stand in the leaf, verbatim; null otherwise.</param>
/// <param name="Hash">
/// The hash that the store kept of it when it got its place, 32 bytes; null where the caller does not know it. With it, the verifier can tell which leaf was altered; without
/// it, only between which checkpoints.
/// </param>
/// <param name="LeftOut">Why only its hash comes into the bag; null where the leaf does.</param>
/// <param name="Event">What the store has as its event.</param>
public sealed record BundleLeaf(
    long Index, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte>? Body, ReadOnlyMemory<byte>? Hash = null, LeftOut? LeftOut = null, StoredEvent Event = StoredEvent.AsLeaf)
{
    /// <summary>The place of a leaf that is not in the bag.</summary>
    /// <param name="index">Its place in the log.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="why">Why it is not there.</param>
    public static BundleLeaf NotHere(long index, ReadOnlyMemory<byte> hash, LeftOut why) => new(index, ReadOnlyMemory<byte>.Empty, null, hash, why);
}

/// <summary>What a bag is to hold.</summary>
/// <param name="Corporation">Code of the corporation.</param>
/// <param name="Origin">Origin of its log, as in its checkpoints.</param>
/// <param name="MadeAt">When the bag is made; the same moment and content make the same bytes.</param>
/// <param name="VerifierKeys">The public keys of the log, one vkey a line.</param>
/// <param name="Policy">The log's tlog-policy.</param>
/// <param name="Weighing">The weighing whose leaves are in it; null where it is not about one weighing.</param>
/// <param name="From">From which moment of recording, that moment included; null where there is no such limit.</param>
/// <param name="Until">Up to which moment of recording, that moment excluded; null where there is no such limit.</param>
/// <param name="WithoutLeaf">How many events the store has of it without a leaf, as no installation records them.</param>
public sealed record BundleRequest(
    string Corporation, string Origin, DateTimeOffset MadeAt, string VerifierKeys, string Policy, Guid? Weighing, DateTimeOffset? From, DateTimeOffset? Until, long WithoutLeaf = 0)
{
    /// <summary>The leaves below the last checkpoint by which the key of the log was changed, also where they are not among the leaves of the bag.</summary>
    public IReadOnlyList<BundleLeaf> KeyChanges { get; init; } = [];

    /// <summary>
    /// The digests of those texts of its leaves that the store has, and that whoever asks for the bag may not see. They are read when all disclosures were. A text that is neither erased
    /// nor among either is missing.
    /// </summary>
    public IEnumerable<string> TextsWithheld { get; init; } = [];

    /// <summary>How many leaves the store had when the bag was asked for, that no checkpoint has yet. They are not in it, and it says so.</summary>
    public long Unsigned { get; init; }

    /// <summary>Time stamps (RFC 3161) of checkpoints in the bag: the size of each, and the token.</summary>
    public IReadOnlyList<(long Size, byte[] Token)> Timestamps { get; init; } = [];

    /// <summary>Whether it is about the whole log.</summary>
    public bool Complete => Weighing is null && From is null && Until is null;
}
