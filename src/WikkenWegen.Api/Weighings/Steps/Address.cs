using System.Globalization;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>The parameters in the address of a request.</summary>
/// <param name="values">Their values by name.</param>
public readonly struct Address(RouteValueDictionary values)
{
    /// <summary>The address of a request.</summary>
    public Address(HttpContext http) : this(http.Request.RouteValues)
    {
    }

    /// <summary>Id of the weighing; null where the address has none, or none that is a UUID.</summary>
    public Guid? Weighing => Guid.TryParseExact(Text("id"), "D", out var id) ? id : null;

    /// <summary>
    /// The path below the weighing up to and with the first parameter, filled in, such as proposals/V2; null where it has none.
    /// </summary>
    /// <param name="path">The path of the operation below the weighing, such as /proposals/{code}/revisions.</param>
    public string? PartOf(string path)
    {
        var names = path.Trim('/').Split('/');
        var parameter = Array.FindIndex(names, name => name[0] == '{');
        return parameter < 0 ? null : string.Join('/', names[..parameter].Append(Text(names[parameter][1..^1])));
    }

    /// <summary>The parameter code. Only for an address that has it.</summary>
    public string Code => Text("code")!;

    /// <summary>A parameter that is a number, from 1. Where it is no number or has leading zeros: 0, which no part has, so that nothing is found.</summary>
    public int Number(string name = "number") =>
        Text(name) is [>= '1' and <= '9', ..] text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string? Text(string name) => values[name] as string;
}
