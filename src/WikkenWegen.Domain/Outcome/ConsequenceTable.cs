using System.Collections.Immutable;
using System.Globalization;

namespace WikkenWegen.Domain.Outcome;

/// <summary>A consequence that counts.</summary>
/// <param name="By">Who judges.</param>
/// <param name="Content">What is said, on the scale of the criterion.</param>
/// <param name="Consequence">Number of the consequence.</param>
/// <param name="Event">Number of the event in which its newest revision was stated.</param>
/// <param name="OnRevision">The earlier revision of the proposal on which it was stated; absent where that is the newest.</param>
/// <param name="UnderVersion">The other version of the criteria under which it was stated, and which has the same criterion with the same scale; absent where it is this version.</param>
public sealed record CountedConsequence(Who By, ConsequenceContent Content, int Consequence, int Event, int? OnRevision, int? UnderVersion);

/// <summary>How many said that there is something positive, something negative, both or neither. They are not set off against each other.</summary>
/// <param name="Positive">How many said positive alone.</param>
/// <param name="Negative">How many said negative alone.</param>
/// <param name="Both">How many said both.</param>
/// <param name="Neither">How many said neither.</param>
public sealed record SignCount(int Positive, int Negative, int Both, int Neither);

/// <summary>How many said a word.</summary>
/// <param name="Word">The word.</param>
/// <param name="Number">How many.</param>
public sealed record WordCount(string Word, int Number);

/// <summary>What a proposal brings one party, or costs it: the mean over those who named the party. It is not added up with that of other parties.</summary>
/// <param name="Party">The party.</param>
/// <param name="Amount">The mean amount with its band, in the unit of the criterion; more than 0 is a gain, less than 0 a payment.</param>
/// <param name="Number">How many named the party.</param>
public sealed record PartyBand(string Party, Estimate Amount, int Number);

/// <summary>What was said of one proposal on one criterion that cannot be added up. Which of the counts are there depends on the kind of the scale.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="Said">Who said what, in the order of their numbers; at least one.</param>
/// <param name="Signs">Positive or negative: how many said which; absent for other kinds.</param>
/// <param name="Words">Ordinal: how many said each word, in the order of the scale, without words that nobody said; empty for other kinds.</param>
/// <param name="Amounts">Money per party: of each party, in the order of the scale or in which they were named; empty for other kinds.</param>
public sealed record ConsequenceCell(string Proposal, ImmutableArray<CountedConsequence> Said, SignCount? Signs, ImmutableArray<WordCount> Words, ImmutableArray<PartyBand> Amounts)
{
    /// <summary>What was said, in words: of signs and words how many said each where more than one spoke.</summary>
    /// <param name="unit">The unit of the amounts; null where there are none.</param>
    internal Spoken Told(string? unit) => new(
        Told(unit, "tot", Speech.DutchForms, "positief", "negatief", "positief en negatief", "niet positief en niet negatief", _ => "keer"),
        Told(unit, "to", Speech.EnglishForms, "positive", "negative", "positive and negative", "neither positive nor negative", number => number == 1 ? "time" : "times"));

    private string Told(string? unit, string to, CultureInfo forms, string positive, string negative, string both, string neither, Func<int, string> times)
    {
        var counted = Signs is { } signs
            ? new[] { (positive, signs.Positive), (negative, signs.Negative), (both, signs.Both), (neither, signs.Neither) }.Where(s => s.Item2 > 0)
            : Words.Select(w => ($"'{w.Word}'", w.Number));
        return string.Join("; ", Amounts.Select(a => $"{a.Party} {Speech.Band(a.Amount, unit, [], to, forms)}")
            .Concat(counted.Select(c => Said.Length == 1 ? c.Item1 : Invariant($"{c.Item1} ({c.Item2} {times(c.Item2)})"))));
    }
}

/// <summary>What was said of all proposals on one criterion that cannot be added up.</summary>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The kind of its scale.</param>
/// <param name="Unit">Money per party: the unit of the amounts; absent for other kinds.</param>
/// <param name="Cells">What was said, of each proposal of which something was, in the order of the proposals.</param>
/// <param name="Missing">Codes of the proposals of which nobody said anything that counts, in their order.</param>
/// <param name="NotCounted">Numbers of the consequences that do not count, because the scale of the criterion is another in this version of the criteria, rising.</param>
public sealed record ConsequenceRow(
    string Criterion, string Name, BesideScaleKind Kind, string? Unit, ImmutableArray<ConsequenceCell> Cells, ImmutableArray<string> Missing, ImmutableArray<int> NotCounted);

/// <summary>The table of consequences: what was said on the criteria that cannot be added up. It stands beside the totals and is in none of them.</summary>
/// <param name="Criteria">The criteria, in their order; at least one.</param>
/// <param name="Unread">How many consequences there are that the reader may not read, because the blind round in which another stated them is still open.</param>
public sealed record ConsequenceTable(ImmutableArray<ConsequenceRow> Criteria, int Unread);
