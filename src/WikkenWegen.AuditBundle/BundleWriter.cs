namespace WikkenWegen.AuditBundle;

/// <summary>Writes bags.</summary>
public static class BundleWriter
{
    /// <summary>Writes a bag. It goes over the leaves once; its memory does not grow with their bytes.</summary>
    /// <param name="zip">Where to; need not be seekable, and is left open.</param>
    /// <param name="request">What the bag is to hold.</param>
    /// <param name="leaves">The leaves, by ascending index.</param>
    /// <param name="checkpoints">Signed checkpoints of the log by ascending size; all is proven against the last.</param>
    /// <param name="inclusionProof">Gives the .tlog-proof of an index under the last checkpoint; needed where not all leaves are in the bag.</param>
    /// <param name="disclosures">The disclosures that whoever asks for the bag may see, as they are encoded.</param>
    /// <param name="progress">Is told how many leaves were taken up.</param>
    /// <param name="cancellation">Stops the writing; what was written by then is no bag.</param>
    /// <exception cref="ArgumentException">There is no checkpoint, or there is no proof where one is needed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task Write(
        Stream zip,
        BundleRequest request,
        IAsyncEnumerable<BundleLeaf> leaves,
        IReadOnlyList<byte[]> checkpoints,
        Func<long, CancellationToken, Task<byte[]>>? inclusionProof,
        IAsyncEnumerable<string> disclosures,
        IProgress<long> progress,
        CancellationToken cancellation) => throw new NotImplementedException();
}
