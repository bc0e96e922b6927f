using WikkenWegen.AuditBundle.Leaves;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>How events become an object-centric log (OCEL 2.0): what objects there are, and how an event is about them.</summary>
internal static class OcelModel
{
    /// <summary>The attributes of every event, in their order: name and OCEL type.</summary>
    public static readonly (string Name, string Type)[] EventAttributes =
        [("leaf_index", "integer"), ("leaf_hash", "string"), ("stream_version", "integer"), ("actor", "string"), ("actor_role", "string"), ("recorded_at", "time")];

    /// <summary>The attributes of every object.</summary>
    public static readonly (string Name, string Type)[] ObjectAttributes = [("code", "string")];

    /// <summary>What an attribute was from the beginning has this moment; a tool takes the first value as one that never changes.</summary>
    public const string Beginning = "1970-01-01T00:00:00Z";

    /// <summary>The event is about this stream as a whole.</summary>
    public const string OfStream = "in";

    /// <summary>The event makes or touches this part of a weighing.</summary>
    public const string OfPart = "about";

    /// <summary>A part belongs to its weighing.</summary>
    public const string PartOf = "part of";

    private static readonly Dictionary<string, string> Parts = new()
    {
        ["framings"] = "Framing",
        ["proposals"] = "Proposal",
        ["criteria"] = "Criteria",
        ["stakeholders"] = "Stakeholder",
        ["rounds"] = "Round",
        ["inputs"] = "Input",
        ["objections"] = "Objection",
        ["advice-requests"] = "AdviceRequest",
        ["scores"] = "Score",
        ["consequences"] = "Consequence",
        ["outcomes"] = "Outcome",
        ["decisions"] = "Decision",
        ["ballots"] = "Ballot",
        ["links"] = "Link",
        ["access"] = "AccessGrant",
        ["cases"] = "Case",
    };

    /// <summary>Values of the attributes of an event, in the order of <see cref="EventAttributes"/>.</summary>
    public static string[] Values(EventRow row) =>
    [
        row.Index.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Hash.ToString(), row.Leaf.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
        row.Leaf.Actor, row.Leaf.Roles ?? "", row.Leaf.Recorded,
    ];

    /// <summary>The object that a stream is.</summary>
    public static OcelObject OfStreamOf(Leaf leaf) => new(
        leaf.StreamText, leaf.StreamType.Length == 0 ? "Stream" : char.ToUpperInvariant(leaf.StreamType[0]) + leaf.StreamType[1..], leaf.StreamText);

    /// <summary>The part that an event is about, by its path such as proposals/V2/revisions/2; null where it is about the whole.</summary>
    public static OcelObject? Part(Leaf leaf, string? path)
    {
        if (path is null || path.Split('/') is not [{ Length: > 0 } kind, { Length: > 0 } code, ..]) return null;
        // The criteria are one thing, of which each version replaces the one before.
        return kind == "criteria" ? new OcelObject($"{leaf.Stream}/{kind}", Parts[kind], kind) : new OcelObject($"{leaf.Stream}/{kind}/{code}", Parts.GetValueOrDefault(kind, kind), code);
    }
}

/// <summary>An object of an object-centric log.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Type">Its type.</param>
/// <param name="Code">Its code within what it is part of.</param>
internal sealed record OcelObject(string Id, string Type, string Code);
