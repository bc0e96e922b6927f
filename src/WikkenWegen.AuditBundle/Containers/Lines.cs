namespace WikkenWegen.AuditBundle.Containers;

/// <summary>Lines that end in U+000A, one at a time: memory is that of the longest line.</summary>
internal sealed class Lines(Stream stream, string name, int longest) : IDisposable
{
    private byte[] _buffer = new byte[1 << 17];
    private int _start, _end;
    private bool _ended;

    /// <summary>The line, without its end; valid until the next one is read.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Where the line begins in the file.</summary>
    public long Offset { get; private set; }

    private long _next;

    /// <summary>Reads the next line; false where there is none.</summary>
    /// <exception cref="UnreadableBagException">The line is too long, or the last one has no end.</exception>
    public bool Read()
    {
        for (var looked = 0; ;)
        {
            var found = _buffer.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var length = looked + found;
                if (length > longest) throw TooLong();
                Current = _buffer.AsMemory(_start, length);
                (Offset, _next) = (_next, _next + length + 1);
                _start += length + 1;
                return true;
            }
            looked = _end - _start;
            if (looked > longest) throw TooLong();
            if (_ended) return looked == 0 ? false : throw new UnreadableBagException($"De laatste regel van {name} is afgebroken.", $"The last line of {name} is cut off.");
            if (_start > 0)
            {
                _buffer.AsSpan(_start, looked).CopyTo(_buffer);
                (_start, _end) = (0, looked);
            }
            else if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
            var read = stream.Read(_buffer.AsSpan(_end));
            _ended = read == 0;
            _end += read;
        }
    }

    public void Dispose() => stream.Dispose();

    private UnreadableBagException TooLong() => new($"Een regel van {name} is langer dan {longest} bytes.", $"A line of {name} is longer than {longest} bytes.");
}
