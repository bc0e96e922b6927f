using System.Globalization;
using WikkenWegen.AuditBundle.Leaves;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>The events as CloudEvents 1.0 in JSON, one a line, by leaf index (the NL GOV profile: sequence is a text, from 1).</summary>
internal sealed class CloudEventsExport(Stream stream)
{
    private readonly Output _output = new(stream);
    private (string Corporation, string StreamType, string Urn) _source = ("", "", "");

    public void Add(EventRow row)
    {
        var leaf = row.Leaf;
        _output.Raw("{\"specversion\":\"1.0\",\"id\":"u8).Json(leaf.EventId)
            .Raw(",\"source\":"u8).Json(SourceOf(leaf))
            .Raw(",\"subject\":"u8).Json(leaf.StreamText)
            .Raw(",\"type\":"u8).Json($"nl.wikkenwegen.{Attribute(leaf.Type)}")
            .Raw(",\"time\":"u8).Json(leaf.Time)
            .Raw(",\"datacontenttype\":\"application/json\""u8)
            .Raw(",\"sequence\":"u8).Json((row.Index + 1).ToString(CultureInfo.InvariantCulture))
            .Raw(",\"leafindex\":"u8).Json(row.Index.ToString(CultureInfo.InvariantCulture))
            .Raw(",\"leafhash\":"u8).Json(row.Hash.ToString())
            .Raw(",\"streamversion\":"u8).Json(leaf.Version.ToString(CultureInfo.InvariantCulture))
            .Raw(",\"recordedat\":"u8).Json(leaf.Recorded);
        if (Attribute(leaf.Actor) is { Length: > 0 } actor) _output.Raw(",\"actor\":"u8).Json(actor);
        _output.Raw(",\"data\":"u8).Raw(row.Data.IsEmpty ? "null"u8 : row.Data.Span).Raw("}\n"u8);
        _output.Flush();
    }

    /// <summary>Where it comes from: mostly what that of the event before is.</summary>
    private string SourceOf(Leaf leaf)
    {
        if (_source.Corporation != leaf.Corporation || _source.StreamType != leaf.StreamType)
            _source = (leaf.Corporation, leaf.StreamType, $"urn:wikkenwegen:{Uri.EscapeDataString(leaf.Corporation)}:{Uri.EscapeDataString(leaf.StreamType)}");
        return _source.Urn;
    }

    /// <summary>Control characters and halves of surrogates may not stand in an attribute.</summary>
    private static string Attribute(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 ? text : string.Concat(text.EnumerateRunes().Where(r => !System.Text.Rune.IsControl(r)));
}
