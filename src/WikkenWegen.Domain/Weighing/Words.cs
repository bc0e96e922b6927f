namespace WikkenWegen.Domain;

/// <summary>The words of the field for coded values, as in the glossary.</summary>
public static class Words
{
    private static readonly Dictionary<Enum, (string Dutch, string English)> Of = new()
    {
        [Say.Decides] = ("beslist mee", "decides"),
        [Say.Consents] = ("instemming nodig", "consent needed"),
        [Say.Advises] = ("adviseert", "advises"),
        [Say.GivesInput] = ("brengt in", "gives input"),
        [Say.Dissents] = ("organiseert tegenspraak", "dissents on purpose"),
        [Position.InFavour] = ("voor", "in favour"),
        [Position.InFavourWithConditions] = ("voor, met voorwaarden", "in favour, on conditions"),
        [Position.Consent] = ("geen overwegend bezwaar", "no overriding objection"),
        [Position.Neutral] = ("neutraal", "neutral"),
        [Position.Against] = ("tegen", "against"),
        [Position.OverridingObjection] = ("overwegend bezwaar", "overriding objection"),
        [ResolutionMeans.ProposalChanged] = ("het voorstel is gewijzigd", "the proposal was changed"),
        [ResolutionMeans.ConditionAdded] = ("er is een voorwaarde toegevoegd", "a condition was added"),
        [ResolutionMeans.Explained] = ("het is toegelicht", "it was explained"),
        [ResolutionMeans.TakenBack] = ("het is teruggenomen", "it was taken back"),
        [ResolutionMeans.SetAside] = ("het is gemotiveerd terzijde gelegd", "it was set aside with reasons"),
        [AdviceTenor.Positive] = ("positief", "positive"),
        [AdviceTenor.PositiveWithConditions] = ("positief, met voorwaarden", "positive, on conditions"),
        [AdviceTenor.NoObjection] = ("geen bezwaar", "no objection"),
        [AdviceTenor.Negative] = ("negatief", "negative"),
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
        [DeviationGround.Other] = ("anders", "other"),
        [DecisionKind.Chosen] = ("gekozen voor", "chosen:"),
        [DecisionKind.DoNothingChosen] = ("gekozen om niet te doen:", "chosen not to do it:"),
        [DecisionKind.Deferred] = ("uitgesteld", "deferred"),
        [DecisionKind.None] = ("geen van de voorstellen", "none of the proposals"),
        [ReviewConclusion.Continue] = ("doorgaan", "continue"),
        [ReviewConclusion.Adjust] = ("bijstellen", "adjust"),
        [ReviewConclusion.Stop] = ("stoppen", "stop"),
        [ReviewConclusion.WeighAgain] = ("opnieuw afwegen", "weigh again"),
    };

    /// <summary>The words in Dutch.</summary>
    public static string Dutch<T>(T value) where T : struct, Enum => Of[value].Dutch;

    /// <summary>The words in English.</summary>
    public static string English<T>(T value) where T : struct, Enum => Of[value].English;
}
