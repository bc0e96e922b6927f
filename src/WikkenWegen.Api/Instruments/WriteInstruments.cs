using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Instruments;

/// <summary>
/// Recording of instruments. A strategist builds, publishes and ends those of the corporation, and an administrator those of the catalogue; contributors bring in, object and judge.
/// </summary>
internal static class WriteInstruments
{
    /// <summary>The content of the examples.</summary>
    internal static readonly InstrumentContentRequest Example = new()
    {
        Name = "Meetlat buurtproject",
        Description = "Om met bewoners en partners naar een plan voor de buurt te kijken.",
        Owner = "Stichting Woonwijzer Merenland (fictief)",
        Language = "nl",
        Themes =
        [
            new InstrumentThemeRequest
            {
                Code = "WONEN",
                Name = "Wonen",
                Criteria =
                [
                    new InstrumentCriterionRequest
                    {
                        Code = "LEEF",
                        Name = "Leefbaarheid",
                        Guidance = "Hoe prettig is het straks om hier te wonen?",
                        Scale = new InstrumentScaleRequest { Kind = InstrumentScaleKind.Numeric, Worst = 1, Best = 10 },
                    },
                    new InstrumentCriterionRequest
                    {
                        Code = "OMKEER",
                        Name = "Omkeerbaarheid",
                        Scale = new InstrumentScaleRequest { Kind = InstrumentScaleKind.Ordinal, Words = ["niet terug te draaien", "deels terug te draaien", "helemaal terug te draaien"] },
                    },
                ],
            },
        ],
        Weights = InstrumentWeights.Free,
        FilledIn = FilledIn.Together,
        Tailoring = new TailoringRulesRequest { MayLeaveOut = true, MayAdd = true, MayRescale = false, MayReweigh = true },
    };

    /// <summary>Maps what makes a draft, and works on it.</summary>
    public static void MapBuilding(this IEndpointRouteBuilder routes)
    {
        routes.MapStream(Endpoint(new StreamEndpoint<ReviseInstrumentRequest>
        {
            Path = "/v1/instruments/{code}/draft",
            Method = HttpMethods.Put,
            Id = "reviseInstrument",
            Tag = InstrumentsSetup.Tag,
            Summary = "Replace the draft of an instrument",
            Dutch = "Vervangt het concept van een instrument, of begint na een publicatie een nieuw.",
            English = "Replaces the draft of an instrument, or begins a new one after a publication.",
            Roles = Access.StrategistOrAdministrator,
            Revises = true,
            Example = new ReviseInstrumentRequest { Content = Example with { Name = "Meetlat buurtproject, tweede concept" } },
            Command = (request, http, _) => new ReviseInstrument { Stream = Id(http), Content = request.Content.ToContent() },
            Address = Readable,
            NoSuchThing = NoSuchInstrument,
        }));
        routes.MapStream(Endpoint(new StreamEndpoint<GiveInstrumentInputRequest>
        {
            Path = "/v1/instruments/{code}/inputs",
            Id = "giveInstrumentInput",
            Tag = InstrumentsSetup.Tag,
            Summary = "Bring something in on the draft",
            Dutch = "Legt inbreng op het concept vast, in de ronde die open is als die er is.",
            English = "Records input on the draft, in the round that is open where there is one.",
            Roles = Access.StrategistOrParty,
            Example = new GiveInstrumentInputRequest { By = "Bewonerscommissie", Criterion = "LEEF", Statement = "Vraag ook naar geluid." },
            Command = (request, http, seals) => new GiveInstrumentInput { Stream = Id(http), By = request.By, Criterion = request.Criterion, Statement = seals.Text("statement", request.Statement)! },
            Address = Readable,
            NoSuchThing = NoSuchInstrument,
        }));
        routes.MapStream(Endpoint(new StreamEndpoint<RaiseInstrumentObjectionRequest>
        {
            Path = "/v1/instruments/{code}/objections",
            Id = "raiseInstrumentObjection",
            Tag = InstrumentsSetup.Tag,
            Summary = "Object to the draft",
            Dutch = "Legt een bezwaar tegen het concept vast. Het staat tot vastligt hoe het is opgelost.",
            English = "Records an objection to the draft. It stands until it is recorded how it was resolved.",
            Roles = Access.StrategistOrParty,
            Example = new RaiseInstrumentObjectionRequest { By = "Gemeente", Criterion = "OMKEER", Grounds = "Dit zegt niets over wat onomkeerbaar is voor bewoners." },
            Command = (request, http, seals) => new RaiseInstrumentObjection { Stream = Id(http), By = request.By, Criterion = request.Criterion, Grounds = seals.Text("grounds", request.Grounds)! },
            Address = Readable,
            NoSuchThing = NoSuchInstrument,
        }));
        routes.MapStream(Endpoint(new StreamEndpoint<ResolveInstrumentObjectionRequest>
        {
            Path = "/v1/instruments/{code}/objections/{number}/resolution",
            Id = "resolveInstrumentObjection",
            Tag = InstrumentsSetup.Tag,
            Summary = "Resolve an objection to the draft",
            Dutch = "Legt vast hoe een bezwaar tegen het concept is opgelost.",
            English = "Records how an objection to the draft was resolved.",
            Roles = Access.Strategist,
            Example = new ResolveInstrumentObjectionRequest { Resolution = "Het criterium noemt nu ook wat bewoners kwijtraken." },
            Command = (request, http, seals) => new ResolveInstrumentObjection { Stream = Id(http), Number = new Address(http).Number(), Resolution = seals.Text("resolution", request.Resolution)! },
            Address = Readable,
            NoSuchThing = NoSuchInstrument,
        }));
        routes.MapStream(Endpoint(new StreamEndpoint<CloseInstrumentRoundRequest>
        {
            Path = "/v1/instruments/{code}/rounds/{number}/closing",
            Id = "closeInstrumentRound",
            Tag = InstrumentsSetup.Tag,
            Summary = "Close a round about the draft",
            Dutch = "Sluit een ronde over het concept. Vanaf dan leest iedereen wat er is ingebracht.",
            English = "Closes a round about the draft. From then on everybody reads what was brought in.",
            Roles = Access.Strategist,
            Example = new CloseInstrumentRoundRequest(),
            Command = (_, http, _) => new CloseInstrumentRound { Stream = Id(http), Number = new Address(http).Number() },
            Address = Readable,
            NoSuchThing = NoSuchInstrument,
        }));
        routes.MapStream(Endpoint(new StreamEndpoint<OpenInstrumentRoundRequest>
        {
            Path = "/v1/instruments/{code}/rounds",
            Id = "openInstrumentRound",
            Tag = InstrumentsSetup.Tag,
            Summary = "Open a round about the draft",
            Dutch = "Opent een ronde over het concept, blind of open. Er is er één tegelijk.",
            English = "Opens a round about the draft, blind or open. There is one at a time.",
            Roles = Access.Strategist,
            Example = new OpenInstrumentRoundRequest { About = "Passen deze criteria bij onze buurten?", Blind = false },
            Command = (request, http, _) => new OpenInstrumentRound { Stream = Id(http), About = request.About, Blind = request.Blind == true },
            Address = Readable,
            NoSuchThing = NoSuchInstrument,
        }));
    }

    /// <summary>Maps how an instrument begins.</summary>
    public static void MapDrafting(this IEndpointRouteBuilder routes) => routes.MapStream(Endpoint(new StreamEndpoint<DraftInstrumentRequest>
    {
        Path = "/v1/instruments",
        Id = "draftInstrument",
        Tag = InstrumentsSetup.Tag,
        Summary = "Begin an instrument",
        Dutch = "Begint een instrument met een eerste concept: in de corporatie, of door een beheerder in de catalogus. De inhoud heeft de vorm waarin instrumenten worden uitgewisseld.",
        English = "Begins an instrument with a first draft: in the corporation, or by an administrator in the catalogue. The content has the form in which instruments are exchanged.",
        Roles = Access.StrategistOrAdministrator,
        Example = new DraftInstrumentRequest { Code = "WIJK", Content = Example },
        Command = (request, _, _) => new DraftInstrument { Stream = WeighingInstrument.IdOf(request.Code), Code = request.Code, Content = request.Content.ToContent() },
        Completed = async (http, command) =>
        {
            var draft = (DraftInstrument)command;
            // The schema lies where an instrument with this code would.
            var isTaken = InstrumentSchema.Address.EndsWith("/" + draft.Code, StringComparison.OrdinalIgnoreCase) || (Tenant(http) != InstrumentStore.Catalogue && await Instruments(http).Find(null, draft.Code, http.RequestAborted) is not null);
            return draft with { IsTaken = isTaken };
        },
        Address = Readable,
        NoSuchThing = NoSuchInstrument,
    }));

    /// <summary>Maps what is done with an instrument as a whole.</summary>
    public static void MapUsing(this IEndpointRouteBuilder routes)
    {
        routes.MapStream(Endpoint(new StreamEndpoint<JudgeInstrumentRequest>
        {
            Path = "/v1/instruments/{code}/judgements",
            Id = "judgeInstrument",
            Tag = InstrumentsSetup.Tag,
            Summary = "Judge the use of an instrument",
            Dutch = "Legt een oordeel over het gebruik van een versie vast: wat zij goed deed, en waar men het met de uitkomst niet eens was. Een oordeel over een instrument uit de catalogus blijft in de eigen corporatie.",
            English = "Records a judgement over the use of a version: what it did well, and where its outcome was not agreed with. A judgement over an instrument in the catalogue stays in one's own corporation.",
            Roles = Access.StrategistOrParty,
            Example = new JudgeInstrumentRequest
            {
                Version = 1,
                By = "Strateeg wonen",
                DidWell = "Het gesprek ging over wat bewoners merken.",
                NotAgreed = "Het plan dat de buurt wilde kwam niet bovenaan.",
            },
            Command = (request, http, seals) => new JudgeInstrument
            {
                Stream = Id(http),
                Code = new Address(http).Code,
                Version = request.Version,
                By = request.By,
                Weighing = request.Weighing,
                DidWell = seals.Text("didWell", request.DidWell),
                NotAgreed = seals.Text("notAgreed", request.NotAgreed),
            },
            Completed = async (http, command) =>
            {
                var judge = (JudgeInstrument)command;
                var found = await ReadInstruments.Find(http);
                return judge with
                {
                    InCatalogue = found is { Found.IsShared: true, State: var shared } ? shared : null,
                    WeighingIsUnknown = judge.Weighing is { } id && await ReadableWeighing.Find(http, id, ReadingRights.Acting(http)) is null,
                };
            },
            Address = Readable,
            NoSuchThing = NoSuchInstrument,
        }));
        routes.MapStream(Endpoint(new StreamEndpoint<PublishInstrumentRequest>
        {
            Path = "/v1/instruments/{code}/versions",
            Id = "publishInstrument",
            Tag = InstrumentsSetup.Tag,
            Summary = "Publish the draft as a version",
            Dutch = "Publiceert het concept als volgende versie. Die verandert nooit meer. Staat er nog een bezwaar, dan is een reden nodig.",
            English = "Publishes the draft as the next version, which never changes. Where an objection stands, a reason is needed.",
            Roles = Access.StrategistOrAdministrator,
            Revises = true,
            Example = new PublishInstrumentRequest { Changes = "Omkeerbaarheid is erbij gekomen.", Reason = "Het bezwaar gaat over de volgende versie." },
            Command = (request, http, seals) => new PublishInstrument { Stream = Id(http), Changes = request.Changes, Reason = seals.Text("reason", request.Reason), Insights = request.Insights.Mapped(i => i.ToReference()) },
            Completed = async (http, command) =>
            {
                var publish = (PublishInstrument)command;
                return publish.Insights.IsEmpty ? publish
                    : publish with { KnownInsights = await http.RequestServices.GetRequiredService<IInsights>().Known(Caller.SubjectOf(http.User), publish.Insights, http.RequestAborted) };
            },
            Address = Readable,
            NoSuchThing = NoSuchInstrument,
        }));
    }

    /// <summary>Maps how an instrument ends.</summary>
    public static void MapEnding(this IEndpointRouteBuilder routes)
    {
        routes.MapStream(Endpoint(new StreamEndpoint<SucceedInstrumentRequest>
        {
            Path = "/v1/instruments/{code}/succession",
            Id = "succeedInstrument",
            Tag = InstrumentsSetup.Tag,
            Summary = "Let another instrument come in its place",
            Dutch = "Legt vast welk instrument ervoor in de plaats komt: een ander, dat er niet zelf door wordt opgevolgd.",
            English = "Records which instrument comes in its place: another, which is not itself succeeded by it.",
            Roles = Access.StrategistOrAdministrator,
            Example = new SucceedInstrumentRequest { Code = "BUURT", Version = 1, Reason = "Die past ook op kleine plannen." },
            Command = (request, http, seals) => new SucceedInstrument { Stream = Id(http), Code = request.Code, Version = request.Version, Reason = seals.Text("reason", request.Reason) },
            Completed = async (http, command) =>
            {
                var succeed = (SucceedInstrument)command;
                var corporation = Tenant(http) is var tenant && tenant == InstrumentStore.Catalogue ? null : tenant;
                if (await Instruments(http).Find(corporation, succeed.Code, http.RequestAborted) is not { } successor) return succeed;
                // To a corporation what is not published in the catalogue is not there.
                if (successor.IsShared && corporation is not null && successor.State.Versions.IsEmpty) return succeed;
                var after = (await Instruments(http).After(successor, http.RequestAborted)).Where(f => f.Tenant == tenant).ToList();
                return succeed with
                {
                    Successor = successor.State,
                    InCatalogue = successor.IsShared,
                    After = [.. after.Select(a => a.Stream.Id)],
                    // Who succeeds whom is decided by these: of two that would succeed each other, sent at the same time, only one is recorded.
                    Seen = [.. after.Prepend(successor).Where(f => f.Tenant == tenant).Select(f => new SeenVersion(f.Stream.Id, f.Stream.Version))],
                };
            },
            Address = Readable,
            NoSuchThing = NoSuchInstrument,
        }));
        routes.MapStream(Endpoint(new StreamEndpoint<RetireInstrumentRequest>
        {
            Path = "/v1/instruments/{code}/retirement",
            Id = "retireInstrument",
            Tag = InstrumentsSetup.Tag,
            Summary = "Retire an instrument",
            Dutch = "Trekt een instrument in. Wat ermee is afgewogen, blijft zoals het is.",
            English = "Retires an instrument. What was weighed with it stays as it is.",
            Roles = Access.StrategistOrAdministrator,
            Example = new RetireInstrumentRequest { Reason = "Niemand gebruikt het nog." },
            Command = (request, http, seals) => new RetireInstrument { Stream = Id(http), Reason = seals.Text("reason", request.Reason) },
            Address = Readable,
            NoSuchThing = NoSuchInstrument,
        }));
    }

    /// <summary>What is said where there is no such instrument.</summary>
    internal static readonly (string Dutch, string English) NoSuchInstrument = (InstrumentCommand.NoSuchInstrument.Dutch, InstrumentCommand.NoSuchInstrument.English);

    /// <summary>The same endpoint, for the tenant that the caller may write in. Where that is a corporation, it must be registered: the operation asks that of nobody, since administrators have none.</summary>
    internal static StreamEndpoint<TRequest> Endpoint<TRequest>(StreamEndpoint<TRequest> endpoint) where TRequest : class, IRecordingRequest => endpoint with
    {
        Tenant = Tenant,
        Completed = async (http, command) =>
        {
            var tenant = Tenant(http);
            if (tenant != InstrumentStore.Catalogue && (tenant.Length == 0 || !await http.RequestServices.GetRequiredService<ICorporationRegistry>().Knows(tenant, http.RequestAborted)))
            {
                await http.Respond(ProblemKinds.Forbidden, "Uw token noemt geen corporatie die hier geregistreerd is.", "Your token names no corporation that is registered here.");
                return null;
            }
            var complete = endpoint.Completed is { } completed ? await completed(http, command) : command;
            if (tenant == InstrumentStore.Catalogue || complete is not InstrumentCommand { Begins: false }) return complete;
            // Everybody reads what is published in the catalogue, so that nobody is told that it is not there.
            if (await Instruments(http).Find(tenant, new Address(http).Code, http.RequestAborted) is not { IsShared: true, State: { Versions.IsEmpty: false, Code: var code } }) return complete;
            await http.Respond([InstrumentCommand.InstrumentInCatalogue.Whole(code)]);
            return null;
        },
    };

    /// <summary>The corporation of the caller; for an administrator without another role that may do this, the catalogue. A token that names the catalogue gives nobody else any right in it.</summary>
    private static string Tenant(HttpContext http)
    {
        var roles = http.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>().Roles;
        return roles.Where(role => role != Roles.Administrator).Any(http.User.IsInRole) ? Caller.CorporationOf(http.User) is { } own and not InstrumentStore.Catalogue ? own : "" : InstrumentStore.Catalogue;
    }

    private static InstrumentStore Instruments(HttpContext http) => http.RequestServices.GetRequiredService<InstrumentStore>();

    /// <summary>Identity of the stream of the instrument in the address.</summary>
    internal static Guid Id(HttpContext http) => WeighingInstrument.IdOf(new Address(http).Code);

    /// <summary>Where what was recorded can be read: a version and a trial have an address of their own, anything else stands in the instrument.</summary>
    internal static string Readable(StepResult.StreamRecorded recorded)
    {
        var (address, part) = ($"/v1/instruments/{((WeighingInstrument)recorded.State).Code}", ((IStreamEvent)recorded.Event.Event).Part);
        return part.StartsWith("versions/", StringComparison.Ordinal) || part.StartsWith("trials/", StringComparison.Ordinal) ? $"{address}/{part}" : address;
    }
}
