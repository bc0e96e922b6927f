namespace WikkenWegen.AuditBundle.Exports;

/// <summary>The events as a table (RFC 4180: commas, CRLF, a header line, UTF-8), by leaf index.</summary>
internal sealed class CsvExport
{
    private readonly Output _output;
    private readonly bool _isOfFirst;

    /// <summary>Begins the table.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="isOfFirst">Whether the bag is of the first format, which has the hash in base64; that may begin with a plus sign, as a formula does.</param>
    public CsvExport(Stream stream, bool isOfFirst)
    {
        (_output, _isOfFirst) = (new Output(stream), isOfFirst);
        _output.Text("leaf_index,leaf_hash,stream_type,stream,stream_version,event_id,type,recorded_at,occurred_at,actor,roles,correlation,causation,recorder\r\n");
        _output.Flush();
    }

    public void Add(EventRow row)
    {
        var leaf = row.Leaf;
        _output.Number(row.Index).Text(",").Text(_isOfFirst ? row.Hash.ToString() : Convert.ToHexStringLower(row.Hash.AsSpan())).Text(",")
            .Cell(leaf.StreamType).Text(leaf.Stream.ToString()).Text(",").Number(leaf.Version).Text(",").Cell(leaf.EventId).Cell(leaf.Type).Cell(leaf.RecordedAt).Cell(leaf.OccurredAt)
            .Cell(leaf.Actor).Cell(leaf.Roles).Cell(leaf.Correlation).Cell(leaf.Causation).Cell(leaf.Recorder, last: true);
        _output.Flush();
    }
}
