using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>A text that the owner of a weighing wrote for a case of it.</summary>
/// <param name="Code">Code in the weighing of the criterion or proposal that it is about.</param>
/// <param name="Text">The text, kept in the vault.</param>
public sealed record SealedCaseText(string Code, Sealed Text);

/// <summary>Of which kind a party is in a case.</summary>
/// <param name="Code">Code of the stakeholder in the weighing, in either case.</param>
/// <param name="Kind">The kind.</param>
public sealed record CasePartyKind(string Code, PartyKind Kind);

/// <summary>A text of the vault that is released for a case.</summary>
/// <param name="Event">Number of the event that carries it, from 1.</param>
/// <param name="Field">Name of the field that it stands in, as in the JSON of the event.</param>
/// <param name="Item">Which of the texts in fields of that name it is, from 1.</param>
public sealed record CaseRelease(int Event, string Field, int Item);

/// <summary>How much of a kind was taken out for a case.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Count">How many times something of that kind was recorded.</param>
public sealed record RemovedCount(RemovedKind Kind, int Count);

/// <summary>How much there is by which somebody may still see of which weighing a case was made.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many there are.</param>
public sealed record TelltaleCount(CaseTelltale Kind, int Count);

/// <summary>What a case is made of beside the weighing: what its owner gave for it.</summary>
public sealed record CaseContent
{
    /// <summary>Short name, kept in the vault; absent where none was given.</summary>
    public Sealed? Title { get; init; }

    /// <summary>The question in general words, kept in the vault.</summary>
    public required Sealed Question { get; init; }

    /// <summary>What led to it and what makes it hard, kept in the vault; absent where nothing was said.</summary>
    public Sealed? Background { get; init; }

    /// <summary>What came of it and what was learnt, kept in the vault; absent where nothing was said.</summary>
    public Sealed? CameOfIt { get; init; }

    /// <summary>Names of criteria in general words; empty where none were given.</summary>
    public ImmutableArray<SealedCaseText> Criteria { get; init; } = [];

    /// <summary>Descriptions of proposals in general words; empty where none were given.</summary>
    public ImmutableArray<SealedCaseText> Proposals { get; init; } = [];

    /// <summary>Kinds of parties, where the kind that their name tells is not the right one; empty where that was not said.</summary>
    public ImmutableArray<CasePartyKind> Parties { get; init; } = [];

    /// <summary>The texts of people that were released, one by one; empty where none were.</summary>
    public ImmutableArray<CaseRelease> Quotes { get; init; } = [];

    /// <summary>All that its owner wrote for it.</summary>
    internal IEnumerable<Sealed> Texts => ((Sealed?[])[Title, Question, Background, CameOfIt, .. Criteria.Select(c => c.Text), .. Proposals.Select(p => p.Text)]).OfType<Sealed>();
}

/// <summary>A case (casus) that was made of the weighing for others to learn from. The copy itself is made again from the events that it read and from the texts of the vault, and is the same where its digest is.</summary>
/// <param name="Number">Number of the case, from 1 within the weighing.</param>
/// <param name="Content">What its owner gave for it.</param>
/// <param name="Rules">Name of the rules by which it was made.</param>
/// <param name="ReadVersion">Number of the newest event that it was made of, from 1.</param>
/// <param name="Digest">SHA-256 of the copy with each text as its own digest, so that it tells nothing of a text that is erased: 64 lower-case hexadecimal digits.</param>
/// <param name="Removed">What was taken out, by kind.</param>
/// <param name="Telltales">What could still tell which weighing it is.</param>
/// <param name="Origin">The event in which it was prepared.</param>
public sealed record WeighingCase(
    int Number, CaseContent Content, string Rules, int ReadVersion, string Digest, ImmutableArray<RemovedCount> Removed, ImmutableArray<TelltaleCount> Telltales, Origin Origin)
{
    /// <summary>The event in which its decider approved it; absent until then.</summary>
    public Origin? Approval { get; init; }

    /// <summary>That it was shared; absent until then.</summary>
    public CaseSharing? Sharing { get; init; }

    /// <summary>That it was taken back, by somebody or because a text that it holds was erased or corrected; absent while it was not.</summary>
    public Withdrawal? TakenBack { get; init; }
}

/// <summary>The sharing of a case.</summary>
/// <param name="Case">Identity of the case in the network (UUIDv7). Only this weighing knows that it is the same case.</param>
/// <param name="Origin">The event in which it was shared.</param>
public sealed record CaseSharing(Guid Case, Origin Origin);

public sealed partial record Weighing
{
    /// <summary>All cases that were made of the weighing, in the order of their numbers; also those that were taken back.</summary>
    public GrowingList<WeighingCase> Cases { get; internal init; } = [];

    /// <summary>The case with this number, or null.</summary>
    public WeighingCase? Case(int number) => Cases.FirstOrDefault(c => c.Number == number);

    /// <summary>The cases that were shared and hold one of these texts, in the order of their numbers; also those that were taken back.</summary>
    /// <param name="digests">Digests of texts. A text that was corrected is one text, whichever of its digests is named.</param>
    public ImmutableArray<WeighingCase> SharedCasesWith(IEnumerable<string> digests)
    {
        var texts = digests.Select(FirstOf).ToHashSet();
        return [.. Cases.Where(c => c.Sharing is not null && TextsOf(c).Any(texts.Contains))];
    }

    /// <summary>Numbers of the cases that are shared and hold one of these texts: where the texts are erased or corrected, they are taken back from the network with it.</summary>
    /// <param name="digests">Digests of texts.</param>
    internal ImmutableArray<int> CasesToTakeBackWith(IEnumerable<string> digests) => [.. SharedCasesWith(digests).Where(c => c.TakenBack is null).Select(c => c.Number)];

    /// <summary>The weighing with cases taken back by an event that says no more of why.</summary>
    internal Weighing TakeBack(ImmutableArray<int> cases, Origin origin) => cases.Aggregate(this, (after, number) => after.ChangeCase(number, c => c with { TakenBack = new Withdrawal(null, origin) }));

    /// <summary>Whether a text that a case holds was erased, or corrected after it was prepared: then its copy does not come out as it was.</summary>
    internal bool HasLostTexts(WeighingCase prepared)
    {
        var texts = TextsOf(prepared).ToHashSet();
        return Erasures.SelectMany(e => e.Digests).Concat(TextCorrections.Where(c => c.Origin.Event > prepared.ReadVersion).Select(c => c.Replaced)).Any(digest => texts.Contains(FirstOf(digest)));
    }

    /// <summary>Digests of the texts that a case holds word for word, as they were recorded first: those that its owner wrote, and those of people that were released.</summary>
    private IEnumerable<string> TextsOf(WeighingCase prepared) =>
        prepared.Content.Texts.Concat(prepared.Content.Quotes.Select(Released).OfType<Sealed>()).Select(text => FirstOf(text.Digest));

    /// <summary>The text that is released, as the event carries it; null where it carries none there.</summary>
    internal Sealed? Released(CaseRelease quote) =>
        Event(quote.Event) is { } recorded ? PersonalTexts.In(recorded.Event).Where(text => text.Field == quote.Field).ElementAtOrDefault(quote.Item - 1).Text : null;

    internal Weighing ChangeCase(int number, Func<WeighingCase, WeighingCase> change) => this with { Cases = Cases.Change(c => c.Number == number, change) };
}
