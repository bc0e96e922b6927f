using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>A name, number, day or quote that a sentence is about, with the events that show it. A sentence holds no such thing but as a fact.</summary>
internal sealed record Fact
{
    private readonly ImmutableArray<int> _events = [];

    private Fact(string name, IEnumerable<int> events) => (Name, Events) = (name, [.. events.Distinct().Order()]);

    public string Name { get; }

    /// <summary>Numbers of the events; at least one.</summary>
    public ImmutableArray<int> Events
    {
        get => _events;
        private init => _events = value.IsEmpty ? throw new ArgumentException($"The fact {Name} has no event.") : value;
    }

    public decimal? Number { get; private init; }

    public Spoken? Unit { get; private init; }

    public DateOnly? Day { get; private init; }

    public Sealed? Quote { get; private init; }

    private Spoken? Words { get; init; }

    private bool IsQuoted { get; init; }

    /// <summary>A name that people gave something, such as that of a criterion: it is told in quotation marks, as it is.</summary>
    public static Fact Named(string name, string text, params IEnumerable<int> events) => new(name, events) { Words = new Spoken(text, text), IsQuoted = true };

    /// <summary>A role, a party or a code: it is told as it is.</summary>
    public static Fact Plain(string name, string text, params IEnumerable<int> events) => new(name, events) { Words = new Spoken(text, text) };

    /// <summary>A coded value, told by its words.</summary>
    public static Fact Word<T>(string name, T value, params IEnumerable<int> events) where T : struct, Enum =>
        new(name, events) { Words = new Spoken(Domain.Words.Dutch(value), Domain.Words.English(value)) };

    /// <summary>Words in both languages.</summary>
    public static Fact Word(string name, Spoken words, params IEnumerable<int> events) => new(name, events) { Words = words };

    /// <summary>A verb that goes with its subject: one thing, or several.</summary>
    public static Fact Verb(ImmutableArray<Fact> subject, Spoken one, Spoken several) => Word("verb", subject.Length == 1 ? one : several, subject.SelectMany(s => s.Events));

    /// <summary>A number, told with all its decimals but for zeros at the end, and its unit right behind it.</summary>
    public static Fact Of(string name, decimal number, Spoken? unit, params IEnumerable<int> events) => new(name, events) { Number = number, Unit = unit };

    /// <summary>How many there are of something.</summary>
    public static Fact Count(string name, int number, params IEnumerable<int> events) => new(name, events) { Number = number };

    /// <summary>The day of an event in the Netherlands.</summary>
    public static Fact On(string name, Origin origin) => new(name, [origin.Event]) { Day = Calendar.DayOf(origin.OccurredAt) };

    /// <summary>A day.</summary>
    public static Fact Of(string name, DateOnly day, params IEnumerable<int> events) => new(name, events) { Day = day };

    /// <summary>What a person wrote, from the vault.</summary>
    public static Fact Quoted(string name, Sealed quote, params IEnumerable<int> events) => new(name, events) { Quote = quote };

    /// <summary>A part of a whole, in per cent.</summary>
    public static Fact Percent(string name, decimal number, params IEnumerable<int> events) => Of(name, number, new Spoken(" %", "%"), events);

    /// <summary>As a sentence says it.</summary>
    public string In(Language language, Func<Sealed, string?> texts)
    {
        var forms = Forms.Of(language);
        if (Number is { } number) return Forms.Number(number / 1.0000000000000000000000000000m, forms) + Unit?.In(language);
        if (Day is { } day) return Forms.Day(day, forms);
        if (Quote is not null)
            return texts(Quote) is { } text ? $"‘{(text.EndsWith('.') ? text[..^1] : text)}’" // the sentence has a full stop of its own
                 : language == Language.Dutch ? "(deze tekst is er niet meer)" : "(this text is no longer there)";
        return IsQuoted ? $"‘{Words!.In(language)}’" : Words!.In(language);
    }
}
