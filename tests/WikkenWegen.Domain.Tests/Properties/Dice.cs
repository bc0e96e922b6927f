namespace WikkenWegen.Domain.Tests;

/// <summary>Random choices, most of them sensible.</summary>
/// <param name="random">Where they come from.</param>
/// <param name="wild">How often, in percent, a choice is not sensible: an unknown code, a text that is missing, an absurd number.</param>
internal sealed class Dice(Random random, int wild)
{
    public bool Chance(int percent) => random.Next(100) < percent;

    public bool Wild => Chance(wild);

    /// <summary>A whole number from <paramref name="low"/> up to and including <paramref name="high"/>.</summary>
    public int Between(int low, int high) => random.Next(low, high + 1);

    public T Of<T>(params IReadOnlyList<T> options) => options[random.Next(options.Count)];

    public T Any<T>() where T : struct, Enum => Of(Enum.GetValues<T>());

    public ImmutableArray<T> Some<T>(int least, int most, Func<T> make) => [.. Enumerable.Range(0, Between(least, most)).Select(_ => make())];

    /// <summary>One of the codes, or one that is not among them.</summary>
    public string Code(IEnumerable<string> codes) => codes.ToList() is { Count: > 0 } known && !Wild ? Of(known) : Of("", "V9", "B9", "?");

    /// <summary>A number from 1 to <paramref name="count"/>, or one beyond.</summary>
    public int Number(int count) => count > 0 && !Wild ? Between(1, count) : Of(int.MinValue, -1, 0, count + 1, int.MaxValue);

    public Sealed? Text(int often) => Chance(often) ? Spec.Text(Between(1, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture)) : null;

    /// <summary>A text that must be there.</summary>
    public Sealed? Reason() => Wild ? null : Text(100);

    public decimal Amount(decimal low, decimal high) => Wild
        ? Of(decimal.MinValue, -0.1m, 0m, 0.0000000000000000000000000001m, 1e15m, decimal.MaxValue)
        : low + (high - low) * Between(0, 4) / 4;
}
