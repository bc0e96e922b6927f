namespace WikkenWegen.Domain.Tests;

/// <summary>The words of the field, as agreed on in Words.txt beside this file: read by people, compared whole.</summary>
public class WordsTests
{
    /// <summary>Every enum of what is recorded. Those of what is made of whole weighings are told in sentences of their own.</summary>
    private static readonly IReadOnlyList<Type> Enums =
        [.. typeof(Words).Assembly.GetTypes().Where(t => t is { IsEnum: true, IsPublic: true } && t.Namespace?.EndsWith(".Registers", StringComparison.Ordinal) == false && t.Namespace?.EndsWith(".Precedents", StringComparison.Ordinal) == false).Except([typeof(RuleKind), typeof(Language)]).OrderBy(t => t.Name, StringComparer.Ordinal)];

    private static string Word(string method, Enum value) =>
        (string)typeof(Words).GetMethod(method)!.MakeGenericMethod(value.GetType()).Invoke(null, [value])!;

    private static IEnumerable<string> FramingFields => typeof(Framing).GetProperties().Select(p => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name));

    [Fact]
    public void Every_word_of_every_enum_and_every_field_of_a_framing_is_as_agreed()
    {
        var enums = Enums.SelectMany(type => Enum.GetValues(type).Cast<Enum>()
            .Select(value => $"{type.Name}.{value} | {Word(nameof(Words.Dutch), value)} | {Word(nameof(Words.English), value)}"));
        var fields = FramingFields.Select(field => $"framing/{field} | {Words.DutchField(field)} | {Words.EnglishField(field)}");
        Golden.Text("Weighing", "Words.txt", enums.Concat(fields));
    }

    [Fact]
    public void A_field_that_an_older_program_knew_is_told_by_its_own_name()
    {
        Words.DutchField("colour").ShouldBe("colour");
        Words.EnglishField("colour").ShouldBe("colour");
    }

    [Fact]
    public void In_one_enum_no_two_values_are_told_alike()
    {
        foreach (var type in Enums)
            foreach (var language in new[] { nameof(Words.Dutch), nameof(Words.English) })
                Enum.GetValues(type).Cast<Enum>().Select(value => Word(language, value)).ShouldBeUnique(type.Name);
    }
}
