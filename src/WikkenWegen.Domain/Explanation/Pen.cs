using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Writes what a sentence says. Whatever is not a fixed word comes in as a fact, so that nothing is said without what carries it.</summary>
internal sealed class Pen(Language language, ExplanationReader reader, Func<Sealed, string?> texts)
{
    /// <summary>Most items of a list for a board, whose explanation is one page.</summary>
    private const int MostForBoard = 6;

    /// <summary>Most items of a list for a resident.</summary>
    private const int MostForResident = 12;

    /// <summary>Most names in a sentence for a board.</summary>
    private const int MostNamesForBoard = 6;

    /// <summary>Most names in a sentence for a resident, for whom no sentence should have more than twenty words.</summary>
    private const int MostNamesForResident = 3;

    private readonly List<string> _sentences = [];
    private readonly List<string> _items = [];
    private readonly List<Fact> _facts = [];
    private readonly SortedSet<int> _events = [];

    public bool IsForResident => reader == ExplanationReader.Resident;

    public bool IsForBoard => reader == ExplanationReader.Board;

    public bool IsForAuditor => reader == ExplanationReader.Auditor;

    /// <summary>Adds a sentence.</summary>
    public void Say([InterpolatedStringHandlerArgument("")] Telling telling) => _sentences.Add(telling.Text);

    /// <summary>Adds an item to the list below the sentences. Who is no auditor gets the first of a long list.</summary>
    public void Item([InterpolatedStringHandlerArgument("")] Telling telling)
    {
        var most = IsForAuditor ? int.MaxValue : IsForBoard ? MostForBoard : MostForResident;
        if (_items.Count < most) _items.Add(telling.Text);
        else if (_items.Count == most) _items.Add("…");
    }

    /// <summary>Names events that carry the sentence beside those of its facts.</summary>
    public void Rests(params IEnumerable<int> events) => _events.UnionWith(events);

    /// <summary>What was written, as that of a kind.</summary>
    public ExplainedSentence Written(string kind) => new(
        kind, string.Join(' ', _sentences), [.. _items],
        [.. _facts.Select(f => new ExplainedFact(f.Name, f.In(language, texts), f.Number, f.Day, f.Events)).DistinctBy(f => (f.Name, f.Text))], [.. _events]);

    private string Told(Fact fact)
    {
        _facts.Add(fact);
        _events.UnionWith(fact.Events);
        return fact.In(language, texts);
    }

    /// <summary>Several facts as a list in a sentence.</summary>
    private string Told(IReadOnlyList<Fact> facts)
    {
        var most = IsForAuditor ? int.MaxValue : IsForBoard ? MostNamesForBoard : MostNamesForResident;
        var isLong = facts.Count > most;
        var told = facts.Take(isLong ? most - 1 : facts.Count).Select(Told).ToList();
        if (isLong) told.Add(language == Language.Dutch ? "andere" : "others");
        var and = language == Language.Dutch ? "en" : "and";
        return told.Count < 2 ? string.Concat(told) : $"{string.Join(", ", told.SkipLast(1))} {and} {told[^1]}";
    }

    /// <summary>A sentence or an item that is being written.</summary>
    [InterpolatedStringHandler]
    public readonly struct Telling(int literalLength, int formattedCount, Pen pen)
    {
        private readonly StringBuilder _text = new(literalLength + 16 * formattedCount);

        public string Text => _text.ToString();

        public void AppendLiteral(string words) => _text.Append(words);

        public void AppendFormatted(Fact fact) => _text.Append(pen.Told(fact));

        public void AppendFormatted(ImmutableArray<Fact> facts) => _text.Append(pen.Told(facts));
    }
}

/// <summary>One kind of thing that an explanation can say, with its facts.</summary>
/// <param name="Part">The part of the explanation that it stands in.</param>
internal abstract record Sentence(ExplanationPart Part)
{
    /// <summary>Whether it is told to a reader; to all by default.</summary>
    public virtual bool IsFor(ExplanationReader reader) => true;

    public abstract void Dutch(Pen pen);

    public abstract void English(Pen pen);

    /// <summary>Numbers of events on which it rests beside those of its facts, rising: of a number that was computed from very many scores, the scores.</summary>
    public ImmutableArray<int> AlsoRests { get; init; } = [];

    /// <summary>What kind of thing it says, as callers know it.</summary>
    public virtual string Kind => char.ToLowerInvariant(GetType().Name[0]) + GetType().Name[1..];

    /// <summary>What it says to a reader, in a language.</summary>
    /// <param name="language">The language.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="texts">The texts of the vault; null for one that is no longer there.</param>
    public ExplainedSentence Written(Language language, ExplanationReader reader, Func<Sealed, string?> texts)
    {
        var pen = new Pen(language, reader, texts);
        pen.Rests(AlsoRests);
        if (language == Language.Dutch) Dutch(pen);
        else English(pen);
        return pen.Written(Kind);
    }
}
