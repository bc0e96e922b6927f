using System.Collections.Immutable;
using WikkenWegen.Api.Registers;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Precedents;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Precedents;

/// <summary>What earlier weighings say about this one. Each part names the weighing, the event and the place where it stands.</summary>
public sealed record PrecedentsView
{
    /// <summary>Number of the newest event of this weighing that was looked at.</summary>
    public required int Version { get; init; }

    /// <summary>The weighings that are most alike, the most alike first.</summary>
    public required ImmutableArray<SimilarWeighing> Similar { get; init; }

    /// <summary>Criteria that weigh much more or less than the same ones in those weighings; those without a reason first, the largest difference first.</summary>
    public required ImmutableArray<WeighedDifferently> WeighedDifferently { get; init; }

    /// <summary>Earlier deviations on the same grounds, in whichever weighing, and what came of them, the newest first. Where this weighing deviates from nothing: those of the weighings that are most alike.</summary>
    public required ImmutableArray<RegisterItem<DeviationEntry>> Deviations { get; init; }

    /// <summary>Decisions not to do it in those weighings, with the cases in which the question may come back; in the order of those weighings.</summary>
    public required ImmutableArray<EarlierNotToDo> NotToDo { get; init; }

    /// <summary>
    /// Cases and insights of the learning network that use words of this weighing, those with the rarest of its words first; what has no others than words that most of the network has, or that any
    /// text about this work has, is left out. Only for who takes part in the network: whose sign-up for an edition, under the same subject id, was confirmed. For everybody else it is absent.
    /// </summary>
    public IReadOnlyList<NetworkPrecedent>? Network { get; init; }

    /// <summary>How much of the learning network was looked at for these; absent where they are.</summary>
    public NetworkLookedAt? NetworkLookedAt { get; init; }
}

/// <summary>How much of the learning network was looked at: the newest editions for their insights, and the newest cases.</summary>
/// <param name="Editions">How many editions were looked at.</param>
/// <param name="OfEditions">How many there are.</param>
/// <param name="Cases">How many cases were looked at; those that were taken back are counted with the others.</param>
/// <param name="OfCases">How many there are.</param>
public sealed record NetworkLookedAt(int Editions, int OfEditions, int Cases, int OfCases);

/// <summary>What of the learning network is found.</summary>
public enum NetworkPrecedentKind
{
    /// <summary>A case: what another brought in, made general.</summary>
    Case,

    /// <summary>An insight: what was learnt, in a sentence.</summary>
    Insight,
}

/// <summary>A case or an insight of the learning network that uses words of a weighing. Nothing of it says of which corporation it is.</summary>
public sealed record NetworkPrecedent
{
    /// <summary>What it is.</summary>
    public required NetworkPrecedentKind Kind { get; init; }

    /// <summary>The title of the case, or the sentence of the insight.</summary>
    public required string Text { get; init; }

    /// <summary>Its address, for a token of the network.</summary>
    public required string Address { get; init; }

    /// <summary>The words that it has in common with the title, the question and the names of the criteria of this weighing, as those write them.</summary>
    public required ImmutableArray<string> Words { get; init; }

    /// <summary>Of an insight: the reference by which a criterion or a version of an instrument can be made of it. Absent for a case.</summary>
    public InsightReference? Insight { get; init; }

    /// <summary>Of an insight: how many later cases confirm it. Absent for a case.</summary>
    public int? Confirmed { get; init; }

    /// <summary>Of an insight: how many later cases contradict it. Absent for a case.</summary>
    public int? Contradicted { get; init; }
}

/// <summary>A weighing that is like another.</summary>
public sealed record SimilarWeighing
{
    /// <summary>The weighing.</summary>
    public required WeighingInRegister Weighing { get; init; }

    /// <summary>How much it is alike, from 1 to 100: the sum of the points of its reasons.</summary>
    public required int Score { get; init; }

    /// <summary>In what it is alike.</summary>
    public required ImmutableArray<SimilarityReason> Reasons { get; init; }

    /// <summary>What was decided in it, by number; empty where nothing was.</summary>
    public required ImmutableArray<EarlierDecision> Decisions { get; init; }
}

/// <summary>In what two weighings are alike.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Points">Its points; at least 1.</param>
/// <param name="Of">Most points that the feature can get.</param>
/// <param name="Sentence">What is the same, in the language of the request.</param>
public sealed record SimilarityReason(LikenessFeature Feature, int Points, int Of, string Sentence);

/// <summary>A decision of an earlier weighing.</summary>
/// <param name="Event">Number of the event in which it was taken.</param>
/// <param name="Path">Where it stands in the view of its weighing.</param>
/// <param name="Decision">The decision, and what came of it.</param>
/// <param name="Proposals">The proposals that were chosen; empty where none was.</param>
public sealed record EarlierDecision(int Event, string Path, DecisionCourse Decision, ImmutableArray<ChosenProposal> Proposals);

/// <summary>A criterion that weighs otherwise than the same one in an earlier weighing.</summary>
public sealed record WeighedDifferently
{
    /// <summary>The earlier weighing.</summary>
    public required WeighingInRegister Weighing { get; init; }

    /// <summary>Number of the event of this weighing in which the criteria got their weights.</summary>
    public required int Event { get; init; }

    /// <summary>Where the criterion stands in the view of this weighing.</summary>
    public required string Path { get; init; }

    /// <summary>Number of the event of the earlier weighing in which the criteria got their weights.</summary>
    public required int OtherEvent { get; init; }

    /// <summary>Where the criterion stands in the view of the earlier weighing.</summary>
    public required string OtherPath { get; init; }

    /// <summary>Code of the criterion in this weighing.</summary>
    public required string Code { get; init; }

    /// <summary>Its name in this weighing.</summary>
    public required string Name { get; init; }

    /// <summary>Its weight in this weighing.</summary>
    public required CriterionWeight Weight { get; init; }

    /// <summary>Its weight in the earlier weighing.</summary>
    public required CriterionWeight OtherWeight { get; init; }

    /// <summary>Its share here less that there, from -1 to 1.</summary>
    public required decimal Difference { get; init; }

    /// <summary>The reason that was recorded with the criteria here, from the vault; absent where none was.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>The same in words, in the language of the request.</summary>
    public required string Sentence { get; init; }
}

/// <summary>A decision of an earlier weighing not to do it.</summary>
public sealed record EarlierNotToDo
{
    /// <summary>The earlier weighing.</summary>
    public required WeighingInRegister Weighing { get; init; }

    /// <summary>Number of the event in which it was decided.</summary>
    public required int Event { get; init; }

    /// <summary>Where the decision stands in the view of its weighing.</summary>
    public required string Path { get; init; }

    /// <summary>The decision.</summary>
    public required NotToDoEntry Entry { get; init; }

    /// <summary>The cases in which the question may come back, by number, with what the record says about each.</summary>
    public required ImmutableArray<ConditionInView> Conditions { get; init; }
}

/// <summary>A case in which a question may come back, and what the record says about it.</summary>
/// <param name="Number">Its number in the decision, from 1.</param>
/// <param name="Text">The case.</param>
/// <param name="State">What the record says about it.</param>
/// <param name="Signs">What was recorded since that uses its words, in this weighing or the earlier one; empty where nothing does.</param>
/// <param name="Sentence">The same in words, in the language of the request.</param>
public sealed record ConditionInView(int Number, string Text, ConditionState State, ImmutableArray<ConditionSign> Signs, string Sentence);
