using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Privacy;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Learning;

/// <summary>The editions of the learning network: /v1/editions.</summary>
internal static class EditionEndpoints
{
    private const string Tag = "Editions";
    private const string All = "/v1/editions";
    private const string One = All + "/{edition}";
    private const string Markdown = "text/markdown";

    /// <summary>What is said where there is no such edition.</summary>
    private static readonly (string Dutch, string English) NoSuchEdition = (LearningRules.NoSuchEdition.Dutch, LearningRules.NoSuchEdition.English);

    private static readonly ImmutableArray<TextForm> GuideTexts = [new(Markdown, "# Wegwijzer samen afwegen\n\nSamen afwegen in de wijk. Kenniscentrum voor de wijk (fictief), 20 december 2026, versie 1.\n\n## Inzichten\n\n1. Wie betaalt en wie er baat bij heeft, hoort eerst op tafel. (uit bijeenkomst 1)\n")];

    /// <summary>Maps them.</summary>
    public static void MapEditions(this IEndpointRouteBuilder routes)
    {
        routes.MapOperation(HttpMethods.Get, All, new Operation
        {
            Id = "listEditions",
            Tag = Tag,
            Summary = "List the editions",
            Dutch = "De edities van het leernetwerk, in de volgorde waarin zij zijn aangekondigd.",
            English = "The editions of the learning network, in the order in which they were announced.",
            Roles = Access.OfNetwork,
            WithoutPart = true,
            Query = Paging.Parameters,
            Responses = [new OperationResponse(200, typeof(Page<EditionSummary>), "A page of the editions.", "Een pagina van de edities.", Links: true)],
        }, List);
        MapReading(routes);
        MapRecording(routes);
        MapBlocking(routes);
    }

    private static Task List(HttpContext http) =>
        NetworkReading.List<Edition, EditionSummary>(http, "editions", "edition", (stream, edition) => Task.FromResult(EditionSummary.Of(stream.Id, stream.Version, edition)));

    private static void MapReading(IEndpointRouteBuilder routes)
    {
        Read<EditionView>(routes, "", "getEdition", "Get an edition",
            "Alles van een editie, nu of op elk moment in het verleden. Wie haar niet organiseert, ziet alleen de eigen aanmelding; wie niet meedoet in het leernetwerk ziet verder alleen wat is aangekondigd.",
            "All of an edition, now or at any moment in the past. Who does not organise it sees their own sign-up alone; who takes no part in the learning network sees beside that only what is announced.",
            (_, view) => view, withoutPart: true);
        Read<ImmutableArray<SignUp>>(routes, "/sign-ups", "listSignUps", "List the sign-ups",
            "De aanmeldingen; voor wie de editie niet organiseert alleen de eigen.", "The sign-ups; for who does not organise the edition, their own alone.",
            (_, view) => view.SignUps, withoutPart: true);
        Read<SignUp>(routes, "/sign-ups/{number}", "getSignUp", "Get a sign-up",
            "Eén aanmelding, met de intakes. Wie de editie niet organiseert, leest alleen de eigen.", "One sign-up, with its intakes. Who does not organise the edition reads their own alone.",
            (http, view) => view.SignUps.FirstOrDefault(s => s.Number == new Address(http).Number()), withoutPart: true);
        Read<ImmutableArray<HeldSession>>(routes, "/sessions", "listSessions", "List the sessions", "De bijeenkomsten die gehouden zijn.", "The sessions that were held.", (_, view) => view.Sessions);
        Read<HeldSession>(routes, "/sessions/{number}", "getSession", "Get a session", "Eén bijeenkomst die gehouden is.", "One session that was held.",
            (http, view) => view.Sessions.FirstOrDefault(s => s.Number == new Address(http).Number()));
        Read<ImmutableArray<Insight>>(routes, "/insights", "listInsights", "List the insights", "Wat er geleerd is, met wat het later bevestigde of tegensprak.", "What was learnt, with what confirmed or contradicted it later.", (_, view) => view.Insights);
        Read<Insight>(routes, "/insights/{number}", "getInsight", "Get an insight", "Eén inzicht, met wat het later bevestigde of tegensprak.", "One insight, with what confirmed or contradicted it later.",
            (http, view) => view.Insights.FirstOrDefault(i => i.Number == new Address(http).Number()));
        routes.MapOperation(HttpMethods.Get, One + "/guide", Guide, GetGuide);
        routes.MapOperation(HttpMethods.Get, One + "/events", new Operation
        {
            Id = "listEditionEvents",
            Tag = Tag,
            Summary = "List the history of an edition",
            Dutch = "De geschiedenis van een editie, oudste eerst. Wie haar niet organiseert, leest van aanmeldingen en intakes alleen de eigen, en niet of zij geblokkeerd is.",
            English = "The history of an edition, oldest first. Who does not organise it reads of sign-ups and intakes their own alone, and not whether it is blocked.",
            Roles = Access.OfNetwork,
            Query = Paging.Parameters,
            Responses = [StreamHistory.Response],
            Problems = [ProblemKinds.NotFound],
        }, History);
        routes.MapComparison(One, "compareEdition", Tag, "an edition",
            ("Wie haar niet organiseert, ziet van aanmeldingen en intakes alleen de eigen.", "Who does not organise it sees of sign-ups and intakes their own alone."),
            Access.OfNetwork, Seen);
    }

    private static void MapRecording(IEndpointRouteBuilder routes)
    {
        routes.MapStream(new StreamEndpoint<AnnounceEditionRequest>
        {
            Path = All,
            Id = "announceEdition",
            Tag = Tag,
            Summary = "Announce an edition",
            Dutch = "Kondigt een editie aan: thema, periode, plaatsen, prijs voor partners en anderen, en de bijeenkomsten. Vanaf dan kan men zich aanmelden.",
            English = "Announces an edition: theme, period, places, price for partners and others, and the sessions. From then on people can sign up.",
            Roles = Access.Organiser,
            Example = AnnounceEditionRequest.Example,
            Command = (request, http, _) => new AnnounceEdition { Stream = Guid.CreateVersion7(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()), Content = request.ToContent() },
            Address = Address,
            NoSuchThing = NoSuchEdition,
        });
        routes.MapStream(new StreamEndpoint<ChangeEditionRequest>
        {
            Path = One,
            Method = HttpMethods.Put,
            Revises = true,
            Id = "changeEdition",
            Tag = Tag,
            Summary = "Change what is announced of an edition",
            Dutch = "Vervangt wat er van een editie is aangekondigd, met de reden.",
            English = "Replaces what is announced of an edition, with the reason.",
            Roles = Access.Organiser,
            Example = ChangeEditionRequest.Example,
            Command = (request, http, seals) => new ChangeEdition { Stream = Edition(http), Content = request.ToContent(), Reason = seals.Text("reason", request.Reason) },
            Address = Address,
            NoSuchThing = NoSuchEdition,
        });
        Record(routes, "/sign-ups", "makeSignUp", "Sign up for an edition",
            "Meldt iemand aan voor een editie; zijn alle plaatsen al gevraagd, dan op de wachtlijst. Een deelnemer meldt zichzelf aan, wie organiseert ook een ander. Naam, contact, rol, organisatie en vraag gaan naar de kluis.",
            "Signs somebody up for an edition; where all places are asked for, on its waiting list. A participant signs up themselves, who organises somebody else too. Name, contact, role, organisation and question go to the vault.",
            Access.OfNetwork,
            new MakeSignUpRequest { PersonName = "Sanne Voorbeeld", Contact = "sanne@voorbeeld.example", Role = "Strateeg wonen", Organisation = "Stichting Woonwijzer Merenland (fictief)", Partner = true, Question = "Hoe weegt de bestuurstafel mee wat er op straat speelt?" },
            (request, edition, _, seals) => new MakeSignUp
            {
                Stream = edition,
                Subject = request.Subject,
                PersonName = seals.Text("personName", request.PersonName),
                Contact = seals.Text("contact", request.Contact),
                Role = seals.Text("role", request.Role),
                Organisation = seals.Text("organisation", request.Organisation),
                Partner = request.Partner,
                Question = seals.Text("question", request.Question),
            }, withoutPart: true);
        Record(routes, "/sign-ups/{number}/confirmation", "confirmSignUp", "Confirm a sign-up",
            "Bevestigt dat iemand meedoet, ook van de wachtlijst, zolang er plaats is.", "Confirms that somebody takes part, also from the waiting list, as long as there are places.",
            Access.Organiser, new ConfirmSignUpRequest(), (_, edition, at, _) => new ConfirmSignUp { Stream = edition, SignUp = at.Number() });
        Record(routes, "/sign-ups/{number}/withdrawal", "withdrawSignUp", "Withdraw a sign-up",
            "Trekt een aanmelding in: de eigen, of voor wie organiseert die van een ander.", "Withdraws a sign-up: one's own, or for who organises that of somebody else.",
            Access.OfNetwork, new WithdrawSignUpRequest { Reason = "Andere afspraken." },
            (request, edition, at, seals) => new WithdrawSignUp { Stream = edition, SignUp = at.Number(), Reason = seals.Text("reason", request.Reason) }, withoutPart: true);
        Record(routes, "/sign-ups/{number}/intakes", "holdIntake", "Record an intake",
            "Legt een kort startgesprek vast: wat de vraag is, op welk niveau, met wie, langs welk proces, wat haar lastig maakt en wat er gehoopt wordt. De teksten gaan naar de kluis.",
            "Records a short start conversation: what the question is, at which level, with whom, by which process, what makes it hard and what is hoped for. The texts go to the vault.",
            Access.Organiser,
            new HoldIntakeRequest { Question = "Wanneer doen we mee aan een initiatief buiten onze kerntaak?", Level = Level.Strategic, WithWhom = "Gemeente en zorgorganisatie.", Process = "Een tafel per wijk, zonder mandaat.", Difficulty = "Ieder weegt op eigen gronden.", Hope = "Een gesprek dat iedere partij kan uitleggen." },
            (request, edition, at, seals) => new HoldIntake
            {
                Stream = edition,
                SignUp = at.Number(),
                Question = seals.Text("question", request.Question),
                Level = request.Level,
                WithWhom = seals.Text("withWhom", request.WithWhom),
                Process = seals.Text("process", request.Process),
                Difficulty = seals.Text("difficulty", request.Difficulty),
                Hope = seals.Text("hope", request.Hope),
            });
        Record(routes, "/sessions", "holdSession", "Record a session",
            "Legt een gehouden bijeenkomst vast: dag, agenda, casussen, wie er was en wat er geprobeerd is.", "Records a session that was held: day, agenda, cases, who was there and what was tried.",
            Access.Organiser, new HoldSessionRequest { Day = new DateOnly(2026, 9, 15), Agenda = "Kennismaken; de vragen naast elkaar.", Present = [1] },
            (request, edition, _, seals) => new HoldSession
            {
                Stream = edition,
                Day = request.Day,
                Agenda = seals.Text("agenda", request.Agenda),
                Cases = request.Cases.Mapped(c => c),
                Present = request.Present.Mapped(p => p),
                Tried = seals.Text("tried", request.Tried),
            },
            async (http, command) => command is HoldSession session ? session with { KnownCases = [.. (await NetworkReading.Known(http, session.Cases)).Keys] } : command);
        Record(routes, "/insights", "drawInsight", "Record an insight",
            "Legt vast wat er geleerd is: één zin, met de casussen of de bijeenkomst waar hij uit komt. Uit een casus die is teruggenomen wordt niets meer geleerd; wat er eerder uit is geleerd, blijft staan, en zegt dat de casus is teruggenomen.", "Records what was learnt: one sentence, with the cases or the session that it comes from. From a case that was taken back nothing more is learnt; what was learnt from it before stays, and says that the case was taken back.",
            Access.Organiser, new DrawInsightRequest { Statement = "Wie betaalt en wie er baat bij heeft, hoort eerst op tafel.", Session = 1 },
            (request, edition, _, _) => new DrawInsight { Stream = edition, Statement = request.Statement, Cases = request.Cases.Mapped(c => c), Session = request.Session },
            async (http, command) =>
            {
                if (command is not DrawInsight insight) return command;
                var known = await NetworkReading.Known(http, insight.Cases);
                return insight with { KnownCases = [.. known.Keys], TakenBack = known.Where(k => k.Value is not null).ToImmutableDictionary(k => k.Key, k => k.Value!) };
            });
        var confirmed = new TestInsightRequest { Case = new Guid("019f3a10-0000-7000-8000-000000000002"), Why = "Ook daar bleek pas aan tafel wie ervoor betaalde." };
        var contradicted = new TestInsightRequest { Case = new Guid("019f3a10-0000-7000-8000-000000000003"), Why = "Daar was eerst de vraag zelf nodig, en toen pas het geld." };
        Record(routes, "/insights/{number}/confirmations", "confirmInsight", "Record that a later case confirms an insight",
            "Legt vast dat een latere casus een inzicht bevestigt, en waarom: een waar het niet uit komt, en waaraan pas na die bijeenkomst is gewerkt.", "Records that a later case confirms an insight, and why: one that it does not come from, and that was worked on only after that session.",
            Access.Organiser, confirmed, (request, edition, at, seals) => new ConfirmInsight { Stream = edition, Insight = at.Number(), Case = request.Case, Why = seals.Text("why", request.Why) }, WithCase);
        Record(routes, "/insights/{number}/contradictions", "contradictInsight", "Record that a later case contradicts an insight",
            "Legt vast dat een latere casus een inzicht tegenspreekt, en waarom: een waar het niet uit komt, en waaraan pas na die bijeenkomst is gewerkt.", "Records that a later case contradicts an insight, and why: one that it does not come from, and that was worked on only after that session.",
            Access.Organiser, contradicted, (request, edition, at, seals) => new ContradictInsight { Stream = edition, Insight = at.Number(), Case = request.Case, Why = seals.Text("why", request.Why) }, WithCase);
        Record(routes, "/guide", "publishGuide", "Publish the guide of an edition",
            "Publiceert de inzichten van een editie in volgorde als één document, een wegwijzer. Een volgende publicatie is een nieuwe versie.", "Publishes the insights of an edition in order as one document, a guide. A further publication is a new version.",
            Access.Organiser, new PublishGuideRequest { Title = "Wegwijzer samen afwegen", Insights = [1] },
            (request, edition, _, _) => new PublishGuide { Stream = edition, Title = request.Title, Preface = request.Preface, Insights = [.. request.Insights] });
    }

    /// <summary>Maps the decision on whether an edition is blocked.</summary>
    private static void MapBlocking(IEndpointRouteBuilder routes) => Record(routes, "/blocks", "blockEdition", "Block an edition, or lift that",
        "Besluit of een editie geblokkeerd is, zoals bij een geschil. Zolang dat zo is, wordt er niets van gewist, ook niet wat mensen bij hun aanmelding schreven als de termijn daarvan om is. Alleen voor een privacyfunctionaris van het leernetwerk.",
        "Decides whether an edition is blocked, as in a dispute. As long as it is, nothing of it is erased, nor what people wrote when they signed up once the term of that is over. Only for a privacy officer of the learning network.",
        Access.PrivacyOfficer, new BlockEditionRequest { Blocked = true, Reason = "Over de plaatsing van deelnemers loopt een geschil." },
        (request, edition, _, seals) => new BlockEdition { Stream = edition, Blocked = request.Blocked, Reason = seals.Text("reason", request.Reason) },
        async (http, command) => command is BlockEdition block
            ? block with { LastErasure = (await http.Stream<Edition>(Access.Network, block.Stream)).Events.LastOrDefault(e => e.Event is TextsErased)?.Origin }
            : command);

    private static async Task<IStreamCommand> WithCase(HttpContext http, IStreamCommand command)
    {
        if (command is not TestInsight test) return command;
        var known = await NetworkReading.Known(http, [test.Case]);
        return test with { KnownCases = [.. known.Keys], TakenBack = known.GetValueOrDefault(test.Case) };
    }

    /// <summary>Maps the recording of something of an edition.</summary>
    private static void Record<TRequest>(IEndpointRouteBuilder routes, string path, string id, string summary, string dutch, string english, ImmutableArray<string> roles, TRequest example,
        Func<TRequest, Guid, Address, Seals, EditionCommand> command, Func<HttpContext, IStreamCommand, Task<IStreamCommand>>? completed = null, bool withoutPart = false) where TRequest : StreamRequest =>
        routes.MapStream(new StreamEndpoint<TRequest>
        {
            Path = One + path,
            Id = id,
            Tag = Tag,
            Summary = summary,
            Dutch = dutch,
            English = english,
            Roles = roles,
            WithoutPart = withoutPart,
            Example = example,
            Command = (request, http, seals) => command(request, Edition(http), new Address(http), seals),
            Completed = completed is null ? null : async (http, made) => await completed(http, made),
            Address = Address,
            NoSuchThing = NoSuchEdition,
        });

    private static readonly Operation Guide = new()
    {
        Id = "getGuide",
        Tag = Tag,
        Summary = "Get the guide of an edition",
        Dutch = "De wegwijzer van een editie: de inzichten in volgorde, met hoe vaak zij later zijn bevestigd of tegengesproken. Als JSON of als Markdown (Accept).",
        English = "The guide of an edition: its insights in order, with how often they were confirmed or contradicted later. As JSON or as Markdown (Accept).",
        Roles = Access.OfNetwork,
        Query = NetworkReading.Moment,
        MomentHeaders = true,
        Responses = [new OperationResponse(200, typeof(GuideDocument), "The guide.", "De wegwijzer.", ETag: true, Spoken: true, Dated: true, Texts: GuideTexts)],
        Problems = [ProblemKinds.NotFound],
    };

    private static async Task GetGuide(HttpContext http)
    {
        var query = new Query(http);
        var at = PointInTime.Of(query);
        if (!await query.IsRight()) return;
        if (await NetworkReading.Read<Edition>(http, Edition(http), at, NoSuchEdition) is not { } read) return;
        if (GuideDocument.Of(read.Newest.Id, read.State, await NetworkReading.TakenBack(http, read.State.Insights)) is not { } guide)
        {
            await http.Respond(ProblemKinds.NotFound, "Van deze editie is (nog) geen wegwijzer gepubliceerd.", "No guide of this edition was published (yet).");
            return;
        }
        var (language, form) = (http.Request.Language(), MediaTypes.Preferred(http.Request, MediaTypes.Of(Guide))!);
        http.Response.Headers.ContentLanguage = language.Tag();
        http.Response.Headers.Vary = $"Accept, Accept-Language, {VeraHeaders.Happened}, {VeraHeaders.Recorded}";
        http.Response.Headers.ETag = $"\"{read.Then.ETag(read.Newest).Trim('"')}-{language.Tag()}-{form.Split('/')[1]}\"";
        await (form == Markdown ? http.WriteText(guide.Markdown(language), Markdown) : http.WriteJson(guide, ApiJson.Responses));
    }

    /// <summary>Maps the reading of an edition or of a part of it.</summary>
    private static void Read<TShown>(IEndpointRouteBuilder routes, string path, string id, string summary, string dutch, string english, Func<HttpContext, EditionView, object?> part, bool withoutPart = false) =>
        routes.MapOperation(HttpMethods.Get, One + path, new Operation
        {
            Id = id,
            Tag = Tag,
            Summary = summary,
            Dutch = dutch,
            English = english,
            Roles = Access.OfNetwork,
            WithoutPart = withoutPart,
            Query = NetworkReading.Moment,
            MomentHeaders = true,
            Responses = [new OperationResponse(200, typeof(TShown), "As it was at that moment.", "Zoals het op dat moment was.", ETag: true, Dated: true)],
            Problems = [ProblemKinds.NotFound],
        }, async http =>
        {
            var query = new Query(http);
            var at = PointInTime.Of(query);
            if (!await query.IsRight()) return;
            if (await NetworkReading.Read<Edition>(http, Edition(http), at, NoSuchEdition) is not { } read) return;
            var view = Seen(http, read.Newest.Id, read.Then.Version, read.State, announcedAlone: withoutPart && await NetworkPart.IsLacking(http));
            var back = await NetworkReading.TakenBack(http, view.Insights);
            if (part(http, view with { Insights = [.. view.Insights.Select(insight => insight.Told(back))] }) is { } found) await NetworkReading.Respond(http, read, found);
            else await http.Respond(ProblemKinds.NotFound, "Dit onderdeel is er (nog) niet.", "This part is not there (yet).");
        });

    private static Task History(HttpContext http) => StreamHistory.List(http, $"edition-events {Edition(http)}", () => Seen(http));

    /// <summary>The edition in the address with its history, as the caller may see them; null where there is none, and the request was answered with that.</summary>
    private static async Task<StreamAsSeen?> Seen(HttpContext http)
    {
        if (await NetworkReading.Read<Edition>(http, Edition(http), new PointInTime.Newest(), NoSuchEdition) is not { } read) return null;
        var (texts, subject) = (await http.Texts(Access.Network, read.Newest), Caller.SubjectOf(http.User));
        bool IsOfAnother(RecordedStreamEvent e) => e.Event is EditionEvent { IsForOrganisersAlone: true } || (e.Event is EditionEvent { SignUpAbout: { } number } && read.State.SignUp(number)?.Subject != subject);
        // An erasure names whose texts it erased, so that of somebody else's it is not there either.
        var ofOthers = read.Newest.Events.Where(IsOfAnother).SelectMany(e => PersonalTexts.In(e.Event)).Select(text => text.Text.Digest).ToHashSet();
        var events = NetworkReading.Organises(http) ? read.Newest : read.Newest.Where(e => !IsOfAnother(e) && !(e.Event is TextsErased erased && erased.Digests.Any(ofOthers.Contains)));
        return new StreamAsSeen(read.Newest, events.Events, texts, then => then.State is Edition state ? Seen(http, then.Id, then.Version, state) : null);
    }

    /// <summary>An edition as the caller may see it, who takes part in the network or gets what is announced alone.</summary>
    private static EditionView Seen(HttpContext http, Guid id, int version, Edition state, bool announcedAlone = false) =>
        EditionView.Of(id, version, state, NetworkReading.Organises(http) ? state : announcedAlone ? state.AnnouncedTo(Caller.SubjectOf(http.User)) : state.SeenBy(Caller.SubjectOf(http.User)));

    private static Guid Edition(HttpContext http) => NetworkReading.Identity(http, "edition");

    private static string Address(StepResult.StreamRecorded recorded) => $"{All}/{recorded.Stream}";
}
