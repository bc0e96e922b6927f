using WikkenWegen.Domain;
using WikkenWegen.Domain.Registers;
using static WikkenWegen.Api.Registers.RegisterParameter;

namespace WikkenWegen.Api.Registers;

/// <summary>The registers across the weighings of a corporation.</summary>
internal static class ListRegisters
{
    private static readonly RegisterEndpoint<DecisionEntry> Decisions = new(Register.Decisions, "/v1/decisions", "searchDecisions", "List the decisions of all weighings")
    {
        Dutch = "Het besluitenregister: wat er is besloten, door wie, waarvan bewust is afgeweken, en wat er van het besluit werd; ook besluiten die niet meer gelden.",
        English = "The register of decisions: what was decided, by whom, deviating from what on purpose, and what became of it; also decisions that no longer stand.",
        Narrowing =
        [
            Choice<DecisionKind>("kind", "Only decisions of this kind.", "Alleen besluiten van deze soort."),
            .. OfDecisions,
            Flag("deviates", "Whether the decision deviates from something on purpose.", "Of het besluit ergens bewust van afwijkt."),
            Choice<DeviationFrom>("deviatesFrom", "Only decisions that deviate from this on purpose.", "Alleen besluiten die hier bewust van afwijken.", field: "from"),
            Choice<DeviationGround>("deviationGround", "Only decisions that deviate on this ground.", "Alleen besluiten die op deze grond afwijken.", field: "ground"),
            Named("framework", "Only decisions that deviate from the framework with this name, in capitals or not.", "Alleen besluiten die afwijken van het kader met deze naam, in hoofdletters of niet.", "Kader bedrijfsruimten 2024"),
            Decider,
        ],
    };

    private static readonly RegisterEndpoint<DeviationEntry> Deviations = new(Register.Deviations, "/v1/deviations", "searchDeviations", "List the deviations of all weighings")
    {
        Dutch = "Het register van bewuste afwijkingen, van een kader, een advies of de berekende rangorde: met de grond, de motivering en wat er van het besluit werd. Ook wat in het antwoord op een advies is gemotiveerd.",
        English = "The register of deviations on purpose, from a framework, an advice or the computed ranking: with the ground, the reason and what became of the decision. Also what was reasoned in the answer to an advice.",
        Narrowing =
        [
            Choice<DeviationFrom>("deviatesFrom", "Only deviations from this.", "Alleen afwijkingen hiervan.", field: "from"),
            Choice<DeviationGround>("deviationGround", "Only deviations on this ground.", "Alleen afwijkingen op deze grond.", field: "ground"),
            Named("framework", "Only deviations from the framework with this name, in capitals or not.", "Alleen afwijkingen van het kader met deze naam, in hoofdletters of niet.", "Kader bedrijfsruimten 2024"),
            Named("adviceOf", "Only deviations from an advice of this party, in capitals or not.", "Alleen afwijkingen van een advies van deze partij, in hoofdletters of niet."),
            .. OfDecisions,
        ],
    };

    private static readonly RegisterEndpoint<AssumptionEntry> Assumptions = new(Register.Assumptions, "/v1/assumptions", "searchAssumptions", "List the assumptions of all decisions")
    {
        Dutch = "Het register van aannames: welk besluit op welke aanname rust, en of zij nog geldt. Met assumption vindt u alle besluiten die op dezelfde aanname rusten.",
        English = "The register of assumptions: which decision rests on which assumption, and whether it still holds. With assumption you find all decisions that rest on the same one.",
        Narrowing =
        [
            Named("assumption", "Only the assumption in these words, in capitals or not.", "Alleen de aanname in deze woorden, in hoofdletters of niet.", "Subsidie verduurzaming wordt toegekend", field: "text", most: MostCharacters),
            Flag("holds", "Whether the assumption holds: that it fell was not recorded.", "Of de aanname geldt: er is niet vastgelegd dat zij verviel."),
            .. OfDecisions,
        ],
    };

    private static readonly RegisterEndpoint<ConditionEntry> Conditions = new(Register.Conditions, "/v1/conditions", "searchConditions", "List the conditions of all decisions")
    {
        Dutch = "Het register van voorwaarden waarop is besloten, met wat er van het besluit werd.",
        English = "The register of the conditions on which was decided, with what became of the decision.",
        Narrowing =
        [
            Named("condition", "Only the condition in these words, in capitals or not.", "Alleen de voorwaarde in deze woorden, in hoofdletters of niet.", "Sleutelbeheer bij bewonersgroep", field: "text", most: MostCharacters),
            .. OfDecisions,
        ],
    };

    private static readonly RegisterEndpoint<NotToDoEntry> NotToDo = new(Register.NotToDo, "/v1/decisions-not-to-do", "searchDecisionsNotToDo", "List the decisions not to do something")
    {
        Dutch = "Het register van besluiten om iets niet te doen: het nulalternatief of geen van de voorstellen is gekozen. Met de gevallen waarin de vraag terug mag komen, en of de afweging is heropend.",
        English = "The register of decisions not to do something: the do-nothing option or none of the proposals was chosen. With the cases in which the question may come back, and whether the weighing was reopened.",
        Narrowing =
        [
            Choice<DecisionKind>("kind", "Only decisions of this kind.", "Alleen besluiten van deze soort."),
            Flag("reopened", "Whether the weighing was reopened after the decision.", "Of de afweging na het besluit is heropend."),
            Flag("conditional", "Whether the decision says in which cases the question may come back.", "Of het besluit zegt in welke gevallen de vraag terug mag komen."),
            .. OfDecisions,
            Decider,
        ],
    };

    private static readonly RegisterEndpoint<CriterionEntry> CriterionUses = new(Register.Criteria, "/v1/criterion-uses", "searchCriterionUses", "List the criteria of all weighings")
    {
        Dutch = "Het register van criteria die optellen: elk criterium van elke afweging, met zijn meetlat en het laagste, hoogste en nieuwste gewicht dat het had.",
        English = "The register of criteria that are added up: each criterion of each weighing, with its yardstick and the lowest, highest and newest weight that it had.",
        Narrowing =
        [
            Named("called", "Only criteria with this name, in capitals or not.", "Alleen criteria met deze naam, in hoofdletters of niet.", "Betaalbaarheid voor zittende huurders", field: "name"),
            Named("criterion", "Only criteria with this code, in capitals or not.", "Alleen criteria met deze code, in hoofdletters of niet.", "BET", field: "code"),
            Flag("inForce", "Whether the criterion is among those in force in its weighing.", "Of het criterium in zijn afweging geldt."),
            Choice<WeightMethod>("weightMethod", "Only criteria whose weight was found in this way.", "Alleen criteria waarvan het gewicht zo is bepaald."),
            Named("instrument", "Only criteria that came from the instrument with this name or code, in capitals or not.", "Alleen criteria uit het instrument met deze naam of code, in hoofdletters of niet."),
        ],
    };

    private static readonly RegisterEndpoint<CriterionBesideEntry> CriteriaBeside = new(Register.CriteriaBeside, "/v1/criteria-beside", "searchCriteriaBeside", "List the criteria of all weighings that stand beside the others")
    {
        Dutch = "Het register van criteria die niet optellen en naast de andere staan: elk van elke afweging, met zijn meetlat. Een gewicht hebben zij niet.",
        English = "The register of criteria that cannot be added up and stand beside the others: each of each weighing, with its yardstick. They have no weight.",
        Narrowing =
        [
            Named("called", "Only criteria with this name, in capitals or not.", "Alleen criteria met deze naam, in hoofdletters of niet.", "Wie er beter en slechter van wordt", field: "name"),
            Named("criterion", "Only criteria with this code, in capitals or not.", "Alleen criteria met deze code, in hoofdletters of niet.", "WIE", field: "code"),
            Flag("inForce", "Whether the criterion stands beside those in force in its weighing.", "Of het criterium in zijn afweging naast de geldende staat."),
            Choice<BesideScaleKind>("kind", "Only criteria with a yardstick of this kind.", "Alleen criteria met een meetlat van deze soort."),
            Named("instrument", "Only criteria that came from the instrument with this name or code, in capitals or not.", "Alleen criteria uit het instrument met deze naam of code, in hoofdletters of niet."),
        ],
    };

    private static readonly RegisterEndpoint<PartyEntry> Parties = new(Register.Parties, "/v1/parties", "searchParties", "List the parties of all weighings")
    {
        Dutch = "Het register van partijen: wie voor welke afweging is uitgenodigd, met welke zeggenschap, en of zij zijn gehoord.",
        English = "The register of parties: who was invited to which weighing, with what say, and whether they were heard.",
        Narrowing =
        [
            Named("called", "Only the party with this name, in capitals or not.", "Alleen de partij met deze naam, in hoofdletters of niet.", "Gemeente", field: "name"),
            Named("kvkNumber", "Only the party with this number in the trade register.", "Alleen de partij met dit nummer in het handelsregister."),
            Choice<Say>("say", "Only parties that have this say.", "Alleen partijen met deze zeggenschap."),
            Flag("heard", "Whether the party was heard: it gave input that stands, objected, advised, scored, stated a consequence or voted.", "Of de partij is gehoord: zij gaf inbreng die geldt, maakte bezwaar, adviseerde, scoorde, noemde een gevolg of stemde."),
            Flag("withdrew", "Whether the party withdrew from the weighing.", "Of de partij zich uit de afweging terugtrok."),
        ],
    };

    /// <summary>Maps them.</summary>
    public static void MapRegisters(this IEndpointRouteBuilder routes)
    {
        Decisions.Map(routes);
        Deviations.Map(routes);
        Assumptions.Map(routes);
        Conditions.Map(routes);
        NotToDo.Map(routes);
        CriterionUses.Map(routes);
        CriteriaBeside.Map(routes);
        Parties.Map(routes);
    }

    private const int MostCharacters = 1_000;

    /// <summary>By what the decision of anything in a register is chosen.</summary>
    private static RegisterParameter[] OfDecisions =>
    [
        Flag("standing", "Whether the decision stands.", "Of het besluit geldt."),
        Flag("approved", "Whether the approver approved the decision, or rejected it; without a ruling it is neither.", "Of de goedkeurder het besluit goedkeurde, of afkeurde; zonder oordeel is het geen van beide."),
        Flag("executed", "Whether the execution of the decision started.", "Of de uitvoering van het besluit is begonnen."),
        Flag("reviewed", "Whether the decision was reviewed.", "Of het besluit is geëvalueerd."),
    ];

    private static RegisterParameter Decider =>
        Named("decider", "Only decisions of this role or table, in capitals or not.", "Alleen besluiten van deze rol of tafel, in hoofdletters of niet.");
}
