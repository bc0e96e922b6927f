using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.Api.Learning;

/// <summary>A case in a list.</summary>
public sealed record CaseSummary
{
    /// <summary>Id of the case in the network.</summary>
    public required Guid Id { get; init; }

    /// <summary>Number of the newest event; it is the version of the case.</summary>
    public required int Version { get; init; }

    /// <summary>Its title; absent once it was taken back.</summary>
    public string? Title { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public required bool TakenBack { get; init; }

    /// <summary>When it was shared.</summary>
    public required DateTimeOffset SharedAt { get; init; }
}

/// <summary>A case in the network with the work on it, as far as it is for the reader.</summary>
public sealed record CaseView
{
    /// <summary>Id of the case in the network.</summary>
    public required Guid Id { get; init; }

    /// <summary>Number of the newest event; it is the version of the case.</summary>
    public required int Version { get; init; }

    /// <summary>The case.</summary>
    public required Case Case { get; init; }
}

/// <summary>Body of POST /v1/cases/{case}/contributions</summary>
public sealed record MakeCaseRemarkRequest : StreamRequest
{
    /// <summary>Whether it is a question or a reflection.</summary>
    public required CaseRemarkKind Kind { get; init; }

    /// <summary>Number of the question or reflection that it answers.</summary>
    [Range(1, int.MaxValue)]
    public int? About { get; init; }

    /// <summary>What is said. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Text { get; init; }
}

/// <summary>Body of POST /v1/cases/{case}/choices</summary>
public sealed record GiveCaseChoiceRequest : StreamRequest
{
    /// <summary>What one would decide. Kept in the vault.</summary>
    [StringLength(FieldLimits.Line)]
    public required string Decision { get; init; }

    /// <summary>Why. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Why { get; init; }

    /// <summary>Name of the instrument by which one weighed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Name)]
    public string? ByInstrument { get; init; }
}

/// <summary>Body of POST /v1/cases/{case}/showing</summary>
public sealed record ShowCaseChoicesRequest : StreamRequest;

/// <summary>Body of POST /v1/cases/{case}/follow-up</summary>
public sealed record FollowUpCaseRequest : StreamRequest
{
    /// <summary>What was done with it. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Text { get; init; }
}

/// <summary>Body of POST /v1/cases/{case}/withdrawal</summary>
public sealed record WithdrawCaseRequest : StreamRequest
{
    /// <summary>Why. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }
}

/// <summary>The cases of the learning network and the work on them: /v1/cases. How one comes there is of the corporation that shares it.</summary>
internal static class CaseEndpoints
{
    private const string Tag = "Network cases";
    private const string All = "/v1/cases";
    private const string One = All + "/{case}";

    private static readonly (string Dutch, string English) CaseNotThere = (CaseCommand.CaseNotThere.Dutch, CaseCommand.CaseNotThere.English);

    /// <summary>Maps them.</summary>
    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        routes.MapOperation(HttpMethods.Get, All, new Operation
        {
            Id = "listCases",
            Tag = Tag,
            Summary = "List the cases",
            Dutch = "De casussen van het leernetwerk, in de volgorde waarin zij zijn gedeeld.",
            English = "The cases of the learning network, in the order in which they were shared.",
            Roles = Access.OfNetwork,
            Query = Paging.Parameters,
            Responses = [new OperationResponse(200, typeof(Page<CaseSummary>), "A page of the cases.", "Een pagina van de casussen.", Links: true)],
        }, http => NetworkReading.List<Case, CaseSummary>(http, "cases", "case", async (stream, shared) => new CaseSummary
        {
            Id = stream.Id,
            Version = stream.Version,
            Title = (await http.Texts(Access.Network, stream)).Of(shared.Content.Title.Digest),
            TakenBack = shared.Withdrawal is not null,
            SharedAt = shared.Origin.OccurredAt,
        }));
        routes.MapOperation(HttpMethods.Get, One, new Operation
        {
            Id = "getCase",
            Tag = Tag,
            Summary = "Get a case",
            Dutch = "Een casus met het werk eraan, nu of op elk moment in het verleden. Wat anderen zouden besluiten, is te lezen zodra het getoond is. Van een casus die is teruggenomen zijn de teksten gewist, ook wat de inbrenger erover zei; waarom, lezen alleen deze en wie organiseert.",
            English = "A case with the work on it, now or at any moment in the past. What others would decide can be read once it was shown. Of a case that was taken back the texts are erased, also what its owner said of it; why, only they and who organises read.",
            Roles = Access.OfNetwork,
            Query = NetworkReading.Moment,
            MomentHeaders = true,
            Responses = [new OperationResponse(200, typeof(CaseView), "As it was at that moment.", "Zoals het op dat moment was.", ETag: true, Dated: true)],
            Problems = [ProblemKinds.NotFound],
        }, Get);
        routes.MapOperation(HttpMethods.Get, One + "/events", new Operation
        {
            Id = "listCaseEvents",
            Tag = Tag,
            Summary = "List the history of a case",
            Dutch = "De geschiedenis van een casus in het netwerk, oudste eerst. Wat anderen zouden besluiten, is te lezen zodra het getoond is.",
            English = "The history of a case in the network, oldest first. What others would decide can be read once it was shown.",
            Roles = Access.OfNetwork,
            Query = Paging.Parameters,
            Responses = [StreamHistory.Response],
            Problems = [ProblemKinds.NotFound],
        }, History);
        routes.MapComparison(One, "compareCase", Tag, "a case",
            ("Wat anderen zouden besluiten, is te lezen vanaf de versie waarin het getoond is.", "What others would decide can be read from the version on in which it was shown."),
            Access.OfNetwork, Seen);
        Record(routes, "/contributions", "makeCaseRemark", "Ask about a case, or reflect on it", "Stelt een vraag over een casus, of geeft er een reflectie op. De tekst gaat naar de kluis.",
            "Asks a question about a case, or gives a reflection on it. The text goes to the vault.", Access.OfNetwork, new MakeCaseRemarkRequest { Kind = CaseRemarkKind.Question, Text = "Wie merkt er als eerste iets van?" },
            (request, id, seals) => new MakeCaseRemark { Stream = id, Kind = request.Kind, About = request.About, Text = seals.Text("text", request.Text) });
        Record(routes, "/choices", "giveCaseChoice", "Say what one would decide", "Geeft aan wat men zelf zou besluiten, en met welk instrument dat is afgewogen. Tot alle keuzes getoond zijn, leest niemand die van een ander.",
            "Says what one would decide oneself, and by which instrument that was weighed. Until all choices are shown nobody reads those of others.", Access.OfNetwork,
            new GiveCaseChoiceRequest { Decision = "Renoveren, in twee fasen.", Why = "Zo blijven de buren bij elkaar." },
            (request, id, seals) => new GiveCaseChoice { Stream = id, Decision = seals.Text("decision", request.Decision), Why = seals.Text("why", request.Why), ByInstrument = seals.Text("byInstrument", request.ByInstrument) });
        Record(routes, "/showing", "showCaseChoices", "Show the choices", "Toont aan allen wat ieder zou besluiten. Daarna kan niemand nog een keuze geven.",
            "Shows to all what each would decide. After that nobody can give a choice any more.", Access.Organiser, new ShowCaseChoicesRequest(), (_, id, _) => new ShowCaseChoices { Stream = id });
        Record(routes, "/follow-up", "followUpCase", "Tell what was done with a case", "Wie de casus inbracht, of wie organiseert, vertelt wat ermee gedaan is.",
            "Who brought in the case, or who organises, tells what was done with it.", Access.OfNetwork, new FollowUpCaseRequest { Text = "De vraag is opnieuw gesteld, met de buren erbij." },
            (request, id, seals) => new FollowUpCase { Stream = id, Text = seals.Text("text", request.Text) });
        Record(routes, "/withdrawal", "withdrawCase", "Take a case back", "Neemt een casus terug: de teksten ervan, en alles wat de inbrenger erover zei, worden gewist. Waarom, lezen alleen deze en wie organiseert. Wat anderen ervan meenamen, kan niet worden teruggenomen.",
            "Takes a case back: its texts, and all that its owner said of it, are erased. Why, only they and who organises read. What others took along from it cannot be taken back.", Access.OfNetwork, new WithdrawCaseRequest { Reason = "De afweging is te herkennen." },
            (request, id, seals) => new WithdrawCase { Stream = id, Reason = seals.Text("reason", request.Reason) });
    }

    private static void Record<TRequest>(IEndpointRouteBuilder routes, string path, string id, string summary, string dutch, string english, ImmutableArray<string> roles, TRequest example,
        Func<TRequest, Guid, Seals, CaseCommand> command) where TRequest : StreamRequest => routes.MapStream(new StreamEndpoint<TRequest>
        {
            Path = One + path,
            Id = id,
            Tag = Tag,
            Summary = summary,
            Dutch = dutch,
            English = english,
            Roles = roles,
            Example = example,
            Command = (request, http, seals) => command(request, Identity(http), seals),
            Address = recorded => $"{All}/{recorded.Stream}",
            NoSuchThing = CaseNotThere,
        });

    private static async Task Get(HttpContext http)
    {
        var query = new Query(http);
        var at = PointInTime.Of(query);
        if (!await query.IsRight()) return;
        if (await NetworkReading.Read<Case>(http, Identity(http), at, CaseNotThere) is { } read)
            await NetworkReading.Respond(http, read, new CaseView { Id = read.Newest.Id, Version = read.Then.Version, Case = read.State.SeenBy(Caller.SubjectOf(http.User), NetworkReading.Organises(http)) });
    }

    private static Task History(HttpContext http) => StreamHistory.List(http, $"case-events {Identity(http)}", () => Seen(http));

    /// <summary>The case in the address with its history, as the caller may see them; null where there is none, and the request was answered with that.</summary>
    private static async Task<StreamAsSeen?> Seen(HttpContext http)
    {
        if (await NetworkReading.Read<Case>(http, Identity(http), new PointInTime.Newest(), CaseNotThere) is not { } read) return null;
        var subject = Caller.SubjectOf(http.User);
        var organises = NetworkReading.Organises(http);
        var seen = read.Newest.Where(e => !read.State.Hides(e.Event, subject)).Events.Select(e => e with { Event = read.State.SeenBy(e.Event, subject, organises) });
        return new StreamAsSeen(read.Newest, [.. seen], await http.Texts(Access.Network, read.Newest), then =>
            then.State is Case shared ? new CaseView { Id = then.Id, Version = then.Version, Case = shared.SeenBy(subject, organises) } : null);
    }

    private static Guid Identity(HttpContext http) => NetworkReading.Identity(http, "case");
}
