using System.Globalization;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>The events as an XES log (IEEE 1849): a trace a stream.</summary>
internal sealed class XesExport
{
    private readonly Output _output;

    public XesExport(Stream stream)
    {
        _output = new Output(stream);
        _output.Text("""
            <?xml version="1.0" encoding="UTF-8"?>
            <log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">
            <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
            <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
            <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
            <extension name="Identity" prefix="identity" uri="http://www.xes-standard.org/identity.xesext"/>
            <global scope="trace">
            <string key="concept:name" value=""/>
            </global>
            <global scope="event">
            <string key="concept:name" value=""/>
            <date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
            </global>
            <classifier name="Activity" keys="concept:name"/>

            """.ReplaceLineEndings("\n"));
        _output.Flush();
    }

    public void Begin(string streamType, Guid stream)
    {
        _output.Raw("<trace>\n"u8);
        String("concept:name", stream.ToString());
        String("stream_type", streamType);
        _output.Flush();
    }

    public void Add(EventRow row)
    {
        var leaf = row.Leaf;
        _output.Raw("<event>\n"u8);
        String("concept:name", leaf.Type);
        Date("time:timestamp", leaf.Time);
        if (leaf.Actor.Length > 0) String("org:resource", leaf.Actor);
        if (leaf.Roles is { Length: > 0 } roles) String("org:role", roles);
        Attribute("id", "identity:id", leaf.EventId);
        Date("recorded_at", leaf.Recorded);
        Number("stream_version", leaf.Version);
        Number("leaf_index", row.Index);
        String("leaf_hash", row.Hash.ToString());
        _output.Raw("</event>\n"u8);
        _output.Flush();
    }

    public void End()
    {
        _output.Raw("</trace>\n"u8);
        _output.Flush();
    }

    public void Finish()
    {
        _output.Raw("</log>\n"u8);
        _output.Flush();
    }

    private void String(string key, string value) => Attribute("string", key, value);

    private void Date(string key, string value) => Attribute("date", key, value);

    private void Number(string key, long value) => Attribute("int", key, value.ToString(CultureInfo.InvariantCulture));

    private void Attribute(string kind, string key, string value) => _output.Raw("<"u8).Text(kind).Raw(" key=\""u8).Text(key).Raw("\" value=\""u8).Xml(value).Raw("\"/>\n"u8);
}
