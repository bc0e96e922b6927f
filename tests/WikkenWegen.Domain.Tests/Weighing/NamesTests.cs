using System.Text;

namespace WikkenWegen.Domain.Tests;

/// <summary>Names that people take for the same are the same.</summary>
public class NamesTests
{
    [Theory]
    [InlineData("AFW-1", "afw-1"), InlineData("Straße", "STRA\u1E9EE"), InlineData("HV Merel", "  hv \t\u00a0merel "), InlineData("HV Merel", "HV Me\u200brel"), InlineData("N3", "N3\ufe0f")]
    [InlineData("N3", "N\u034f3"), InlineData("N3", "\u3164N3"), InlineData("N3", "N3\u2800"), InlineData("N3", "N3\U000E0100"), InlineData("N3", "N\u00ad3"), InlineData("ΟΔΟΣ", "οδος")]
    public void These_are_the_same(string one, string other)
    {
        Names.Key(other).ShouldBe(Names.Key(one));
        Names.Same(one, other).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Tı", "TI"), InlineData("İ", "I"), InlineData("ss", "ß"), InlineData("A 1", "A1"), InlineData("é", "e"), InlineData("N3", "N-3")]
    public void These_are_not(string one, string other) => Names.Same(one, other).ShouldBeFalse();

    [Fact]
    public void Nothing_is_the_same_as_nothing_alone()
    {
        Names.Same(null, null).ShouldBeTrue();
        Names.Same(null, "").ShouldBeFalse();
        Names.Same("", null).ShouldBeFalse();
    }

    [Fact]
    public void What_is_seen_keeps_its_case_and_has_one_blank_for_each_row() => Names.Seen(" HV\u00a0 Me\u200brel ").ShouldBe("HV Merel");

    [Fact]
    public void A_blank_is_seen_and_a_letter_too() => new[] { ' ', 'a', 'é' }.ShouldAllBe(c => !Names.IsUnseen(new Rune(c)));
}
