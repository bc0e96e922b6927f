namespace WikkenWegen.AuditBundle.Leaves;

/// <summary>A list that grows without ever copying what it has: of ten million numbers, a copy would be seen in the memory.</summary>
internal sealed class Chunked<T> where T : unmanaged
{
    private const int Bits = 14;
    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    public T this[int index]
    {
        get => _chunks[index >> Bits][index & ((1 << Bits) - 1)];
        set => _chunks[index >> Bits][index & ((1 << Bits) - 1)] = value;
    }

    public void Add(T item)
    {
        if (Count >> Bits == _chunks.Count) _chunks.Add(new T[1 << Bits]);
        this[Count++] = item;
    }
}
