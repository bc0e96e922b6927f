using System.Text.RegularExpressions;
using WikkenWegen.Domain;

namespace WikkenWegen.Architecture.Tests;

/// <summary>The domain has a folder a step of the process (design, section 3).</summary>
public partial class StepTests
{
    private static readonly Dictionary<string, string[]> Steps = new()
    {
        ["Framings"] = ["WeighingOpened", "WeighingReframed"],
        ["Proposals"] = ["ProposalSubmitted", "ProposalRevised", "ProposalWithdrawn"],
        ["Criteria"] = ["CriteriaAdopted", "CriteriaChanged"],
        ["Stakeholders"] = ["StakeholderInvited", "StakeholderWithdrew", "StakeholderCorrected"],
        ["AccessGrants"] = ["AccessGranted", "AccessEnded"],
        ["Ballots"] = ["BallotHeld", "BallotCorrected"],
        ["Cases"] = ["CasePrepared", "CaseApproved", "CaseShared", "CaseTakenBack"],
        ["Links"] = ["WeighingLinked", "WeighingUnlinked"],
        ["Corrections"] = ["MomentCorrected"],
        ["Consultation"] = ["RoundOpened", "RoundClosed"],
        ["Inputs"] = ["InputGiven", "InputRevised", "InputWithdrawn", "ObjectionRaised", "ObjectionResolved"],
        ["AdviceRequests"] = ["AdviceRequested", "AdviceReceived", "AdviceFollowed", "AdviceDeviationReasoned"],
        ["Assessment"] = ["ScoreGiven", "ScoreRevised", "ConsequenceStated", "ConsequenceRevised"],
        ["Outcomes"] = ["OutcomeRecorded"],
        ["Decisions"] = ["DecisionTaken", "DecisionApproved", "DecisionRejected", "DecisionWithdrawn", "WeighingReopened"],
        ["Reviews"] = ["AssumptionFell", "ExecutionStarted", "ReviewHeld", "WeighingClosed", "WeighingCancelled"],
        ["Corporations"] = ["CorporationRegistered", "CorporationChanged", "AuditExportMade", "LogKeyChanged", "ErasureCarriedOut", "FindingRuleAdopted", "FindingRuleEnded"],
        ["Instruments"] =
        [
            "InstrumentDrafted", "InstrumentRevised", "InstrumentPublished", "InstrumentJudged", "InstrumentRetired", "InstrumentSucceeded",
            "InstrumentRoundOpened", "InstrumentRoundClosed", "InstrumentInputGiven", "InstrumentObjectionRaised", "InstrumentObjectionResolved", "InstrumentTried",
        ],
        ["Learning"] =
        [
            "EditionAnnounced", "EditionChanged", "EditionBlockSet", "SignUpMade", "SignUpConfirmed", "SignUpWithdrawn", "IntakeHeld", "SessionHeld", "InsightDrawn", "InsightConfirmed", "InsightContradicted",
            "GuidePublished", "CaseReceived", "CaseWithdrawn", "CaseRemarkMade", "CaseChoiceGiven", "CaseChoicesShown", "CaseFollowedUp",
        ],
        ["Privacy"] = ["PersonalDataErased", "TextsErased", "RetentionSet", "TextCorrected"],
    };

    private static readonly DirectoryInfo Domain = new(Path.Combine(Repository.Root.FullName, "src", "WikkenWegen.Domain"));

    private static readonly DirectoryInfo DomainTests = new(Path.Combine(Repository.Root.FullName, "tests", "WikkenWegen.Domain.Tests"));

    [Fact]
    public void Every_step_has_its_folder_in_the_domain() => Steps.Keys.Except(Folders(Domain)).ShouldBeEmpty();

    [Fact]
    public void Every_event_stands_in_the_folder_of_its_step()
    {
        var found = (from file in Repository.Code(Domain)
                     from match in Event().Matches(File.ReadAllText(file.FullName))
                     select (Event: match.Groups[1].Value, Folder: Path.GetRelativePath(Domain.FullName, file.DirectoryName!))).ToList();
        // No event is written so that this does not see it.
        found.Select(f => f.Event).ShouldBe(EventContract.Names.Keys.Select(type => type.Name), ignoreOrder: true);
        var wanted = Steps.SelectMany(step => step.Value.Select(e => (Event: e, Folder: step.Key)));
        // A new version of an event (ProposalSubmittedV2) stands beside the one before.
        found.Select(f => (Version().Replace(f.Event, ""), f.Folder)).Distinct()
            .ShouldBe(wanted, ignoreOrder: true);
    }

    [Fact]
    public void The_tests_of_the_domain_have_the_same_folders() => Folders(Domain).Except(Folders(DomainTests)).ShouldBeEmpty();

    private static IEnumerable<string> Folders(DirectoryInfo project) => project.EnumerateDirectories().Select(d => d.Name).Except(["bin", "obj"]);

    [GeneratedRegex("""^\[EventType\("[^"]+"\)\]\s+public sealed record (\w+)""", RegexOptions.Multiline)]
    private static partial Regex Event();

    [GeneratedRegex("V[0-9]+$")]
    private static partial Regex Version();
}
