using System.Collections.Immutable;
using System.Globalization;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.InstrumentUse;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Instruments;

/// <summary>Tries an instrument on past weighings of the corporation that the caller may read in the role in which they try it.</summary>
internal static class Trying
{
    /// <summary>What an instrument says of weighings, or why not; null where the request was answered, because too much is computed at the moment.</summary>
    /// <param name="http">The request.</param>
    /// <param name="instrument">The content of the instrument.</param>
    /// <param name="wanted">The weighings.</param>
    /// <param name="isRecorded">Whether what comes out is recorded, for others to read.</param>
    public static async Task<(ImmutableArray<WeighingTrial> Trials, ImmutableArray<Refusal> Refusals)?> Run(HttpContext http, InstrumentContent instrument, ImmutableArray<WantedTrial> wanted, bool isRecorded)
    {
        var (reader, found) = (ReadingRights.Acting(http), new List<ReadableWeighing?>());
        foreach (var want in wanted) found.Add(await ReadableWeighing.Find(http, want.Weighing, reader));
        var isHeavy = found.OfType<ReadableWeighing>().Any(w => IsHeavy(w, 2 * wanted.Length));
        var (isDone, tried) = await HeavyWork.Run(http, isHeavy, cancellation => Tried(instrument, wanted, found, isRecorded, cancellation));
        return isDone ? tried : null;
    }

    /// <summary>What a recorded trial says of the weighings that the caller may read, each computed once more; null where the request was answered, because too much is computed at the moment.</summary>
    /// <param name="http">The request.</param>
    /// <param name="instrument">The content that was tried.</param>
    /// <param name="trials">What was recorded.</param>
    public static async Task<ImmutableArray<RecordedTrial>?> Again(HttpContext http, InstrumentContent instrument, ImmutableArray<WeighingTrial> trials)
    {
        var readable = new List<(WeighingTrial Trial, ReadableWeighing Weighing)>();
        foreach (var trial in trials)
            if (await ReadableWeighing.FindAmong(http, trial.Weighing) is { Weighing: { } weighing }) readable.Add((trial, weighing));
        var isHeavy = readable.Any(r => IsHeavy(r.Weighing, 2 * readable.Count));
        var (isDone, again) = await HeavyWork.Run(http, isHeavy, cancellation => readable.Select(r => Once(r.Trial, r.Weighing, cancellation)).ToImmutableArray());
        return isDone ? again : null;

        RecordedTrial Once(WeighingTrial trial, ReadableWeighing weighing, CancellationToken cancellation) =>
            new(trial, ReadWeighing.At(weighing, new PointInTime.AfterEvent(trial.Version), cancellation) is { State: var then } && InstrumentTrials.Again(instrument, then, trial, cancellation) is { } again
                ? InstrumentTrials.AreSame(trial, again) : null);
    }

    private static bool IsHeavy(ReadableWeighing weighing, int times) => OutcomeWork.IsHeavy(weighing.Newest.State, new OutcomeDrawing { Draws = 0 }, times);

    private static (ImmutableArray<WeighingTrial> Trials, ImmutableArray<Refusal> Refusals) Tried(
        InstrumentContent instrument, ImmutableArray<WantedTrial> wanted, List<ReadableWeighing?> found, bool isRecorded, CancellationToken cancellation)
    {
        var (states, refusals) = (new List<Weighing>(), ImmutableArray.CreateBuilder<Refusal>());
        for (var i = 0; i < wanted.Length; i++)
        {
            var (want, pointer) = (wanted[i], string.Create(CultureInfo.InvariantCulture, $"/weighings/{i}"));
            var (state, refusal) = Then(want, found[i], pointer, cancellation);
            if (refusal is not null) refusals.Add(refusal);
            if (state is null) continue;
            if (states.Any(s => s.Id == state.Id && s.Version == state.Version)) refusals.Add(TrialRefusals.WeighingTriedTwice.At($"{pointer}/weighing"));
            states.Add(state);
            refusals.AddRange(TrialRefusals.Of(instrument, state, found[i]!.Newest.State, want.Criteria, isRecorded, pointer));
        }
        if (refusals.Count == 0) refusals.AddRange(TrialRefusals.OfAll(states));
        return refusals.Count > 0 ? ([], refusals.ToImmutable()) : ([.. states.Zip(wanted).Select(t => InstrumentTrials.Of(instrument, t.First, t.Second.Criteria, WeighingOutcome.CurrentMethod, cancellation))], []);
    }

    /// <summary>The weighing as of the moment that is wanted, or why there is none.</summary>
    private static (Weighing? State, Refusal? Why) Then(WantedTrial want, ReadableWeighing? weighing, string pointer, CancellationToken cancellation)
    {
        if (weighing is null) return (null, TrialRefusals.UnknownTriedWeighing.At($"{pointer}/weighing", want.Weighing));
        if (want is { Version: not null, AsOf: not null }) return (null, InputRules.EitherVersionOrMoment.At($"{pointer}/asOf"));
        if ((want.Version ?? (want.AsOf is null ? InstrumentTrials.DecisionOf(weighing.Newest.State)?.Origin.Event : null)) is { } version)
            return Found(new PointInTime.AfterEvent(version), "version");
        return want.AsOf is { } moment ? Found(new PointInTime.RecordedBy(moment), "asOf") : (null, TrialRefusals.TriedNotDecided.At(pointer));

        (Weighing? State, Refusal? Why) Found(PointInTime at, string field) =>
            ReadWeighing.At(weighing, at, cancellation) is { State: var state } ? (state, null) : (null, TrialRefusals.TriedMomentNotThere.At($"{pointer}/{field}"));
    }
}
