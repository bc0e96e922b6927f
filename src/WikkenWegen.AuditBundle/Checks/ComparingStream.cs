using WikkenWegen.AuditBundle.Containers;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>Compares byte by byte.</summary>
/// <param name="file">The file.</param>
/// <param name="differs">Is called once, at the first difference.</param>
internal sealed class ComparingStream(BagFile file, Action differs) : Comparing
{
    private readonly Stream _actual = file.OpenRead();
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start, _end;
    private bool _differs;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!_differs && buffer.Length > 0)
        {
            if (_start == _end) (_start, _end) = (0, _actual.Read(_buffer));
            var some = Math.Min(buffer.Length, _end - _start);
            if (some == 0 || !buffer[..some].SequenceEqual(_buffer.AsSpan(_start, some))) Differ();
            _start += some;
            buffer = buffer[some..];
        }
    }

    /// <inheritdoc />
    public override void Finish()
    {
        if (!_differs && (_start < _end || _actual.Read(_buffer) > 0)) Differ();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _actual.Dispose();
        base.Dispose(disposing);
    }

    private void Differ()
    {
        _differs = true;
        differs();
    }
}
