using System.Text.RegularExpressions;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>Tables of a database, to which rows are added: those that are written, or those that are compared.</summary>
internal interface ITables
{
    /// <summary>A new table.</summary>
    void Table(string name, string sql);

    /// <summary>The next row of a table.</summary>
    void Row(string table, params ReadOnlySpan<string?> values);
}

/// <summary>
/// The events as OCEL 2.0 in SQLite: the tables and the order of their rows. They have no keys: what a store holds twice must come into the bag for the verifier to tell.
/// </summary>
internal sealed partial class OcelTables
{
    /// <summary>The most types of events, and of objects; each has its table. The Domain has some sixty.</summary>
    private const int MostTypes = 1000;

    private readonly ITables _tables;
    private readonly Dictionary<string, string> _events = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _objects = new(StringComparer.Ordinal);

    public OcelTables(ITables tables)
    {
        _tables = tables;
        tables.Table("event", "CREATE TABLE event (ocel_id TEXT, ocel_type TEXT)");
        tables.Table("object", "CREATE TABLE object (ocel_id TEXT, ocel_type TEXT)");
        tables.Table("event_map_type", "CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT)");
        tables.Table("object_map_type", "CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT)");
        tables.Table("event_object", "CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT)");
        tables.Table("object_object", "CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT)");
    }

    public void Add(EventRow row, string[] values, OcelObject stream, OcelObject? part)
    {
        var leaf = row.Leaf;
        _tables.Row("event", leaf.EventId, leaf.Type);
        _tables.Row(TableOf(_events, leaf.Type, "event", "ocel_time TIMESTAMP", OcelModel.EventAttributes), [leaf.EventId, leaf.Time, .. values]);
        _tables.Row("event_object", leaf.EventId, stream.Id, OcelModel.OfStream);
        if (part is not null) _tables.Row("event_object", leaf.EventId, part.Id, OcelModel.OfPart);
    }

    public void Add(OcelObject item, string? owner)
    {
        _tables.Row("object", item.Id, item.Type);
        _tables.Row(TableOf(_objects, item.Type, "object", "ocel_time TIMESTAMP, ocel_changed_field TEXT", OcelModel.ObjectAttributes), item.Id, OcelModel.Beginning, null, item.Code);
        if (owner is not null) _tables.Row("object_object", item.Id, owner, OcelModel.PartOf);
    }

    private string TableOf(Dictionary<string, string> known, string type, string kind, string columns, (string Name, string Type)[] attributes)
    {
        if (known.TryGetValue(type, out var table)) return table;
        if (known.Count == MostTypes) throw new Containers.UnreadableBagException("Er zijn te veel soorten gebeurtenissen of onderdelen.", "There are too many types of events or objects.");
        var map = Unfit().Replace(type, "_");
        if (map.Length > 60 || known.Values.Any(other => other.Equals($"{kind}_{map}", StringComparison.OrdinalIgnoreCase)) || map is "object" or "map_type") map = $"type{known.Count}";
        table = $"{kind}_{map}";
        known.Add(type, table);
        var fields = string.Concat(attributes.Select(a => $", {a.Name} {(a.Type == "integer" ? "INTEGER" : a.Type == "time" ? "TIMESTAMP" : "TEXT")}"));
        _tables.Table(table, $"CREATE TABLE {table} (ocel_id TEXT, {columns}{fields})");
        _tables.Row($"{kind}_map_type", type, map);
        return table;
    }

    [GeneratedRegex("[^A-Za-z0-9_]")]
    private static partial Regex Unfit();
}
