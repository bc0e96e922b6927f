namespace WikkenWegen.Domain;

/// <summary>On what ground a text by or about a person was corrected: article 16 of the AVG (GDPR).</summary>
public enum RectificationGround
{
    /// <summary>It was not right.</summary>
    Inaccurate,

    /// <summary>It was not complete.</summary>
    Incomplete,
}

/// <summary>That a text by or about a person was corrected. The event that carries it stays as it is; views show the right one in its place.</summary>
/// <param name="Number">Its number, from 1 within the weighing.</param>
/// <param name="Event">Number of the event that carries the text.</param>
/// <param name="Field">Name of the field that it stands in.</param>
/// <param name="Replaced">Digest of the text that held until then.</param>
/// <param name="Text">The right text, kept in the vault; absent for who may not read it.</param>
/// <param name="Ground">On what ground.</param>
/// <param name="Origin">The event of the correction.</param>
public sealed record TextCorrection(int Number, int Event, string Field, string Replaced, Sealed? Text, RectificationGround Ground, Origin Origin)
{
    /// <summary>What is said beside the text: that it was corrected, when, and on what ground.</summary>
    /// <param name="language">The language of the reader.</param>
    public string Notice(Language language) => language == Language.Dutch
        ? $"Verbeterd op {Forms.Day(Calendar.DayOf(Origin.OccurredAt), Forms.Dutch)} op grond van: {Words.Dutch(Ground)}."
        : $"Corrected on {Forms.Day(Calendar.DayOf(Origin.OccurredAt), Forms.English)} on the ground of: {Words.English(Ground)}.";
}

public sealed partial record Weighing
{
    /// <summary>All corrections of texts, in the order of their numbers.</summary>
    public GrowingList<TextCorrection> TextCorrections { get; internal init; } = [];

    /// <summary>The correction with this number, or null.</summary>
    public TextCorrection? TextCorrection(int number) => TextCorrections.FirstOrDefault(c => c.Number == number);

    /// <summary>The newest correction of the text with a digest; null where it was not corrected.</summary>
    public TextCorrection? CorrectionOf(string digest)
    {
        TextCorrection? newest = null;
        foreach (var correction in TextCorrections)
            if (correction.Text is not null && correction.Replaced == (newest?.Text!.Digest ?? digest)) newest = correction;
        return newest;
    }

    /// <summary>The digest of the text as it was recorded first; the same where it is no correction.</summary>
    public string FirstOf(string digest)
    {
        foreach (var correction in TextCorrections.Reverse())
            if (correction.Text?.Digest == digest) digest = correction.Replaced;
        return digest;
    }

    /// <summary>Whether the text of a correction is for a reader: it is not where it takes the place of one that is not. To be asked of the newest state.</summary>
    /// <param name="correction">The correction.</param>
    /// <param name="reader">Subject id of the reader, who does not see the names and contacts of persons.</param>
    internal bool IsForReader(TextCorrection correction, string reader) =>
        Event(correction.Event) is not { } original || PersonalTexts.In(original.Event.WithoutPersons(reader, this)).Any(text => text.Text.Digest == FirstOf(correction.Replaced));
}
