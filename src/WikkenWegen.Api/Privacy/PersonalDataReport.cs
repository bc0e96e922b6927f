using System.Collections.Immutable;
using System.Text;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Privacy;

/// <summary>Everything that the record holds of a person (AVG art. 15).</summary>
public sealed record PersonalDataReport
{
    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>How many texts there are that can be erased.</summary>
    public required int Texts { get; init; }

    /// <summary>What the data are for, who reads them, how long they are kept, and what the person may ask for; in the language of the request.</summary>
    public required ImmutableArray<string> Explanation { get; init; }

    /// <summary>The weighings in which the person was found, in the order of their ids.</summary>
    public required ImmutableArray<WeighingOfPerson> Weighings { get; init; }

    /// <summary>The instruments, and the editions and cases of the learning network, in which the person was found, in the order of their ids.</summary>
    public required ImmutableArray<StreamOfPerson> Streams { get; init; }

    /// <summary>What the person recorded or asked for under a subject id of theirs, oldest first; where there is very much, the newest of it.</summary>
    public required ImmutableArray<ActOfPerson> Acts { get; init; }

    /// <summary>How much of that there is in all.</summary>
    public required long ActsInAll { get; init; }

    /// <summary>The report as a text for people.</summary>
    /// <param name="language">The language, in which the sentences are too.</param>
    public string PlainText(Language language)
    {
        var (dutch, forms, text) = (language == Language.Dutch, Forms.Of(language), new StringBuilder());
        text.Append(dutch ? "WELKE PERSOONSGEGEVENS ER VAN U ZIJN (AVG, artikel 15)" : "WHICH PERSONAL DATA OF YOU THERE ARE (GDPR, article 15)").Append("\n\n");
        text.Append(dutch ? "Gemaakt op " : "Made on ").Append(Forms.Moment(MadeAt, forms)).Append(".\n");
        foreach (var line in Explanation) text.Append(line).Append('\n');
        foreach (var weighing in Weighings)
        {
            text.Append('\n').Append(dutch ? "AFWEGING: " : "WEIGHING: ").Append(weighing.Title).Append('\n');
            foreach (var s in weighing.Stakeholders) text.Append(dutch ? "Als belanghebbende " : "As stakeholder ").Append(s.Code).Append(": ").Append(s.Role).Append(" (").Append(s.Party).Append(")\n");
            foreach (var c in weighing.SharedCases)
                text.Append(dutch ? "Een tekst van u staat in casus " : "A text of yours is in case ").Append(forms, $"{c.Number}").Append(dutch ? ", gedeeld met het leernetwerk op " : ", shared with the learning network on ").Append(Forms.Day(Calendar.DayOf(c.SharedAt), forms))
                    .Append(c.TakenBackAt is not { } back ? dutch ? "; wordt de tekst gewist of verbeterd, dan wordt de casus teruggenomen" : "; where the text is erased or corrected, the case is taken back" : (dutch ? "; teruggenomen op " : "; taken back on ") + Forms.Day(Calendar.DayOf(back), forms)).Append(".\n");
            Append(weighing.Recorded);
        }
        foreach (var stream in Streams)
        {
            text.Append('\n').Append(stream.Kind switch
            {
                StreamKind.Instrument => "INSTRUMENT",
                StreamKind.Edition => dutch ? "EDITIE" : "EDITION",
                _ => dutch ? "CASUS" : "CASE",
            }).Append(": ").Append(stream.Title ?? stream.Id.ToString()).Append('\n');
            foreach (var s in stream.SignUps) text.Append(dutch ? "Als aanmelding " : "As sign-up ").Append(forms, $"{s.Number}").Append(": ").Append(s.Role).Append(" (").Append(s.Organisation).Append(")\n");
            Append(stream.Recorded);
        }
        if (!Acts.IsEmpty)
        {
            text.Append('\n').Append(dutch ? "WAT U ZELF HEBT VASTGELEGD OF GEVRAAGD" : "WHAT YOU RECORDED OR ASKED FOR YOURSELF");
            if (ActsInAll > Acts.Length) text.Append(dutch ? " (de nieuwste " : " (the newest ").Append(Forms.Number(Acts.Length, forms)).Append(dutch ? " van " : " of ").Append(Forms.Number(ActsInAll, forms)).Append(')');
            text.Append('\n');
            foreach (var act in Acts)
            {
                text.Append("- ").Append(Forms.Moment(act.At, forms)).Append(": ").Append(act.Type);
                if (act.Event is { } number) text.Append(dutch ? ", gebeurtenis " : ", event ").Append(forms, $"{number}").Append(dutch ? " van " : " of ").Append(act.Title ?? (dutch ? "de corporatie" : "the corporation"));
                text.Append('\n');
            }
        }
        if (Weighings.IsEmpty && Streams.IsEmpty && Acts.IsEmpty) text.Append('\n').Append(dutch ? "Er is niets gevonden.\n" : "Nothing was found.\n");
        return text.ToString();

        void Append(ImmutableArray<RecordedOfPerson> all)
        {
            foreach (var recorded in all)
            {
                text.Append("- ").Append(Forms.Day(Calendar.DayOf(recorded.OccurredAt), forms)).Append(": ").Append(recorded.Sentence).Append('\n');
                foreach (var t in recorded.Texts)
                    text.Append("    ").Append(t.Field).Append(": ").Append(t.Text ?? (dutch ? t.Erased?.Notice.Nl : t.Erased?.Notice.En) ?? (dutch ? "(nu niet te lezen)" : "(cannot be read now)")).Append('\n');
            }
        }
    }

    /// <summary>What is said of the data of the learning network as a whole.</summary>
    /// <param name="months">How many months after an edition what people wrote in its sign-ups is kept.</param>
    /// <param name="language">The language.</param>
    internal static ImmutableArray<string> ExplainedOfNetwork(int months, Language language) => language == Language.Dutch
        ?
        [
            "Doel: edities van het leernetwerk organiseren, en vastleggen wat deelnemers inbrachten en wat er geleerd is.",
            "Herkomst: van uzelf, of van wie een editie organiseert.",
            "Wie dit leest: aanmeldingen en intakes alleen wie het netwerk organiseert, privacyfunctionarissen en uzelf; wat u bij een casus inbrengt iedereen in het netwerk.",
            $"Bewaren: teksten van aanmeldingen en intakes tot {months.ToString(Forms.Dutch)} maanden na de laatste dag van de editie; dan worden zij vanzelf gewist, tenzij de editie is geblokkeerd, zoals bij een geschil. Gebeurtenissen blijven altijd staan; teksten kunnen worden gewist.",
            "Bij elke gebeurtenis staat het pseudoniem van wie haar vastlegde. Dat hoort bij het bewijs dat er niets is veranderd, en wordt niet gewist.",
            "U kunt vragen om verbetering, wissing of beperking, bezwaar maken, en een klacht indienen bij de Autoriteit Persoonsgegevens. Er wordt niets automatisch over u besloten.",
        ]
        :
        [
            "Purpose: to organise editions of the learning network, and to record what participants brought in and what was learnt.",
            "Source: you yourself, or whoever organises an edition.",
            "Who reads this: sign-ups and intakes only who organises the network, privacy officers and you yourself; what you bring in on a case everybody in the network.",
            $"Keeping: texts of sign-ups and intakes until {months.ToString(Forms.English)} months after the last day of the edition; then they are erased without anybody asking, unless the edition is blocked, as in a dispute. Events stay for good; texts can be erased.",
            "With each event stands the pseudonym of who recorded it. That is part of the proof that nothing was changed, and is not erased.",
            "You can ask for correction, erasure or restriction, object, and complain to the Dutch Data Protection Authority. Nothing is decided about you automatically.",
        ];

    /// <summary>What is said of the data of the catalogue of instruments as a whole.</summary>
    internal static ImmutableArray<string> ExplainedOfCatalogue(Language language) => language == Language.Dutch
        ?
        [
            "Doel: vastleggen waarom een instrument in de catalogus is gepubliceerd, opgevolgd of ingetrokken.",
            "Herkomst: van wie de catalogus beheert.",
            "Wie dit leest: iedereen in deze installatie.",
            "Bewaren: zonder termijn. Gebeurtenissen blijven altijd staan; teksten kunnen worden gewist.",
            "Bij elke gebeurtenis staat het pseudoniem van wie haar vastlegde. Dat hoort bij het bewijs dat er niets is veranderd, en wordt niet gewist.",
            "U kunt vragen om verbetering, wissing of beperking, bezwaar maken, en een klacht indienen bij de Autoriteit Persoonsgegevens. Er wordt niets automatisch over u besloten.",
        ]
        :
        [
            "Purpose: to record why an instrument in the catalogue was published, succeeded or retired.",
            "Source: whoever sees to the catalogue.",
            "Who reads this: everybody in this installation.",
            "Keeping: without a term. Events stay for good; texts can be erased.",
            "With each event stands the pseudonym of who recorded it. That is part of the proof that nothing was changed, and is not erased.",
            "You can ask for correction, erasure or restriction, object, and complain to the Dutch Data Protection Authority. Nothing is decided about you automatically.",
        ];

    /// <summary>What is said of the data of a corporation as a whole.</summary>
    internal static ImmutableArray<string> Explained(Language language) => language == Language.Dutch
        ?
        [
            "Doel: vastleggen hoe een afweging van de corporatie tot stand kwam, wie daarin gehoord is en waarom er zo is besloten.",
            "Herkomst: van uzelf, of van wie de inbreng van uw partij vastlegde.",
            "Wie dit leest: medewerkers van de corporatie met een rol in afwegingen; namen en contactgegevens alleen strategen, privacyfunctionarissen en uzelf. Een openbare of interne afweging lezen meer mensen.",
            "Bewaren: zolang de archiefstatus van de afweging dat zegt. Gebeurtenissen blijven altijd staan; teksten kunnen worden gewist.",
            "Bij elke gebeurtenis staat het pseudoniem van wie haar vastlegde. Dat hoort bij het bewijs dat er niets is veranderd, en wordt niet gewist.",
            "U kunt vragen om verbetering, wissing of beperking, bezwaar maken, en een klacht indienen bij de Autoriteit Persoonsgegevens. Er wordt niets automatisch over u besloten.",
        ]
        :
        [
            "Purpose: to record how a weighing of the corporation came about, who was heard in it and why it was decided so.",
            "Source: you yourself, or whoever recorded what your party brought in.",
            "Who reads this: people of the corporation with a role in weighings; names and contacts only strategists, privacy officers and you yourself. A public or internal weighing is read by more people.",
            "Keeping: as long as the archive status of the weighing says. Events stay for good; texts can be erased.",
            "With each event stands the pseudonym of who recorded it. That is part of the proof that nothing was changed, and is not erased.",
            "You can ask for correction, erasure or restriction, object, and complain to the Dutch Data Protection Authority. Nothing is decided about you automatically.",
        ];
}

/// <summary>A weighing in which a person was found.</summary>
public sealed record WeighingOfPerson
{
    /// <summary>Id of the weighing.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Its number in the corporation's own registration; absent where it has none.</summary>
    public string? Reference { get; init; }

    /// <summary>What becomes of it in the archive; absent where that was not decided.</summary>
    public ArchiveStatus? ArchiveStatus { get; init; }

    /// <summary>Whether it is held, so that nothing of it is erased.</summary>
    public required bool Held { get; init; }

    /// <summary>The stakeholders that the person is.</summary>
    public required ImmutableArray<StakeholderOfPerson> Stakeholders { get; init; }

    /// <summary>The cases of the weighing that were shared with the learning network and hold a text of the person: an erasure or a correction of that text takes them back.</summary>
    public required ImmutableArray<SharedCaseOfPerson> SharedCases { get; init; }

    /// <summary>What was recorded of the person, in the order in which it was.</summary>
    public required ImmutableArray<RecordedOfPerson> Recorded { get; init; }
}

/// <summary>An instrument, or an edition or a case of the learning network, in which a person was found.</summary>
public sealed record StreamOfPerson
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is.</summary>
    public required StreamKind Kind { get; init; }

    /// <summary>Name of the instrument, or theme of the edition; absent for a case, whose title lies in the vault.</summary>
    public string? Title { get; init; }

    /// <summary>Whether it is held, so that nothing of it is erased.</summary>
    public required bool Held { get; init; }

    /// <summary>The sign-ups that are of the person, where it is an edition.</summary>
    public required ImmutableArray<SignUpOfPerson> SignUps { get; init; }

    /// <summary>What was recorded of the person, in the order in which it was.</summary>
    public required ImmutableArray<RecordedOfPerson> Recorded { get; init; }
}

/// <summary>A sign-up that is of a person.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Role">The role within the organisation; absent once it is erased.</param>
/// <param name="Organisation">The organisation; absent once it is erased.</param>
/// <param name="Subject">Pseudonymous subject id; absent where they do not sign in.</param>
public sealed record SignUpOfPerson(int Number, string? Role, string? Organisation, string? Subject);

/// <summary>A case that was shared with the learning network and holds a text of a person.</summary>
/// <param name="Number">Its number in the weighing.</param>
/// <param name="SharedAt">When it was shared, in UTC.</param>
/// <param name="TakenBackAt">When it was taken back, in UTC; absent where it is still shared.</param>
public sealed record SharedCaseOfPerson(int Number, DateTimeOffset SharedAt, DateTimeOffset? TakenBackAt);

/// <summary>A stakeholder that a person is.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Party">The organisation or group.</param>
/// <param name="Role">The role within the party.</param>
/// <param name="Subject">Pseudonymous subject id; absent where they do not sign in.</param>
public sealed record StakeholderOfPerson(string Code, string Party, string Role, string? Subject);

/// <summary>Something that was recorded of a person.</summary>
public sealed record RecordedOfPerson
{
    /// <summary>Number of the event.</summary>
    public required int Event { get; init; }

    /// <summary>Type of the event.</summary>
    public required string Type { get; init; }

    /// <summary>The part that it made or touched, as a path below the weighing, or below the instrument, edition or case.</summary>
    public required string Part { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What happened, in one sentence in the language of the request.</summary>
    public required string Sentence { get; init; }

    /// <summary>Whether the caller may not read it: it was given in a blind round that is still open, or it is about a weighing that they may not see.</summary>
    public required bool Hidden { get; init; }

    /// <summary>Its texts that belong to the person.</summary>
    public required ImmutableArray<TextOfPerson> Texts { get; init; }
}

/// <summary>A text by or about a person.</summary>
/// <param name="Field">Name of the field in the event.</param>
/// <param name="Digest">Its digest in the event.</param>
/// <param name="Text">The text; absent where it was erased or cannot be read yet.</param>
/// <param name="Erased">That it was erased, when and on what ground; absent where it was not.</param>
public sealed record TextOfPerson(string Field, string Digest, string? Text, ErasedText? Erased);
