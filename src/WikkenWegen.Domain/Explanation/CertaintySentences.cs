using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>How often the first comes first when the outcome is recomputed.</summary>
internal sealed record Recomputed(
    Fact Proposal, Fact FirstIn100, Fact OutOf, Fact Draws, Fact Seed, Fact Generator, Fact Varied, Fact Kept, ImmutableArray<(Fact Proposal, Fact First)> All) : Sentence(ExplanationPart.Result)
{
    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"De uitkomst is vaak nagerekend, steeds met andere {Varied}. {Kept} In {FirstIn100} van de {OutOf} gevallen staat {Proposal} bovenaan.");
            return;
        }
        pen.Say($"In {FirstIn100} van de {OutOf} doorgerekende gevallen, steeds met andere {Varied}, staat {Proposal} bovenaan. {Kept}");
        if (!pen.IsForAuditor) return;
        pen.Say($"Er is {Draws} keer gerekend, met {Generator} en startgetal {Seed}; zo vaak stond elk bovenaan:");
        foreach (var (proposal, first) in All) pen.Item($"{proposal}: {first}");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"The outcome was computed again many times, each time with different {Varied}. {Kept} In {FirstIn100} of {OutOf} cases {Proposal} comes first.");
            return;
        }
        pen.Say($"In {FirstIn100} of {OutOf} recomputed cases, each with different {Varied}, {Proposal} comes first. {Kept}");
        if (!pen.IsForAuditor) return;
        pen.Say($"It was computed {Draws} times, with {Generator} and seed {Seed}; so often each came first:");
        foreach (var (proposal, first) in All) pen.Item($"{proposal}: {first}");
    }
}

/// <summary>By what it was computed, from what.</summary>
internal sealed record Basis(Fact Method, Fact Version, Fact Scores, Fact Assessors, Fact Fingerprint) : Sentence(ExplanationPart.Result)
{
    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen) =>
        pen.Say($"Dit is berekend met {Method} {Version}. Aantal scores: {Scores}. Aantal beoordelaars: {Assessors}. Vingerafdruk van de gegevens: {Fingerprint}.");

    public override void English(Pen pen) =>
        pen.Say($"This was computed by {Method} {Version}. Number of scores: {Scores}. Number of assessors: {Assessors}. Fingerprint of the inputs: {Fingerprint}.");
}

/// <summary>How each who scored orders the proposals.</summary>
internal sealed record AssessorsOrder(ImmutableArray<(Fact Assessor, ImmutableArray<Fact> Places)> Orders, ImmutableArray<Fact> Agreement) : Sentence(ExplanationPart.Result)
{
    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen)
    {
        if (!Agreement.IsEmpty) pen.Say($"Hoe eens de beoordelaars het zijn over de volgorde, van nul (niet) tot één (helemaal): {Agreement} (de W van Kendall).");
        pen.Say($"De volgorde van elk van hen, met de plaats:");
        foreach (var (assessor, places) in Orders) pen.Item($"{assessor}: {places}");
    }

    public override void English(Pen pen)
    {
        if (!Agreement.IsEmpty) pen.Say($"How far the assessors agree on the order, from zero (not) to one (wholly): {Agreement} (Kendall's W).");
        pen.Say($"The order of each of them, with the place:");
        foreach (var (assessor, places) in Orders) pen.Item($"{assessor}: {places}");
    }
}

/// <summary>What was scored differently for a proposal on a criterion.</summary>
internal sealed record CellApart(Fact Proposal, Fact Criterion, Fact Lowest, Fact LowestBy, Fact Highest, Fact HighestBy);

/// <summary>Where those who scored differ most: all that are as far apart.</summary>
internal sealed record DifferMost(ImmutableArray<CellApart> Cells) : Sentence(ExplanationPart.Result)
{
    public override bool IsFor(ExplanationReader reader) => reader != ExplanationReader.Resident;

    public override void Dutch(Pen pen)
    {
        if (Cells is [var one]) pen.Say($"De beoordelaars verschillen het meest over {one.Proposal} op {one.Criterion}: {one.Lowest} ({one.LowestBy}) tegenover {one.Highest} ({one.HighestBy}).");
        else
        {
            pen.Say($"De beoordelaars verschillen het meest over deze scores, en over elk daarvan evenveel:");
            foreach (var cell in Cells) pen.Item($"{cell.Proposal} op {cell.Criterion}: {cell.Lowest} ({cell.LowestBy}) tegenover {cell.Highest} ({cell.HighestBy})");
        }
    }

    public override void English(Pen pen)
    {
        if (Cells is [var one]) pen.Say($"The assessors differ most about {one.Proposal} on {one.Criterion}: {one.Lowest} ({one.LowestBy}) against {one.Highest} ({one.HighestBy}).");
        else
        {
            pen.Say($"The assessors differ most about these scores, and about each of them as much:");
            foreach (var cell in Cells) pen.Item($"{cell.Proposal} on {cell.Criterion}: {cell.Lowest} ({cell.LowestBy}) against {cell.Highest} ({cell.HighestBy})");
        }
    }
}

/// <summary>That an outcome lay on the table.</summary>
internal sealed record OnTheTable(
    Fact Number, Fact On, ImmutableArray<Fact> First, ImmutableArray<(Fact Rank, Fact Proposal, Fact Total)> Results, bool IsFromElsewhere, bool IsOfTheSame, ImmutableArray<Fact> Source,
    Fact Method, Fact Version, Fact Fingerprint) : Sentence(ExplanationPart.Result)
{
    public override string Kind => "outcomeRecorded";

    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} lag er een uitkomst op tafel. Bovenaan {Stood} {First}.");
        if (IsFromElsewhere) pen.Say($"Die is elders berekend, en hier niet na te rekenen.");
        else if (IsOfTheSame) pen.Say($"Die rust op dezelfde gegevens als deze uitleg.");
        else pen.Say($"Die rust op andere gegevens dan deze uitleg.");
        if (!pen.IsForAuditor) return;
        if (!Source.IsEmpty) pen.Say($"De bron: {Source}.");
        else if (IsFromElsewhere) pen.Say($"De bron is niet genoemd.");
        pen.Say($"Uitkomst {Number} is berekend met {Method} {Version}. Vingerafdruk van de gegevens: {Fingerprint}. Zo was de volgorde:");
        foreach (var (rank, proposal, total) in Results) pen.Item($"{rank}: {proposal}, {total}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} an outcome lay on the table. {First} came first.");
        if (IsFromElsewhere) pen.Say($"It was computed elsewhere, and cannot be computed again here.");
        else if (IsOfTheSame) pen.Say($"It rests on the same data as this explanation.");
        else pen.Say($"It rests on other data than this explanation.");
        if (!pen.IsForAuditor) return;
        if (!Source.IsEmpty) pen.Say($"The source: {Source}.");
        else if (IsFromElsewhere) pen.Say($"The source is not named.");
        pen.Say($"Outcome {Number} was computed by {Method} {Version}. Fingerprint of the inputs: {Fingerprint}. This was the order:");
        foreach (var (rank, proposal, total) in Results) pen.Item($"{rank}: {proposal}, {total}");
    }

    private Fact Stood => Fact.Verb(First, new Spoken("stond", "came"), new Spoken("stonden", "came"));
}
