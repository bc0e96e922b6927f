using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Privacy;

/// <summary>POST /v1/privacy/reports: what there is of a person, for the person (AVG art. 15), and for who is about to erase it.</summary>
public static class ReportPersonalData
{
    private const string PlainText = "text/plain";

    private static readonly Operation Operation = new()
    {
        Id = "reportPersonalData",
        Tag = "Privacy",
        Summary = "Report what there is of a person",
        Dutch = "Alles wat er van een persoon is, over alle afwegingen die de vrager mag zien en de instrumenten van de corporatie, met een token van het leernetwerk over de edities en casussen daarvan, en met een token van de catalogus (catalogue) over de instrumenten daarin, ook wat die persoon zelf vastlegde: het inzageoverzicht (AVG art. 15), en wat een wissing zou wissen. Er wordt niets vastgelegd. Als JSON of als leesbare tekst (Accept), in het Nederlands of Engels (Accept-Language).",
        English = "Everything that there is of a person, over all weighings that the caller may see and the instruments of the corporation, with a token of the learning network over its editions and cases, and with a token of the catalogue (catalogue) over the instruments in it, also what that person recorded themselves: the report of AVG art. 15, and what an erasure would erase. Nothing is recorded. As JSON or as a readable text (Accept), in Dutch or English (Accept-Language).",
        Roles = Access.PrivacyOfficer,
        Body = typeof(PersonRequest),
        Example = new PersonRequest { Stakeholders = [new StakeholderOfWeighingRequest { Weighing = new Guid("019c2283-f800-7000-8000-000002026014"), Code = "B4" }] },
        Responses =
        [
            new OperationResponse(200, typeof(PersonalDataReport), "The report.", "Het overzicht.", Spoken: true,
                Texts: [new TextForm(PlainText, "WELKE PERSOONSGEGEVENS ER VAN U ZIJN (AVG, artikel 15)\n\nGemaakt op 28 november 2026, 18:30:00 UTC.\n")]),
        ],
        Problems = [ProblemKinds.Conflict, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType],
    };

    /// <summary>Maps the operation that reports all that is kept of a person.</summary>
    public static void MapReport(this IEndpointRouteBuilder privacy) => privacy.MapOperation(HttpMethods.Post, "/reports", Operation, Handle);

    private static async Task Handle(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await RequestBody.Read<PersonRequest>(http) is not { } request) return;
        var (corporation, reader) = (Caller.Of(http).Corporation, Officer(http));
        var found = await http.RequestServices.GetRequiredService<FindPerson>().In(corporation, reader, request.ToPerson(), http.RequestAborted);
        if (!found.Refusals.IsEmpty)
        {
            await http.Respond(found.Refusals);
            return;
        }
        var (language, form) = (http.Request.Language(), MediaTypes.Preferred(http.Request, MediaTypes.Of(Operation))!);
        var weighings = ImmutableArray.CreateBuilder<WeighingOfPerson>();
        foreach (var person in found.Weighings)
        {
            if (person.Weighing.State.Framing.Confidentiality == Confidentiality.Secret && !person.Weighing.State.IsNamed(reader.Subject)) SecretReadings.Log(http, person.Weighing.State.Id, reader.Subject);
            weighings.Add(await Told(http, corporation, reader, person, language));
        }
        var streams = ImmutableArray.CreateBuilder<StreamOfPerson>();
        foreach (var person in found.Streams) streams.Add(await Told(http, corporation, reader, person, language));
        var (acts, inAll) = await http.RequestServices.GetRequiredService<ActsOfPerson>().Of(corporation, reader, found.Subjects, http.RequestAborted);
        var report = new PersonalDataReport
        {
            MadeAt = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().InMilliseconds(),
            Texts = found.Texts,
            Explanation = corporation switch
            {
                Access.Network => PersonalDataReport.ExplainedOfNetwork(http.RequestServices.GetRequiredService<NetworkSettings>().SignUpsKeptForMonths, language),
                Access.Catalogue => PersonalDataReport.ExplainedOfCatalogue(language),
                _ => PersonalDataReport.Explained(language),
            },
            Weighings = weighings.DrainToImmutable(),
            Streams = streams.DrainToImmutable(),
            Acts = acts,
            ActsInAll = inAll,
        };
        http.Response.Headers.ContentLanguage = language.Tag();
        http.Response.Headers.Vary = "Accept, Accept-Language";
        await (form == PlainText ? http.WriteText(report.PlainText(language), PlainText) : http.WriteJson(report, ApiJson.Responses));
    }

    /// <summary>The caller as a privacy officer: another role of theirs gives them no more to read or to erase here.</summary>
    internal static Reader Officer(HttpContext http) => new(Caller.SubjectOf(http.User), ReadingRights.UpTo(http.User, Access.PrivacyOfficer), SeesPersons: true);

    private static string InBlindRound(Language language) => language == Language.Dutch ? "Er is iets ingebracht in een blinde ronde die nog open is." : "Something was given in a blind round that is still open.";

    private static string AboutUnseen(Language language) => language == Language.Dutch ? "Er is iets gezegd over een afweging die u niet mag zien." : "Something was said of a weighing that you may not see.";

    /// <summary>What is said of a weighing that the officer may not see is not told, as nothing of that weighing is; its texts can be erased all the same, by their digests.</summary>
    private static async Task<StreamOfPerson> Told(HttpContext http, string tenant, Reader reader, StreamWithPerson person, Language language)
    {
        var (texts, own) = (await http.Texts(tenant, person.Stream), person.Texts.ToLookup(text => text.Event));
        var unseen = await http.RequestServices.GetRequiredService<FindPerson>().Unseen(tenant, reader, person.Stream.Events.Select(e => e.Event).OfType<InstrumentJudged>().Select(judged => judged.Weighing).OfType<Guid>(), http.RequestAborted);
        return new StreamOfPerson
        {
            Id = person.Stream.Id,
            Kind = person.Kind,
            Title = person.State switch
            {
                WeighingInstrument instrument => instrument.Content?.Name ?? instrument.Code,
                Edition edition => edition.Content.Theme,
                _ => null,
            },
            Held = person.State is Edition { Block: not null },
            SignUps = [.. person.Person.SignUpsIn(person.State).Select(s => new SignUpOfPerson(s.Number, texts.Of(s.Role.Digest), texts.Of(s.Organisation.Digest), s.Subject))],
            Recorded =
            [
                .. from e in person.Stream.Events
                   where person.Person.IsOf(person.State, e.Event, e.Origin) || own.Contains(e.Origin.Event)
                   let isAboutUnseen = WeighingInstrument.IsJudgementOver(unseen, e.Event)
                   let hidden = isAboutUnseen || Hides(person.State, e, reader.Subject)
                   select new RecordedOfPerson
                   {
                       Event = e.Origin.Event,
                       Type = EventContract.Names[e.Event.GetType()],
                       Part = e.Told.Part,
                       OccurredAt = e.Event.OccurredAt,
                       Sentence = isAboutUnseen ? AboutUnseen(language) : hidden ? InBlindRound(language) : e.Event.Sentence(language),
                       Hidden = hidden,
                       Texts = [.. own[e.Origin.Event].Select(text => new TextOfPerson(text.Field, text.Digest, hidden ? null : texts.Of(text.Digest), texts.ErasureOf(text.Digest) is { } erasure ? ErasedText.Of(erasure) : null))],
                   },
            ],
        };
    }

    /// <summary>Whether an event is not for this reader yet: what another gave in a blind round, or would decide in a case, while that is blind.</summary>
    private static bool Hides(object state, RecordedStreamEvent e, string reader) => state switch
    {
        IHidesEvents hiding => hiding.Hides(e.Event, e.Origin, reader),
        _ => false,
    };

    private static async Task<WeighingOfPerson> Told(HttpContext http, string corporation, Reader reader, FoundPerson person, Language language)
    {
        var (state, there) = (person.Weighing.State, person.Person);
        var texts = await http.RequestServices.GetRequiredService<WeighingStore>().Texts(corporation, person.Weighing, http.RequestAborted);
        var own = there.TextsIn(state).ToLookup(text => text.Recorded.Number);
        return new WeighingOfPerson
        {
            Id = state.Id,
            Title = state.Framing.Title,
            Reference = state.Framing.Reference,
            ArchiveStatus = state.Retentions.Count == 0 ? null : state.Retentions[^1].Status,
            Held = state.HoldAt(DateTimeOffset.MaxValue) is not null,
            Stakeholders = [.. there.StakeholdersIn(state).Select(s => new StakeholderOfPerson(s.Code, s.Party, s.Role, s.Subject))],
            SharedCases = [.. state.SharedCasesWith(there.TextsIn(state).Select(text => text.Digest)).Select(c => new SharedCaseOfPerson(c.Number, c.Sharing!.Origin.OccurredAt, c.TakenBack?.Origin.OccurredAt))],
            Recorded =
            [
                .. there.EventsIn(state).Select(recorded =>
                {
                    var hidden = state.Hides(recorded, reader.Subject);
                    return new RecordedOfPerson
                    {
                        Event = recorded.Number,
                        Type = EventContract.Names[recorded.Event.GetType()],
                        Part = recorded.Event.Part,
                        OccurredAt = recorded.Event.OccurredAt,
                        Sentence = hidden ? InBlindRound(language) : recorded.Event.Sentence(language),
                        Hidden = hidden,
                        Texts = [.. own[recorded.Number].Select(text => new TextOfPerson(text.Field, text.Digest, hidden || state.ErasureOf(text.Digest) is not null ? null : texts.ByDigest.GetValueOrDefault(text.Digest), state.ErasureOf(text.Digest) is { } erasure ? ErasedText.Of(erasure) : null))],
                    };
                }),
            ],
        };
    }
}
