using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Whether the agreement that the process form asks for is there.</summary>
internal sealed record AgreementAsked(bool IsFirst, Fact Form, Fact Proposal, ProcessForm Asked, AgreementState State, ImmutableArray<Fact> Against, ImmutableArray<Fact> Awaited) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        if (IsFirst) InDutch(pen);
        switch (State)
        {
            case AgreementState.Reached when Asked == ProcessForm.Consent: pen.Say($"Zo'n bezwaar staat er nu niet tegen {Proposal}."); break;
            case AgreementState.NotReached when Asked == ProcessForm.Consent: pen.Say($"Zo'n bezwaar staat er nog tegen {Proposal}, van: {Against}."); break;
            case AgreementState.Reached when Asked == ProcessForm.Majority: pen.Say($"Die is voor {Proposal}."); break;
            case AgreementState.NotReached when Asked == ProcessForm.Majority: pen.Say($"Die is er niet voor {Proposal}. Niet voor: {Against}."); break;
            case AgreementState.Open when Asked == ProcessForm.Majority && Awaited.IsEmpty: pen.Say($"Of die er is voor {Proposal}, is nog niet te zeggen."); break;
            case AgreementState.Reached: pen.Say($"Dat is zo bij {Proposal}."); break;
            case AgreementState.NotReached: pen.Say($"Dat is niet zo bij {Proposal}. Niet akkoord: {Against}."); break;
            case AgreementState.Open when Awaited.IsEmpty: pen.Say($"Of dat zo is bij {Proposal}, is nog niet te zeggen."); break;
            default:
                if (Asked == ProcessForm.Consent) pen.Say($"Of er zo'n bezwaar is tegen {Proposal}, is niet te zeggen. Van deze partijen ontbreekt een reactie:");
                else if (Asked == ProcessForm.Majority) pen.Say($"Of die er is voor {Proposal}, is niet te zeggen. Van deze partijen ontbreekt een standpunt:");
                else pen.Say($"Of dat zo is bij {Proposal}, is niet te zeggen. Van deze partijen ontbreekt een standpunt:");
                foreach (var party in Awaited) pen.Item($"{party}");
                break;
        }
    }

    public override void English(Pen pen)
    {
        if (IsFirst) InEnglish(pen);
        switch (State)
        {
            case AgreementState.Reached when Asked == ProcessForm.Consent: pen.Say($"No such objection stands against {Proposal}."); break;
            case AgreementState.NotReached when Asked == ProcessForm.Consent: pen.Say($"Such an objection still stands against {Proposal}, of: {Against}."); break;
            case AgreementState.Reached when Asked == ProcessForm.Majority: pen.Say($"It is for {Proposal}."); break;
            case AgreementState.NotReached when Asked == ProcessForm.Majority: pen.Say($"It is not there for {Proposal}. Not in favour: {Against}."); break;
            case AgreementState.Open when Asked == ProcessForm.Majority && Awaited.IsEmpty: pen.Say($"Whether it is there for {Proposal} cannot be said yet."); break;
            case AgreementState.Reached: pen.Say($"That is so for {Proposal}."); break;
            case AgreementState.NotReached: pen.Say($"That is not so for {Proposal}. Not in agreement: {Against}."); break;
            case AgreementState.Open when Awaited.IsEmpty: pen.Say($"Whether that is so for {Proposal} cannot be said yet."); break;
            default:
                if (Asked == ProcessForm.Consent) pen.Say($"Whether there is such an objection to {Proposal} cannot be said. A response of these is missing:");
                else if (Asked == ProcessForm.Majority) pen.Say($"Whether it is there for {Proposal} cannot be said. The position of these is missing:");
                else pen.Say($"Whether that is so for {Proposal} cannot be said. The position of these is missing:");
                foreach (var party in Awaited) pen.Item($"{party}");
                break;
        }
    }

    /// <summary>What was agreed on, which is said once.</summary>
    private void InDutch(Pen pen)
    {
        switch (Asked)
        {
            case ProcessForm.Consent: pen.Say($"Afgesproken was {Form}: een voorstel kan door als niemand die moet instemmen, een overwegend bezwaar heeft. Dat is een bezwaar met goede redenen om het niet te doen."); break;
            case ProcessForm.Consensus: pen.Say($"Afgesproken was {Form}: iedereen die moet instemmen, is ervoor."); break;
            default: pen.Say($"Afgesproken was: de {Form} beslist."); break;
        }
    }

    private void InEnglish(Pen pen)
    {
        switch (Asked)
        {
            case ProcessForm.Consent: pen.Say($"The form agreed was {Form}: a proposal can go on where nobody whose agreement is needed has an overriding objection. That is an objection with good reasons not to do it."); break;
            case ProcessForm.Consensus: pen.Say($"The form agreed was {Form}: all whose agreement is needed are in favour."); break;
            default: pen.Say($"The form agreed was that the {Form} decides."); break;
        }
    }
}

/// <summary>The resistance against each proposal.</summary>
internal sealed record Resistances(ImmutableArray<(Fact Proposal, Fact Mean, Fact Highest, Fact Parties)> Given) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"Partijen gaven ook hun weerstand, van nul (geen) tot tien (dit kan echt niet):");
        else pen.Say($"De gemiddelde weerstand, van nul (geen) tot tien (onaanvaardbaar), met het aantal partijen dat die gaf:");
        foreach (var (proposal, mean, highest, parties) in Given)
            if (pen.IsForResident) pen.Item($"{proposal}: gemiddeld {mean}, de hoogste {highest}");
            else pen.Item($"{proposal}: {mean} ({parties})");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"Parties also gave their resistance, from zero (none) to ten (this really cannot be):");
        else pen.Say($"Mean resistance, from zero (none) to ten (unacceptable), with the number of parties that gave it:");
        foreach (var (proposal, mean, highest, parties) in Given)
            if (pen.IsForResident) pen.Item($"{proposal}: {mean} on average, the highest {highest}");
            else pen.Item($"{proposal}: {mean} ({parties})");
    }
}

/// <summary>That a criterion is support itself.</summary>
internal sealed record CountedTwice(Fact Criterion, Fact Share) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"Let op: een van de criteria is {Criterion}. Wat partijen vinden telt zo twee keer mee: in de score, en hier nog eens.");
        else pen.Say($"Het criterium {Criterion} ({Share} van het gewicht) is zelf draagvlak. Draagvlak telt zo twee keer: in de score, en als draagvlak.");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"Mind: one of the criteria is {Criterion}. What parties think so counts twice: in the score, and here once more.");
        else pen.Say($"The criterion {Criterion} ({Share} of the weight) is support itself. Support so counts twice: in the score, and as support.");
    }
}
