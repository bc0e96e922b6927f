using System.Collections.Immutable;

namespace WikkenWegen.Domain.Precedents;

/// <summary>What the record says about a case in which a question may come back.</summary>
public enum ConditionState
{
    /// <summary>Nothing in the record is about it.</summary>
    Unknown,

    /// <summary>Something that was recorded uses its words. Whether it is met is for people to judge.</summary>
    Signs,
}

/// <summary>Something that was recorded, with where. For use by one thread.</summary>
/// <param name="weighing">Id of the weighing.</param>
/// <param name="number">Number of the event.</param>
/// <param name="path">Where it stands in the view of the weighing.</param>
/// <param name="text">What it says.</param>
public sealed class RecordedText(Guid weighing, int number, string path, string text)
{
    private Vocabulary? _words;

    /// <summary>Id of the weighing.</summary>
    public Guid Weighing => weighing;

    /// <summary>Number of the event.</summary>
    public int Event => number;

    /// <summary>Where it stands in the view of the weighing.</summary>
    public string Path => path;

    /// <summary>Its words, which many conditions are looked up in.</summary>
    internal Vocabulary Words => _words ??= new Vocabulary(text);
}

/// <summary>Something that was recorded and is about a condition.</summary>
/// <param name="Weighing">Id of the weighing in which it was recorded.</param>
/// <param name="Event">Number of the event.</param>
/// <param name="Path">Where it stands in the view of that weighing.</param>
/// <param name="Words">The words of the condition that it has.</param>
public sealed record ConditionSign(Guid Weighing, int Event, string Path, ImmutableArray<string> Words);

/// <summary>A case in which a question that was answered with nothing may come back, and what the record says about that.</summary>
/// <param name="Number">Its number in the decision, from 1.</param>
/// <param name="Text">The case.</param>
/// <param name="State">What the record says about it.</param>
/// <param name="Signs">What was recorded that is about it; empty where nothing is.</param>
/// <param name="Sentence">The same in words.</param>
public sealed record ReopeningCondition(int Number, string Text, ConditionState State, ImmutableArray<ConditionSign> Signs, Spoken Sentence)
{
    /// <summary>As many words of a condition as a text must have to be about it; of a condition with fewer, all of them.</summary>
    private const int Enough = 2;

    /// <summary>Looks up conditions in what was recorded since.</summary>
    /// <param name="conditions">The conditions, in the order of their numbers.</param>
    /// <param name="recorded">What was recorded since.</param>
    /// <param name="cancellation">Stops looking: each condition is looked up in each text.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableArray<ReopeningCondition> Of(IEnumerable<string> conditions, IEnumerable<RecordedText> recorded, CancellationToken cancellation = default)
    {
        var texts = recorded.ToList();
        return [.. conditions.Select((condition, i) => Of(i + 1, condition, texts, cancellation))];
    }

    private static ReopeningCondition Of(int number, string condition, List<RecordedText> texts, CancellationToken cancellation)
    {
        var words = new Vocabulary(condition);
        ImmutableArray<ConditionSign> signs = [.. texts.Select(Sign).Where(s => s.Words.Length > 0 && s.Words.Length >= Math.Min(Enough, words.Count))];
        return signs.IsEmpty
            ? new(number, condition, ConditionState.Unknown, signs, new("Hierover is niets vastgelegd.", "Nothing was recorded about this."))
            : new(number, condition, ConditionState.Signs, signs, new(
                $"Wat is vastgelegd, gebruikt woorden hieruit: {Listed(signs)}. Of dit het geval is, moeten mensen beoordelen.",
                $"What was recorded uses words of this: {Listed(signs)}. Whether this is the case is for people to judge."));

        ConditionSign Sign(RecordedText text)
        {
            cancellation.ThrowIfCancellationRequested();
            return new ConditionSign(text.Weighing, text.Event, text.Path, words.CommonWith(text.Words));
        }

        static string Listed(ImmutableArray<ConditionSign> signs) => Speech.Listed(signs.SelectMany(s => s.Words).Distinct().Order(StringComparer.Ordinal));
    }
}
