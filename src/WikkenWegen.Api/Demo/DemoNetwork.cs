using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Cases;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Learning.Cases;

namespace WikkenWegen.Api.Demo;

/// <summary>
/// An edition of the learning network to practise on, with two cases that are made of the first two weighings of the examples. What happened in it lies in the past;
/// where there are no such weighings, or no case can be made of them any more, nothing is loaded.
/// </summary>
public sealed class DemoNetwork(DemoStreams streams, IServiceProvider services, ICorporationRegistry corporations, ILogger<DemoNetwork> log) : IAfterStart
{
    private const string Causation = "network";

    /// <summary>What the owners of the weighings wrote for the cases, in general words.</summary>
    private static readonly ImmutableArray<CaseRequest> Requests =
    [
        new()
        {
            Title = "Een oude flat met klachten",
            Question = "Een oud gebouw met klachten: opknappen, vervangen of nog even mee?",
            Background = "Wie er woont wil blijven, en het geld kan maar een keer worden uitgegeven.",
            Criteria = [new CaseText("BET", "Wat het kost voor wie er woont"), new CaseText("KWA", "Hoe gezond en prettig het wonen is")],
            Proposals = [new CaseText("V1", "Nog tien jaar onderhouden"), new CaseText("V2", "Opknappen terwijl mensen er wonen"), new CaseText("V3", "Vervangen")],
            CameOfIt = "Bewoners zagen hun zorgen terug in het besluit.",
        },
        new()
        {
            Title = "Een lege ruimte in de buurt",
            Question = "Een ruimte staat leeg: verhuren, of aan de buurt geven?",
            Background = "De buurt heeft plannen, maar nog niemand die ze draagt.",
            Criteria = [new CaseText("LEE", "Wat de buurt ervan merkt"), new CaseText("OMK", "Of het is terug te draaien")],
            Proposals = [new CaseText("V1", "Verhuren"), new CaseText("V2", "Eerst een proef"), new CaseText("V3", "Meteen voor lang")],
        },
    ];

    /// <inheritdoc />
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            if (await corporations.Knows(Access.Network, cancellation)) await Load(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested) // whatever it is, such as a database that cannot be written to now: all else works
        {
            log.LogError("The learning network of the examples was not loaded; the next start does it. {Why}", e.Message);
        }
    }

    private async Task Load(CancellationToken cancellation)
    {
        var copies = new List<CaseCopy>();
        var weighings = services.GetRequiredService<WeighingStore>(); // not before: a host whose settings are wrong must first be able to tell all that is wrong with them
        foreach (var (example, request) in ExampleWeighing.All().Zip(Requests))
            if (await weighings.Newest(DemoCorporations.Merenland.Code, example.Id, cancellation) is { State: var weighing } && CasePreparation.Of(weighing, request, ImmutableDictionary<string, string>.Empty, cancellation: cancellation).Copy is { } copy)
                copies.Add(copy);
        if (copies.Count < Requests.Length) return;
        await streams.Load(Access.Network, DemoEdition.Case, "casus 1", Causation, [Shared(DemoEdition.Case, copies[0], "strateeg-1"), .. Discussed()], cancellation);
        await streams.Load(Access.Network, DemoEdition.LaterCase, "casus 2", Causation, [Shared(DemoEdition.LaterCase, copies[1], "strateeg-2")], cancellation);
        await streams.Load(Access.Network, DemoEdition.Id, "editie 1", Causation, DemoEdition.Steps, cancellation);
    }

    private static DemoStep Shared(Guid id, CaseCopy copy, string owner) =>
        new(seals => new ReceiveCase { Stream = id, Owner = owner, Content = CaseInNetwork.Content(copy, seals) }, DemoEdition.On(9, 28), owner);

    /// <summary>What three participants said of the first case; what they would decide is not shown yet.</summary>
    private static DemoStep[] Discussed() =>
    [
        new(seals => new MakeCaseRemark { Stream = DemoEdition.Case, Kind = CaseRemarkKind.Question, Text = seals.Text("text", "Wie is er bij het eerste gesprek niet gevraagd?") }, DemoEdition.On(10, 13, 13), "strateeg-2"),
        new(seals => new MakeCaseRemark { Stream = DemoEdition.Case, Kind = CaseRemarkKind.Reflection, About = 1, Text = seals.Text("text", "De mensen op de wachtlijst: zij wonen er nog niet.") }, DemoEdition.On(10, 13, 14), "strateeg-3"),
        new(seals => new GiveCaseChoice { Stream = DemoEdition.Case, Decision = seals.Text("decision", "Opknappen, met een plek voor wie tijdelijk weg moet."), Why = seals.Text("why", "Wie er woont, draagt anders de last alleen."), ByInstrument = seals.Text("byInstrument", "Wijkafweging") }, DemoEdition.On(10, 13, 15), "strateeg-2"),
        new(seals => new GiveCaseChoice { Stream = DemoEdition.Case, Decision = seals.Text("decision", "Nog niet besluiten, eerst de buren vragen.") }, DemoEdition.On(10, 13, 15), "strateeg-3"),
    ];
}
