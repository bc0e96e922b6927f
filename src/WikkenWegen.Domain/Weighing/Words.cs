namespace WikkenWegen.Domain;

/// <summary>The words that people in the profession use for coded values, as in the glossary.</summary>
public static class Words
{
    private static readonly Dictionary<Enum, (string Dutch, string English)> Of = new()
    {
        [Level.Strategic] = ("strategisch", "strategic"),
        [Level.Tactical] = ("tactisch", "tactical"),
        [Level.Operational] = ("operationeel", "operational"),
        [WeighingScale.Portfolio] = ("portefeuille", "portfolio"),
        [WeighingScale.District] = ("wijk", "district"),
        [WeighingScale.Neighbourhood] = ("buurt", "neighbourhood"),
        [WeighingScale.Complex] = ("complex", "complex"),
        [WeighingScale.Project] = ("project", "project"),
        [Ownership.Own] = ("eigen afweging", "own weighing"),
        [Ownership.Joint] = ("gezamenlijke afweging", "joint weighing"),
        [Breadth.Narrow] = ("smalle afweging", "narrow weighing"),
        [Breadth.Broad] = ("brede afweging", "broad weighing"),
        [SgeiRegime.Sgei] = ("DAEB", "SGEI"),
        [SgeiRegime.NonSgei] = ("niet-DAEB", "non-SGEI"),
        [SgeiRegime.Both] = ("DAEB en niet-DAEB, of een overgang", "both, or a transition"),
        [ProcessForm.Advice] = ("advies", "advice"),
        [ProcessForm.Consent] = ("consent", "consent"),
        [ProcessForm.Consensus] = ("consensus", "consensus"),
        [ProcessForm.Majority] = ("meerderheid", "majority"),
        [ProcessForm.Delegated] = ("gedelegeerd", "delegated"),
        [ProcessForm.SingleDecider] = ("één beslist", "one decides"),
        [Confidentiality.Public] = ("openbaar", "public"),
        [Confidentiality.Internal] = ("intern", "internal"),
        [Confidentiality.Confidential] = ("vertrouwelijk", "confidential"),
        [Confidentiality.Secret] = ("geheim", "secret"),
        [WeighingStatus.Open] = ("open", "open"),
        [WeighingStatus.Deferred] = ("uitgesteld", "deferred"),
        [WeighingStatus.AwaitingApproval] = ("wacht op goedkeuring", "awaiting approval"),
        [WeighingStatus.Decided] = ("besloten", "decided"),
        [WeighingStatus.InExecution] = ("in uitvoering", "in execution"),
        [WeighingStatus.Closed] = ("gesloten", "closed"),
        [WeighingStatus.Cancelled] = ("geannuleerd", "cancelled"),
        [Direction.HigherIsBetter] = ("hoger is beter", "higher is better"),
        [Direction.LowerIsBetter] = ("lager is beter", "lower is better"),
        [WeightMethod.Swing] = ("swing-weging", "swing"),
        [WeightMethod.Direct] = ("rechtstreeks toegekend", "direct"),
        [WeightMethod.RankOrder] = ("uit de rangorde", "rank order"),
        [WeightMethod.PairwiseComparison] = ("paarsgewijze vergelijking", "pairwise comparison"),
        [WeightMethod.Cards] = ("kaartmethode van Simos", "cards of Simos"),
        [RankFormula.Centroid] = ("zwaartepunt van de rangorde", "rank order centroid"),
        [RankFormula.Sum] = ("som van de rangen", "rank sum"),
        [RankFormula.Reciprocal] = ("omgekeerde van de rang", "rank reciprocal"),
        [DeviationFrom.Framework] = ("kader", "framework"),
        [DeviationFrom.Advice] = ("advies", "advice"),
        [DeviationFrom.ComputedRanking] = ("berekende rangorde", "computed ranking"),
        [Say.Decides] = ("beslist mee", "decides"),
        [Say.Consents] = ("instemming nodig", "consent needed"),
        [Say.Advises] = ("adviseert", "advises"),
        [Say.GivesInput] = ("geeft inbreng", "gives input"),
        [Say.Dissents] = ("geeft tegenspraak", "dissents on purpose"),
        [Position.InFavour] = ("voor", "in favour"),
        [Position.InFavourWithConditions] = ("voor, met voorwaarden", "in favour, on conditions"),
        [Position.Consent] = ("geen overwegend bezwaar", "no overriding objection"),
        [Position.Neutral] = ("neutraal", "neutral"),
        [Position.Against] = ("tegen", "against"),
        [Position.OverridingObjection] = ("overwegend bezwaar", "overriding objection"),
        [ResolutionMeans.ProposalChanged] = ("het voorstel is gewijzigd", "the proposal was changed"),
        [ResolutionMeans.ConditionAdded] = ("er is een voorwaarde toegevoegd", "a condition was added"),
        [ResolutionMeans.Explained] = ("het is toegelicht", "it was explained"),
        [ResolutionMeans.TakenBack] = ("het is ingetrokken", "it was taken back"),
        [ResolutionMeans.SetAside] = ("het is gemotiveerd terzijde gelegd", "it was set aside with reasons"),
        [AdviceTenor.Positive] = ("positief", "positive"),
        [AdviceTenor.PositiveWithConditions] = ("positief, met voorwaarden", "positive, on conditions"),
        [AdviceTenor.NoObjection] = ("geen bezwaar", "no objection"),
        [AdviceTenor.Negative] = ("negatief", "negative"),
        [TermExtension.EndsOnDayOff] = ("eindigt op zaterdag, zondag of feestdag (art. 1)", "ends on a Saturday, Sunday or holiday (art. 1)"),
        [TermExtension.TooFewWorkingDays] = ("telt geen twee werkdagen (art. 2)", "holds no two working days (art. 2)"),
        [DeviationGround.Liveability] = ("leefbaarheid", "liveability"),
        [DeviationGround.ResidentsInterest] = ("belang van bewoners", "residents' interest"),
        [DeviationGround.Affordability] = ("betaalbaarheid", "affordability"),
        [DeviationGround.EqualTreatment] = ("gelijke behandeling", "equal treatment"),
        [DeviationGround.Financial] = ("financieel", "financial"),
        [DeviationGround.TargetPortfolio] = ("wensportefeuille", "target portfolio"),
        [DeviationGround.ThirdPartyAgreement] = ("afspraak met derden", "agreement with third parties"),
        [DeviationGround.MunicipalAgreement] = ("afspraak met de gemeente", "agreement with the municipality"),
        [DeviationGround.Experiment] = ("proef", "experiment"),
        [DeviationGround.NewFacts] = ("nieuwe feiten", "new facts"),
        [DeviationGround.Other] = ("overig", "other"),
        [DecisionKind.Chosen] = ("voorstel gekozen", "proposal chosen"),
        [DecisionKind.DoNothingChosen] = ("nulalternatief gekozen", "do-nothing option chosen"),
        [DecisionKind.Deferred] = ("uitgesteld", "deferred"),
        [DecisionKind.None] = ("geen van de voorstellen gekozen", "none of the proposals chosen"),
        [ReviewConclusion.Continue] = ("doorgaan", "continue"),
        [ReviewConclusion.Adjust] = ("bijstellen", "adjust"),
        [ReviewConclusion.Stop] = ("stoppen", "stop"),
        [ReviewConclusion.WeighAgain] = ("opnieuw afwegen", "weigh again"),
    };

    /// <summary>The fields of a framing, by their names in JSON.</summary>
    private static readonly Dictionary<string, (string Dutch, string English)> OfField = new()
    {
        ["title"] = ("titel", "title"),
        ["question"] = ("vraag", "question"),
        ["occasion"] = ("aanleiding", "occasion"),
        ["reference"] = ("kenmerk", "reference"),
        ["identity"] = ("sleutels in andere systemen", "keys in other systems"),
        ["level"] = ("niveau", "level"),
        ["scale"] = ("schaal", "scale"),
        ["areas"] = ("gebieden", "areas"),
        ["bagIds"] = ("BAG-objecten", "BAG objects"),
        ["complexes"] = ("complexen", "complexes"),
        ["clusters"] = ("clusters", "clusters"),
        ["ownership"] = ("eigen of gezamenlijk", "own or joint"),
        ["breadth"] = ("smal of breed", "narrow or broad"),
        ["sgeiRegime"] = ("DAEB-regime", "SGEI regime"),
        ["sgeiNote"] = ("toelichting op het DAEB-regime", "note on the SGEI regime"),
        ["hereFor"] = ("waarvoor wij hier zijn", "what we are here for"),
        ["notHereFor"] = ("waarvoor wij hier niet zijn", "what we are not here for"),
        ["processForm"] = ("procesvorm", "process form"),
        ["ownerRole"] = ("eigenaar", "owner"),
        ["deciderRole"] = ("beslisser", "decider"),
        ["approverRole"] = ("goedkeurende rol", "approver"),
        ["mandate"] = ("mandaat", "mandate"),
        ["confidentiality"] = ("vertrouwelijkheid", "confidentiality"),
        ["deadline"] = ("uiterste datum", "deadline"),
    };

    /// <summary>The words for a coded value in Dutch.</summary>
    /// <exception cref="KeyNotFoundException">The value has no words here.</exception>
    public static string Dutch<T>(T value) where T : struct, Enum => Of[value].Dutch;

    /// <summary>The words for a coded value in English.</summary>
    /// <exception cref="KeyNotFoundException">The value has no words here.</exception>
    public static string English<T>(T value) where T : struct, Enum => Of[value].English;

    /// <summary>
    /// A field of the framing in Dutch, by its name in JSON. A name that is not known here, such as one of another version, stays as it is.
    /// </summary>
    public static string DutchField(string name) => OfField.TryGetValue(name, out var words) ? words.Dutch : name;

    /// <summary>A field of the framing in English, by its name in JSON. A name that is not known here stays as it is.</summary>
    public static string EnglishField(string name) => OfField.TryGetValue(name, out var words) ? words.English : name;
}
