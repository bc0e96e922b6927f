namespace WikkenWegen.TransparencyLog;

/// <summary>Walks over text line by line and knows where it is, so that every refusal can say so. A line ends in U+000A, the last one too.</summary>
internal ref struct LineReader(ReadOnlySpan<byte> input)
{
    private readonly ReadOnlySpan<byte> _input = input;

    /// <summary>Byte offset at which the next line starts.</summary>
    public int Next { get; private set; }

    /// <summary>Byte offset at which the current line starts.</summary>
    public int Offset { get; private set; }

    /// <summary>One-based number of the current line; 0 before the first.</summary>
    public int Line { get; private set; }

    /// <summary>The current line, without its line end.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Whether nothing follows the current line.</summary>
    public readonly bool AtEnd => Next == _input.Length;

    /// <summary>Whether an incomplete line, one without line end, was met: the reader stands on it.</summary>
    public bool Incomplete { get; private set; }

    /// <summary>Moves to the next line; false at the end of the input and at a line without line end (<see cref="Incomplete"/>).</summary>
    public bool Read()
    {
        Offset = Next;
        Line++;
        Current = default;
        var rest = _input[Next..];
        var length = rest.IndexOf((byte)'\n');
        if (length < 0)
        {
            Incomplete = !rest.IsEmpty;
            return false;
        }
        Current = rest[..length];
        Next += length + 1;
        return true;
    }

    /// <summary>A refusal of the current line, or of what starts <paramref name="column"/> bytes into it.</summary>
    public readonly LogError Refuse(string message, LogErrorCode code = LogErrorCode.Malformed, int column = 0) => new(code, message, Offset + column, Line);

    /// <summary>The refusal for a line that is not there: cut off before its line end, or absent.</summary>
    public readonly LogError RefuseMissing(string what) => Refuse(Incomplete ? $"{what}: the line has no newline at its end" : $"{what} is missing");
}
