namespace WikkenWegen.Domain.Tests;

/// <summary>Texts by or about persons lie in the vault; an event carries their digest.</summary>
public class PersonalTextTests
{
    /// <summary>
    /// Every plain text that an event may carry, with why nobody's words or name are in it. Think before you add one: what is
    /// stored in an event cannot be erased.
    /// </summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        // Codes and references, given by the corporation or the system.
        ["Area.Code"] = "code of Statistics Netherlands",
        ["AdviceRequested.Stakeholder"] = "code in this weighing",
        ["AuditExportMade.Sha256"] = "digest",
        ["CorporationChanged.Changed"] = "names of members",
        ["ErasureCarriedOut.ConfirmedBy"] = "pseudonymous subject id",
        ["ErasureCarriedOut.DecidedBy"] = "pseudonymous subject id",
        ["ErasureCarriedOut.Subject"] = "pseudonym of one erasure",
        ["TextCorrected.Field"] = "name of a member",
        ["TextCorrected.Replaced"] = "digest",
        ["LogKeyChanged.From"] = "public key",
        ["LogKeyChanged.Statement"] = "note that is signed by keys",
        ["LogKeyChanged.To"] = "public key",
        ["CaseApproved.Digest"] = "digest",
        ["CasePartyKind.Code"] = "code in this weighing",
        ["CasePrepared.Digest"] = "digest",
        ["CasePrepared.Rules"] = "name of a version of our rules",
        ["CaseRelease.Field"] = "name of a member",
        ["SealedCaseText.Code"] = "code in this weighing",
        ["CriteriaComparison.Criterion"] = "code in this weighing",
        ["CriteriaComparison.Over"] = "code in this weighing",
        ["Criterion.Code"] = "code in this weighing",
        ["CriterionPoints.Criterion"] = "code in this weighing",
        ["DecisionContent.ProjectfasebesluitId"] = "id in the project system",
        ["EquallyImportant.Criteria"] = "codes in this weighing",
        ["Evidence.Sha256"] = "digest",
        ["Evidence.Uri"] = "address of a document, in a system with its own access",
        ["ExternalIdentity.IdAdministratie"] = "key in another system",
        ["ExternalIdentity.IdExtern"] = "key in another system",
        ["ExternalIdentity.IdGegevensbeheerder"] = "key in another system",
        ["ExternalIdentity.IdOrganisatie"] = "key in another system",
        ["Framing.BagIds"] = "identification in the national register of addresses and buildings",
        ["Framing.Clusters"] = "URI of a group of dwellings",
        ["Framing.Complexes"] = "URI of a group of dwellings",
        ["Framing.Reference"] = "number in the corporation's own registration",
        ["InputContent.PreferredProposal"] = "code in this weighing",
        ["InputGiven.Stakeholder"] = "code in this weighing",
        ["Instrument.Name"] = "name of a published method",
        ["Instrument.Uri"] = "address of a published method",
        ["Instrument.Version"] = "version of a published method",
        ["ObjectionRaised.Stakeholder"] = "code in this weighing",
        ["OutcomeMethod.Name"] = "name of a method",
        ["OutcomeMethod.Version"] = "version of a method",
        ["OutcomeRecorded.Fingerprint"] = "digest",
        ["OutcomeRecorded.Source"] = "name of the sheet or system in which it was computed",
        ["OwnComputation.Digest"] = "digest",
        ["OutcomeRecorded.Seed"] = "seed of the draws",
        ["ProposalRevised.Code"] = "code in this weighing",
        ["ProposalRevisionReference.Code"] = "code in this weighing",
        ["ProposalSubmitted.Code"] = "code in this weighing",
        ["ProposalWithdrawn.Code"] = "code in this weighing",
        ["Registration.Code"] = "code of a corporation in this installation",
        ["Registration.CorporationNumber"] = "number of a registered social landlord",
        ["Registration.KvkNumber"] = "number of an organisation in the trade register",
        ["Registration.Oin"] = "identification number of an organisation",
        ["OutcomeRecorded.Unit"] = "unit of totals",
        ["Scale.Unit"] = "unit of a scale",
        ["ScoreGiven.Unit"] = "unit of a scale",
        ["ScoreRevised.Unit"] = "unit of a scale",
        ["ScoreGiven.Criterion"] = "code in this weighing",
        ["StakeholderInvited.Code"] = "code in this weighing",
        ["StakeholderInvited.KvkNumber"] = "number of an organisation in the trade register",
        ["StakeholderInvited.Subject"] = "pseudonymous subject id",
        ["StakeholderWithdrew.Code"] = "code in this weighing",
        ["WeighingReframed.Changed"] = "names of members",
        ["Who.Stakeholder"] = "code in this weighing",

        ["PersonalDataErased.ConfirmedBy"] = "pseudonymous subject id",
        ["PersonalDataErased.DecidedBy"] = "pseudonymous subject id",
        ["PersonalDataErased.Digests"] = "digests",
        ["PersonalDataErased.Subject"] = "pseudonym that was made for the erasure",
        ["AccessEnded.Subject"] = "pseudonymous subject id",
        ["AccessGranted.Subject"] = "pseudonymous subject id",
        ["BallotContent.Complex"] = "URI of a group of dwellings",
        ["BallotContent.Stakeholder"] = "code in this weighing",
        ["StakeholderCorrected.Code"] = "code in this weighing",
        ["StakeholderCorrected.KvkNumber"] = "number of an organisation in the trade register",
        ["StakeholderCorrected.Subject"] = "pseudonymous subject id",
        ["VoteCount.Proposal"] = "code in this weighing",

        // Roles and organisations, never a person's name.
        ["AccessEnded.Role"] = "role",
        ["AccessGranted.Role"] = "role",
        ["StakeholderCorrected.Party"] = "organisation or group",
        ["StakeholderCorrected.Role"] = "role",
        ["DecisionApproved.ApproverRole"] = "role",
        ["DecisionContent.DeciderRole"] = "role",
        ["DecisionRejected.ApproverRole"] = "role",
        ["Framing.ApproverRole"] = "role",
        ["Framing.DeciderRole"] = "role",
        ["Framing.OwnerRole"] = "role",
        ["Registration.Name"] = "organisation",
        ["StakeholderInvited.Party"] = "organisation or group",
        ["StakeholderInvited.Role"] = "role",
        ["Who.Role"] = "role",

        // Texts of the corporation as such, about places, plans and rules.
        ["AdviceRequested.About"] = "subject of a request",
        ["AdviceRequested.Basis"] = "rule that is invoked",
        ["BallotContent.Method"] = "how a vote was held",
        ["BallotContent.Question"] = "what was put to the vote",
        ["Electorate.Description"] = "group that was entitled to vote",
        ["StakeholderCorrected.Interest"] = "what an organisation or group stands for",
        ["WeighingLinked.Note"] = "how two weighings belong together",
        ["Criterion.Goal"] = "goal of the corporation",
        ["Criterion.Name"] = "name of a criterion",
        ["DecisionContent.Assumptions"] = "what a decision assumes of the world",
        ["DecisionContent.Conditions"] = "terms of a decision",
        ["DecisionContent.ReopenWhen"] = "terms of a decision",
        ["Deviation.Framework"] = "name of a framework",
        ["Framing.HereFor"] = "task of the corporation",
        ["Framing.Mandate"] = "rule that is invoked",
        ["Framing.NotHereFor"] = "task of the corporation",
        ["Framing.Occasion"] = "why the question is asked",
        ["Framing.Question"] = "the question",
        ["Framing.SgeiNote"] = "remark on a legal regime",
        ["Framing.Title"] = "name of the weighing",
        ["ProposalContent.Description"] = "the plan",
        ["ProposalContent.Name"] = "name of the plan",
        ["RoundOpened.About"] = "subject of a round",
        ["ScaleLevel.Words"] = "meaning of a level",
        ["StakeholderInvited.Interest"] = "what an organisation or group stands for",
    };

    [Fact]
    public void No_event_carries_a_text_by_or_about_a_person()
    {
        var texts = from type in EventShapes.Types
                    where !type.IsEnum && type != typeof(Sealed)
                    from member in EventShapes.Members(type)
                    where EventShapes.Element(member.PropertyType) == typeof(string)
                    select $"{type.Name}.{member.Name}";
        texts.ShouldBe(Allowed.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Nor_does_it_carry_anything_that_could_hold_any_text()
    {
        var plain = new[] { typeof(string), typeof(int), typeof(long), typeof(bool), typeof(decimal), typeof(DateOnly), typeof(DateTimeOffset), typeof(Guid) };
        EventShapes.Types.Where(t => !t.IsEnum).SelectMany(EventShapes.Members).Select(m => EventShapes.Element(m.PropertyType))
            .Where(t => !EventShapes.Types.Contains(t)).Except(plain).ShouldBeEmpty();
    }
}
