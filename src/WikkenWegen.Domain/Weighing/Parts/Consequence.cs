using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>What a proposal brings one party, or costs it, in the unit of the criterion; low ≤ expected ≤ high. More than 0 is a gain, less than 0 a payment.</summary>
/// <param name="Party">The party: one of the scale where that names them; an organisation or group, never a person's name.</param>
/// <param name="Low">The lowest realistic amount, at most the expected amount.</param>
/// <param name="Expected">The expected amount.</param>
/// <param name="High">The highest realistic amount, at least the expected amount.</param>
public sealed record PartyAmount(string Party, decimal Low, decimal Expected, decimal High)
{
    /// <summary>The amount with its uncertainty.</summary>
    [JsonIgnore]
    public Estimate Estimate => new(Low, Expected, High);
}

/// <summary>What is said of a consequence. Which members are there depends on the kind of the scale.</summary>
public sealed record ConsequenceContent
{
    /// <summary>Ordinal: a word of the scale; absent for other kinds.</summary>
    public string? Word { get; init; }

    /// <summary>Positive or negative: whether there is something positive; absent for other kinds.</summary>
    public bool? Positive { get; init; }

    /// <summary>Positive or negative: whether there is something negative; it may be both, or none of them. Absent for other kinds.</summary>
    public bool? Negative { get; init; }

    /// <summary>Money per party: what each party gains or pays, each party once; empty for other kinds.</summary>
    public ImmutableArray<PartyAmount> Amounts { get; init; } = [];

    /// <summary>The same, with words and parties as the scale writes them.</summary>
    internal ConsequenceContent On(BesideScale scale) => this with
    {
        Word = scale.Word(Word) ?? Word,
        Amounts = [.. Amounts.Select(a => a with { Party = scale.Party(a.Party) ?? a.Party })],
    };

    /// <summary>What is said, in Dutch: "positief en negatief", "'goed'" or "huurders 100 euro (50 tot 150); gemeente -40 euro".</summary>
    /// <param name="unit">The unit of the amounts; null where there are none.</param>
    internal string Dutch(string? unit) => Told(unit, "tot", Speech.DutchForms, "positief en negatief", "positief", "negatief", "niet positief en niet negatief");

    /// <summary>The same in English.</summary>
    internal string English(string? unit) => Told(unit, "to", Speech.EnglishForms, "positive and negative", "positive", "negative", "neither positive nor negative");

    private string Told(string? unit, string to, CultureInfo forms, string both, string positive, string negative, string none) => this switch
    {
        { Word: { } word } => $"'{word}'",
        { Positive: true, Negative: true } => both,
        { Positive: true } => positive,
        { Negative: true } => negative,
        { Amounts.IsEmpty: true } => none,
        _ => string.Join("; ", Amounts.Select(a => $"{a.Party} {Speech.Band(a.Estimate, unit, [], to, forms)}")),
    };
}

/// <summary>A revision of a consequence.</summary>
/// <param name="Revision">Number of the revision, from 1 within the consequence.</param>
/// <param name="Content">What is said.</param>
/// <param name="Ground">What it rests on, in words, kept in the vault; absent where that was not said.</param>
/// <param name="Evidence">The documents that it rests on; empty where there are none.</param>
/// <param name="Origin">The event in which it was stated or revised.</param>
public sealed record ConsequenceRevision(int Revision, ConsequenceContent Content, Sealed? Ground, ImmutableArray<Evidence> Evidence, Origin Origin);

/// <summary>
/// A consequence: what one judge says of one revision of a proposal on one criterion that cannot be added up, of one criteria version. A cell of the
/// table of consequences, as a score is one of the table of scores; who judges again in another round states a new one.
/// </summary>
/// <param name="Number">Number of the consequence, from 1 within the weighing.</param>
/// <param name="Proposal">The revision of a proposal that is judged.</param>
/// <param name="Criterion">Code of the criterion, one of those beside the others.</param>
/// <param name="CriteriaVersion">Number of the version of the criteria, from 1; it fixes the scale of the criterion.</param>
/// <param name="By">Who judges: a stakeholder, or a role outside the list of stakeholders.</param>
/// <param name="Round">Number of the round in which it was stated; absent outside rounds.</param>
/// <param name="Revisions">All its revisions, oldest first; at least one.</param>
/// <param name="LateReason">Why it was recorded only after the blind round had closed, kept in the vault; absent where it was recorded in time.</param>
public sealed record Consequence(
    int Number, ProposalRevisionReference Proposal, string Criterion, int CriteriaVersion, Who By, int? Round, ImmutableArray<ConsequenceRevision> Revisions,
    Sealed? LateReason = null) : IJudgement
{
    /// <inheritdoc />
    Origin IJudgement.Newest => Current.Origin;

    /// <summary>Whether it was recorded after the blind round in which it was stated had closed, when everybody could read what others gave.</summary>
    public bool RecordedAfterClosing => LateReason is not null;

    /// <summary>The revision in force.</summary>
    [JsonIgnore]
    public ConsequenceRevision Current => Revisions[^1];
}

public sealed partial record Weighing
{
    /// <summary>All consequences, in the order of their numbers.</summary>
    public GrowingList<Consequence> Consequences { get; internal init; } = [];

    /// <summary>The consequence with this number, or null.</summary>
    public Consequence? Consequence(int number) => Consequences.FirstOrDefault(c => c.Number == number);
}

/// <summary>Rules about what is said of consequences.</summary>
internal static class ConsequenceContents
{
    /// <summary>Refuses what is said where it is not of the kind of the scale, or not on it. Pointers are those of the members.</summary>
    /// <param name="content">What is said.</param>
    /// <param name="criterion">The criterion; null where it is not known, and then nothing is refused but amounts that decrease.</param>
    public static IEnumerable<Refusal> Refusals(this ConsequenceContent content, CriterionBeside? criterion)
    {
        for (var i = 0; i < content.Amounts.Length; i++)
        {
            var amount = content.Amounts[i];
            if (amount.Low > amount.Expected) yield return Rules.EstimateOutOfOrder.At($"/amounts/{i}/low");
            if (amount.Expected > amount.High) yield return Rules.EstimateOutOfOrder.At($"/amounts/{i}/high");
            if (content.Amounts.Take(i).Any(a => Names.Same(a.Party, amount.Party))) yield return Rules.NameTwice.At($"/amounts/{i}/party", amount.Party);
        }
        if (criterion is null) yield break;
        foreach (var refusal in OfAnotherKind(content, criterion).Concat(OnScale(content, criterion))) yield return refusal;
    }

    private static IEnumerable<Refusal> OfAnotherKind(ConsequenceContent content, CriterionBeside criterion)
    {
        var kind = criterion.Scale.Kind;
        if (kind != BesideScaleKind.Ordinal && content.Word is not null) yield return Rules.NotOfThisScale.At("/word", criterion.Code);
        if (kind != BesideScaleKind.PositiveNegative && content.Positive is not null) yield return Rules.NotOfThisScale.At("/positive", criterion.Code);
        if (kind != BesideScaleKind.PositiveNegative && content.Negative is not null) yield return Rules.NotOfThisScale.At("/negative", criterion.Code);
        if (kind != BesideScaleKind.MoneyPerParty && !content.Amounts.IsEmpty) yield return Rules.NotOfThisScale.At("/amounts", criterion.Code);
    }

    private static IEnumerable<Refusal> OnScale(ConsequenceContent content, CriterionBeside criterion)
    {
        var scale = criterion.Scale;
        switch (scale.Kind)
        {
            case BesideScaleKind.Ordinal:
                if (content.Word is null) yield return Rules.ConsequenceMissing.At("/word", criterion.Code);
                else if (scale.Word(content.Word) is null) yield return Rules.NotOnTheList.At("/word", content.Word, criterion.Code, string.Join("; ", scale.Words));
                break;
            case BesideScaleKind.PositiveNegative:
                if (content.Positive is null) yield return Rules.ConsequenceMissing.At("/positive", criterion.Code);
                if (content.Negative is null) yield return Rules.ConsequenceMissing.At("/negative", criterion.Code);
                break;
            default:
                if (content.Amounts.IsEmpty) yield return Rules.ConsequenceMissing.At("/amounts", criterion.Code);
                for (var i = 0; i < content.Amounts.Length && !scale.Parties.IsEmpty; i++)
                    if (scale.Party(content.Amounts[i].Party) is null)
                        yield return Rules.NotOnTheList.At($"/amounts/{i}/party", content.Amounts[i].Party, criterion.Code, string.Join("; ", scale.Parties));
                break;
        }
    }
}
