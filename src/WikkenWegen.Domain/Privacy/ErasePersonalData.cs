using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Privacy;

/// <summary>
/// Texts by or about one person were erased. They are deleted from the vault in the transaction of this event; what carried them stays, with their
/// digests, so that order, numbers and proof do too.
/// </summary>
[EventType("personal_data_erased")]
public sealed record PersonalDataErased : WeighingEvent
{
    /// <summary>Number of the erasure, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Identity of the erasure, which may be of several weighings.</summary>
    public required Guid ErasureId { get; init; }

    /// <summary>A pseudonym of the person that was made for this erasure, and says nothing elsewhere.</summary>
    public required string Subject { get; init; }

    /// <summary>The digests of the texts that were erased.</summary>
    public required ImmutableArray<string> Digests { get; init; }

    /// <summary>On what ground.</summary>
    public required ErasureGround Ground { get; init; }

    /// <summary>Pseudonymous subject id of who asked for it.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>Pseudonymous subject id of the other person, who confirmed it.</summary>
    public required string ConfirmedBy { get; init; }

    /// <summary>When it was asked for, in UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Numbers of the cases that were shared with the learning network and held one of the texts: with these texts they are taken back from there. Left out where there were none.</summary>
    [AbsentWhereEmpty]
    public ImmutableArray<int> CasesTakenBack { get; init; } = [];

    /// <inheritdoc />
    protected override string Path => $"erasures/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Van één persoon {(Digests.Length == 1 ? "is 1 tekst" : Invariant($"zijn {Digests.Length} teksten"))} gewist (wissing {Number}), op grond van: {Words.Dutch(Ground)}.{CasesTakenBackWith.Dutch(CasesTakenBack)}");

    /// <inheritdoc />
    protected override string English => Invariant($"Of one person {(Digests.Length == 1 ? "1 text was" : Invariant($"{Digests.Length} texts were"))} erased (erasure {Number}), on the ground of: {Words.English(Ground)}.{CasesTakenBackWith.English(CasesTakenBack)}");

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        (weighing with { Erasures = weighing.Erasures.Add(new Erasure(Number, ErasureId, Subject, Digests, Ground, DecidedBy, ConfirmedBy, RequestedAt, origin)) }).TakeBack(CasesTakenBack, origin);

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ErasePersonalData
    {
        ErasureId = ErasureId,
        Subject = Subject,
        Digests = Digests,
        Ground = Ground,
        DecidedBy = DecidedBy,
        ConfirmedBy = ConfirmedBy,
        RequestedAt = RequestedAt,
    };
}

/// <summary>Erases texts by or about one person, once a second person has confirmed it.</summary>
public sealed record ErasePersonalData : WeighingCommand
{
    /// <summary>Refuses who asked for an erasure to confirm it.</summary>
    public static readonly Rule ConfirmedBySamePerson = new("confirmed-by-same-person", RuleKind.Forbidden,
        "Wie om de wissing vroeg, bevestigt haar niet. Dat doet een ander.",
        "Whoever asked for the erasure does not confirm it. Somebody else does that.");

    /// <summary>Refuses to erase anything of a weighing that is held.</summary>
    public static readonly Rule WeighingHeld = new("weighing-held", RuleKind.Conflict,
        "Afweging {0} is geblokkeerd (gebeurtenis {1}): zolang dat zo is, wordt er niets van gewist.",
        "Weighing {0} is blocked (event {1}): as long as it is, nothing of it is erased.");

    /// <summary>Refuses an erasure of nothing.</summary>
    public static readonly Rule NothingToErase = new("nothing-to-erase", RuleKind.Conflict,
        "Er is van deze persoon niets (meer) te wissen.",
        "Of this person there is nothing to erase (any more).");

    /// <summary>Refuses that somebody confirms an erasure of what they may not see: it is carried out whole, and two people have seen what it is about.</summary>
    public static readonly Rule ErasesUnseen = new("erases-unseen", RuleKind.Conflict,
        "Bij het verzoek is de persoon ook gevonden in afwegingen die u niet mag zien ({0}). De wissing gebeurt in één keer: laat iemand bevestigen die ze alle mag zien, of laat u er toegang toe geven.",
        "With the request the person was found in weighings too that you may not see ({0}). The erasure is carried out as a whole: have somebody confirm it who may see all of them, or be given access to them.");

    /// <summary>Refuses to look for a person who was not named in any way.</summary>
    public static readonly Rule NobodyNamed = new("nobody-named", RuleKind.Invalid,
        "Noem de persoon: met een subject-id, als belanghebbende van een afweging, of met teksten.",
        "Name the person: by a subject id, as a stakeholder of a weighing, or by texts.");

    /// <summary>Refuses a digest that no text of the weighing has, or whose text was erased before.</summary>
    public static readonly Rule NoSuchText = new("no-such-text", RuleKind.Conflict,
        "Tekst {0} is er niet (meer) in deze afweging.",
        "Text {0} is not there (any more) in this weighing.");

    /// <summary>Identity of the erasure, which may be of several weighings.</summary>
    public required Guid ErasureId { get; init; }

    /// <summary>A pseudonym of the person that was made for this erasure.</summary>
    public required string Subject { get; init; }

    /// <summary>The digests of the texts to erase.</summary>
    public required ImmutableArray<string> Digests { get; init; }

    /// <summary>On what ground.</summary>
    public required ErasureGround Ground { get; init; }

    /// <summary>Pseudonymous subject id of who asked for it.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>Pseudonymous subject id of who confirmed it.</summary>
    public required string ConfirmedBy { get; init; }

    /// <summary>When it was asked for, in UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>
    /// Whether it was carried out before, and an older backup has brought the texts back. Then no hold is in its way: it was judged the first time, and what
    /// that backup knows of holds is old.
    /// </summary>
    [JsonIgnore]
    public bool Again { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override Refusal? Forbidden(Weighing weighing, Actor actor) =>
        base.Forbidden(weighing, actor) ?? (ConfirmedBy == DecidedBy ? ConfirmedBySamePerson.Whole() : null);

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (!Again && weighing.HoldAt(OccurredAt) is { } hold) yield return WeighingHeld.Whole(weighing.Id, hold.Origin.Event);
        if (Digests.IsEmpty) yield return NothingToErase.Whole();
        var there = weighing.PersonalTextsOf().Select(text => text.Digest).Except(weighing.Erasures.SelectMany(e => e.Digests)).ToHashSet();
        foreach (var digest in Digests.Where(digest => !there.Contains(digest))) yield return NoSuchText.Whole(digest);
        var asked = Digests.ToHashSet();
        foreach (var refusal in NotBefore(weighing.PersonalTextsOf().Where(text => asked.Contains(text.Digest)).Select(text => weighing.OriginOf(text.Recorded)))) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new PersonalDataErased
    {
        Number = weighing.Erasures.Count + 1,
        ErasureId = ErasureId,
        Subject = Subject,
        Digests = Digests,
        Ground = Ground,
        DecidedBy = DecidedBy,
        ConfirmedBy = ConfirmedBy,
        RequestedAt = RequestedAt,
        CasesTakenBack = weighing.CasesToTakeBackWith(Digests),
    };
}
