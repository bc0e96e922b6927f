using static WikkenWegen.Domain.Tests.CorporationSpec;

namespace WikkenWegen.Domain.Tests;

/// <summary>Rules of a corporation's own: adopted, ended, and adopted again as a next version.</summary>
public class FindingRuleTests
{
    private static readonly InsightReference Learnt = new(Guid.Parse("019f3a10-0000-7000-8000-000000000001"), 2);

    private static readonly OwnRule Reviewed = new()
    {
        Code = "EVALUATIE",
        Dutch = "Bij elk besluit is gezegd wanneer we terugkijken.",
        Requires = new OwnRuleRequirement { Check = FindingCheck.ReviewDateSet },
        Severity = FindingSeverity.Attention,
        From = new DateOnly(2026, 1, 1),
    };

    private static OwnRule Asks(OwnRuleRequirement requires) => Reviewed with { Requires = requires };

    private static AdoptFindingRule Adopt(OwnRule? rule = null) => new() { OccurredAt = Day(20), Code = Waterland.Code, Rule = rule ?? Reviewed };

    private static EndFindingRule End(string rule = "evaluatie") => new() { OccurredAt = Day(30), Code = Waterland.Code, Rule = rule, Why = "Het staat in de meetlat." };

    private static FindingRuleAdopted Adopted(int version = 1, OwnRule? rule = null) => new() { OccurredAt = Day(20), Version = version, Rule = rule ?? Reviewed };

    private static readonly FindingRuleEnded Ended = new() { OccurredAt = Day(30), Code = "EVALUATIE", Version = 1, Why = "Het staat in de meetlat." };

    private static readonly Dictionary<string, (Corporation? Given, CorporationCommand When, Refusal[] Then)> Table = new()
    {
        ["of no corporation"] = (Corporation(), Adopt(), [CorporationCommand.NoSuchCorporation.Whole()]),
        ["a code that is in force, in either case"] = (Corporation(Registered(), Adopted()), Adopt(Reviewed with { Code = "Evaluatie" }), [Rules.DuplicateCode.At("/code", "Evaluatie")]),
        ["more than a corporation may have"] = (Corporation([Registered(), .. Enumerable.Range(1, AdoptFindingRule.MostInForce).Select(n => Adopted(rule: Reviewed with { Code = $"R{n}" }))]), Adopt(), [AdoptFindingRule.TooManyOwnRules.Whole(AdoptFindingRule.MostInForce)]),
        ["nobody who is to take part"] = (Corporation(Registered()), Adopt(Asks(new() { Check = FindingCheck.TakesPart })), [AdoptFindingRule.CheckNeedsThis.At("/requires/party")]),
        ["no criterion that is to be used"] = (Corporation(Registered()), Adopt(Asks(new() { Check = FindingCheck.CriterionUsed })), [AdoptFindingRule.CheckNeedsThis.At("/requires/criterion")]),
        ["no number of assessors"] = (Corporation(Registered()), Adopt(Asks(new() { Check = FindingCheck.ScoredBySeveral })), [AdoptFindingRule.CheckNeedsThis.At("/requires/assessors")]),
        ["no insight that is to be used"] = (Corporation(Registered()), Adopt(Asks(new() { Check = FindingCheck.InsightUsed })), [AdoptFindingRule.CheckNeedsThis.At("/insight")]),
        ["what belongs to other checks"] = (Corporation(Registered()), Adopt(Asks(new() { Check = FindingCheck.RoundClosed, Party = "Gemeente", Role = "Wijkregisseur", Criterion = "BET", Assessors = 2 })),
            [.. from member in new[] { "party", "role", "criterion", "assessors" } select AdoptFindingRule.NotOfThisCheck.At($"/requires/{member}")]),
        ["an insight that is not there for who refers to it"] = (Corporation(Registered()), Adopt(Reviewed with { Insight = Learnt }), [InsightReferences.InsightNotInNetwork.At("/insight", 2, Learnt.Edition)]),
        ["to end what was never adopted"] = (Corporation(Registered()), End("niets"), [EndFindingRule.NoSuchFindingRule.Whole("niets")]),
        ["to end it twice"] = (Corporation(Registered(), Adopted(), Ended), End(), [EndFindingRule.FindingRuleHasEnded.Whole("EVALUATIE", 3)]),
    };

    /// <summary>The rules that this table sees refusing something.</summary>
    internal static IEnumerable<Rule> Refusing => Table.Values.SelectMany(row => row.Then).Select(refusal => refusal.Rule);

    public static TheoryData<string> Rows => [.. Table.Keys];

    [Theory, MemberData(nameof(Rows))]
    public void What_cannot_be_is_refused(string row) => Table[row].Given.When(Table[row].When).Refuses(Table[row].Then);

    [Fact]
    public void A_rule_is_adopted_as_its_first_version() => Corporation(Registered()).When(Adopt()).Records(Adopted());

    [Theory]
    [InlineData(FindingCheck.DoNothingBeforeScores), InlineData(FindingCheck.RoundClosed), InlineData(FindingCheck.ReviewDateSet)]
    public void Some_checks_need_to_know_nothing(FindingCheck check) => Corporation(Registered()).When(Adopt(Asks(new() { Check = check }))).IsRecorded();

    [Fact]
    public void A_party_a_role_or_both_can_be_asked_to_take_part()
    {
        foreach (var asked in new OwnRuleRequirement[] { new() { Check = FindingCheck.TakesPart, Party = "Gemeente" }, new() { Check = FindingCheck.TakesPart, Role = "Wijkregisseur" }, new() { Check = FindingCheck.TakesPart, Party = "Gemeente", Role = "Wijkregisseur" } })
            Corporation(Registered()).When(Adopt(Asks(asked))).IsRecorded();
    }

    [Fact]
    public void It_is_ended_with_why() => Corporation(Registered(), Adopted()).When(End()).Records(Ended);

    [Fact]
    public void What_was_ended_can_be_adopted_again_as_the_next_version_under_the_code_as_it_was_first_written() =>
        Corporation(Registered(), Adopted(), Ended).When(Adopt(Reviewed with { Code = "evaluatie" }) with { OccurredAt = Day(40) }).Records(Adopted(2) with { OccurredAt = Day(40) });

    [Fact]
    public void Who_may_refer_to_the_insight_can_make_a_rule_of_it_and_the_corporation_can_keep_it()
    {
        var learnt = Reviewed with { Insight = Learnt };
        Corporation(Registered()).When(Adopt(learnt) with { KnownInsights = [Learnt] }).Records(Adopted(rule: learnt));
        Corporation(Registered(), Adopted(rule: learnt), Ended).When(Adopt(learnt) with { OccurredAt = Day(40) }).IsRecorded();
    }

    [Fact]
    public void The_state_has_every_version_with_the_events_of_its_coming_and_going()
    {
        var rules = Corporation(Registered(), Adopted(), Ended, Adopted(2)).ShouldNotBeNull().FindingRules;
        rules.Select(r => (r.Rule, r.Version, r.Adopted.Event, r.Ended?.Event)).ShouldBe([(Reviewed, 1, 2, 3), (Reviewed, 2, 4, null)]);
    }

    [Fact]
    public void Rules_and_registration_leave_each_other_as_they_are()
    {
        var both = Corporation(Registered(), Adopted(), Renamed()).ShouldNotBeNull();
        both.FindingRules.ShouldHaveSingleItem().Rule.ShouldBe(Reviewed);
        (both with { FindingRules = [] }).ShouldBe(Corporation(Registered(), Renamed(on: 10)) is { } renamed ? renamed with { ChangedBy = "subject-3" } : null);
    }

    [Fact]
    public void The_version_that_an_ending_builds_on_is_the_newest_event_of_the_rule()
    {
        End().VersionBefore(Corporation(Registered(), Adopted())).ShouldBe(2);
        End("niets").VersionBefore(Corporation(Registered())).ShouldBeNull();
        Adopt().VersionBefore(Corporation(Registered(), Renamed())).ShouldBe(2);
    }
}
