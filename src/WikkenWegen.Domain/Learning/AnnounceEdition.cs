namespace WikkenWegen.Domain.Learning;

/// <summary>An edition was announced: from now on people can sign up.</summary>
[EventType("edition_announced")]
public sealed record EditionAnnounced : EditionEvent
{
    /// <summary>What is announced.</summary>
    public required EditionContent Content { get; init; }

    /// <inheritdoc />
    protected override string Dutch => string.Create(Speech.DutchForms, $"De editie '{Content.Theme}' is aangekondigd, van {Forms.Day(Content.FirstDay, Speech.DutchForms)} tot en met {Forms.Day(Content.LastDay, Speech.DutchForms)}, met plaats voor {Content.Places:N0}.");

    /// <inheritdoc />
    protected override string English => string.Create(Speech.EnglishForms, $"The edition '{Content.Theme}' was announced, from {Forms.Day(Content.FirstDay, Speech.EnglishForms)} to {Forms.Day(Content.LastDay, Speech.EnglishForms)}, with room for {Content.Places:N0}.");

    private protected override Edition Then(Edition edition, Origin origin) => new() { Content = Content, Revision = 1, Origin = origin };
}

/// <summary>Announces an edition.</summary>
public sealed record AnnounceEdition : EditionCommand
{
    /// <summary>Refuses an edition of which the last day lies before the first.</summary>
    public static readonly Rule EditionEndsBeforeItBegins = new("edition-ends-before-it-begins", RuleKind.Invalid,
        "De laatste dag ({1}) ligt voor de eerste ({0}).",
        "The last day ({1}) lies before the first ({0}).");

    /// <summary>Refuses a planned session that does not end after it begins.</summary>
    public static readonly Rule SessionEndsBeforeItBegins = new("session-ends-before-it-begins", RuleKind.Invalid,
        "De bijeenkomst eindigt niet later dan zij begint.",
        "The session does not end later than it begins.");

    /// <summary>Refuses a price below zero.</summary>
    public static readonly Rule PriceBelowZero = new("price-below-zero", RuleKind.Invalid,
        "Een prijs is 0 of meer.",
        "A price is 0 or more.");

    /// <summary>What is announced.</summary>
    public required EditionContent Content { get; init; }

    /// <inheritdoc />
    public override bool Begins => true;

    private protected override IEnumerable<Refusal> Broken(Edition edition, Actor actor) => Wrong(Content);

    private protected override EditionEvent Event(Edition edition, Actor actor) => new EditionAnnounced { Content = Content };

    /// <summary>What is wrong with what is announced of an edition, whatever its state.</summary>
    internal static IEnumerable<Refusal> Wrong(EditionContent content)
    {
        if (content.LastDay < content.FirstDay) yield return EditionEndsBeforeItBegins.At("/lastDay", content.FirstDay, content.LastDay);
        if (content.PriceForPartners < 0) yield return PriceBelowZero.At("/priceForPartners");
        if (content.PriceForOthers < 0) yield return PriceBelowZero.At("/priceForOthers");
        foreach (var (i, session) in content.Sessions.Index())
        {
            if (session.EndsAt <= session.StartsAt) yield return SessionEndsBeforeItBegins.At(Invariant($"/sessions/{i}/endsAt"));
            foreach (var (member, moment) in new[] { ("startsAt", session.StartsAt), ("endsAt", session.EndsAt) })
                if (Calendar.DayOf(moment) is var day && !content.Holds(day))
                    yield return LearningRules.SessionOutsideEdition.At(Invariant($"/sessions/{i}/{member}"), day, content.FirstDay, content.LastDay);
        }
        foreach (var twice in LearningRules.Twice(content.Sessions.Select(s => s.StartsAt), "/sessions")) yield return twice;
    }
}
