using static WikkenWegen.Domain.Tests.InstrumentSpec;

namespace WikkenWegen.Domain.Tests;

/// <summary>Everything for which a command on an instrument is refused.</summary>
public class InstrumentRefusalTests
{
    private sealed record Row(WeighingInstrument? Given, InstrumentCommand When, params Refusal[] Then);

    private static readonly DraftInstrument Draft = new() { Stream = Id, OccurredAt = Day(20), Code = "BUURT", Content = Plain };

    private static readonly PublishInstrument Publish = new() { Stream = Id, OccurredAt = Day(20) };

    private static readonly JudgeInstrument Judge = new() { Stream = Id, OccurredAt = Day(20), Code = "BUURT", Version = 1, By = "Strateeg", DidWell = Text() };

    private static readonly SucceedInstrument Succeed = new() { Stream = Id, OccurredAt = Day(20), Code = "WIJK", Version = 1, Successor = Instrument(Drafted("WIJK"), Published()) };

    private static readonly RetireInstrument Retire = new() { Stream = Id, OccurredAt = Day(20), Reason = Text() };

    private static readonly OpenInstrumentRound OpenRound = new() { Stream = Id, OccurredAt = Day(20), About = "Past dit?", Blind = false };

    private static readonly CloseInstrumentRound CloseRound = new() { Stream = Id, OccurredAt = Day(20), Number = 1 };

    private static readonly GiveInstrumentInput GiveInput = new() { Stream = Id, OccurredAt = Day(20), By = "Bewoners", Statement = Text() };

    private static readonly RaiseInstrumentObjection Object = new() { Stream = Id, OccurredAt = Day(20), By = "Gemeente", Grounds = Text() };

    private static readonly ResolveInstrumentObjection Resolve = new() { Stream = Id, OccurredAt = Day(20), Number = 1, Resolution = Text() };

    private static readonly TryInstrument Try = new() { Stream = Id, OccurredAt = Day(20), Wanted = [], Draft = 1 };

    private static readonly ReviseInstrument Revise = new() { Stream = Id, OccurredAt = Day(20), Content = Plain };

    private const string Scale = "/content/themes/0/criteria/0/scale";

    private static Row Of(InstrumentContent content, params Refusal[] then) => new(null, Draft with { Content = content }, then);

    private static Row OfScale(InstrumentScale scale, params Refusal[] then) => Of(Content(scale), then);

    private static readonly Dictionary<string, Row> All = new()
    {
        // Content
        ["no theme"] = Of(Plain with { Themes = [] }, InstrumentContentRules.InstrumentWithoutCriteria.At("/content/themes")),
        ["a theme without a criterion"] = Of(Plain with { Themes = [Plain.Themes[0] with { Criteria = [] }] }, InstrumentContentRules.InstrumentWithoutCriteria.At("/content/themes/0/criteria")),
        ["a theme code twice"] = Of(Plain with { Themes = [Plain.Themes[0], Content(Points).Themes[0] with { Code = "t1", Criteria = [Plain.Themes[0].Criteria[0] with { Code = "D" }] }] }, Rules.CodeTwice.At("/content/themes/1/code", "t1")),
        ["a criterion code twice, over themes"] = Of(Plain with { Themes = [Plain.Themes[0], Content(Points).Themes[0] with { Code = "T2", Criteria = [Plain.Themes[0].Criteria[0] with { Code = "c2" }] }] }, Rules.CodeTwice.At("/content/themes/1/criteria/0/code", "c2")),
        ["worst is best"] = OfScale(Points with { Best = 1 }, InstrumentContentRules.InstrumentScaleWithoutLength.At(Scale + "/best")),
        ["no anchors"] = OfScale(new() { Kind = InstrumentScaleKind.Numeric }, InstrumentContentRules.InstrumentScaleIncomplete.At(Scale + "/worst"), InstrumentContentRules.InstrumentScaleIncomplete.At(Scale + "/best")),
        ["levels that do not rise"] = OfScale(Points with { Levels = [new(1, "a"), new(5, "b"), new(5, "c")] }, InstrumentContentRules.InstrumentLevelsNotRising.At(Scale + "/levels/2/value")),
        ["levels against the scale"] = OfScale(Points with { Worst = 10, Best = 1, Levels = [new(2, "a"), new(5, "b")] }, InstrumentContentRules.InstrumentLevelsNotRising.At(Scale + "/levels/1/value")),
        ["a level off the scale"] = OfScale(Points with { Levels = [new(11, "a")] }, InstrumentContentRules.InstrumentLevelOffScale.At(Scale + "/levels/0/value", 11m, 1m, 10m)),
        ["a reference off the scale"] = OfScale(Points with { Kind = InstrumentScaleKind.Reference, Reference = new(0, "gewoon") }, InstrumentContentRules.InstrumentLevelOffScale.At(Scale + "/reference/value", 0m, 1m, 10m)),
        ["a reference that is not said"] = OfScale(Points with { Kind = InstrumentScaleKind.Reference }, InstrumentContentRules.InstrumentScaleIncomplete.At(Scale + "/reference")),
        ["a reference on another kind"] = OfScale(Points with { Reference = new(6, "gewoon") }, InstrumentContentRules.InstrumentScaleOfAnotherKind.At(Scale + "/reference")),
        ["a reference beside the levels of the scale"] = OfScale(Points with { Kind = InstrumentScaleKind.Reference, Levels = [new(1, "a"), new(5, "b"), new(10, "c")], Reference = new(6, "gewoon") },
            InstrumentContentRules.InstrumentReferenceOffLevels.At(Scale + "/reference/value", 6m)),
        ["more criteria that add up than a weighing has"] = Of(Content(Enumerable.Repeat(Points, 101)), InstrumentContentRules.InstrumentCriteriaTooMany.At("/content/themes", 100)),
        ["more criteria beside than a weighing has"] = Of(Content(Enumerable.Repeat(Worded, 101)), InstrumentContentRules.InstrumentCriteriaTooMany.At("/content/themes", 100)),
        ["one word"] = OfScale(Worded with { Words = ["goed"] }, InstrumentContentRules.InstrumentWordsTooFew.At(Scale + "/words")),
        ["a word twice"] = OfScale(Worded with { Words = ["goed", "Goed "] }, InstrumentContentRules.InstrumentWordTwice.At(Scale + "/words/1", "Goed ")),
        ["words on another kind"] = OfScale(Points with { Words = ["a", "b"] }, InstrumentContentRules.InstrumentScaleOfAnotherKind.At(Scale + "/words")),
        ["numbers on a scale in words"] = OfScale(Worded with { Worst = 1, Levels = [new(1, "a")] }, InstrumentContentRules.InstrumentScaleOfAnotherKind.At(Scale + "/worst"), InstrumentContentRules.InstrumentScaleOfAnotherKind.At(Scale + "/levels")),
        ["money without a unit"] = OfScale(new() { Kind = InstrumentScaleKind.MoneyPerParty }, InstrumentContentRules.InstrumentScaleIncomplete.At(Scale + "/unit")),
        ["a party twice"] = OfScale(new() { Kind = InstrumentScaleKind.MoneyPerParty, Unit = "euro", Parties = ["Gemeente", "gemeente"] }, InstrumentContentRules.InstrumentWordTwice.At(Scale + "/parties/1", "gemeente")),
        ["parties on another kind"] = OfScale(new() { Kind = InstrumentScaleKind.PositiveNegative, Parties = ["Gemeente"], Unit = "euro" }, InstrumentContentRules.InstrumentScaleOfAnotherKind.At(Scale + "/unit"), InstrumentContentRules.InstrumentScaleOfAnotherKind.At(Scale + "/parties")),
        ["a prescribed weight that is missing"] = Of(Weighed(InstrumentWeights.Prescribed, (Points, 1), (Points, null)), InstrumentContentRules.InstrumentWeightMissing.At("/content/themes/0/criteria/1/weight", "C2")),
        ["a weight below zero"] = Of(Weighed(InstrumentWeights.Prescribed, (Points, 2), (Points, -1)), InstrumentContentRules.InstrumentWeightNegative.At("/content/themes/0/criteria/1/weight")),
        ["only weights of zero"] = Of(Weighed(InstrumentWeights.Prescribed, (Points, 0), (Points, 0)), InstrumentContentRules.InstrumentWeightsAllZero.At("/content/weights")),
        ["prescribed weights where nothing adds up"] = Of(Weighed(InstrumentWeights.Prescribed, (Worded, null)), InstrumentContentRules.InstrumentWeightsAllZero.At("/content/weights")),
        ["a weight on a scale that does not add up"] = Of(Weighed(InstrumentWeights.Prescribed, (Points, 1), (Worded, 1)), InstrumentContentRules.InstrumentWeightOutOfPlace.At("/content/themes/0/criteria/1/weight")),
        ["a weight where they are free"] = Of(Weighed(InstrumentWeights.Free, (Points, 1)), InstrumentContentRules.InstrumentWeightOutOfPlace.At("/content/themes/0/criteria/0/weight")),
        ["a weight where there are none"] = Of(Weighed(InstrumentWeights.Absent, (Worded, 1)), InstrumentContentRules.InstrumentWeightOutOfPlace.At("/content/themes/0/criteria/0/weight")),
        ["a weight where there are none, though it adds up"] = Of(Weighed(InstrumentWeights.Absent, (Points, 1)), InstrumentContentRules.InstrumentWeightOutOfPlace.At("/content/themes/0/criteria/0/weight"), InstrumentContentRules.InstrumentAddsUp.At("/content/weights", "C1")),
        ["no weights where something adds up"] = Of(Weighed(InstrumentWeights.Absent, (Worded, null), (Points, null)), InstrumentContentRules.InstrumentAddsUp.At("/content/weights", "C2")),
        ["tailoring about what is not there"] = Of(Plain with { Tailoring = Plain.Tailoring with { Fixed = ["C1", "XX"] } }, InstrumentContentRules.UnknownInstrumentCriterion.At("/content/tailoring/fixed/1", "XX")),
        ["tailoring that names a criterion twice"] = Of(Plain with { Tailoring = Plain.Tailoring with { Fixed = ["C1", "c1"] } }, Rules.CodeTwice.At("/content/tailoring/fixed/1", "c1")),

        // Drafts
        ["a code that is there"] = new(Instrument(Drafted()), Draft with { Code = "buurt" }, Rules.DuplicateCode.At("/code", "BUURT")),
        ["a code of the catalogue"] = new(null, Draft with { IsTaken = true }, Rules.DuplicateCode.At("/code", "BUURT")),
        ["a code of the catalogue, over which there are judgements here"] = new(Instrument(new InstrumentJudged { OccurredAt = Day(1), Number = 1, Code = "BUURT", Version = 1, InCatalogue = true, By = "Strateeg" }), Draft with { Code = "Buurt", IsTaken = true }, Rules.DuplicateCode.At("/code", "Buurt")),
        ["a draft in the future"] = new(null, Draft with { OccurredAt = Now.AddSeconds(1) }, Rules.OccurredInTheFuture.At("/occurredAt", Now)),
        ["a revision of nothing"] = new(null, Revise, InstrumentCommand.NoSuchInstrument.Whole()),
        ["a revision of what only has judgements here"] = new(Instrument(new InstrumentJudged { OccurredAt = Day(1), Number = 1, Code = "BUURT", Version = 1, InCatalogue = true, By = "Strateeg" }), Revise, InstrumentCommand.NoSuchInstrument.Whole()),
        ["a revision before the draft"] = new(Instrument(Drafted(on: 30)), Revise, Rules.OccurredBeforeItsGround.At("/occurredAt", 1, Day(30))),
        ["a revision after the end"] = new(Instrument(Drafted(), Retired()), Revise, InstrumentCommand.InstrumentEnded.Whole(2)),
        ["a revision with a wrong scale"] = new(Instrument(Drafted()), Revise with { Content = Content(Points with { Best = 1 }) }, InstrumentContentRules.InstrumentScaleWithoutLength.At(Scale + "/best")),

        // Versions
        ["a version without a draft"] = new(Instrument(Drafted(), Published()), Publish, InstrumentCommand.NoInstrumentDraft.Whole()),
        ["a version while an objection stands"] = new(Instrument(Drafted(), ObjectedTo(), ObjectedTo(2), Resolved()), Publish, PublishInstrument.InstrumentObjectionStands.At("/reason", "2")),
        ["a version while a blind round is open, whatever was brought in there"] = new(Instrument(Drafted(), RoundOpened(), ObjectedTo()), Publish, PublishInstrument.InstrumentBlindRoundOpen.Whole(1)),
        ["a version before the blind round closed"] = new(Instrument(Drafted(), RoundOpened(), RoundClosed(on: 30)), Publish, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
        ["a version before the objection was resolved"] = new(Instrument(Drafted(), ObjectedTo(), Resolved(on: 30)), Publish, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
        ["a version made of an insight that is not in the network"] = new(Instrument(Drafted()), Publish with { Insights = [new(Id, 1), new(Id, 2)], KnownInsights = [new(Id, 1)] }, InsightReferences.InsightNotInNetwork.At("/insights/1", 2, Id)),
        ["a version made of the same insight twice"] = new(Instrument(Drafted()), Publish with { Insights = [new(Id, 1), new(Id, 2), new(Id, 1)], KnownInsights = [new(Id, 1), new(Id, 2)] }, PublishInstrument.InsightTwice.At("/insights/2", 1, Id)),
        ["a version after the end"] = new(Instrument(Drafted(), Succeeded()), Publish, InstrumentCommand.InstrumentEnded.Whole(2)),

        // Judgements
        ["a judgement over no version"] = new(Instrument(Drafted()), Judge, InstrumentCommand.UnknownInstrumentVersion.At("/version", 1, "BUURT")),
        ["a judgement over a version of the catalogue that is not there"] = new(null, Judge with { Version = 2, InCatalogue = Instrument(Drafted(), Published()) }, InstrumentCommand.UnknownInstrumentVersion.At("/version", 2, "BUURT")),
        ["a judgement before the version"] = new(Instrument(Drafted(), Published(on: 30)), Judge, Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(30))),
        ["a judgement that says nothing"] = new(Instrument(Drafted(), Published()), Judge with { DidWell = null }, JudgeInstrument.EmptyJudgement.At("/didWell")),
        ["a judgement by a weighing that is not there"] = new(Instrument(Drafted(), Published()), Judge with { Weighing = Id, WeighingIsUnknown = true }, JudgeInstrument.UnknownJudgedWeighing.At("/weighing", Id)),

        // Endings
        ["to retire without a reason"] = new(Instrument(Drafted()), Retire with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        ["to retire twice"] = new(Instrument(Drafted(), Retired()), Retire, RetireInstrument.InstrumentAlreadyRetired.Whole(2)),
        ["a successor that is not there"] = new(Instrument(Drafted()), Succeed with { Successor = null }, SucceedInstrument.UnknownSuccessor.At("/code", "WIJK")),
        ["a version of the successor that is not there"] = new(Instrument(Drafted()), Succeed with { Version = 2 }, InstrumentCommand.UnknownInstrumentVersion.At("/version", 2, "WIJK")),
        ["a version of the successor that was published later"] = new(Instrument(Drafted()), Succeed with { Successor = Instrument(Drafted("WIJK"), Published(on: 30)) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(30))),
        ["itself as its successor"] = new(Instrument(Drafted(), Published()), Succeed with { Code = "buurt", Successor = Instrument(Drafted(), Published()) }, SucceedInstrument.SuccessorCircular.At("/code", "BUURT")),
        ["a successor that it succeeds, through another"] = new(Instrument(Drafted()), Succeed with { After = [WeighingInstrument.IdOf("STAD"), Id] }, SucceedInstrument.SuccessorCircular.At("/code", "WIJK")),
        ["a successor that was retired"] = new(Instrument(Drafted()), Succeed with { Successor = Instrument(Drafted("WIJK"), Published(), Retired()) }, SucceedInstrument.SuccessorEnded.At("/code", "WIJK")),
        ["a successor that was succeeded"] = new(Instrument(Drafted()), Succeed with { Successor = Instrument(Drafted("WIJK"), Published(), Succeeded("STAD")) }, SucceedInstrument.SuccessorEnded.At("/code", "WIJK")),
        ["a second successor"] = new(Instrument(Drafted(), Succeeded("STAD")), Succeed, SucceedInstrument.InstrumentAlreadySucceeded.Whole("STAD", 2)),

        // Building together
        ["a round without a draft"] = new(Instrument(Drafted(), Published()), OpenRound, InstrumentCommand.NoInstrumentDraft.Whole()),
        ["a round beside another"] = new(Instrument(Drafted(), RoundOpened()), OpenRound, OpenInstrumentRound.InstrumentRoundOpen.Whole(1)),
        ["to close a round that is not there"] = new(Instrument(Drafted()), CloseRound, CloseInstrumentRound.NoSuchInstrumentRound.Whole(1)),
        ["to close a round twice"] = new(Instrument(Drafted(), RoundOpened(), RoundClosed()), CloseRound, CloseInstrumentRound.InstrumentRoundAlreadyClosed.Whole(1, 3)),
        ["to close a round before what was given in it"] = new(Instrument(Drafted(), RoundOpened(), InputGiven(on: 30)), CloseRound, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
        ["input without a draft"] = new(Instrument(Drafted(), Published()), GiveInput, InstrumentCommand.NoInstrumentDraft.Whole()),
        ["input about no criterion of the draft"] = new(Instrument(Drafted()), GiveInput with { Criterion = "XX" }, InstrumentContentRules.UnknownInstrumentCriterion.At("/criterion", "XX")),
        ["an objection about no criterion of the draft"] = new(Instrument(Drafted()), Object with { Criterion = "XX" }, InstrumentContentRules.UnknownInstrumentCriterion.At("/criterion", "XX")),
        ["to resolve an objection that is not there"] = new(Instrument(Drafted()), Resolve, ResolveInstrumentObjection.NoSuchInstrumentObjection.Whole(1)),
        ["to resolve an objection in a blind round that is open"] = new(Instrument(Drafted(), RoundOpened(), ObjectedTo()), Resolve, ResolveInstrumentObjection.NoSuchInstrumentObjection.Whole(1)),
        ["to resolve an objection where only judgements are here"] = new(Instrument(new InstrumentJudged { OccurredAt = Day(1), Number = 1, Code = "BUURT", Version = 1, InCatalogue = true, By = "Strateeg" }), Resolve, InstrumentCommand.NoSuchInstrument.Whole()),
        ["a trial without a draft"] = new(Instrument(Drafted(), Published()), Try, InstrumentCommand.NoInstrumentDraft.Whole()),
        ["a trial of a draft that was replaced meanwhile"] = new(Instrument(Drafted(), DraftRevised()), Try, TryInstrument.InstrumentDraftReplaced.Whole(2)),
        ["a trial before the draft"] = new(Instrument(Drafted(on: 30)), Try, Rules.OccurredBeforeItsGround.At("/occurredAt", 1, Day(30))),
        ["a trial on a weighing that is not there"] = new(Instrument(Drafted()), Try with { NotTried = [Domain.InstrumentUse.TrialRefusals.UnknownTriedWeighing.At("/weighings/0/weighing", Id)] }, Domain.InstrumentUse.TrialRefusals.UnknownTriedWeighing.At("/weighings/0/weighing", Id)),
        ["to resolve an objection twice"] = new(Instrument(Drafted(), ObjectedTo(), Resolved()), Resolve, ResolveInstrumentObjection.InstrumentObjectionAlreadyResolved.Whole(1, 3)),
    };

    /// <summary>The rules that are seen refusing something here.</summary>
    public static IEnumerable<Rule> Refusing => All.Values.SelectMany(row => row.Then).Select(refusal => refusal.Rule);

    public static TheoryData<string> Rows => [.. All.Keys];

    [Theory, MemberData(nameof(Rows))]
    public void Is_refused(string what) => All[what].Given.When(All[what].When).Refuses(All[what].Then);
}
