using System.Collections.Immutable;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Instruments;

/// <summary>A trial of a draft, without what came out, which has an address of its own.</summary>
/// <param name="Number">Its number, from 1 within the instrument.</param>
/// <param name="Draft">Number of the draft that was tried.</param>
/// <param name="Weighings">On how many weighings.</param>
/// <param name="Origin">The event.</param>
public sealed record InstrumentTrialSummary(int Number, int Draft, int Weighings, Origin Origin)
{
    /// <summary>Of a trial.</summary>
    internal static InstrumentTrialSummary Of(InstrumentTrial trial) => new(trial.Number, trial.Draft, trial.Weighings.Length, trial.Origin);
}

/// <summary>A trial of a draft as it was recorded, of the weighings that the caller may read.</summary>
/// <param name="Number">Its number, from 1 within the instrument.</param>
/// <param name="Draft">Number of the draft that was tried.</param>
/// <param name="Weighings">What the draft says of each weighing that the caller may read.</param>
/// <param name="Unread">On how many weighings it was tried that the caller may not read.</param>
/// <param name="Origin">The event.</param>
public sealed record InstrumentTrialView(int Number, int Draft, ImmutableArray<RecordedTrial> Weighings, int Unread, Origin Origin);

/// <summary>What a draft says of a weighing, as it was recorded, and computed once more.</summary>
/// <param name="Trial">What was recorded.</param>
/// <param name="IsSame">Whether the same comes out now, of the same draft and the record of the weighing as it was then; absent where this release does not know the method.</param>
public sealed record RecordedTrial(WeighingTrial Trial, bool? IsSame);

/// <summary>What a published version would have said of past weighings.</summary>
/// <param name="Code">Code of the instrument.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="InCatalogue">Whether it lies in the catalogue of the installation; else it is of the corporation.</param>
/// <param name="IsRecorded">Always false: what a published version says is computed and answered, and kept nowhere. Only trials of a draft are recorded.</param>
/// <param name="Weighings">What it says of each weighing, in the order in which they were asked for.</param>
public sealed record VersionTrial(string Code, int Version, bool InCatalogue, bool IsRecorded, ImmutableArray<WeighingTrial> Weighings);
