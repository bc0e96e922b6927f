using System.Collections.Immutable;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Privacy;

/// <summary>A text of a stream that is no weighing, with the event that carries it.</summary>
/// <param name="Digest">Its digest in the event.</param>
/// <param name="Field">Name of the field that it stands in, as in the JSON of the event.</param>
/// <param name="Event">Number of the event.</param>
public sealed record StreamText(string Digest, string Field, int Event);

/// <summary>
/// The person (betrokkene) whose data are asked about, as <see cref="DataSubject"/> is for a weighing, in a stream that is none. Theirs are their sign-up with its intakes, what they said of a case
/// and what they would decide in it, and what they brought in on an instrument or judged of it. What an organiser or a corporation tells, such as the agenda of a session or the content of a case,
/// is of nobody in particular: a privacy officer who finds a person there names that text.
/// </summary>
/// <param name="Subjects">Pseudonymous subject ids.</param>
/// <param name="SignUps">Numbers of sign-ups, where the stream is an edition.</param>
/// <param name="Texts">Digests of texts in which the person was found.</param>
/// <param name="LeftOut">Digests of texts that are not of the person.</param>
public sealed record StreamSubject(ImmutableHashSet<string> Subjects, ImmutableHashSet<int> SignUps, ImmutableHashSet<string> Texts, ImmutableHashSet<string> LeftOut)
{
    /// <summary>Everybody who signed up for an edition.</summary>
    public static StreamSubject AllOf(Edition edition) => new([], [.. edition.SignUps.Select(s => s.Number)], [], []);

    /// <summary>The texts that belong to the person, also those that were erased, in the order in which they were recorded.</summary>
    /// <param name="state">The newest state of the stream.</param>
    /// <param name="recorded">All its events, oldest first.</param>
    public ImmutableArray<StreamText> TextsIn(object state, IEnumerable<(DomainEvent Event, Origin Origin)> recorded) =>
    [
        .. from e in recorded
           let own = IsOf(state, e.Event, e.Origin)
           from text in PersonalTexts.In(e.Event)
           where (own || Texts.Contains(text.Text.Digest)) && !LeftOut.Contains(text.Text.Digest)
           select new StreamText(text.Text.Digest, text.Field, e.Origin.Event),
    ];

    /// <summary>The sign-ups that are of the person.</summary>
    public ImmutableArray<SignUp> SignUpsIn(object state) => state is Edition edition ? [.. edition.SignUps.Where(IsOwn)] : [];

    /// <summary>Whether an event is of the person.</summary>
    public bool IsOf(object state, DomainEvent happened, Origin origin) => happened switch
    {
        EditionEvent { SignUpAbout: { } number } => (state as Edition)?.SignUp(number) is { } signUp && IsOwn(signUp),
        CaseRemarkMade remark => Subjects.Contains(remark.By),
        CaseChoiceGiven choice => Subjects.Contains(choice.By),
        IStreamEvent { IsOfItsActor: true } => Subjects.Contains(origin.Actor),
        _ => false,
    };

    private bool IsOwn(SignUp signUp) => SignUps.Contains(signUp.Number) || (signUp.Subject is { } subject && Subjects.Contains(subject));
}
