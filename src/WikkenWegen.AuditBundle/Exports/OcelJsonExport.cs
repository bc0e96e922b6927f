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
        _output.Raw("{\"events\":[\n"u8);
        _output.Flush();
    }

    public void Add(EventRow row, string[] values, OcelObject stream, OcelObject? part)
    {
        var leaf = row.Leaf;
        _eventTypes.Add(leaf.Type);
        Next().Raw("{\"id\":"u8).Json(leaf.EventId).Raw(",\"type\":"u8).Json(leaf.Type).Raw(",\"time\":"u8).Json(leaf.Time).Raw(",\"attributes\":["u8);
        for (var i = 0; i < values.Length; i++) _output.Text(i == 0 ? "" : ",").Raw("{\"name\":"u8).Json(OcelModel.EventAttributes[i].Name).Raw(",\"value\":"u8).Json(values[i]).Raw("}"u8);
        _output.Raw("],\"relationships\":["u8);
        Relation(_output, stream.Id, OcelModel.OfStream);
        if (part is not null)
        {
            _output.Raw(","u8);
            Relation(_output, part.Id, OcelModel.OfPart);
        }
        _output.Raw("]}"u8);
        _output.Flush();
    }

    /// <summary>An object, once.</summary>
    public void Add(OcelObject item, string? owner)
    {
        _objectTypes.Add(item.Type);
        _found.Text(_firstFound ? "" : ",\n").Raw("{\"id\":"u8).Json(item.Id).Raw(",\"type\":"u8).Json(item.Type)
            .Raw(",\"attributes\":[{\"name\":\"code\",\"value\":"u8).Json(item.Code).Raw(",\"time\":"u8).Json(OcelModel.Beginning).Raw("}],\"relationships\":["u8);
        if (owner is not null) Relation(_found, owner, OcelModel.PartOf);
        _found.Raw("]}"u8);
        _found.Flush();
        _firstFound = false;
    }

    public void Finish()
    {
        _output.Raw("\n],\"objects\":[\n"u8);
        _output.Flush();
        _objects.CopyTo(_stream);
        _output.Raw("\n],\"eventTypes\":["u8);
        Types(_eventTypes, OcelModel.EventAttributes);
        _output.Raw("],\"objectTypes\":["u8);
        Types(_objectTypes, OcelModel.ObjectAttributes);
        _output.Raw("]}\n"u8);
        _output.Flush();
    }

    public void Dispose() => _objects.Dispose();

    private Output Next()
    {
        _output.Text(_first ? "" : ",\n");
        _first = false;
        return _output;
    }

    private static void Relation(Output output, string id, string qualifier) => output.Raw("{\"objectId\":"u8).Json(id).Raw(",\"qualifier\":"u8).Json(qualifier).Raw("}"u8);

    private void Types(SortedSet<string> names, (string Name, string Type)[] attributes)
    {
        var first = true;
        foreach (var name in names)
        {
            _output.Text(first ? "\n" : ",\n").Raw("{\"name\":"u8).Json(name).Raw(",\"attributes\":["u8);
            for (var i = 0; i < attributes.Length; i++) _output.Text(i == 0 ? "" : ",").Raw("{\"name\":"u8).Json(attributes[i].Name).Raw(",\"type\":"u8).Json(attributes[i].Type).Raw("}"u8);
            _output.Raw("]}"u8);
            first = false;
        }
    }
}
