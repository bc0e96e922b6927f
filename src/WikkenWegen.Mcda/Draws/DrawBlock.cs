namespace WikkenWegen.Mcda;

/// <summary>
/// Iterations are worked off in blocks small enough for the processor's cache. Inside a block the even iterations come first, then the odd ones,
/// as the generator makes them. No result depends on the size or the order.
/// </summary>
/// <param name="Index">Number of the block, from 0.</param>
/// <param name="Size">Iterations a block, a power of two.</param>
internal readonly record struct DrawBlock(int Index, int Size)
{
    private const int MinSize = 8, MaxSize = 256;

    /// <summary>The largest size at which the given number of rows holds at most so many numbers.</summary>
    public static int SizeFor(long rows, int numbers)
    {
        var size = MaxSize;
        while (size > MinSize && size * rows > numbers) size /= 2;
        return size;
    }

    public static int Count(int iterations, int size) => (int)(((long)iterations + size - 1) / size);

    /// <summary>
    /// Runs over all blocks. Each worker takes the next block that is left and keeps its own counts; these are whole numbers, or parts of a shared array, so that
    /// it makes no difference who did which block.
    /// </summary>
    public static void ForEach<T>(int iterations, int size, int threads, Func<T> create, Action<DrawBlock, T> run, Action<T> merge, CancellationToken cancellation = default)
    {
        var blocks = Count(iterations, size);
        var workers = Math.Min(threads, blocks);
        var next = -1;
        var gate = new Lock();
        void Work(int worker)
        {
            var mine = create();
            for (var block = Interlocked.Increment(ref next); block < blocks; block = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                run(new DrawBlock(block, size), mine);
            }
            lock (gate) merge(mine);
        }
        if (workers == 1) Work(0);
        else
        {
            // Threads of their own: the work takes seconds, and a host needs those of the pool for whoever asks little.
            var others = Enumerable.Range(1, workers - 1).Select(worker => Task.Factory.StartNew(() => Work(worker), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
            try
            {
                Work(0);
            }
            finally
            {
                ((IAsyncResult)Task.WhenAll(others)).AsyncWaitHandle.WaitOne();
            }
            cancellation.ThrowIfCancellationRequested();
            Task.WaitAll(others, CancellationToken.None); // done already; a failure of one is thrown here
        }
    }

    /// <summary>The iteration at a position; in the last block it can lie beyond the last.</summary>
    public long Iteration(int position) => (long)Index * Size + (position < Size / 2 ? 2 * position : 2 * (position - Size / 2) + 1);

    /// <summary>How many of the block's iterations there are.</summary>
    public int Draws(int iterations) => (int)Math.Min(Size, iterations - (long)Index * Size);

    /// <summary>Brings the iterations that exist to the start of a row.</summary>
    public void Compact(Span<double> row, int draws)
    {
        if (draws < Size) row.Slice(Size / 2, draws / 2).CopyTo(row[((draws + 1) / 2)..]);
    }
}
