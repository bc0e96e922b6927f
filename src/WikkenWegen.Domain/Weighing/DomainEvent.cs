using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>Something that happened, as it is stored for ever. Its JSON is a contract: see <see cref="EventContract"/>.</summary>
public abstract record DomainEvent
{
    /// <summary>When it happened, in UTC with millisecond precision; never after the moment of recording, never before what it builds on.</summary>
    [JsonRequired]
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>
    /// What happened, in one sentence that a reader without knowledge of the system understands. It holds no sealed text: those are
    /// shown beside it, as long as they are there. The same on every machine, whatever its culture.
    /// </summary>
    /// <param name="language">The language of the reader.</param>
    public string Sentence(Language language) => language == Language.Dutch ? Dutch : English;

    /// <summary>The sentence in Dutch.</summary>
    protected abstract string Dutch { get; }

    /// <summary>The sentence in English.</summary>
    protected abstract string English { get; }
}
