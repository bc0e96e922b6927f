using System.Globalization;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>The events as CloudEvents 1.0 in JSON, one a line, by leaf index (the NL GOV profile: sequence is a text, from 1).</summary>
internal sealed class CloudEventsExport(Stream stream)
{
    private readonly Output _output = new(stream);

    public void Add(EventRow row)
    {
        var leaf = row.Leaf;
        _output.Text("{\"specversion\":\"1.0\",\"id\":").Json(leaf.EventId)
            .Text(",\"source\":").Json($"urn:wikkenwegen:{Uri.EscapeDataString(leaf.Corporation)}:{Uri.EscapeDataString(leaf.StreamType)}")
            .Text(",\"subject\":").Json(leaf.Stream.ToString())
            .Text(",\"type\":").Json($"nl.wikkenwegen.{Attribute(leaf.Type)}")
            .Text(",\"time\":").Json(leaf.Time)
            .Text(",\"datacontenttype\":\"application/json\"")
            .Text(",\"sequence\":").Json((row.Index + 1).ToString(CultureInfo.InvariantCulture))
            .Text(",\"leafindex\":").Json(row.Index.ToString(CultureInfo.InvariantCulture))
            .Text(",\"leafhash\":").Json(row.Hash.ToString())
            .Text(",\"streamversion\":").Json(leaf.Version.ToString(CultureInfo.InvariantCulture))
            .Text(",\"recordedat\":").Json(Leaves.Leaf.Written(leaf.RecordedAtMoment));
        if (Attribute(leaf.Actor) is { Length: > 0 } actor) _output.Text(",\"actor\":").Json(actor);
        _output.Text(",\"data\":").Raw(row.Data.IsEmpty ? "null"u8 : row.Data.Span).Text("}\n");
        _output.Flush();
    }

    /// <summary>Control characters and halves of surrogates may not stand in an attribute.</summary>
    private static string Attribute(string text) => string.Concat(text.EnumerateRunes().Where(r => !System.Text.Rune.IsControl(r)));
}
