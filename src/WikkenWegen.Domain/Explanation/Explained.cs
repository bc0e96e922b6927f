using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>The explanation of a weighing, in words, made only of its events and of what was computed from them.</summary>
public sealed record Explained
{
    /// <summary>Version of the explanation: the major number changes when a text can mean something else, the minor one when it only reads otherwise or says more.</summary>
    public const string CurrentVersion = "2.2";

    /// <summary>Version of the explanation, such as 1.0.</summary>
    public string Explanation { get; init; } = CurrentVersion;

    /// <summary>For whom it is.</summary>
    public required ExplanationReader Reader { get; init; }

    /// <summary>Title of the weighing.</summary>
    public required string Title { get; init; }

    /// <summary>The highest number of the events that it rests on.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the inputs of the outcome that is explained: 64 hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The parts, in their fixed order; a part of which there is nothing to say is left out.</summary>
    public required ImmutableArray<ExplainedPart> Parts { get; init; }
}

/// <summary>A part of an explanation.</summary>
/// <param name="Part">Which part it is.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Sentences">What it says; at least one.</param>
public sealed record ExplainedPart(ExplanationPart Part, string Heading, ImmutableArray<ExplainedSentence> Sentences);

/// <summary>Something that an explanation says: one or a few sentences that belong together, with what carries them.</summary>
/// <param name="Kind">What kind of thing it says, such as noClearOrder; the same in every language.</param>
/// <param name="Text">The sentences.</param>
/// <param name="Items">A list that belongs below the sentences; empty where there is none.</param>
/// <param name="Facts">The names, numbers, days and quotes in it, each with the events that show it.</param>
/// <param name="Events">Numbers of the events that carry it, rising; at least one.</param>
public sealed record ExplainedSentence(string Kind, string Text, ImmutableArray<string> Items, ImmutableArray<ExplainedFact> Facts, ImmutableArray<int> Events);

/// <summary>A fact in a sentence. It has a number, a day, a quote or a text; the text is what the sentence says of it.</summary>
/// <param name="Name">What it is, such as total.</param>
/// <param name="Text">As the sentence says it, in the language of the reader.</param>
/// <param name="Number">The number; absent where it is none.</param>
/// <param name="Day">The day (Dutch calendar); absent where it is none.</param>
/// <param name="Events">Numbers of the events that show it, or from which it was computed, rising; at least one.</param>
public sealed record ExplainedFact(string Name, string Text, decimal? Number, DateOnly? Day, ImmutableArray<int> Events);
