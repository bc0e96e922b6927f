using System.Collections.Immutable;

namespace WikkenWegen.Domain.Privacy;

/// <summary>
/// A text by or about a person was corrected at their request (AVG, article 16): the digest in an earlier event is replaced by that of another disclosure. What was recorded stays
/// as it was, so that what was known then can still be read, until it is erased.
/// </summary>
[EventType("text_corrected")]
public sealed record TextCorrected : WeighingEvent
{
    /// <summary>Number of the correction, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the event that carries the text.</summary>
    public required int Event { get; init; }

    /// <summary>Name of the field that it stands in, as in the JSON of that event.</summary>
    public required string Field { get; init; }

    /// <summary>Digest of the text that held until now: that of the event, or of the correction before this one.</summary>
    public required string Replaced { get; init; }

    /// <summary>The right text, kept in the vault; null only in the event as it is shown to who may not read it.</summary>
    public Sealed? Text { get; init; }

    /// <summary>On what ground.</summary>
    public required RectificationGround Ground { get; init; }

    /// <summary>Numbers of the cases that were shared with the learning network and hold the text as it was: with this they are taken back from there. Left out where there were none.</summary>
    [AbsentWhereEmpty]
    public ImmutableArray<int> CasesTakenBack { get; init; } = [];

    /// <inheritdoc />
    protected override string Path => $"text-corrections/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Een tekst van gebeurtenis {Event} is verbeterd (verbetering {Number}), op grond van: {Words.Dutch(Ground)}.{CasesTakenBackWith.Dutch(CasesTakenBack)}");

    /// <inheritdoc />
    protected override string English => Invariant($"A text of event {Event} was corrected (correction {Number}), on the ground of: {Words.English(Ground)}.{CasesTakenBackWith.English(CasesTakenBack)}");

    internal override WeighingEvent WithoutPersons(string reader, Weighing newest) =>
        newest.TextCorrection(Number) is { } correction && !newest.IsForReader(correction, reader) ? this with { Text = null } : this;

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        (weighing with { TextCorrections = weighing.TextCorrections.Add(new TextCorrection(Number, Event, Field, Replaced, Text, Ground, origin)) }).TakeBack(CasesTakenBack, origin);

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new CorrectText { Event = Event, Field = Field, Replaced = Replaced, Text = Text, Ground = Ground };
}

/// <summary>Corrects a text by or about a person, at their request.</summary>
public sealed record CorrectText : WeighingCommand
{
    /// <summary>Refuses a field of an event that holds no text of the vault.</summary>
    public static readonly Rule NoTextThere = new("no-text-there", RuleKind.Invalid,
        "Gebeurtenis {0} heeft geen tekst '{1}' in de kluis op die plaats.",
        "Event {0} has no text '{1}' in the vault at that place.");

    /// <summary>Refuses a correction that says nothing.</summary>
    public static readonly Rule TextMissing = new("text-missing", RuleKind.Invalid,
        "Geef de juiste tekst. Moet de tekst weg, laat haar dan wissen.",
        "Give the right text. Where the text must go, have it erased.");

    /// <summary>Number of the event that carries the text, from 1.</summary>
    public required int Event { get; init; }

    /// <summary>Name of the field that it stands in, as in the JSON of the event.</summary>
    public required string Field { get; init; }

    /// <summary>Which of the texts in fields of that name it is, from 1.</summary>
    public int Item { get; init; } = 1;

    /// <summary>Digest of the text that is replaced, where that is known; null for what stands in the field.</summary>
    internal string? Replaced { get; init; }

    /// <summary>The right text, kept in the vault; null is refused.</summary>
    public Sealed? Text { get; init; }

    /// <summary>On what ground.</summary>
    public required RectificationGround Ground { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <summary>Nobody goes on with what was given in a blind round that is still open: a correction shows its text.</summary>
    protected override Refusal? Forbidden(Weighing weighing, Actor actor) => base.Forbidden(weighing, actor)
        ?? (weighing.Event(Event) is { } recorded && weighing.Hides(recorded, reader: "") ? Rules.NotReadYet.Whole() : null);

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Text is null) yield return TextMissing.At("/text");
        if (weighing.Events.FirstOrDefault(e => e.Number == Event) is not { } recorded)
        {
            yield return Rules.UnknownEvent.At("/event", Event, weighing.Version);
            yield break;
        }
        if (Holding(weighing) is not { } replaced)
        {
            yield return NoTextThere.At("/field", Event, Field);
            yield break;
        }
        if (weighing.ErasureOf(replaced) is not null) yield return ErasePersonalData.NoSuchText.At("/field", replaced);
        foreach (var refusal in NotBefore(weighing.OriginOf(recorded), weighing.CorrectionOf(weighing.FirstOf(replaced))?.Origin)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing)
    {
        var first = weighing.FirstOf(Holding(weighing)!);
        var original = weighing.PersonalTextsOf().First(text => text.Digest == first); // a correction of a correction is of the text itself
        return new TextCorrected
        {
            Number = weighing.TextCorrections.Count + 1,
            Event = original.Recorded.Number,
            Field = original.Field,
            Replaced = Holding(weighing)!,
            Text = Text,
            Ground = Ground,
            CasesTakenBack = weighing.CasesToTakeBackWith([Holding(weighing)!]),
        };
    }

    /// <summary>Digest of the text that holds now; null where the event has none there.</summary>
    private string? Holding(Weighing weighing)
    {
        if (weighing.Events.FirstOrDefault(e => e.Number == Event) is not { } recorded) return null;
        var there = Replaced ?? PersonalTexts.In(recorded.Event).Where(text => text.Field == Field).ElementAtOrDefault(Item - 1).Text?.Digest;
        if (there is null) return null;
        var first = weighing.FirstOf(there);
        return weighing.CorrectionOf(first)?.Text!.Digest ?? first;
    }
}
