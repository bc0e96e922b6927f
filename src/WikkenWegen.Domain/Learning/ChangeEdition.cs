using System.Collections.Immutable;

namespace WikkenWegen.Domain.Learning;

/// <summary>What is announced of an edition was changed.</summary>
[EventType("edition_changed")]
public sealed record EditionChanged : EditionEvent
{
    /// <summary>Names of the members in Dutch and English, by their names in JSON.</summary>
    private static readonly Dictionary<string, (string Dutch, string English)> Members = new()
    {
        ["theme"] = ("thema", "theme"),
        ["description"] = ("omschrijving", "description"),
        ["organiser"] = ("organisator", "organiser"),
        ["firstDay"] = ("eerste dag", "first day"),
        ["lastDay"] = ("laatste dag", "last day"),
        ["places"] = ("aantal plaatsen", "number of places"),
        ["priceForPartners"] = ("prijs voor partners", "price for partners"),
        ["priceForOthers"] = ("prijs voor anderen", "price for others"),
        ["sessions"] = ("bijeenkomsten", "sessions"),
    };

    /// <summary>Number of times that it was announced or changed, from 2.</summary>
    public required int Revision { get; init; }

    /// <summary>All that is announced, as it is from now on.</summary>
    public required EditionContent Content { get; init; }

    /// <summary>Names of the members that changed, as in the JSON; none where it was confirmed as it was.</summary>
    public required ImmutableArray<string> Changed { get; init; }

    /// <summary>Why, kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override bool ReplacesPart => true;

    /// <inheritdoc />
    protected override string Dutch => Changed.IsEmpty
        ? Invariant($"De editie '{Content.Theme}' is bevestigd zoals zij was (versie {Revision}).")
        : Invariant($"De editie '{Content.Theme}' is gewijzigd (versie {Revision}): {Speech.Listed(Changed.Select(name => Members.GetValueOrDefault(name, (name, name)).Item1))}.");

    /// <inheritdoc />
    protected override string English => Changed.IsEmpty
        ? Invariant($"The edition '{Content.Theme}' was confirmed as it was (version {Revision}).")
        : Invariant($"The edition '{Content.Theme}' was changed (version {Revision}): {Speech.Listed(Changed.Select(name => Members.GetValueOrDefault(name, (name, name)).Item2))}.");

    private protected override Edition Then(Edition edition, Origin origin) => edition with { Content = Content, Revision = Revision, LastChange = (origin, Reason) };
}

/// <summary>Changes what is announced of an edition.</summary>
public sealed record ChangeEdition : EditionCommand
{
    /// <summary>Refuses fewer places than were given to people already.</summary>
    public static readonly Rule TooFewPlaces = new("too-few-places", RuleKind.Conflict,
        "Er zijn al {0} deelnemers bevestigd: zoveel plaatsen moeten er ten minste zijn.",
        "{0} participants were confirmed already: there must be at least that many places.");

    /// <summary>Refuses a period outside of which a session was held.</summary>
    public static readonly Rule HeldOutsideEdition = new("held-outside-edition", RuleKind.Conflict,
        "Bijeenkomst {0} is gehouden op {1}, en dat valt buiten deze dagen.",
        "Session {0} was held on {1}, which lies outside these days.");

    /// <summary>All that is announced, as it is to be from then on.</summary>
    public required EditionContent Content { get; init; }

    /// <summary>Why, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    private protected override IEnumerable<Refusal> Broken(Edition edition, Actor actor)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        foreach (var wrong in AnnounceEdition.Wrong(Content)) yield return wrong;
        if (Content.Places < edition.Confirmed) yield return TooFewPlaces.At("/places", edition.Confirmed);
        foreach (var held in edition.Held.Where(held => !Content.Holds(held.Content.Day))) yield return HeldOutsideEdition.At(held.Content.Day < Content.FirstDay ? "/firstDay" : "/lastDay", held.Number, held.Content.Day);
    }

    /// <inheritdoc />
    protected override Standing? StandingIn(Edition state) =>
        state.LastChange is var (origin, reason) && EventContract.Changed(state.Content, Content).IsEmpty ? new Standing(origin, reason, Reason) : null;

    private protected override EditionEvent Event(Edition edition, Actor actor) => new EditionChanged
    {
        Revision = edition.Revision + 1,
        Content = Content,
        Changed = EventContract.Changed(edition.Content, Content),
        Reason = Reason!,
    };
}
