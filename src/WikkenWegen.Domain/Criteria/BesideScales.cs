namespace WikkenWegen.Domain.Criteria;

/// <summary>Checks the criteria that cannot be added up: that each has a scale on which something can be said, with what its kind asks for and nothing else.</summary>
public static class BesideScales
{
    /// <summary>Refuses a scale in words with fewer than two of them.</summary>
    public static readonly Rule WordsTooFew = new("words-too-few", RuleKind.Invalid,
        "Geef {0} ten minste twee woorden, van het slechtste naar het beste.",
        "Give {0} at least two words, from the worst to the best.");

    /// <summary>Refuses a scale for money without its unit.</summary>
    public static readonly Rule UnitMissing = new("unit-missing", RuleKind.Invalid,
        "Geef de eenheid van de bedragen van {0}, zoals euro per jaar.",
        "Give the unit of the amounts of {0}, such as euro per jaar.");

    /// <summary>Refuses codes that are there twice, and scales on which nothing can be said.</summary>
    internal static IEnumerable<Refusal> BesideRefusals(this CriteriaSet set)
    {
        for (var i = 0; i < set.Beside.Length; i++)
        {
            var (criterion, pointer) = (set.Beside[i], $"/beside/{i}");
            if (set.Criterion(criterion.Code) is not null || set.Beside.Take(i).Any(c => Codes.Same(c.Code, criterion.Code)))
                yield return Rules.CodeTwice.At(pointer + "/code", criterion.Code);
            foreach (var refusal in OfScale(criterion, pointer + "/scale")) yield return refusal;
        }
    }

    private static IEnumerable<Refusal> OfScale(CriterionBeside criterion, string pointer)
    {
        var (scale, code) = (criterion.Scale, criterion.Code);
        if (scale.Kind == BesideScaleKind.Ordinal && scale.Words.Length < 2) yield return WordsTooFew.At(pointer + "/words", code);
        if (scale.Kind != BesideScaleKind.Ordinal && !scale.Words.IsEmpty) yield return Rules.NotOfThisScale.At(pointer + "/words", code);
        if (scale.Kind == BesideScaleKind.MoneyPerParty && scale.Unit is null) yield return UnitMissing.At(pointer + "/unit", code);
        if (scale.Kind != BesideScaleKind.MoneyPerParty && scale.Unit is not null) yield return Rules.NotOfThisScale.At(pointer + "/unit", code);
        if (scale.Kind != BesideScaleKind.MoneyPerParty && !scale.Parties.IsEmpty) yield return Rules.NotOfThisScale.At(pointer + "/parties", code);
        foreach (var (name, list) in new[] { ("words", scale.Words), ("parties", scale.Parties) })
            for (var i = 0; i < list.Length; i++)
                if (list.Take(i).Any(n => Names.Same(n, list[i]))) yield return Rules.NameTwice.At($"{pointer}/{name}/{i}", list[i]);
    }
}
