using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Instruments;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Demo;

/// <summary>
/// An instrument of the demo corporation to practise on, with a published version and a draft that is talked about, and a judgement over one of the catalogue.
/// </summary>
public sealed class DemoInstruments(InstrumentStore instruments, DemoStreams streams, ILogger<DemoInstruments> log) : IAfterStart
{
    private const string Causation = "instruments";

    /// <inheritdoc />
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            await Load("MEREN", Practice, cancellation);
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

    private static ImmutableArray<Func<Seals, InstrumentCommand>> Practice(Guid id) =>
    [
        _ => new DraftInstrument { Stream = id, Code = "MEREN", Content = WriteInstruments.Example.ToContent() },
        _ => new PublishInstrument { Stream = id },
        _ => new ReviseInstrument { Stream = id, Content = (WriteInstruments.Example with { Description = "Om met bewoners en partners naar een plan voor de buurt te kijken, groot of klein." }).ToContent() },
        _ => new OpenInstrumentRound { Stream = id, About = "Past dit ook bij kleine plannen?", Blind = false },
        seals => new GiveInstrumentInput { Stream = id, By = "Bewonerscommissie", Criterion = "LEEF", Statement = seals.Text("statement", "Vraag ook hoe het 's avonds is.")! },
        seals => new RaiseInstrumentObjection { Stream = id, By = "Gemeente", Criterion = "OMKEER", Grounds = seals.Text("grounds", "Wat terug te draaien is voor ons, is dat niet altijd voor bewoners.")! },
    ];

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
