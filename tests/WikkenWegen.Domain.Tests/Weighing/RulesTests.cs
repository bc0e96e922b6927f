using System.Reflection;
using System.Text.RegularExpressions;

namespace WikkenWegen.Domain.Tests;

public partial class RulesTests
{
    private static readonly IReadOnlyList<FieldInfo> Fields =
        [.. typeof(Rules).Assembly.GetTypes().SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(f => f.FieldType == typeof(Rule))];

    private static readonly IReadOnlyList<Rule> All = [.. Fields.Select(f => (Rule)f.GetValue(null)!)];

    private static readonly IReadOnlyList<Type> Specs =
        [.. typeof(RulesTests).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ICommandSpec)))];

    private static T Of<T>(Type spec, string member) => (T)spec.GetProperty(member)!.GetValue(null)!;

    [Fact]
    public void Every_rule_is_seen_refusing_something_in_the_tables()
    {
        var everyCommand = new[] { Rules.NoSuchWeighing, Rules.OccurredInTheFuture, Rules.OccurredBeforeOpening, Rules.RecordsOnlyWhereNamed }; // refused for each command, by CommandSpec and ReadingTests
        var refusing = Specs.SelectMany(spec => Of<IEnumerable<Refused>>(spec, nameof(ICommandSpec.Refused))).SelectMany(row => row.Then).Select(r => r.Rule);
        Rule[] byTheGate = [LinkWeighing.UnknownWeighing, Rules.ReferenceTaken, Rules.ReferenceInUse, Rules.OtherWeighingRefuses, CorrectMoment.AboutUnseenWeighing, Rules.TwiceInBatch, Rules.SeenHasChanged, Rules.NoRoomLeft, Rules.TooMuchOfOnePerson]; // only it sees other weighings, and whole batches
        Rule[] ofReading = [OutcomeSelection.UnknownAssessor, OutcomeSelection.UnknownParty, OutcomeWork.TooManyScores, OutcomeWork.TooManyDraws, OutcomeWork.TooManyVersions,
            WhatIf.CriterionNotCompared, WhatIf.ProposalNotCompared, WhatIf.ScoreNotCounted, WhatIf.AssumptionNotThere, WhatIf.SupposedTwice, WhatIf.ScoreOffSupposedScale]; // OutcomeInputsTests and WhatIfTests
        Rule[] ofCases = [CasePreparation.CaseTextIdentifies, CasePreparation.CaseCriterionUnknown, CasePreparation.CaseQuoteNotThere, CasePreparation.CaseQuoteOfPerson]; // CasePreparationTests
        Rule[] ofErasing = [ErasePersonalData.NobodyNamed, ErasePersonalData.ErasesUnseen, EraseTexts.UnknownEdition, EraseTexts.TextGone, EraseTexts.EditionBlocked]; // before there is a command: ErasureTests, WholeErasureTests and NetworkErasureTests of the API; and EraseTextsTests
        var ofInstruments = InstrumentRefusalTests.Refusing.Append(InstrumentCommand.InstrumentInCatalogue); // a table of their own; and InstrumentTests of the API
        var ofTrials = InstrumentTrialTests.Refusing;
        var ofNetwork = NetworkRulesTests.Refusing; // the network has tables of its own
        All.Except(ofInstruments).Except(ofTrials).Except(ofNetwork).Except(FindingRuleTests.Refusing).Except(ofErasing).Except(refusing).Except(everyCommand).Except(byTheGate).Except(ofReading).Except(ofCases).Except([CorporationCommand.NoSuchCorporation]).Select(r => r.Code).ShouldBeEmpty();
    }

    [Fact]
    public void Every_command_has_its_tests()
    {
        var commands = typeof(WeighingCommand).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(WeighingCommand)));
        var tested = Specs.Select(spec => Of<WeighingCommand>(spec, nameof(ICommandSpec.When)).GetType()).ToList();
        commands.Except(tested).ShouldBeEmpty();
        Specs.ShouldAllBe(spec => spec.Name == Of<WeighingCommand>(spec, nameof(ICommandSpec.When)).GetType().Name + "Tests");
    }

    [Fact]
    public void Every_event_is_recorded_by_some_command()
    {
        // A command that records one of two events has the other in tests of its own.
        var seldom = new[] { typeof(CriteriaChanged), typeof(DecisionRejected) };
        var recorded = Specs.Select(spec => Of<Weighing>(spec, nameof(ICommandSpec.Given)).When(Of<WeighingCommand>(spec, nameof(ICommandSpec.When))).Event!.GetType());
        EventContract.NamesOf<WeighingEvent>().Select(n => n.Key).Except(recorded).ShouldBe(seldom, ignoreOrder: true);
    }

    [Fact]
    public void Codes_are_kebab_case_and_unique()
    {
        All.ShouldNotBeEmpty();
        All.ShouldAllBe(rule => Kebab().IsMatch(rule.Code));
        All.Select(rule => rule.Code).ShouldBeUnique();
        Rules.All.Values.ShouldBe(All, ignoreOrder: true);
    }

    [Fact]
    public void A_code_is_the_name_of_its_rule()
    {
        foreach (var field in Fields)
            ((Rule)field.GetValue(null)!).Code.Replace("-", "").ShouldBe(field.Name, StringCompareShould.IgnoreCase);
    }

    [Fact]
    public void Texts_are_whole_sentences_in_two_languages()
    {
        All.SelectMany(rule => new[] { rule.Dutch, rule.English }).ShouldAllBe(text => char.IsUpper(text[0]) || text[0] == '{');
        Rule[] endingInAnother = [CorrectMoment.MomentOutOfOrder, Rules.OtherWeighingRefuses];
        All.SelectMany(rule => new[] { rule.Dutch, rule.English }.Select(text => endingInAnother.Contains(rule) ? text[..text.LastIndexOf(" {", StringComparison.Ordinal)] : text)).ShouldAllBe(text => text.EndsWith('.'));
        All.ShouldAllBe(rule => rule.Dutch != rule.English);
    }

    /// <summary>Quantities, days and moments, in the forms of each language; numbers that name something stay as they are.</summary>
    [Theory, MemberData(nameof(Told))]
    public void What_a_text_tells_has_the_forms_of_its_language(Refusal refusal, string dutch, string english)
    {
        refusal.In(Language.Dutch).ShouldBe(dutch);
        refusal.In(Language.English).ShouldBe(english);
    }

    public static TheoryData<Refusal, string, string> Told => new()
    {
        { Rules.DayBeforeEvent.At("/reviewDate", new DateOnly(2026, 3, 9)), "De datum 9 maart 2026 ligt vóór de gebeurtenis zelf.", "The day 9 March 2026 lies before the event itself." },
        { Rules.EndedBeforeTheRest.At("/occurredAt", new DateTimeOffset(2026, 5, 1, 0, 30, 5, TimeSpan.FromHours(2))),
            "De afweging kan niet beëindigd zijn vóór de laatste gebeurtenis erin (30 april 2026, 22:30:05 UTC).",
            "The weighing cannot have ended before the last thing that happened in it (30 April 2026, 22:30:05 UTC)." },
        { CorrectMoment.MomentOutOfOrder.At("/moment", 1234, Rules.OccurredBeforeItsGround.At("/occurredAt", 5678, new DateTimeOffset(2026, 5, 1, 0, 30, 5, TimeSpan.FromHours(2)))),
            "Met dit moment had gebeurtenis 1234 niet zo kunnen gebeuren. Dit bouwt voort op gebeurtenis 5678 en kan dus niet gebeurd zijn vóór 30 april 2026, 22:30:05 UTC.",
            "With this moment, event 1234 could not have happened as it did. This builds on event 5678, so it cannot have happened before 30 April 2026, 22:30:05 UTC." },
        { Rules.OccurredInTheFuture.At("/occurredAt", new DateTimeOffset(2026, 10, 1, 8, 0, 0, 7, TimeSpan.Zero)),
            "Dit kan niet gebeurd zijn na het moment van vastleggen (1 oktober 2026, 08:00:00,007 UTC).",
            "This cannot have happened after the moment of recording (1 October 2026, 08:00:00.007 UTC)." },
        { SetCriteria.ScaleWithoutRange.At("/criteria/0/scale/best", "BET", -8_750_000.50m),
            "De slechtste en de beste waarde van BET zijn gelijk (-8.750.000,50): zo is er geen meetlat.",
            "The worst and the best value of BET are equal (-8,750,000.50): that is no yardstick." },
        { HoldBallot.MoreVotesThanEntitled.At("/votes", 1_250_001L, 1_250_000), "Het aantal stemmen (1.250.001) is groter dan het aantal stemgerechtigden (1.250.000).",
            "The number of votes (1,250,001) is greater than the number of those entitled to vote (1,250,000)." },
        { Rules.UnknownEvent.At("/event", 5678, 1234), "Gebeurtenis 5678 bestaat niet: de afweging telt er 1.234.", "Event 5678 does not exist: the weighing has 1,234." },
        { RecordOutcome.RankOutOfRange.At("/results/0/rank", 1234), "Een plaats in de rangorde loopt van 1 tot en met 1.234.", "A rank goes from 1 to 1,234." },
    };

    [Fact]
    public void No_text_names_a_field_by_which_its_rule_could_be_passed() =>
        All.SelectMany(rule => new[] { rule.Dutch, rule.English }).Where(text => text.Contains("occurredAt", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();

    /// <summary>Agreed on in Rules.txt beside this file: a rule's code and kind, its text in Dutch and in English.</summary>
    [Fact]
    public void Every_text_is_as_agreed() => Golden.Text("Weighing", "Rules.txt",
        All.OrderBy(rule => rule.Code, StringComparer.Ordinal).SelectMany(rule => new[] { $"{rule.Code} ({rule.Kind})", $"  {rule.Dutch}", $"  {rule.English}" }));

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Kebab();
}
