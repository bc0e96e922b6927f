using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Instruments;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.InstrumentUse;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Demo;

/// <summary>
/// An instrument of the demo corporation to practise on, with a published version and a draft that is talked about and was tried on the first weighing of the examples, and a judgement over one of
/// the catalogue.
/// </summary>
public sealed class DemoInstruments(InstrumentStore instruments, DemoStreams streams, IServiceProvider services, ILogger<DemoInstruments> log) : IAfterStart
{
    private const string Causation = "instruments";

    /// <inheritdoc />
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            var trial = await Trial(cancellation);
            await Load("MEREN", id => [.. Practice(id), .. Tried(id, trial)], cancellation);
            if (await instruments.Find(null, "BUURT", cancellation) is { } shared) await Load("BUURT", id => [(seals => Judgement(id, shared.State, seals))], cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested) // whatever it is, such as a database that cannot be written to now: all else works
        {
            log.LogError("The instruments of the examples were not loaded; the next start does it. {Why}", e.Message);
        }
    }

    private Task Load(string code, Func<Guid, ImmutableArray<Func<Seals, InstrumentCommand>>> steps, CancellationToken cancellation)
    {
        var id = WeighingInstrument.IdOf(code);
        return streams.Load(DemoCorporations.Merenland.Code, id, code, Causation, [.. steps(id).Select(step => new DemoStep(step))], cancellation);
    }

    /// <summary>What the second draft would have said of the first weighing of the examples when that was decided; null where that is not there, or not to be told.</summary>
    private async Task<WeighingTrial?> Trial(CancellationToken cancellation)
    {
        var weighings = services.GetRequiredService<WeighingStore>(); // not before: a host whose settings are wrong must first be able to tell all that is wrong with them
        if (await weighings.Newest(DemoCorporations.Merenland.Code, ExampleWeighing.All()[0].Id, cancellation) is not { State: var newest, History: var history } || InstrumentTrials.DecisionOf(newest) is not { } decision) return null;
        ImmutableArray<MatchedCriterion> matches = [new("LEEF", "KWA")];
        var then = history.After(decision.Origin.Event) with { Id = newest.Id };
        return TrialRefusals.Of(SecondDraft, then, newest, matches, isRecorded: true, "").Any() ? null : InstrumentTrials.Of(SecondDraft, then, matches, WeighingOutcome.CurrentMethod, cancellation);
    }

    private static InstrumentContent SecondDraft => (WriteInstruments.Example with { Description = "Om met bewoners en partners naar een plan voor de buurt te kijken, groot of klein." }).ToContent();

    private static ImmutableArray<Func<Seals, InstrumentCommand>> Practice(Guid id) =>
    [
        _ => new DraftInstrument { Stream = id, Code = "MEREN", Content = WriteInstruments.Example.ToContent() },
        _ => new PublishInstrument { Stream = id },
        _ => new ReviseInstrument { Stream = id, Content = SecondDraft },
        _ => new OpenInstrumentRound { Stream = id, About = "Past dit ook bij kleine plannen?", Blind = false },
        seals => new GiveInstrumentInput { Stream = id, By = "Bewonerscommissie", Criterion = "LEEF", Statement = seals.Text("statement", "Vraag ook hoe het 's avonds is.")! },
        seals => new RaiseInstrumentObjection { Stream = id, By = "Gemeente", Criterion = "OMKEER", Grounds = seals.Text("grounds", "Wat terug te draaien is voor ons, is dat niet altijd voor bewoners.")! },
    ];

    private static IEnumerable<Func<Seals, InstrumentCommand>> Tried(Guid id, WeighingTrial? trial)
    {
        if (trial is not null) yield return _ => new TryInstrument { Stream = id, Wanted = [], Draft = 2, Trials = [trial] };
    }

    private static JudgeInstrument Judgement(Guid id, WeighingInstrument shared, Seals seals) => new()
    {
        Stream = id,
        Code = shared.Code,
        Version = 1,
        InCatalogue = shared,
        By = "Strateeg wonen",
        DidWell = seals.Text("didWell", "Het gesprek ging eindelijk over wat bewoners merken, en niet alleen over geld."),
        NotAgreed = seals.Text("notAgreed", "Eigenaarschap woog voor ons zwaarder dan de meetlat liet zien."),
    };
}
