using System.Linq.Expressions;
using System.Text.Json;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>The columns of the tables that lists are read from, each with how it is made of the summary of a weighing.</summary>
internal static class WeighingColumns
{
    public static readonly Column Opened = new("opened_at", "timestamptz not null", Of(s => s.OpenedAt));

    /// <summary>
    /// What else lists are sorted by, which changes. What can be missing comes last whichever way a list goes, which takes a column each
    /// way: infinitely late in the one, infinitely early in the other.
    /// </summary>
    public static readonly Column[] Places =
    [
        new("decided_rising", "timestamptz not null", $"coalesce({Of(s => s.DecidedAt)}, 'infinity')"),
        new("decided_falling", "timestamptz not null", $"coalesce({Of(s => s.DecidedAt)}, '-infinity')"),
        new("deadline_rising", "date not null", $"coalesce({Of(s => s.Framing.Deadline)}, 'infinity')"),
        new("deadline_falling", "date not null", $"coalesce({Of(s => s.Framing.Deadline)}, '-infinity')"),
        new("title", "text not null", $"lower({References.Composed(Of(s => s.Framing.Title))})"),
    ];

    public static readonly Column Changed = new("changed_at", "timestamptz not null", "new.timestamp");

    // What came after there were tables can be missing in a row until FillWeighingList writes it anew, so these columns take null.
    public static readonly Column Shape = new("shape", "smallint", Of(s => s.Shape));

    public static readonly Column OpenedYear = new("opened_year", "smallint", $"extract(year from {Of(s => s.OpenedAt)}::timestamptz at time zone 'UTC')");

    public static readonly Column Status = new("status", "text not null", Of(s => s.Status));

    /// <summary>The class of confidentiality, as a number that rises with it; nobody sees a row without one who is not named.</summary>
    public static readonly Column Secrecy = new("secrecy", "smallint",
        $"array_position(array[{string.Join(", ", Enum.GetNames<Confidentiality>().Select(name => $"'{JsonNamingPolicy.CamelCase.ConvertName(name)}'"))}], {Of(s => s.Framing.Confidentiality)}) - 1");

    /// <summary>What has one value a weighing, and is filtered by.</summary>
    public static readonly Column[] Marks =
    [
        new("level", "text not null", Of(s => s.Framing.Level)),
        new("scale", "text not null", Of(s => s.Framing.Scale)),
        new("decision_kind", "text", Of(s => s.DecisionKind)),
        new("reference", "text", References.Composed(Of(s => s.ReferenceKey))),
        new("id_extern", "text", Of(s => s.Framing.Identity!.IdExtern)),
    ];

    /// <summary>What a search looks through; the trigger makes it by itself, only where the text has changed.</summary>
    public static readonly Column Words = new("words", "tsvector not null", "last.words");

    /// <summary>The texts of the framing that are searched.</summary>
    public static readonly string[] FramingTexts =
        [Of(s => s.Framing.Title), Of(s => s.Framing.Question), Of(s => s.Framing.Occasion), Of(s => s.Framing.Reference), Of(s => s.Framing.HereFor), Of(s => s.Framing.NotHereFor)];

    /// <summary>What has many values a weighing, and is filtered by.</summary>
    public static readonly Column[] Contents =
    [
        new("areas", "text[] not null", Many(s => s.Areas, "one")),
        new("parties", "text[] not null", Many(s => s.PartyKeys, References.Composed("one"))),
        new("deviations", "text[]", Many(s => s.DeviationMarks, "one")),
        new("named", "text[]", Many(s => s.Named, "one")),
        Words,
    ];

    /// <summary>
    /// PostgreSQL keeps the words of a row elsewhere, so that many rows fit in little memory, only if the row is longer than 2,000 bytes.
    /// With this every row is, until it is compressed to some thirty.
    /// </summary>
    public static readonly Column Filling = new("filling", "text not null", "repeat(' ', 2100)");

    /// <summary>All columns of a row, in their order, but for its keys and the transaction.</summary>
    public static readonly Column[] Columns = [Shape, Opened, OpenedYear, .. Places, Status, Secrecy, .. Marks, .. Contents, Filling];

    public static IEnumerable<string> PlaceNames => Places.Select(p => p.Name);

    public static string Names(IEnumerable<string> names, string? row = null) => string.Join(", ", names.Select(n => row is null ? n : $"{row}.{n}"));

    /// <summary>The SQL for a member of the summary that the trigger sees, as text.</summary>
    public static string Of<T>(Expression<Func<WeighingSummary, T>> member) => $"(doc #>> '{Path(member.Body)}')";

    public static string Within<T>(Expression<Func<WeighingSummary, T>> member) => $"(doc #> '{Path(member.Body)}')";

    public static string Many<T>(Expression<Func<WeighingSummary, T>> member, string each) => $"array(select {each} from jsonb_array_elements_text({Within(member)}) one)";

    public static string Path(Expression member)
    {
        var names = new Stack<string>();
        for (var at = member; at is MemberExpression step; at = step.Expression!) names.Push(JsonNamingPolicy.CamelCase.ConvertName(step.Member.Name));
        return $"{{{string.Join(',', names)}}}";
    }
}

/// <summary>A column of the lists' tables.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Type">Its type in SQL, with not null.</param>
/// <param name="Value">How it is made of the summary.</param>
internal sealed record Column(string Name, string Type, string Value)
{
    private string Plain => Type.Split(' ')[0];

    public string Assignment => $"next.{Name} := {Value}::{Plain};";

    public void AddTo(Table table)
    {
        var column = table.AddColumn(Name, Plain);
        if (Plain != Type) column.NotNull();
    }
}
