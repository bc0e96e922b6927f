using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Api.ReferenceData;

/// <summary>The values of a coded field.</summary>
/// <param name="Name">Name of the list: the type of the field in the API, in camelCase.</param>
/// <param name="Description">What the field is, by language.</param>
/// <param name="Values">All values that the field can have.</param>
public sealed record CodeList(string Name, Bilingual Description, ImmutableArray<Code> Values);

/// <summary>A coded value.</summary>
/// <param name="Value">The value as the API writes it.</param>
/// <param name="Words">The words that people in the profession use for it, by language.</param>
/// <param name="Vera">The code for it in VERA's reference data; absent where VERA has none.</param>
public sealed record Code(string Value, Bilingual Words, VeraCode? Vera);

/// <summary>A code of VERA's reference data.</summary>
/// <param name="Soort">Name of VERA's list.</param>
/// <param name="CodeOfVera">The code in that list.</param>
/// <param name="Naam">VERA's name for the code.</param>
public sealed record VeraCode(string Soort, [property: System.Text.Json.Serialization.JsonPropertyName("code")] string CodeOfVera, string Naam);

/// <summary>GET /v1/reference-data: the glossary of coded values, in Dutch and English and in VERA's codes.</summary>
public static class GetReferenceData
{
    /// <summary>All lists of coded values.</summary>
    public static readonly ImmutableArray<CodeList> All =
    [
        List<Confidentiality>("Vertrouwelijkheid.", "Confidentiality.", v => v switch
        {
            Confidentiality.Public => new("VERTROUWELIJKHEID", "OPE", "Openbaar"),
            Confidentiality.Internal => new("VERTROUWELIJKHEID", "INT", "Intern"),
            Confidentiality.Confidential => new("VERTROUWELIJKHEID", "VER", "Vertrouwelijk"),
            _ => new("VERTROUWELIJKHEID", "GEH", "Geheim"),
        }),
        List<WeighingStatus>("Stand van de afweging; bij een besluit ook de status van het fasebesluit.", "Where the weighing stands; for a decision also the status of the phase decision.", v => v switch
        {
            WeighingStatus.Open or WeighingStatus.Deferred => new("PROJECTFASEBESLUITSTATUS", "CON", "Concept"),
            WeighingStatus.AwaitingApproval => new("PROJECTFASEBESLUITSTATUS", "ATG", "Aangeboden ter goedkeuring"),
            WeighingStatus.Decided or WeighingStatus.InExecution or WeighingStatus.Closed => new("PROJECTFASEBESLUITSTATUS", "DEF", "Definitief"),
            _ => null,
        }),
        List<Say>("Bevoegdheid van een belanghebbende.", "What say a stakeholder has.", v => v switch
        {
            Say.Decides => new("ZAAKROL", "BES", "Beslisser"),
            Say.Advises => new("ZAAKROL", "ADV", "Adviseur"),
            _ => new("ZAAKROL", "BEL", "Belanghebbende"),
        }),
        List<Level>("Niveau van de afweging.", "Level of the weighing."),
        List<WeighingScale>("Schaal van de afweging.", "Scale of the weighing."),
        List<Ownership>("Eigen of gezamenlijke afweging.", "Own or joint weighing."),
        List<Breadth>("Smalle of brede afweging.", "Narrow or broad weighing."),
        List<SgeiRegime>("Regime van de Woningwet.", "Regime of the Housing Act."),
        List<ProcessForm>("Procesvorm.", "Process form."),
        List<Direction>("Richting van een criterium.", "Direction of a criterion."),
        List<WeightMethod>("Hoe gewichten zijn gevonden.", "How weights were found."),
        List<RankFormula>("Formule van een rangorde van criteria.", "Formula of an order of criteria."),
        List<DepartureKind>("Waarin criteria afwijken van het instrument waar ze uit komen.", "In what criteria depart from the instrument that they come from."),
        List<Position>("Standpunt.", "Position."),
        List<ResolutionMeans>("Hoe een bezwaar is opgelost.", "How an objection was resolved."),
        List<AdviceTenor>("Strekking van een advies.", "Tenor of an advice."),
        List<TermExtension>("Waarom een wettelijke termijn later eindigt (Algemene termijnenwet).", "Why a term of the law ends later (Algemene termijnenwet)."),
        List<DecisionKind>("Soort besluit.", "Kind of decision."),
        List<DeviationFrom>("Waarvan bewust is afgeweken.", "What was deviated from on purpose."),
        List<DeviationGround>("Grond van een afwijking.", "Ground of a deviation."),
        List<DeadlineKind>("Waarover een termijn gaat.", "What a deadline is about."),
        List<DeadlineState>("Stand van een termijn.", "How a deadline stands."),
        List<ArchiveStatus>("Wat er in het archief met een afweging gebeurt.", "What becomes of a weighing in the archive.", v => v switch
        {
            ArchiveStatus.Active => new("ARCHIEFSTATUS", "ACT", "Actief"),
            ArchiveStatus.Archived => new("ARCHIEFSTATUS", "GEA", "Gearchiveerd"),
            ArchiveStatus.ToBeKept => new("ARCHIEFSTATUS", "BEW", "Bewaarplichtig"),
            ArchiveStatus.Blocked => new("ARCHIEFSTATUS", "GEB", "Geblokkeerd"),
            _ => new("ARCHIEFSTATUS", "OVE", "Overgebracht"),
        }),
        List<ArchiveNomination>("Wat er na de termijn met een afweging gebeurt.", "What is to become of a weighing once its term is over.", v => v switch
        {
            ArchiveNomination.Keep => new("ARCHIEFNOMINATIE", "BEW", "Bewaren"),
            _ => new("ARCHIEFNOMINATIE", "VER", "Vernietigen"),
        }),
        List<RectificationGround>("Grond waarop een tekst van of over een persoon is verbeterd.", "Ground on which a text by or about a person was corrected."),
        List<ErasureGround>("Grond waarop persoonsgegevens zijn gewist.", "Ground on which personal data were erased."),
        List<ReviewConclusion>("Conclusie van een evaluatie.", "Conclusion of a review."),
        List<FindingSeverity>("Gewicht van een bevinding.", "Weight of a finding."),
        List<FindingCheck>("Wat een eigen regel voor bevindingen van een besluit vraagt.", "What a rule for findings of a corporation's own asks of a decision."),
        List<FindingAxis>("Naar welke momenten een bevinding kijkt.", "Which moments a finding looks at."),
        new("findingRule", new("Regels waarnaar bevindingen worden gedaan.", "Rules by which findings are made."),
            [.. FindingRules.All.Select(rule => new Code(rule.Id, new Bilingual(rule.Title.Dutch, rule.Title.English), null))]),
        List<AgreementState>("Of de overeenstemming er is die de procesvorm vraagt.", "Whether the agreement that the process form asks for is there."),
        List<ExplanationReader>("Voor wie een afweging wordt uitgelegd.", "For whom a weighing is explained."),
        List<ExplanationPart>("Onderdeel van een uitleg.", "Part of an explanation."),
        List<InstrumentStatus>("Stand van een instrument.", "Where an instrument stands."),
        List<InstrumentScaleKind>("Soort meetlat van een instrument.", "Kind of scale of an instrument."),
        List<InstrumentWeights>("Of een instrument gewichten voorschrijft.", "Whether an instrument prescribes weights."),
        List<FilledIn>("Hoe een instrument wordt ingevuld.", "How an instrument is filled in."),
        List<TrialFit>("Hoe een criterium van een instrument past bij een eerdere afweging.", "How a criterion of an instrument fits a past weighing."),
        List<TrialWeights>("Welke gewichten tellen als een instrument wordt uitgeprobeerd.", "Which weights count when an instrument is tried."),
        List<CaseRemarkKind>("Wat een deelnemer van het leernetwerk van een casus zegt.", "What a participant of the learning network says of a case."),
        new("role", new("Rollen die een token kan geven.", "Roles that a token can give."),
            [.. Roles.All.Select(role => new Code(role.Key, new Bilingual(role.Value.Dutch, role.Value.English), null))]),
    ];

    /// <summary>Adds what the document says of them.</summary>
    public static void AddReferenceData(this WebApplicationBuilder builder) => builder.Services.AddSingleton(new TagDescription("Reference data",
        "The glossary: coded values in words, and in VERA's codes.", "De begrippen: gecodeerde waarden in woorden, en in de codes van VERA."));

    /// <summary>Maps the reference data, for everybody.</summary>
    public static void MapReferenceData(this IEndpointRouteBuilder routes) => routes.MapOperation(HttpMethods.Get, "/v1/reference-data", new Operation
    {
        Id = "getReferenceData",
        Tag = "Reference data",
        Summary = "Get the coded values and their words",
        Dutch = "De begrippen: elke gecodeerde waarde van de API in woorden van het vak, in het Nederlands en het Engels, met de code van VERA waar die er is.",
        English = "The glossary: each coded value of the API in the words of the field, in Dutch and English, with VERA's code where there is one.",
        Responses = [new OperationResponse(200, typeof(ImmutableArray<CodeList>), "The lists.", "De lijsten.")],
        Anonymous = true,
    }, async http =>
    {
        if (await new Query(http).IsRight()) await http.Write(RenderedResponse.Of(All, StatusCodes.Status200OK, null, null));
    });

    private static CodeList List<T>(string dutch, string english, Func<T, VeraCode?>? vera = null) where T : struct, Enum => new(
        JsonNamingPolicy.CamelCase.ConvertName(typeof(T).Name), new Bilingual(dutch, english),
        [.. Enum.GetValues<T>().Select(v => new Code(JsonNamingPolicy.CamelCase.ConvertName(v.ToString()), new Bilingual(Words.Dutch(v), Words.English(v)), vera?.Invoke(v)))]);
}
