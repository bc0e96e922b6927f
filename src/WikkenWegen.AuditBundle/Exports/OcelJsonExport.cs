using WikkenWegen.AuditBundle.Containers;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>The events as OCEL 2.0 in JSON. The objects stand behind the events, and the types behind those, since only then all of them are known.</summary>
internal sealed class OcelJsonExport : IDisposable
{
    private readonly Stream _stream;
    private readonly Output _output;
    private readonly BagPart _objects = new("objects"); // they are found between the events
    private readonly Output _found;
    private readonly SortedSet<string> _eventTypes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _objectTypes = new(StringComparer.Ordinal);
    private bool _first = true, _firstFound = true;

    public OcelJsonExport(Stream stream)
    {
        (_stream, _output, _found) = (stream, new Output(stream), new Output(_objects));
        _output.Text("{\"events\":[\n");
        _output.Flush();
    }

    public void Add(EventRow row, string[] values, OcelObject stream, OcelObject? part)
    {
        var leaf = row.Leaf;
        _eventTypes.Add(leaf.Type);
        Next().Text("{\"id\":").Json(leaf.EventId).Text(",\"type\":").Json(leaf.Type).Text(",\"time\":").Json(leaf.Time).Text(",\"attributes\":[");
        for (var i = 0; i < values.Length; i++) _output.Text(i == 0 ? "" : ",").Text("{\"name\":").Json(OcelModel.EventAttributes[i].Name).Text(",\"value\":").Json(values[i]).Text("}");
        _output.Text("],\"relationships\":[");
        Relation(_output, stream.Id, OcelModel.OfStream);
        if (part is not null)
        {
            _output.Text(",");
            Relation(_output, part.Id, OcelModel.OfPart);
        }
        _output.Text("]}");
        _output.Flush();
    }

    /// <summary>An object, once.</summary>
    public void Add(OcelObject item, string? owner)
    {
        _objectTypes.Add(item.Type);
        _found.Text(_firstFound ? "" : ",\n").Text("{\"id\":").Json(item.Id).Text(",\"type\":").Json(item.Type)
            .Text(",\"attributes\":[{\"name\":\"code\",\"value\":").Json(item.Code).Text(",\"time\":").Json(OcelModel.Beginning).Text("}],\"relationships\":[");
        if (owner is not null) Relation(_found, owner, OcelModel.PartOf);
        _found.Text("]}");
        _found.Flush();
        _firstFound = false;
    }

    public void Finish()
    {
        _output.Text("\n],\"objects\":[\n");
        _output.Flush();
        _objects.CopyTo(_stream);
        _output.Text("\n],\"eventTypes\":[");
        Types(_eventTypes, OcelModel.EventAttributes);
        _output.Text("],\"objectTypes\":[");
        Types(_objectTypes, OcelModel.ObjectAttributes);
        _output.Text("]}\n");
        _output.Flush();
    }

    public void Dispose() => _objects.Dispose();

    private Output Next()
    {
        _output.Text(_first ? "" : ",\n");
        _first = false;
        return _output;
    }

    private static void Relation(Output output, string id, string qualifier) => output.Text("{\"objectId\":").Json(id).Text(",\"qualifier\":").Json(qualifier).Text("}");

    private void Types(SortedSet<string> names, (string Name, string Type)[] attributes)
    {
        var first = true;
        foreach (var name in names)
        {
            _output.Text(first ? "\n" : ",\n").Text("{\"name\":").Json(name).Text(",\"attributes\":[");
            for (var i = 0; i < attributes.Length; i++) _output.Text(i == 0 ? "" : ",").Text("{\"name\":").Json(attributes[i].Name).Text(",\"type\":").Json(attributes[i].Type).Text("}");
            _output.Text("]}");
            first = false;
        }
    }
}
