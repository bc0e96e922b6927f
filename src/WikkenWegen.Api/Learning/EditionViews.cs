using System.Collections.Immutable;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.Api.Learning;

/// <summary>An edition in a list.</summary>
public record EditionSummary
{
    /// <summary>Id of the edition (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>Number of the newest event; it is the version of the edition.</summary>
    public required int Version { get; init; }

    /// <summary>What is announced of it, as it was changed last.</summary>
    public required EditionContent Content { get; init; }

    /// <summary>Number of times that it was announced or changed, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>How many places nobody asked for yet; where none is left, who signs up comes on the waiting list.</summary>
    public required int PlacesLeft { get; init; }

    /// <summary>Where it was announced.</summary>
    public required Origin Origin { get; init; }

    /// <summary>Of an edition, whoever reads it.</summary>
    internal static EditionSummary Of(Guid id, int version, Edition edition) => new()
    {
        Id = id,
        Version = version,
        Content = edition.Content,
        Revision = edition.Revision,
        PlacesLeft = edition.PlacesLeft,
        Origin = edition.Origin,
    };
}

/// <summary>An edition with all that happened in it, as far as it is for the reader.</summary>
public sealed record EditionView : EditionSummary
{
    /// <summary>Who signed up, by number; for who does not organise it, their own sign-up alone.</summary>
    public required ImmutableArray<SignUp> SignUps { get; init; }

    /// <summary>The sessions that were held, by number; empty for who takes no part in the learning network.</summary>
    public required ImmutableArray<HeldSession> Sessions { get; init; }

    /// <summary>What was learnt, by number; empty for who takes no part in the learning network.</summary>
    public required ImmutableArray<Insight> Insights { get; init; }

    /// <summary>The guides that were published, by version; empty for who takes no part in the learning network.</summary>
    public required ImmutableArray<Guide> Guides { get; init; }

    /// <summary>The decisions on whether it is blocked, by number; the last one is in force; absent where there are none, and for who does not organise it.</summary>
    public ImmutableArray<EditionBlock>? Blocks { get; init; }

    /// <summary>Of an edition.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="whole">All of it.</param>
    /// <param name="seen">What the reader may see.</param>
    internal static EditionView Of(Guid id, int version, Edition whole, Edition seen) => new()
    {
        Id = id,
        Version = version,
        Content = whole.Content,
        Revision = whole.Revision,
        PlacesLeft = whole.PlacesLeft,
        Origin = whole.Origin,
        SignUps = seen.SignUps,
        Sessions = seen.Held,
        Insights = seen.Insights,
        Guides = seen.Guides,
        Blocks = seen.Blocks.IsEmpty ? null : seen.Blocks,
    };
}
