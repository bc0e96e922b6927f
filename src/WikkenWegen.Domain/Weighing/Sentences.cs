using System.Globalization;
using static System.FormattableString;

namespace WikkenWegen.Domain;

/// <summary>
/// What happened, in one sentence a reader without knowledge of the system understands. It holds no sealed text: those are
/// shown beside it, as long as they are there.
/// </summary>
public static class Sentences
{
    /// <summary>The event in Dutch.</summary>
    public static string Dutch(WeighingEvent step) => step switch
    {
        WeighingOpened e => $"De afweging '{e.Framing.Title}' is geopend. De vraag: {e.Framing.Question}",
        WeighingReframed e => Invariant($"De vraagstelling is herzien (versie {e.Version}): {Listed(e.Changed)}."),
        ProposalSubmitted e => $"Voorstel {e.Code} '{e.Content.Name}' is ingediend{(e.Content.DoNothing ? " als nulalternatief" : "")}.",
        ProposalRevised e => Invariant($"Voorstel {e.Code} '{e.Content.Name}' is herzien (versie {e.Revision})."),
        ProposalWithdrawn e => $"Voorstel {e.Code} is ingetrokken.",
        CriteriaAdopted e => $"De criteria zijn vastgesteld: {Weights(e.Set)}.",
        CriteriaChanged e => Invariant($"De criteria zijn gewijzigd (versie {e.Version}) op verzoek van {Name(e.RequestedBy)}: {Weights(e.Set)}."),
        StakeholderInvited e => $"{e.Role} ({e.Party}) is uitgenodigd als belanghebbende {e.Code}: {Words.Dutch(e.Say)}.",
        StakeholderWithdrew e => $"Belanghebbende {e.Code} heeft zich teruggetrokken.",
        RoundOpened e => Invariant($"Ronde {e.Number} is geopend{(e.Blind ? " (blind)" : "")}: {e.About}"),
        RoundClosed e => Invariant($"Ronde {e.Number} is gesloten."),
        InputGiven e => $"Inbreng van {e.Stakeholder}{InRound(e.Round, "in ronde")}{About(e.Content.Proposal, "over voorstel", "versie")}{Stance(e.Content, Words.Dutch, "voorkeur")}.",
        InputRevised e => Invariant($"Inbreng {e.Number} is herzien (versie {e.Revision}){Stance(e.Content, Words.Dutch, "voorkeur")}."),
        InputWithdrawn e => Invariant($"Inbreng {e.Number} is ingetrokken."),
        ObjectionRaised e => $"Bezwaar van {e.Stakeholder}{InRound(e.Round, "in ronde")}{About(e.Proposal, "tegen voorstel", "versie")}.",
        ObjectionResolved e => Invariant($"Bezwaar {e.Number} is opgelost: {Words.Dutch(e.Means)}."),
        AdviceRequested e => $"Aan {e.Stakeholder} is {(e.Statutory ? "wettelijk " : "")}advies gevraagd over: {e.About}{Until(e.AdviseBy, "; adviseren kan tot en met")}.",
        AdviceReceived e => Invariant($"Op adviesaanvraag {e.Number} is advies ontvangen{(e.Tenor is { } t ? $": {Words.Dutch(t)}" : "")}{Until(e.ReasonDeviationBy, "; afwijken motiveren kan tot en met")}."),
        AdviceFollowed e => Invariant($"Het advies op aanvraag {e.Number} wordt gevolgd."),
        AdviceDeviationReasoned e => Invariant($"Van het advies op aanvraag {e.Number} wordt{(e.PartOfAdvice is not null ? " op een deel" : "")} gemotiveerd afgeweken ({Words.Dutch(e.Ground)}){Until(e.ExecuteFrom, "; uitvoeren kan vanaf")}."),
        ScoreGiven e => $"{Name(e.By)} scoorde voorstel {e.Proposal.Code} op {e.Criterion}: {Band(e.Estimate, "tot")}{InRound(e.Round, "in ronde")}.",
        ScoreRevised e => Invariant($"Score {e.Number} is herzien: {Band(e.Estimate, "tot")}."),
        OutcomeRecorded e => Invariant($"Op tafel lag uitkomst {e.Number}, berekend met {e.Method.Name} {e.Method.Version} op de stand van gebeurtenis {e.ReadVersion}: {Ranking(e)}."),
        DecisionTaken e => Invariant($"{e.Content.DeciderRole} nam besluit {e.Number}: {Words.Dutch(e.Content.Kind)}{About(e.Content.Proposal, "voorstel", "versie")}{Deviations(e.Content, "met {0} bewuste afwijking(en)")}."),
        DecisionApproved e => Invariant($"{e.ApproverRole} keurde besluit {e.Number} goed."),
        DecisionRejected e => Invariant($"{e.ApproverRole} keurde besluit {e.Number} af."),
        DecisionWithdrawn e => Invariant($"Besluit {e.Number} is ingetrokken."),
        WeighingReopened e => e.Decision is { } n ? Invariant($"De afweging is heropend; besluit {n} staat niet meer.") : "De afweging is heropend.",
        AssumptionFell e => Invariant($"Aanname {e.Assumption} onder besluit {e.Decision} is vervallen."),
        ExecutionStarted e => Invariant($"De uitvoering van besluit {e.Decision} is gestart."),
        ReviewHeld e => Invariant($"Besluit {e.Decision} is geëvalueerd: {Words.Dutch(e.Conclusion)}."),
        WeighingClosed => "De afweging is gesloten.",
        WeighingCancelled => "De afweging is geannuleerd.",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "An event without a sentence."),
    };

    /// <summary>The event in English.</summary>
    public static string English(WeighingEvent step) => step switch
    {
        WeighingOpened e => $"The weighing '{e.Framing.Title}' was opened. The question: {e.Framing.Question}",
        WeighingReframed e => Invariant($"The question was framed anew (version {e.Version}): {Listed(e.Changed)}."),
        ProposalSubmitted e => $"Proposal {e.Code} '{e.Content.Name}' was submitted{(e.Content.DoNothing ? " as the do-nothing option" : "")}.",
        ProposalRevised e => Invariant($"Proposal {e.Code} '{e.Content.Name}' was revised (revision {e.Revision})."),
        ProposalWithdrawn e => $"Proposal {e.Code} was withdrawn.",
        CriteriaAdopted e => $"The criteria were adopted: {Weights(e.Set)}.",
        CriteriaChanged e => Invariant($"The criteria were changed (version {e.Version}) at the request of {Name(e.RequestedBy)}: {Weights(e.Set)}."),
        StakeholderInvited e => $"{e.Role} ({e.Party}) was invited as stakeholder {e.Code}: {Words.English(e.Say)}.",
        StakeholderWithdrew e => $"Stakeholder {e.Code} withdrew.",
        RoundOpened e => Invariant($"Round {e.Number} was opened{(e.Blind ? " (blind)" : "")}: {e.About}"),
        RoundClosed e => Invariant($"Round {e.Number} was closed."),
        InputGiven e => $"Input of {e.Stakeholder}{InRound(e.Round, "in round")}{About(e.Content.Proposal, "about proposal", "revision")}{Stance(e.Content, Words.English, "preference")}.",
        InputRevised e => Invariant($"Input {e.Number} was revised (revision {e.Revision}){Stance(e.Content, Words.English, "preference")}."),
        InputWithdrawn e => Invariant($"Input {e.Number} was withdrawn."),
        ObjectionRaised e => $"Objection of {e.Stakeholder}{InRound(e.Round, "in round")}{About(e.Proposal, "against proposal", "revision")}.",
        ObjectionResolved e => Invariant($"Objection {e.Number} was resolved: {Words.English(e.Means)}."),
        AdviceRequested e => $"{(e.Statutory ? "Statutory advice" : "Advice")} was requested of {e.Stakeholder} on: {e.About}{Until(e.AdviseBy, "; they may advise up to and including")}.",
        AdviceReceived e => Invariant($"Advice was received on advice request {e.Number}{(e.Tenor is { } t ? $": {Words.English(t)}" : "")}{Until(e.ReasonDeviationBy, "; a deviation may be reasoned up to and including")}."),
        AdviceFollowed e => Invariant($"The advice on request {e.Number} is followed."),
        AdviceDeviationReasoned e => Invariant($"The advice on request {e.Number} is{(e.PartOfAdvice is not null ? " on a part" : "")} deviated from, with reasons ({Words.English(e.Ground)}){Until(e.ExecuteFrom, "; execution may start from")}."),
        ScoreGiven e => $"{Name(e.By)} scored proposal {e.Proposal.Code} on {e.Criterion}: {Band(e.Estimate, "to")}{InRound(e.Round, "in round")}.",
        ScoreRevised e => Invariant($"Score {e.Number} was revised: {Band(e.Estimate, "to")}."),
        OutcomeRecorded e => Invariant($"On the table lay outcome {e.Number}, computed by {e.Method.Name} {e.Method.Version} as of event {e.ReadVersion}: {Ranking(e)}."),
        DecisionTaken e => Invariant($"{e.Content.DeciderRole} took decision {e.Number}: {Words.English(e.Content.Kind)}{About(e.Content.Proposal, "proposal", "revision")}{Deviations(e.Content, "with {0} deviation(s) on purpose")}."),
        DecisionApproved e => Invariant($"{e.ApproverRole} approved decision {e.Number}."),
        DecisionRejected e => Invariant($"{e.ApproverRole} rejected decision {e.Number}."),
        DecisionWithdrawn e => Invariant($"Decision {e.Number} was withdrawn."),
        WeighingReopened e => e.Decision is { } n ? Invariant($"The weighing was reopened; decision {n} no longer stands.") : "The weighing was reopened.",
        AssumptionFell e => Invariant($"Assumption {e.Assumption} of decision {e.Decision} fell."),
        ExecutionStarted e => Invariant($"The execution of decision {e.Decision} started."),
        ReviewHeld e => Invariant($"Decision {e.Decision} was reviewed: {Words.English(e.Conclusion)}."),
        WeighingClosed => "The weighing was closed.",
        WeighingCancelled => "The weighing was cancelled.",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "An event without a sentence."),
    };

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names);

    private static string Name(Who who) => who.Stakeholder ?? who.Role!;

    private static string Weights(CriteriaSet set) => Listed(set.Criteria.Select(c => Invariant($"{c.Code} {c.Weight}")));

    private static string InRound(int? round, string words) => round is { } n ? Invariant($" {words} {n}") : "";

    private static string About(ProposalRevisionReference? proposal, string words, string revision) =>
        proposal is null ? "" : Invariant($" {words} {proposal.Code} ({revision} {proposal.Revision})");

    private static string Stance(InputContent content, Func<Position, string> position, string preference)
    {
        var stance = new[] { content.Position is { } p ? position(p) : null, content.PreferredProposal is { } v ? $"{preference} {v}" : null };
        return stance.Any(s => s is not null) ? ": " + Listed(stance.OfType<string>()) : "";
    }

    private static string Until(DateOnly? day, string words) => day is { } d ? $"{words} {d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";

    private static string Band(Estimate estimate, string to) => Invariant($"{estimate.Expected} ({estimate.Low} {to} {estimate.High})");

    private static string Ranking(OutcomeRecorded outcome) =>
        string.Join(" > ", outcome.Results.OrderBy(r => r.Rank).Select(r => Invariant($"{r.Proposal.Code} {r.Value.Expected}")));

    private static string Deviations(DecisionContent content, string words) =>
        content.Deviations.IsEmpty ? "" : ", " + string.Format(CultureInfo.InvariantCulture, words, content.Deviations.Length);
}
