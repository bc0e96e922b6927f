using System.Text.Json;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>
/// Reads the query of a request, and the headers that say the same, and collects everything that is wrong with it. Each reading method makes
/// its parameter known; at the end <see cref="IsRight"/> answers.
/// </summary>
public sealed class Query(HttpContext http)
{
    /// <summary>Most characters of a text, where nothing else is said.</summary>
    public const int MostCharacters = 200;

    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _knownHeaders = [];
    private readonly List<Refusal> _refusals = [];

    /// <summary>Adds a refusal of a parameter.</summary>
    public void Refuse(string parameter, Rule rule, params ReadOnlySpan<object> arguments) => _refusals.Add(rule.At(parameter, arguments));

    /// <summary>A text of at most <paramref name="most"/> characters, not blank; null where it is missing or wrong.</summary>
    public string? Text(string name, int most = MostCharacters)
    {
        _known.Add(name);
        var values = http.Request.Query[name];
        if (values.Count == 0) return null;
        if (values.Count > 1) Refuse(name, InputRules.ParameterTwice, name);
        var value = values[0]!;
        if (value.Length > most) Refuse(name, InputRules.TextTooLong, most);
        else if (value.Any(char.IsControl) || value.Any(char.IsSurrogate) && !IsWellFormed(value)) Refuse(name, InputRules.TextUnstorable);
        else if (Shape.IsBlank(value)) Refuse(name, InputRules.TextBlank);
        else return value;
        return null;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included; null where it is missing or wrong.</summary>
    public int? Whole(string name, int least, int most)
    {
        if (Text(name) is not { } text) return null;
        if (!Wholes.TryParse(text, out var number)) Refuse(name, InputRules.NotAnInteger);
        else if (Wholes.Beyond(number, least, most, name, quantity: true) is { } beyond) _refusals.Add(beyond);
        else return (int)number;
        return null;
    }

    /// <summary>A moment, given with any offset, in UTC; null where it is missing or wrong.</summary>
    public DateTimeOffset? Moment(string name)
    {
        if (Text(name) is not { } text) return null;
        // A plus sign that was not escaped comes in as a space.
        if (Moments.TryParse(text.Replace(' ', '+'), out var moment)) return moment.ToUniversalTime();
        Refuse(name, InputRules.NotAMoment);
        return null;
    }

    /// <summary>The two moments of a period, in UTC; each is null where it is missing or wrong. A start after the end is refused.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) Period(string fromName, string toName)
    {
        var (from, to) = (Moment(fromName), Moment(toName));
        if (from > to) Refuse(toName, InputRules.FromAfterTo);
        return (from, to);
    }

    /// <summary>A day (yyyy-MM-dd); null where it is missing or wrong.</summary>
    public DateOnly? Day(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Days.TryParse(text, out var day)) return day;
        Refuse(name, InputRules.NotADay);
        return null;
    }

    /// <summary>The first and the last day of a period; each is null where it is missing or wrong. A first day after the last is refused.</summary>
    public (DateOnly? From, DateOnly? To) PeriodOfDays(string fromName, string toName)
    {
        var (from, to) = (Day(fromName), Day(toName));
        if (from > to) Refuse(toName, InputRules.FromAfterTo);
        return (from, to);
    }

    /// <summary>True or false; null where it is missing or wrong.</summary>
    public bool? Flag(string name)
    {
        if (Text(name) is not { } text) return null;
        if (text is "true" or "false") return text == "true";
        Refuse(name, InputRules.NotABoolean);
        return null;
    }

    /// <summary>A moment in a header, in UTC; null where it is missing, empty or wrong.</summary>
    public DateTimeOffset? MomentOfHeader(string name)
    {
        _knownHeaders.Add(name);
        if (!IsSent(name)) return null;
        var values = http.Request.Headers[name];
        if (values is [{ } text] && Moments.TryParse(text, out var moment)) return moment.ToUniversalTime();
        Refuse(name, InputRules.NotAMoment);
        return null;
    }

    /// <summary>One of the names of <typeparamref name="T"/> in camelCase; null where it is missing or wrong.</summary>
    public T? Choice<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        var names = Enum.GetNames<T>().ToDictionary(JsonNamingPolicy.CamelCase.ConvertName);
        if (names.TryGetValue(text, out var known)) return Enum.Parse<T>(known);
        Refuse(name, InputRules.NotAChoice, string.Join(", ", names.Keys));
        return null;
    }

    /// <summary>
    /// Whether nothing is wrong with the query. Where something is, or where it has a parameter that was not read, or VERA's header for a
    /// moment where none is asked, the request is answered with 400.
    /// </summary>
    public async Task<bool> IsRight()
    {
        foreach (var name in http.Request.Query.Keys.Where(k => !_known.Contains(k))) Refuse(Printable(name), InputRules.ParameterUnknown, Printable(name));
        foreach (var name in VeraHeaders.All.Where(h => !_knownHeaders.Contains(h) && IsSent(h))) Refuse(name, InputRules.HeaderUnknown, name);
        if (_refusals.Count == 0) return true;
        await http.Respond(_refusals, r => r.Pointer);
        return false;
    }

    private bool IsSent(string header) => http.Request.Headers[header] is not ([] or [{ Length: 0 }]);

    private static string Printable(string name) => new([.. name.Take(100).Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]);

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }
}
