using System.Collections.Immutable;
using System.Globalization;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Domain.Outcomes;

namespace WikkenWegen.Api.Weighings.Outcomes;

/// <summary>Outcomes that the system itself computes in order to record them: of what everybody may read at the version that is read.</summary>
public static class OwnOutcomes
{
    /// <summary>Threads for a computation: two where it is heavy, so that it takes half the time, and never all of a larger machine.</summary>
    /// <param name="isHeavy">Whether it takes more than some tens of milliseconds.</param>
    public static int Threads(bool isHeavy) => isHeavy ? Math.Min(2, Environment.ProcessorCount) : 1;

    /// <summary>
    /// The command with what the system computed, where it was asked to; as it is where the numbers were given, or where the gate will refuse it anyway. Null
    /// where the request was answered.
    /// </summary>
    internal static async Task<WeighingCommand?> Completed(HttpContext http, Address address, WeighingCommand command, Seals seals)
    {
        if (command is not RecordOutcome { IsToCompute: true } asked || await ReadableWeighing.Find(http, address.Weighing) is not { } weighing || Read(asked, weighing.Newest) is not { } read) return command;
        var (selection, drawing) = Question(asked);
        ImmutableArray<Refusal> refusals = [.. selection.Refusals(read)];
        if (refusals.IsEmpty)
        {
            var (isDone, result) = await HeavyWork.Run(http, OutcomeWork.IsHeavy(read, drawing), cancellation =>
                Compute(http.RequestServices.GetRequiredService<KeptOutcomes>(), asked, read, cancellation));
            if (!isDone) return null;
            if (result.Refusals.IsEmpty) return result.Command;
            refusals = result.Refusals;
        }
        await http.Respond([.. refusals.Select(r => r with { Pointer = "/" + r.Pointer })]);
        return null;
    }

    /// <summary>The command with what the system computes, where it was asked to and can; as it is elsewhere. For a caller inside the host.</summary>
    /// <param name="kept">Outcomes that were computed before.</param>
    /// <param name="command">The command.</param>
    /// <param name="newest">The newest state; null where there is none.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public static WeighingCommand Complete(KeptOutcomes kept, WeighingCommand command, KeptWeighing? newest, CancellationToken cancellation) =>
        command is RecordOutcome { IsToCompute: true } asked && newest is not null && Read(asked, newest) is { } read && !Question(asked).Selection.Refusals(read).Any()
            ? Compute(kept, asked, read, cancellation).Command : command;

    /// <summary>The state that is read; null where the command cannot be completed because it is wrong.</summary>
    private static Weighing? Read(RecordOutcome asked, KeptWeighing newest)
    {
        if (asked.ReadVersion > newest.State.Version || (asked.Seed is not null && SeedOf(asked) is null)) return null;
        return asked.ReadVersion is { } version ? newest.History.After(version) with { Id = newest.State.Id } : newest.State;
    }

    private static (OutcomeSelection Selection, OutcomeDrawing Drawing) Question(RecordOutcome asked) => (
        new OutcomeSelection { CriteriaVersion = asked.CriteriaVersion },
        new OutcomeDrawing { Draws = asked.Draws ?? OutcomeDrawing.Usual.Draws, Weights = asked.Weights ?? OutcomeDrawing.Usual.Weights, Seed = SeedOf(asked) });

    private static ulong? SeedOf(RecordOutcome asked) => ulong.TryParse(asked.Seed, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;

    private static (RecordOutcome Command, ImmutableArray<Refusal> Refusals) Compute(KeptOutcomes kept, RecordOutcome asked, Weighing read, CancellationToken cancellation)
    {
        var (selection, drawing) = Question(asked);
        var inputs = OutcomeInputs.ForEverybody(read, selection);
        ImmutableArray<Refusal> refusals = [.. OutcomeWork.Refusals(inputs, drawing)];
        if (!refusals.IsEmpty) return (asked, refusals);
        var outcome = kept.Of(inputs, drawing with { Threads = Threads(OutcomeWork.IsHeavy(read, drawing)) }, cancellation);
        var recorded = outcome.ToRecord(read.Version, drawing);
        return (recorded with { OccurredAt = asked.OccurredAt }, []);
    }
}
