using System.Globalization;
using static System.FormattableString;

namespace WikkenWegen.Domain;

/// <summary>
/// What happened, in one sentence a reader without knowledge of the system understands. It holds no sealed text: those are
/// shown beside it, as long as they are there.
/// </summary>
public static class Sentences
{
    /// <summary>How numbers and days are written in English; the same on every machine.</summary>
    private static readonly CultureInfo EnglishForms = CultureInfo.InvariantCulture;

    /// <summary>How they are written in Dutch. Hosts run without the data of cultures, so it is said here.</summary>
    private static readonly CultureInfo DutchForms = WithDutchForms();

    /// <summary>The event in Dutch.</summary>
    public static string Dutch(WeighingEvent step) => step switch
    {
        WeighingOpened e => $"De afweging '{e.Framing.Title}' is geopend. De vraag: {Ended(e.Framing.Question)}",
        WeighingReframed e => Invariant($"De vraagstelling is herzien (versie {e.Version}): {Listed(e.Changed.Select(Words.DutchField))}."),
        ProposalSubmitted e => $"Voorstel {e.Code} '{e.Content.Name}' is ingediend{(e.Content.DoNothing ? " als nulalternatief" : "")}.",
        ProposalRevised e => Invariant($"Voorstel {e.Code} '{e.Content.Name}' is herzien (versie {e.Revision})."),
        ProposalWithdrawn e => $"Voorstel {e.Code} is ingetrokken.",
        CriteriaAdopted e => $"De criteria zijn vastgesteld: {Weights(e.Set, DutchForms)}.",
        CriteriaChanged e => Invariant($"De criteria zijn gewijzigd (versie {e.Version}) op verzoek van {Name(e.RequestedBy)}: {Weights(e.Set, DutchForms)}."),
        StakeholderInvited e => $"{Party(e)} is uitgenodigd als belanghebbende {e.Code} ({Words.Dutch(e.Say)}).",
        StakeholderWithdrew e => $"Belanghebbende {e.Code} heeft zich teruggetrokken.",
        RoundOpened e => Invariant($"{(e.Blind ? "Blinde ronde" : "Ronde")} {e.Number} is geopend: {Ended(e.About)}"),
        RoundClosed e => Invariant($"Ronde {e.Number} is gesloten."),
        InputGiven e => Invariant($"{e.Stakeholder} leverde{InRound(e.Round, "in ronde")} inbreng {e.Number}{About(e.Content.Proposal, "over voorstel", "versie")}{Stance(e.Content, Words.Dutch, "voorkeur voor")}."),
        InputRevised e => Invariant($"Inbreng {e.Number} is herzien (versie {e.Revision}){Stance(e.Content, Words.Dutch, "voorkeur voor")}."),
        InputWithdrawn e => Invariant($"Inbreng {e.Number} is ingetrokken."),
        ObjectionRaised e => Invariant($"{e.Stakeholder} diende{InRound(e.Round, "in ronde")} bezwaar {e.Number} in{About(e.Proposal, "tegen voorstel", "versie")}."),
        ObjectionResolved e => Invariant($"Bezwaar {e.Number} is afgehandeld: {Words.Dutch(e.Means)}."),
        AdviceRequested e => Invariant($"Met adviesaanvraag {e.Number} is {e.Stakeholder}{(e.Statutory ? " op grond van de wet" : "")} om advies gevraagd over: {Ended(e.About, Until(e.AdviseBy, "; adviseren kan tot en met", DutchForms))}"),
        AdviceReceived e => Invariant($"Op adviesaanvraag {e.Number} is advies ontvangen{(e.Tenor is { } t ? $": {Words.Dutch(t)}" : "")}{Until(e.ReasonDeviationBy, "; een afwijking motiveren kan tot en met", DutchForms)}."),
        AdviceFollowed e => Invariant($"Het advies op aanvraag {e.Number} wordt gevolgd."),
        AdviceDeviationReasoned e => Invariant($"Van {(e.PartOfAdvice is not null ? "een deel van " : "")}het advies op aanvraag {e.Number} wordt gemotiveerd afgeweken ({Words.Dutch(e.Ground)}){Until(e.ExecuteFrom, "; uitvoeren kan vanaf", DutchForms)}."),
        ScoreGiven e => Invariant($"{Name(e.By)} scoorde{InRound(e.Round, "in ronde")}{About(e.Proposal, "voorstel", "versie")} op {e.Criterion}: {Band(e.Estimate, "tot", DutchForms)}, vastgelegd als score {e.Number}."),
        ScoreRevised e => Invariant($"Score {e.Number} is herzien (versie {e.Revision}): {Band(e.Estimate, "tot", DutchForms)}."),
        OutcomeRecorded e => Invariant($"Op tafel lag uitkomst {e.Number}, berekend met {e.Method.Name} {e.Method.Version} naar de stand bij gebeurtenis {e.ReadVersion}: {Ranking(e, DutchForms)}."),
        DecisionTaken e => Invariant($"{e.Content.DeciderRole} nam besluit {e.Number}: {DutchChoice(e.Content)}{Deviations(e.Content, "bewuste afwijking", "bewuste afwijkingen", "met")}."),
        DecisionApproved e => Invariant($"{e.ApproverRole} keurde besluit {e.Number} goed."),
        DecisionRejected e => Invariant($"{e.ApproverRole} keurde besluit {e.Number} af."),
        DecisionWithdrawn e => Invariant($"Besluit {e.Number} is ingetrokken."),
        WeighingReopened e => e.Decision is { } n ? Invariant($"De afweging is heropend; besluit {n} geldt niet meer.") : "De afweging is heropend.",
        AssumptionFell e => Invariant($"Aanname {e.Assumption} onder besluit {e.Decision} is vervallen."),
        ExecutionStarted e => Invariant($"De uitvoering van besluit {e.Decision} is gestart."),
        ReviewHeld e => Invariant($"Besluit {e.Decision} is geëvalueerd; de conclusie: {Words.Dutch(e.Conclusion)}."),
        WeighingClosed => "De afweging is gesloten.",
        WeighingCancelled => "De afweging is geannuleerd.",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "An event without a sentence."),
    };

    /// <summary>The event in English.</summary>
    public static string English(WeighingEvent step) => step switch
    {
        WeighingOpened e => $"The weighing '{e.Framing.Title}' was opened. The question: {Ended(e.Framing.Question)}",
        WeighingReframed e => Invariant($"The question was framed anew (version {e.Version}): {Listed(e.Changed.Select(Words.EnglishField))}."),
        ProposalSubmitted e => $"Proposal {e.Code} '{e.Content.Name}' was submitted{(e.Content.DoNothing ? " as the do-nothing option" : "")}.",
        ProposalRevised e => Invariant($"Proposal {e.Code} '{e.Content.Name}' was revised (revision {e.Revision})."),
        ProposalWithdrawn e => $"Proposal {e.Code} was withdrawn.",
        CriteriaAdopted e => $"The criteria were adopted: {Weights(e.Set, EnglishForms)}.",
        CriteriaChanged e => Invariant($"The criteria were changed (version {e.Version}) at the request of {Name(e.RequestedBy)}: {Weights(e.Set, EnglishForms)}."),
        StakeholderInvited e => $"{Party(e)} was invited as stakeholder {e.Code} ({Words.English(e.Say)}).",
        StakeholderWithdrew e => $"Stakeholder {e.Code} withdrew.",
        RoundOpened e => Invariant($"{(e.Blind ? "Blind round" : "Round")} {e.Number} was opened: {Ended(e.About)}"),
        RoundClosed e => Invariant($"Round {e.Number} was closed."),
        InputGiven e => Invariant($"{e.Stakeholder} gave input {e.Number}{InRound(e.Round, "in round")}{About(e.Content.Proposal, "about proposal", "revision")}{Stance(e.Content, Words.English, "prefers")}."),
        InputRevised e => Invariant($"Input {e.Number} was revised (revision {e.Revision}){Stance(e.Content, Words.English, "prefers")}."),
        InputWithdrawn e => Invariant($"Input {e.Number} was withdrawn."),
        ObjectionRaised e => Invariant($"{e.Stakeholder} raised objection {e.Number}{InRound(e.Round, "in round")}{About(e.Proposal, "against proposal", "revision")}."),
        ObjectionResolved e => Invariant($"Objection {e.Number} was settled: {Words.English(e.Means)}."),
        AdviceRequested e => Invariant($"By advice request {e.Number}, {e.Stakeholder} was asked for {(e.Statutory ? "statutory advice" : "advice")} on: {Ended(e.About, Until(e.AdviseBy, "; they may advise up to and including", EnglishForms))}"),
        AdviceReceived e => Invariant($"Advice was received on advice request {e.Number}{(e.Tenor is { } t ? $": {Words.English(t)}" : "")}{Until(e.ReasonDeviationBy, "; a deviation may be reasoned up to and including", EnglishForms)}."),
        AdviceFollowed e => Invariant($"The advice on request {e.Number} is followed."),
        AdviceDeviationReasoned e => Invariant($"{(e.PartOfAdvice is not null ? "Part of the" : "The")} advice on request {e.Number} is not followed, with reasons ({Words.English(e.Ground)}){Until(e.ExecuteFrom, "; execution may start from", EnglishForms)}."),
        ScoreGiven e => Invariant($"{Name(e.By)} scored{About(e.Proposal, "proposal", "revision")} on {e.Criterion}{InRound(e.Round, "in round")}: {Band(e.Estimate, "to", EnglishForms)}, recorded as score {e.Number}."),
        ScoreRevised e => Invariant($"Score {e.Number} was revised (revision {e.Revision}): {Band(e.Estimate, "to", EnglishForms)}."),
        OutcomeRecorded e => Invariant($"On the table lay outcome {e.Number}, computed by {e.Method.Name} {e.Method.Version} as of event {e.ReadVersion}: {Ranking(e, EnglishForms)}."),
        DecisionTaken e => Invariant($"{e.Content.DeciderRole} took decision {e.Number}: {EnglishChoice(e.Content)}{Deviations(e.Content, "deliberate deviation", "deliberate deviations", "with")}."),
        DecisionApproved e => Invariant($"{e.ApproverRole} approved decision {e.Number}."),
        DecisionRejected e => Invariant($"{e.ApproverRole} rejected decision {e.Number}."),
        DecisionWithdrawn e => Invariant($"Decision {e.Number} was withdrawn."),
        WeighingReopened e => e.Decision is { } n ? Invariant($"The weighing was reopened; decision {n} no longer stands.") : "The weighing was reopened.",
        AssumptionFell e => Invariant($"Assumption {e.Assumption} of decision {e.Decision} fell."),
        ExecutionStarted e => Invariant($"The execution of decision {e.Decision} started."),
        ReviewHeld e => Invariant($"Decision {e.Decision} was reviewed; the conclusion: {Words.English(e.Conclusion)}."),
        WeighingClosed => "The weighing was closed.",
        WeighingCancelled => "The weighing was cancelled.",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "An event without a sentence."),
    };

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names);

    private static string Name(Who who) => who.Stakeholder ?? who.Role!;

    /// <summary>Role and party; said once where both are the same.</summary>
    private static string Party(StakeholderInvited e) => e.Role == e.Party ? e.Role : $"{e.Role} ({e.Party})";

    /// <summary>A text of others as the end of a sentence, and what comes behind it.</summary>
    private static string Ended(string text, string rest = "") =>
        rest.Length > 0 ? $"{text.TrimEnd('.')}{rest}." : text[^1] is '.' or '?' or '!' or '…' ? text : text + ".";

    private static string Weights(CriteriaSet set, CultureInfo forms) =>
        string.Join("; ", set.Criteria.Select(c => string.Create(forms, $"{c.Code} {c.Weight}")));

    private static string InRound(int? round, string words) => round is { } n ? Invariant($" {words} {n}") : "";

    private static string About(ProposalRevisionReference? proposal, string words, string revision) =>
        proposal is null ? "" : Invariant($" {words} {proposal.Code} ({revision} {proposal.Revision})");

    private static string Stance(InputContent content, Func<Position, string> position, string preference)
    {
        var stance = new[] { content.Position is { } p ? position(p) : null, content.PreferredProposal is { } v ? $"{preference} {v}" : null };
        return stance.Any(s => s is not null) ? ": " + string.Join("; ", stance.OfType<string>()) : "";
    }

    private static string Until(DateOnly? day, string words, CultureInfo forms) => day is { } d ? $"{words} {d.ToString("d MMMM yyyy", forms)}" : "";

    private static string Band(Estimate estimate, string to, CultureInfo forms) => estimate.Low == estimate.High
        ? estimate.Expected.ToString(forms)
        : string.Create(forms, $"{estimate.Expected} ({estimate.Low} {to} {estimate.High})");

    private static string Ranking(OutcomeRecorded outcome, CultureInfo forms)
    {
        var results = outcome.Results.OrderBy(r => r.Rank).ToList();
        return string.Concat(results.Select((r, i) =>
            string.Create(forms, $"{(i == 0 ? "" : r.Rank == results[i - 1].Rank ? " = " : " > ")}{r.Proposal.Code} {r.Value.Expected}")));
    }

    private static string DutchChoice(DecisionContent content) => content.Kind switch
    {
        DecisionKind.Chosen => "gekozen is voor" + About(content.Proposal, "voorstel", "versie"),
        DecisionKind.DoNothingChosen => "gekozen is voor het nulalternatief," + About(content.Proposal, "voorstel", "versie"),
        DecisionKind.Deferred => "de keuze is uitgesteld",
        _ => "geen van de voorstellen is gekozen",
    };

    private static string EnglishChoice(DecisionContent content) => content.Kind switch
    {
        DecisionKind.Chosen => $"the choice is for{About(content.Proposal, "proposal", "revision")}",
        DecisionKind.DoNothingChosen => $"the choice is for the do-nothing option,{About(content.Proposal, "proposal", "revision")}",
        DecisionKind.Deferred => "the choice is deferred",
        _ => "none of the proposals is chosen",
    };

    private static string Deviations(DecisionContent content, string one, string more, string with) => content.Deviations.Length switch
    {
        0 => "",
        1 => $", {with} 1 {one}",
        var n => Invariant($", {with} {n} {more}"),
    };

    private static CultureInfo WithDutchForms()
    {
        string[] months = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december", ""];
        var forms = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        forms.NumberFormat.NumberDecimalSeparator = ",";
        (forms.DateTimeFormat.MonthNames, forms.DateTimeFormat.MonthGenitiveNames) = (months, months);
        return CultureInfo.ReadOnly(forms);
    }
}
