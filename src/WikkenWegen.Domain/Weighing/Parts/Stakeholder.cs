using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>What say a stakeholder has (bevoegdheid).</summary>
public enum Say
{
    /// <summary>Decides.</summary>
    Decides,

    /// <summary>Their consent or agreement is needed.</summary>
    Consents,

    /// <summary>Advises.</summary>
    Advises,

    /// <summary>Gives input.</summary>
    GivesInput,

    /// <summary>Contradicts on purpose (tegenspraak).</summary>
    Dissents,
}

/// <summary>A stakeholder (belanghebbende): a party, in one role, that has a say.</summary>
/// <param name="Code">Its code in this weighing, such as B3, as it was first written.</param>
/// <param name="Party">The organisation or group, such as Gemeente.</param>
/// <param name="Role">The role within the party, such as Wijkregisseur; never a person's name.</param>
/// <param name="Say">What say it has.</param>
/// <param name="Interest">What it stands for; absent where that was not said.</param>
/// <param name="PersonName">Name of the person who fills the role, kept in the vault; absent where it was not given.</param>
/// <param name="Contact">How to reach that person, kept in the vault; absent where it was not given.</param>
/// <param name="KvkNumber">Number of the party in the trade register (KvK), 8 digits with leading zeros; absent where it was not given.</param>
/// <param name="Subject">Pseudonymous subject id under which the stakeholder signs in; absent where they do not.</param>
/// <param name="Withdrawal">Their withdrawal from the weighing; absent while they take part.</param>
/// <param name="Origin">The event in which they were invited.</param>
public sealed record Stakeholder(
    string Code, string Party, string Role, Say Say, string? Interest,
    Sealed? PersonName, Sealed? Contact, string? KvkNumber, string? Subject, Withdrawal? Withdrawal, Origin Origin)
{
    /// <summary>The corrections of what was recorded of them, oldest first; empty where there are none. What stands above is as it was corrected last.</summary>
    public ImmutableArray<StakeholderCorrection> Corrections { get; init; } = [];

    /// <summary>Subject ids under which they signed in until a correction, oldest first; empty where there are none.</summary>
    [JsonIgnore]
    public ImmutableArray<string> EarlierSubjects { get; init; } = [];

    /// <summary>Names of the party that were recorded until a correction, oldest first; empty where there are none.</summary>
    [JsonIgnore]
    public ImmutableArray<string> EarlierParties { get; init; } = [];

    /// <summary>Whether their agreement is needed: of who decides as much as of who consents, and not of who advises, gives input or contradicts on purpose.</summary>
    internal bool HasToAgree => Say is Say.Decides or Say.Consents;

    /// <summary>Whether a person is named, or can be reached.</summary>
    [JsonIgnore]
    public bool HasPerson => (PersonName ?? Contact) is not null;
}

/// <summary>A correction of what was recorded of a stakeholder.</summary>
/// <param name="Number">Number of the correction, from 1 within the stakeholder.</param>
/// <param name="Reason">Why, kept in the vault.</param>
/// <param name="Origin">The event of the correction; the differences of that event show both values.</param>
public sealed record StakeholderCorrection(int Number, Sealed Reason, Origin Origin);

public sealed partial record Weighing
{
    /// <summary>All stakeholders, in the order in which they were invited.</summary>
    public GrowingList<Stakeholder> Stakeholders { get; internal init; } = [];

    /// <summary>The stakeholder with this code, in either case, or null.</summary>
    public Stakeholder? Stakeholder(string? code) => Stakeholders.FirstOrDefault(s => Codes.Same(s.Code, code));

    /// <summary>
    /// Whether somebody is of the party of a stakeholder: any stakeholder of that party signs in with their subject id, or did so until a
    /// correction. Of one party are those with the same number in the trade register, or the same name, now or until a correction.
    /// </summary>
    /// <param name="code">Code of the stakeholder; false for null, and for one who does not exist.</param>
    /// <param name="subject">Their subject id.</param>
    internal bool IsOfPartyOf(string? code, string subject)
    {
        return Stakeholder(code) is { } stakeholder && Stakeholders.Any(s => (s.Subject == subject || s.EarlierSubjects.Contains(subject))
            && (s.Code == stakeholder.Code || (s.KvkNumber is not null && s.KvkNumber == stakeholder.KvkNumber) || Parties(s).Intersect(Parties(stakeholder)).Any()));

        static IEnumerable<string> Parties(Stakeholder s) => s.EarlierParties.Append(s.Party).Select(Names.Key);
    }
}

/// <summary>Rules about who does something.</summary>
internal static class Parties
{
    /// <summary>What is wrong with a stakeholder or role that a request names at <paramref name="pointer"/>; nothing where it names none.</summary>
    public static IEnumerable<Refusal> Refusals(this Who? who, Weighing weighing, string pointer)
    {
        if (who is null) yield break;
        if (who.Stakeholder is null == who.Role is null) yield return Rules.StakeholderOrRole.At(pointer);
        else if (who.Stakeholder is { } code && weighing.Stakeholder(code) is null) yield return Rules.UnknownStakeholder.At(pointer + "/stakeholder", code);
    }

    /// <summary>The invitation of the stakeholder that is named; null for a role.</summary>
    public static Origin? Invitation(this Who? who, Weighing weighing) => weighing.Stakeholder(who?.Stakeholder)?.Origin;

    /// <summary>Refuses a stakeholder who was not invited yet, or had withdrawn already, at <paramref name="moment"/>.</summary>
    public static IEnumerable<Refusal> TakesPart(this Weighing weighing, string code, DateTimeOffset moment, string pointer)
    {
        if (weighing.Stakeholder(code) is not { } stakeholder) yield return Rules.NotInvited.At(pointer, code);
        else if (stakeholder.Withdrawal is { } withdrawal && moment >= withdrawal.Origin.OccurredAt)
            yield return Rules.StakeholderWithdrawn.At(pointer, code, withdrawal.Origin.Event);
        else if (moment < stakeholder.Origin.OccurredAt)
            yield return Rules.OccurredBeforeItsGround.At("/occurredAt", stakeholder.Origin.Event, stakeholder.Origin.OccurredAt);
    }

    /// <summary>Refuses a revision by a stakeholder who had withdrawn at <paramref name="moment"/>. A role (a null code) never withdraws.</summary>
    public static IEnumerable<Refusal> StillTakesPart(this Weighing weighing, string? code, DateTimeOffset moment)
    {
        if (weighing.Stakeholder(code) is { Withdrawal: { } withdrawal } && moment >= withdrawal.Origin.OccurredAt)
            yield return Rules.StakeholderWithdrawn.Whole(code!, withdrawal.Origin.Event);
    }

    /// <summary>The origins of everything that a stakeholder gave or was asked for.</summary>
    public static IEnumerable<Origin> PartTaken(this Weighing weighing, string code) =>
        weighing.Given().Where(g => g.By.Stakeholder == code).SelectMany(g => g.Revisions)
            .Concat(weighing.AdviceRequests.Where(a => a.Stakeholder == code).Select(a => a.Origin));
}
