using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>What a list is sorted by, each way.</summary>
public sealed record ListSort
{
    private static readonly ImmutableDictionary<string, ListSort> All = ((ListSort[])
    [
        new("openedAt", "opened_at", "opened_at", "timestamptz"),
        new("decidedAt", "decided_rising", "decided_falling", "timestamptz"),
        new("deadline", "deadline_rising", "deadline_falling", "date"),
        new("title", "title", "title", "text"),
        new("changedAt", "changed_at", "changed_at", "timestamptz"),
    ]).ToImmutableDictionary(s => s.Name);

    private readonly string _rising;
    private readonly string _falling;

    private ListSort(string name, string rising, string falling, string type) => (Name, _rising, _falling, Type) = (name, rising, falling, type);

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => ["openedAt", "decidedAt", "deadline", "title", "changedAt"];

    /// <summary>How the parameter names it, without a direction.</summary>
    public string Name { get; }

    /// <summary>The type of its values in SQL.</summary>
    public string Type { get; }

    /// <summary>Whether a weighing's value can change.</summary>
    public bool Changes => Name != "openedAt";

    /// <summary>Whether it goes from high to low.</summary>
    public bool Falling { get; private init; }

    /// <summary>The column that holds its values.</summary>
    public string Column => Falling ? _falling : _rising;

    /// <summary>Whether it is by when they changed, which a table of its own tells.</summary>
    public bool ByChange => Name == "changedAt";

    /// <summary>The table that holds them.</summary>
    public string Table => ByChange ? WeighingList.Changes : WeighingList.Rows;

    /// <summary>The table that holds those of before.</summary>
    public string PastTable => ByChange ? WeighingList.ChangesPast : WeighingList.Past;

    /// <summary>Reads a name, with - in front for falling; null where it is none.</summary>
    public static ListSort? Of(string text)
    {
        var falling = text[0] == '-';
        return All.TryGetValue(falling ? text[1..] : text, out var sort) ? sort with { Falling = falling } : null;
    }

    /// <summary>Whether a value in a cursor is one of this type.</summary>
    public bool Reads(string value) => Type switch
    {
        "timestamptz" => (value.Length <= MostCharactersOfMoment && Moments.TryParse(value, out _)) || IsInfinity(value),
        "date" => Days.TryParse(value, out _) || IsInfinity(value),
        _ => true,
    };

    /// <summary>More than a moment takes in PostgreSQL's own form. It reads none of more than about a hundred, however many decimals a caller may send.</summary>
    private const int MostCharactersOfMoment = 40;

    private static bool IsInfinity(string value) => value is "infinity" or "-infinity";
}
