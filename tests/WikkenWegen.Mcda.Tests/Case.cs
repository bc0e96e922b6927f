using System.Text.Json;

namespace WikkenWegen.Mcda.Tests;

/// <summary>Reads the published cases under Vectors.</summary>
internal static class Case
{
    public static JsonElement Load(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", $"{name}.json"))).RootElement;

    public static double[] Numbers(this JsonElement list) => [.. list.EnumerateArray().Select(Number)];

    public static string[] Words(this JsonElement list) => [.. list.EnumerateArray().Select(word => word.GetString()!)];

    public static double[,] Matrix(this JsonElement rows)
    {
        var numbers = rows.EnumerateArray().Select(Numbers).ToArray();
        var matrix = new double[numbers.Length, numbers[0].Length];
        for (var r = 0; r < numbers.Length; r++)
        {
            for (var c = 0; c < numbers[r].Length; c++) matrix[r, c] = numbers[r][c];
        }
        return matrix;
    }

    /// <summary>Numbers, also those printed as "1/4".</summary>
    public static double Number(this JsonElement number)
    {
        if (number.ValueKind != JsonValueKind.String) return number.GetDouble();
        var parts = number.GetString()!.Split('/').Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return parts.Length == 1 ? parts[0] : parts[0] / parts[1];
    }

    public static string[] Numbered(string prefix, int count) => [.. Enumerable.Range(1, count).Select(i => $"{prefix}{i}")];

    public static void ShouldBe(this IEnumerable<double> actual, IEnumerable<double> expected, double tolerance)
    {
        var (a, e) = (actual.ToList(), expected.ToList());
        a.Count.ShouldBe(e.Count);
        for (var i = 0; i < a.Count; i++) a[i].ShouldBe(e[i], tolerance, $"at position {i}");
    }

    public static IEnumerable<double> ToDoubles(this NamedValues<Fraction> values) => values.Select(v => v.Value.ToDouble());

    public static ErrorCode[] Codes<T>(this Result<T> result)
        where T : notnull => [.. result.Errors.Select(error => error.Code)];

    public static double[,] Rectangle(this double[][] rows)
    {
        var cells = new double[rows.Length, rows[0].Length];
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < rows[0].Length; c++) cells[r, c] = rows[r][c];
        }
        return cells;
    }
}
