namespace WikkenWegen.Domain;

/// <summary>What a weighing is to another. Each relation has a counterpart, by which the other weighing shows the same link.</summary>
public enum LinkRelation
{
    /// <summary>It follows from the other.</summary>
    FollowsFrom,

    /// <summary>The other follows from it.</summary>
    LeadsTo,

    /// <summary>It takes the place of the other.</summary>
    Replaces,

    /// <summary>The other takes its place.</summary>
    ReplacedBy,

    /// <summary>Both run at the same time, and each must know of the other.</summary>
    RunsBeside,

    /// <summary>It carries out what was decided in the other.</summary>
    CarriesOut,

    /// <summary>What was decided in it is carried out in the other.</summary>
    CarriedOutBy,

    /// <summary>It asks the question of the other again.</summary>
    AsksAgain,

    /// <summary>The other asks its question again.</summary>
    AskedAgainBy,
}

/// <summary>When the other weighing of a link comes, seen from this one.</summary>
public enum LinkPlace
{
    /// <summary>Before this one.</summary>
    Before,

    /// <summary>At the same time.</summary>
    Beside,

    /// <summary>After this one.</summary>
    After,
}

/// <summary>A link to another weighing of the corporation. The other weighing has its counterpart.</summary>
/// <param name="Number">Number of the link, from 1 within the weighing.</param>
/// <param name="Relation">What this weighing is to the other.</param>
/// <param name="Weighing">Id of the other weighing (UUIDv7).</param>
/// <param name="Note">What there is to say about it; absent where nothing was said.</param>
/// <param name="Origin">The event in which they were linked.</param>
/// <param name="Ended">The event in which the link was ended, because it was a mistake or no longer holds; absent while it stands.</param>
public sealed record Link(int Number, LinkRelation Relation, Guid Weighing, string? Note, Origin Origin, Withdrawal? Ended)
{
    /// <summary>Whether the other weighing comes before this one, beside it, or after it.</summary>
    public LinkPlace Place => Relation switch
    {
        LinkRelation.FollowsFrom or LinkRelation.Replaces or LinkRelation.CarriesOut or LinkRelation.AsksAgain => LinkPlace.Before,
        LinkRelation.RunsBeside => LinkPlace.Beside,
        _ => LinkPlace.After,
    };
}

/// <summary>Relations between weighings.</summary>
public static class LinkRelations
{
    /// <summary>What the other weighing is to this one.</summary>
    public static LinkRelation Counterpart(this LinkRelation relation) => relation switch
    {
        LinkRelation.FollowsFrom => LinkRelation.LeadsTo,
        LinkRelation.LeadsTo => LinkRelation.FollowsFrom,
        LinkRelation.Replaces => LinkRelation.ReplacedBy,
        LinkRelation.ReplacedBy => LinkRelation.Replaces,
        LinkRelation.CarriesOut => LinkRelation.CarriedOutBy,
        LinkRelation.CarriedOutBy => LinkRelation.CarriesOut,
        LinkRelation.AsksAgain => LinkRelation.AskedAgainBy,
        LinkRelation.AskedAgainBy => LinkRelation.AsksAgain,
        _ => LinkRelation.RunsBeside,
    };
}

public sealed partial record Weighing
{
    /// <summary>All links to other weighings, in the order of their numbers; also those that were ended.</summary>
    public GrowingList<Link> Links { get; internal init; } = [];

    /// <summary>The link with this number, or null.</summary>
    public Link? Link(int number) => Links.FirstOrDefault(l => l.Number == number);

    /// <summary>The weighing without its links to others that a reader may not see.</summary>
    /// <param name="unseen">Ids of those others.</param>
    public Weighing WithoutLinksTo(IReadOnlySet<Guid> unseen) =>
        unseen.Count == 0 ? this : this with
        {
            Links = [.. Links.Where(l => !unseen.Contains(l.Weighing))],
            MomentCorrections = [.. MomentCorrections.Where(c => !IsAboutLinkTo(unseen, c.Event))],
            TextCorrections = [.. TextCorrections.Where(c => !IsAboutLinkTo(unseen, c.Event))],
        };

    /// <summary>Whether an event tells of a link to another weighing that a reader may not see. To be asked of the newest state.</summary>
    /// <param name="unseen">Ids of those others.</param>
    /// <param name="happened">The event.</param>
    public bool IsAboutLinkTo(IReadOnlySet<Guid> unseen, WeighingEvent happened) =>
        unseen.Count > 0 && (happened.Corrects is { } corrected ? IsAboutLinkTo(unseen, corrected.Event)
            : TextCorrections.FirstOrDefault(c => happened.Part == Invariant($"text-corrections/{c.Number}")) is { } text ? IsAboutLinkTo(unseen, text.Event)
            : Links.Any(l => unseen.Contains(l.Weighing) && $"{happened.Part}/".StartsWith(Invariant($"links/{l.Number}/"), StringComparison.Ordinal)));

    /// <summary>Whether the event with a number made or ended a link to such a weighing, or corrected the moment of one that did.</summary>
    private bool IsAboutLinkTo(IReadOnlySet<Guid> unseen, int number) =>
        LinkOf(MomentCorrections.FirstOrDefault(c => c.Origin.Event == number)?.Event ?? number) is { } link && unseen.Contains(link.Weighing);

    /// <summary>The link that an event made or ended; null for any other event.</summary>
    internal Link? LinkOf(int number) => Links.FirstOrDefault(l => l.Origin.Event == number || l.Ended?.Origin.Event == number);

    /// <summary>
    /// The same link in the other weighing, or null. Both ends are recorded at once, so that of the links of one relation between two weighings
    /// the first here is the first there.
    /// </summary>
    internal Link? CounterpartOf(Link link, Weighing other) => other.Links.Where(l => l.Weighing == Id && l.Relation == link.Relation.Counterpart())
        .ElementAtOrDefault(Links.Count(l => l.Weighing == link.Weighing && l.Relation == link.Relation && l.Number < link.Number));

    /// <summary>The link of this relation to another weighing that stands, or null.</summary>
    internal Link? Link(LinkRelation relation, Guid weighing) => Links.FirstOrDefault(l => l.Relation == relation && l.Weighing == weighing && l.Ended is null);
}
