using System.Collections.Immutable;

namespace WikkenWegen.Domain.Privacy;

/// <summary>
/// The person (betrokkene) whose data are asked about, as far as the record can know them: by the subject id under which they sign in, by the
/// stakeholders that they are, and by single texts in which somebody found them. A stakeholder counts as one person: where several people filled the
/// role one after another, the officer leaves out what is of the others.
/// </summary>
/// <param name="Subjects">Pseudonymous subject ids.</param>
/// <param name="Stakeholders">Codes of stakeholders of the weighing that is looked at, as they were first written.</param>
/// <param name="Texts">Digests of texts in which the person was found.</param>
/// <param name="LeftOut">Digests of texts that are not of the person.</param>
public sealed record DataSubject(
    ImmutableHashSet<string> Subjects, ImmutableHashSet<string> Stakeholders, ImmutableHashSet<string> Texts, ImmutableHashSet<string> LeftOut)
{
    /// <summary>
    /// The texts of a weighing that belong to the person, also those that were erased, in the order in which they were recorded. Only the subject id
    /// that a stakeholder has now joins: an earlier one was a mistake, or of somebody else.
    /// </summary>
    public ImmutableArray<PersonalText> TextsIn(Weighing weighing)
    {
        // A text that was corrected is one text, whichever of its digests is named: what it was before is erased with what it is now.
        var (codes, named, leftOut) = (CodesIn(weighing), Firsts(Texts), Firsts(LeftOut));
        return [.. weighing.PersonalTextsOf().Where(text => !leftOut.Contains(weighing.FirstOf(text.Digest)) && (Is(codes, text.Stakeholder, text.Subject) || named.Contains(weighing.FirstOf(text.Digest))))];

        HashSet<string> Firsts(ImmutableHashSet<string> digests) => [.. digests.Select(weighing.FirstOf)];
    }

    /// <summary>The events of a weighing that are of the person, or that carry a text which is, in the order in which they were recorded.</summary>
    public ImmutableArray<RecordedEvent> EventsIn(Weighing weighing)
    {
        var (codes, carrying) = (CodesIn(weighing), TextsIn(weighing).Select(text => text.Recorded.Number).ToHashSet());
        return [.. weighing.Events.Where(recorded => carrying.Contains(recorded.Number) || Is(codes, weighing.HolderOf(recorded.Event), weighing.SubjectOf(recorded.Event)))];
    }

    /// <summary>The stakeholders of a weighing that the person is.</summary>
    public ImmutableArray<Stakeholder> StakeholdersIn(Weighing weighing)
    {
        var codes = CodesIn(weighing);
        return [.. weighing.Stakeholders.Where(s => codes.Contains(s.Code))];
    }

    /// <summary>Whether the person is found in a weighing.</summary>
    public bool IsIn(Weighing weighing) => !EventsIn(weighing).IsEmpty;

    private HashSet<string> CodesIn(Weighing weighing) =>
        weighing.Stakeholders.Where(s => s.Subject is { } subject && Subjects.Contains(subject)).Select(s => s.Code).Concat(Stakeholders).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private bool Is(HashSet<string> codes, string? stakeholder, string? subject) =>
        (stakeholder is not null && codes.Contains(stakeholder)) || (subject is not null && Subjects.Contains(subject));
}
