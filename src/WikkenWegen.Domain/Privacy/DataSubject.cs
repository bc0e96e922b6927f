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
        var codes = weighing.Stakeholders.Where(s => s.Subject is { } subject && Subjects.Contains(subject)).Select(s => s.Code).Concat(Stakeholders).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. weighing.PersonalTextsOf().Where(text => !LeftOut.Contains(text.Digest)
                && ((text.Stakeholder is { } code && codes.Contains(code)) || (text.Subject is { } subject && Subjects.Contains(subject)) || Texts.Contains(text.Digest))),
        ];
    }
}
