using System.Collections.Immutable;
using WikkenWegen.Api.Weighings.History;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Instruments;

/// <summary>A published version of an instrument, without its content, which has an address of its own.</summary>
public sealed record InstrumentVersionView
{
    /// <summary>Its number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What changed since the version before; absent where that was not said.</summary>
    public string? Changes { get; init; }

    /// <summary>Numbers of the objections that stood unresolved when it was published.</summary>
    public required ImmutableArray<int> Unresolved { get; init; }

    /// <summary>Why it was published all the same; absent where no objection stood.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>The insights of the learning network that it was made of; empty where none were named.</summary>
    public required ImmutableArray<InsightReference> Insights { get; init; }

    /// <summary>The event that published it.</summary>
    public required Origin Origin { get; init; }

    /// <summary>Of a version.</summary>
    internal static InstrumentVersionView Of(InstrumentVersion version) => new()
    {
        Number = version.Number,
        Name = version.Content.Name,
        Changes = version.Changes,
        Unresolved = version.Unresolved,
        Reason = version.Reason,
        Insights = version.Insights,
        Origin = version.Origin,
    };
}

/// <summary>What changed between the contents of two published versions of an instrument.</summary>
/// <param name="From">Number of the one; 0 for before the first.</param>
/// <param name="To">Number of the other.</param>
/// <param name="Differences">What came, changed and went; an element of a list is named by its code, as in /themes/WONEN/criteria/LEEF/scale/best.</param>
public sealed record InstrumentVersionComparison(int From, int To, ImmutableArray<Difference> Differences);

/// <summary>Everything that is known of an instrument at one moment. Each part says in its origin which event it comes from.</summary>
public sealed record InstrumentView
{
    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>Number of the newest event in this view. If-Match expects that of the newest view, in quotes.</summary>
    public required int Version { get; init; }

    /// <summary>Whether it lies in the catalogue of the installation; else it is of the corporation.</summary>
    public required bool InCatalogue { get; init; }

    /// <summary>Where it stands.</summary>
    public required InstrumentStatus Status { get; init; }

    /// <summary>The draft that is worked on; absent where there is none.</summary>
    public InstrumentDraft? Draft { get; init; }

    /// <summary>The published versions.</summary>
    public required ImmutableArray<InstrumentVersionView> Versions { get; init; }

    /// <summary>The rounds in which the draft was talked about.</summary>
    public required ImmutableArray<InstrumentRound> Rounds { get; init; }

    /// <summary>What was brought in on drafts; in a blind round by others only once it has closed.</summary>
    public required ImmutableArray<InstrumentInput> Inputs { get; init; }

    /// <summary>Objections to drafts; in a blind round by others only once it has closed.</summary>
    public required ImmutableArray<InstrumentObjection> Objections { get; init; }

    /// <summary>Trials of drafts on past weighings.</summary>
    public required ImmutableArray<InstrumentTrialSummary> Trials { get; init; }

    /// <summary>Judgements over its use, of this corporation; one over a weighing is there only for who may read that weighing.</summary>
    public required ImmutableArray<InstrumentJudgement> Judgements { get; init; }

    /// <summary>That another instrument came in its place; absent where none did.</summary>
    public InstrumentSuccession? Succession { get; init; }

    /// <summary>That it is no longer to be used; absent where it may be.</summary>
    public InstrumentRetirement? Retirement { get; init; }

    /// <summary>The event that it began with.</summary>
    public required Origin Begun { get; init; }

    /// <summary>Of a state as its reader may see it.</summary>
    internal static InstrumentView Of(WeighingInstrument state, int version, bool inCatalogue, ImmutableArray<InstrumentJudgement> judgements) => new()
    {
        Code = state.Code,
        Version = version,
        InCatalogue = inCatalogue,
        Status = state.Status,
        Draft = state.Draft,
        Versions = [.. state.Versions.Select(InstrumentVersionView.Of)],
        Rounds = state.Rounds,
        Inputs = state.Inputs,
        Objections = state.Objections,
        Trials = [.. state.Trials.Select(InstrumentTrialSummary.Of)],
        Judgements = judgements,
        Succession = state.Succession,
        Retirement = state.Retirement,
        Begun = state.Begun,
    };
}

/// <summary>An instrument in a list.</summary>
public sealed record InstrumentSummary
{
    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>Its name, as in the newest version, else in the draft.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; absent where that was not said.</summary>
    public string? Description { get; init; }

    /// <summary>Who it belongs to: an organisation.</summary>
    public required string Owner { get; init; }

    /// <summary>Whether it lies in the catalogue of the installation; else it is of the corporation.</summary>
    public required bool InCatalogue { get; init; }

    /// <summary>Where it stands.</summary>
    public required InstrumentStatus Status { get; init; }

    /// <summary>Number of its newest published version; absent where none was published.</summary>
    public int? NewestVersion { get; init; }

    /// <summary>Of a state.</summary>
    internal static InstrumentSummary Of(WeighingInstrument state, bool inCatalogue)
    {
        var content = state.Content!;
        return new InstrumentSummary
        {
            Code = state.Code,
            Name = content.Name,
            Description = content.Description,
            Owner = content.Owner,
            InCatalogue = inCatalogue,
            Status = state.Status,
            NewestVersion = state.Versions.LastOrDefault()?.Number,
        };
    }
}
