using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Domain.Support;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Makes the facts of an explanation: names as people gave them, and numbers as they are shown, each with its events.</summary>
internal sealed class Facts(ExplanationGround ground)
{
    private readonly ILookup<string, int> _scoresOf = ground.Outcome.Inputs.Scores.Where(s => s.Event is not null).ToLookup(s => s.Proposal, s => s.Event!.Value);

    public Weighing Weighing => ground.Weighing;

    public WeighingOutcome Outcome => ground.Outcome;

    public SupportReport Support => ground.Support;

    public ImmutableArray<WeighingOutcome> UnderEarlierCriteria => ground.UnderEarlierCriteria;

    /// <summary>The event with which the weighing was opened.</summary>
    public int Opening => Weighing.Opened!.Event;

    /// <summary>The decision that stands; null where none does.</summary>
    public Decision? Decision => Weighing.StandingDecision;

    /// <summary>Codes of the proposals that people ask about most: those that were chosen, else those that come first, else all that stand.</summary>
    public ImmutableArray<string> Focus { get; } =
        ground.Weighing.StandingDecision is { IsChoice: true } decision ? [.. decision.Content.Proposals.Select(p => p.Code)]
        : !ground.Outcome.First.IsEmpty ? ground.Outcome.First : [.. ground.Support.Proposals.Select(p => p.Proposal)];

    /// <summary>Whether totals are told on the scale that all criteria have in common: there is one, and more is better on it.</summary>
    private bool IsOnScale => Outcome.Results.Any(r => r.OnScale is not null) && Outcome.Inputs.Criteria.All(c => c.Direction == Direction.HigherIsBetter);

    private Spoken Unit => !IsOnScale ? Points : In(Outcome.ScaleUnit);

    private static readonly Spoken Points = new(" punten", " points");

    /// <summary>A unit as people wrote it, behind a number; points are told in both languages.</summary>
    public static Spoken In(string? unit) => unit is null ? new Spoken("", "") : Domain.Names.Same(unit, "punten") ? Points : new Spoken($" {unit}", $" {unit}");

    public Fact Proposal(string code, string name = "proposal") =>
        Weighing.Proposal(code) is { } proposal ? Fact.Named(name, proposal.Current.Content.Name, proposal.Current.Origin.Event) : Fact.Named(name, code, Opening);

    public ImmutableArray<Fact> Proposals(IEnumerable<string> codes) => [.. codes.Select(code => Proposal(code))];

    public Fact Criterion(string code, string name = "criterion") => Criterion(code, Weighing.Criteria!, name);

    public static Fact Criterion(string code, CriteriaVersion version, string name = "criterion") => Fact.Named(name, version.Set.Criterion(code)?.Name ?? version.Set.BesideCriterion(code)?.Name ?? code, version.Origin.Event);

    /// <summary>A stakeholder, as the role with the party behind it.</summary>
    public Fact Party(string code, string name = "party")
    {
        if (Weighing.Stakeholder(code) is not { } stakeholder) return Fact.Plain(name, code, Opening);
        return Fact.Plain(name, Domain.Names.Same(stakeholder.Role, stakeholder.Party) ? stakeholder.Role : $"{stakeholder.Role} ({stakeholder.Party})", stakeholder.Origin.Event);
    }

    public ImmutableArray<Fact> Parties(IEnumerable<string> codes) => [.. codes.Select(code => Party(code))];

    /// <summary>Who did something: a stakeholder or a role.</summary>
    public Fact By(Who who, string name, params IEnumerable<int> events) => who.Stakeholder is { } code ? Party(code, name) : Fact.Plain(name, who.Role!, events);

    /// <summary>The events on which a total rests: the criteria, the proposal and its scores.</summary>
    public IEnumerable<int> TotalEvents(string proposal) =>
        _scoresOf[proposal].Append(CriteriaEvent).Append(Weighing.Proposal(proposal)?.Current.Origin.Event ?? Opening);

    /// <summary>The events on which the whole outcome rests, rising; at least the opening.</summary>
    public ImmutableArray<int> OutcomeEvents { get; } = ground.Outcome.Inputs.Events.IsEmpty ? [ground.Weighing.Opened!.Event] : ground.Outcome.Inputs.Events;

    /// <summary>The event of the criteria in force, by which an outcome is computed; the opening where there are none.</summary>
    public int CriteriaEvent => Outcome.Inputs.CriteriaEvent ?? Opening;

    public Fact Total(ProposalResult result, string name = "total") => Amount(name, Told(result).Expected, TotalEvents(result.Proposal.Code));

    public Fact Low(ProposalResult result) => Amount("low", Told(result).Low, TotalEvents(result.Proposal.Code));

    /// <summary>The lowest total, to be told before the highest one, which has the unit of both.</summary>
    public Fact From(ProposalResult result) => Number("low", Told(result).Low, TotalEvents(result.Proposal.Code));

    public Fact High(ProposalResult result) => Amount("high", Told(result).High, TotalEvents(result.Proposal.Code));

    /// <summary>How far one total is ahead of another, as they are shown.</summary>
    public Fact Margin(ProposalResult first, ProposalResult second) =>
        Amount("margin", Told(first).Expected - Told(second).Expected, TotalEvents(first.Proposal.Code).Concat(TotalEvents(second.Proposal.Code)));

    /// <summary>What each criterion adds to the lead of one proposal over another, in the digits that are shown: together exactly the lead as it is told.</summary>
    public Dictionary<string, decimal> Shares(PairwiseDifference difference)
    {
        var lead = Told(Outcome.Of(difference.A)!).Expected - Told(Outcome.Of(difference.B)!).Expected;
        // By code, so that the order of the criteria makes no difference to who gets what is left over.
        var terms = difference.Terms.OrderBy(t => t.Criterion, StringComparer.Ordinal).ToList();
        var digits = Math.Max(WeighingOutcome.Digits, (int)(lead / 1.0000000000000000000000000000m).Scale);
        return terms.Zip(Shown.SplitOf(lead, [.. terms.Select(t => t.Amount * Whole)], digits)).ToDictionary(p => p.First.Criterion, p => p.Second, StringComparer.Ordinal);
    }

    /// <summary>A part of a total by itself, as it is shown; the exact amount lies from -1 to 1.</summary>
    public decimal Rounded(Fraction amount) => Shown.Trimmed(amount * Whole, WeighingOutcome.Digits);

    /// <summary>A part of the lead of one proposal over another.</summary>
    public Fact Share(string name, decimal amount, string first, string second) => Amount(name, amount, TotalEvents(first).Concat(TotalEvents(second)));

    /// <summary>The least difference that counts, as it was agreed.</summary>
    public Fact ClearMargin() => Amount("clearMargin", IsOnScale ? Shown.Trimmed(Outcome.Inputs.ClearMargin * Range / 100, 4) : Outcome.Inputs.ClearMargin, CriteriaEvent);

    public static Fact Number(string name, decimal number, params IEnumerable<int> events) => Fact.Of(name, number, null, events);

    /// <summary>The total of which all is at its best, in the numbers in which totals are told.</summary>
    private Fraction Whole => IsOnScale ? Range : 100;

    private Fraction Range => Outcome.Inputs.Criteria[0].Scale.Best - Outcome.Inputs.Criteria[0].Scale.Worst;

    private Estimate Told(ProposalResult result) => (IsOnScale ? result.OnScale : null) ?? result.Total!;

    private Fact Amount(string name, decimal number, params IEnumerable<int> events) => Fact.Of(name, number, Unit, events);
}
