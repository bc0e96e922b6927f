using System.Globalization;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>The parts of an address.</summary>
public readonly struct Address(RouteValueDictionary values)
{
    /// <summary>The address of a request.</summary>
    public Address(HttpContext http) : this(http.Request.RouteValues)
    {
    }

    /// <summary>The weighing; null where there is none in it.</summary>
    public Guid? Weighing => Guid.TryParseExact(Text("id"), "D", out var id) ? id : null;

    /// <summary>A code or other text.</summary>
    public string Code => Text("code")!;

    /// <summary>The number of a numbered part; 0, which no part has, where it is none or has zeros in front.</summary>
    public int Number(string name = "number") =>
        Text(name) is [>= '1' and <= '9', ..] text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string? Text(string name) => values[name] as string;
}
