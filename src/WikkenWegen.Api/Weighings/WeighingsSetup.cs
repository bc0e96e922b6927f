using Marten;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Cases;
using WikkenWegen.Api.Weighings.Findings;
using WikkenWegen.Api.Weighings.Explanation;
using WikkenWegen.Api.Weighings.History;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Api.Weighings.Outcome;
using WikkenWegen.Api.Weighings.Outcomes;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Api.Weighings.Support;

namespace WikkenWegen.Api.Weighings;

/// <summary>Registers everything under /v1/weighings.</summary>
public static class WeighingsSetup
{
    /// <summary>Adds reading and listing, with their part of the store, and describes the parameters of the addresses.</summary>
    public static void AddWeighings(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<TermSettings>(TermSettings.Section);
        builder.Services.AddSingleton<KeptOutcomes>();
        builder.Services.AddSingleton<IAfterStep, SharedCases>();
        builder.Services.ConfigureMarten(WeighingSummary.Configure);
        builder.Services.AddSingleton<IAfterSchemaUpdate, FillWeighingList>();
        builder.AddFindings();
        builder.Services.AddHealthChecks().AddCheck<ProjectionCheck>("projections", timeout: TimeSpan.FromSeconds(5));
        foreach (var parameter in AddressParameters) builder.Services.AddSingleton(parameter);
        foreach (var tag in Tags) builder.Services.AddSingleton(tag);
    }

    /// <summary>Maps the steps of the process, the lists, the views, the history, the comparison, the computed outcome and the findings.</summary>
    public static void MapWeighings(this IEndpointRouteBuilder routes)
    {
        foreach (var step in StepCatalogue.All) step.Map(routes);
        routes.MapListing();
        routes.MapFindingList();
        routes.MapDeadlines();
        var weighing = routes.MapGroup("/v1/weighings/{id}");
        weighing.MapViews(StepCatalogue.All);
        weighing.MapHistory();
        weighing.MapComparison();
        weighing.MapOutcome();
        weighing.MapWhatIfs();
        weighing.MapVerification();
        weighing.MapXmcda();
        weighing.MapFindings();
        weighing.MapSupport();
        weighing.MapExplanation();
        weighing.MapCasePreview();
        weighing.MapCaseCopies();
    }

    private static readonly TagDescription[] Tags =
    [
        new("Framing", "The question: what is weighed, by whom, and in which form of process.", "De vraag: wat er wordt afgewogen, door wie, en in welke procesvorm."),
        new("Proposals", "The proposals that are weighed, with their revisions.", "De voorstellen die worden afgewogen, met hun versies."),
        new("Criteria", "What is looked at in a proposal, with yardsticks and weights.", "Waarop een voorstel wordt beoordeeld, met meetlatten en gewichten."),
        new("Stakeholders", "Who has a say in the weighing, and which.", "Wie er wat te zeggen heeft in de afweging."),
        new("Access", "Who has access to a weighing by name, whatever its class of confidentiality.", "Wie op naam toegang heeft tot een afweging, hoe vertrouwelijk ook."),
        new("Consultation", "The rounds in which stakeholders are heard, blind or open.", "De rondes waarin belanghebbenden worden gehoord, blind of open."),
        new("Input", "What stakeholders bring in: positions, statements and objections.", "Wat belanghebbenden inbrengen: standpunten, teksten en bezwaren."),
        new("Advice", "Advice asked and received, with the terms of the law.", "Gevraagd en ontvangen advies, met de termijnen van de wet."),
        new("Assessment", "How proposals score on the criteria.", "Hoe voorstellen scoren op de criteria."),
        new("Outcome", "What comes out by criteria and scores, how sure that is, and the computed results that lay on the table.", "Wat er uit criteria en scores komt, hoe zeker dat is, en de berekende uitkomsten die op tafel lagen."),
        new("Ballots", "Votes among those entitled, with what was reached.", "Stemmingen onder stemgerechtigden, met wat er gehaald is."),
        new("Decision", "What was decided and why, and what became of the decision.", "Wat er is besloten en waarom, en wat er van het besluit werd."),
        new("Review", "Execution, assumptions, reviews, and the end of the weighing.", "Uitvoering, aannames, evaluaties, en het einde van de afweging."),
        new("Links", "What came before a weighing, runs beside it, and came after.", "Wat aan een afweging voorafging, ernaast loopt en erna kwam."),
        new("Privacy", "Personal data: what there is of a person, erasing it, and how long a weighing is kept.", "Persoonsgegevens: wat er van iemand is, het wissen ervan, en hoe lang een afweging wordt bewaard."),
        new("Corrections", "Mistakes that are mended by a further event, and never hidden.", "Vergissingen die met een volgende gebeurtenis worden verbeterd, en nooit verborgen."),
        new("Deadlines", "What has to be done by when, and by whom, in all weighings.", "Wat er wanneer en door wie gedaan moet zijn, in alle afwegingen."),
        new("Support", "How much agreement and support (draagvlak) there is, apart from the score.", "Hoeveel instemming en draagvlak er is, los van de score."),
        new("Explanation", "A weighing in words: for a resident, a board or an auditor.", "Een afweging in woorden: voor een bewoner, een bestuur of een auditor."),
        new("Cases", "What others may learn of a weighing: a copy in general words that its owner makes.", "Wat anderen van een afweging mogen leren: een kopie in algemene woorden die haar eigenaar maakt."),
        new("Weighings", "Finding weighings, and reading one as it is or was.", "Afwegingen vinden, en er een lezen zoals zij is of was."),
        new("History", "The events of a weighing, and what changed between two moments.", "De gebeurtenissen van een afweging, en wat er tussen twee momenten veranderde."),
    ];

    private static readonly AddressParameter[] AddressParameters =
    [
        new("id", AddressForm.Identity, "Identity of the weighing.", "Nummer van de afweging.", null),
        new("code", AddressForm.Text, "Code within the weighing, in either case.", "Code binnen de afweging; hoofdletters maken niet uit.", "V2", Pattern: FieldLimits.CodeForm, MostCharacters: FieldLimits.Code),
        new("code", AddressForm.Text, "Code within the weighing, in either case.", "Code binnen de afweging; hoofdletters maken niet uit.", "B1", Below: "stakeholders", Pattern: FieldLimits.CodeForm, MostCharacters: FieldLimits.Code),
        new("number", AddressForm.Number, "Number within the weighing, from 1.", "Nummer binnen de afweging, vanaf 1.", 1),
        new("revision", AddressForm.Number, "Number of the revision, from 1.", "Nummer van de versie, vanaf 1.", 1),
        new("correction", AddressForm.Number, "Number of the correction, from 1.", "Nummer van de verbetering, vanaf 1.", 1),
        new("assumption", AddressForm.Number, "Number of the assumption, from 1.", "Nummer van de aanname, vanaf 1.", 1),
        new("review", AddressForm.Number, "Number of the review, from 1.", "Nummer van de evaluatie, vanaf 1.", 1),
    ];
}
