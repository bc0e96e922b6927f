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
        _output.Raw("leaf_index,leaf_hash,stream_type,stream,stream_version,event_id,type,recorded_at,occurred_at,actor,roles,correlation,causation,recorder\r\n"u8);
        _output.Flush();
    }

    public void Add(EventRow row)
    {
        var leaf = row.Leaf;
        _output.Number(row.Index).Raw(","u8).Text(_isOfFirst ? row.Hash.ToString() : Convert.ToHexStringLower(row.Hash.AsSpan())).Raw(","u8)
            .Cell(leaf.StreamType).Text(leaf.StreamText).Raw(","u8).Number(leaf.Version).Raw(","u8).Cell(leaf.EventId).Cell(leaf.Type).Cell(leaf.RecordedAt).Cell(leaf.OccurredAt)
            .Cell(leaf.Actor).Cell(leaf.Roles).Cell(leaf.Correlation).Cell(leaf.Causation).Cell(leaf.Recorder, last: true);
        _output.Flush();
    }
}
