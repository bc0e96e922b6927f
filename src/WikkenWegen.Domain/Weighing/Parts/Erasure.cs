using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>On what ground personal data were erased: article 17, first paragraph, of the AVG (GDPR).</summary>
public enum ErasureGround
{
    /// <summary>No longer needed for what they were collected for (a).</summary>
    NoLongerNeeded,

    /// <summary>The person withdrew their consent, and there is no other ground to keep them (b).</summary>
    ConsentWithdrawn,

    /// <summary>The person objects, and nothing weighs more (c).</summary>
    Objection,

    /// <summary>They were not lawfully processed (d).</summary>
    UnlawfulProcessing,

    /// <summary>A law demands it (e).</summary>
    LegalObligation,

    /// <summary>They were collected from a child, for an online service (f).</summary>
    CollectedFromChild,

    /// <summary>The term for which they are kept is over (article 5, first paragraph, under e).</summary>
    Retention,
}

/// <summary>What is told of an erasure wherever a text that it erased stood.</summary>
public interface IErasure
{
    /// <summary>Its number, from 1 within the weighing or the other stream.</summary>
    int Number { get; }

    /// <summary>On what ground.</summary>
    ErasureGround Ground { get; }

    /// <summary>The event of the erasure.</summary>
    Origin Origin { get; }
}

/// <summary>What is said in place of a text that was erased.</summary>
public static class ErasureNotices
{
    /// <summary>When it was erased, and on what ground.</summary>
    /// <param name="erasure">The erasure.</param>
    /// <param name="language">The language of the reader.</param>
    public static string Notice(this IErasure erasure, Language language) => language == Language.Dutch
        ? $"Gewist op {Forms.Day(Calendar.DayOf(erasure.Origin.OccurredAt), Forms.Dutch)} op grond van: {Words.Dutch(erasure.Ground)}."
        : $"Erased on {Forms.Day(Calendar.DayOf(erasure.Origin.OccurredAt), Forms.English)} on the ground of: {Words.English(erasure.Ground)}.";
}

/// <summary>That texts by or about one person were erased: they are gone from the vault, and the events hold only their digests.</summary>
/// <param name="Number">Its number, from 1 within the weighing.</param>
/// <param name="ErasureId">Identity of the erasure, which may have been of several weighings.</param>
/// <param name="Subject">A pseudonym of the person that was made for this erasure, and says nothing elsewhere.</param>
/// <param name="Digests">The digests of the texts.</param>
/// <param name="Ground">On what ground.</param>
/// <param name="DecidedBy">Pseudonymous subject id of who asked for it.</param>
/// <param name="ConfirmedBy">Pseudonymous subject id of the other person, who confirmed it.</param>
/// <param name="RequestedAt">When it was asked for, in UTC.</param>
/// <param name="Origin">The event of the erasure.</param>
public sealed record Erasure(
    int Number, Guid ErasureId, string Subject, ImmutableArray<string> Digests, ErasureGround Ground, string DecidedBy, string ConfirmedBy, DateTimeOffset RequestedAt, Origin Origin) : IErasure;

public sealed partial record Weighing
{
    /// <summary>All erasures of personal data, in the order of their numbers.</summary>
    public GrowingList<Erasure> Erasures { get; internal init; } = [];

    /// <summary>The erasure of the text with a digest; null where it was not erased.</summary>
    public Erasure? ErasureOf(string digest) => Erasures.FirstOrDefault(e => e.Digests.Contains(digest));
}
