using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Learning;

/// <summary>Somebody signed up for an edition.</summary>
[EventType("sign_up_made")]
public sealed record SignUpMade : EditionEvent
{
    /// <summary>Number of the sign-up, from 1 within the edition.</summary>
    public required int Number { get; init; }

    /// <summary>Pseudonymous subject id of the person; null where they do not sign in.</summary>
    public string? Subject { get; init; }

    /// <summary>Name of the person, kept in the vault.</summary>
    public required Sealed PersonName { get; init; }

    /// <summary>How to reach them, kept in the vault; null where it was not given.</summary>
    public Sealed? Contact { get; init; }

    /// <summary>Their role in their organisation, kept in the vault: with the organisation it may point at one person.</summary>
    public required Sealed Role { get; init; }

    /// <summary>Their organisation, kept in the vault.</summary>
    public required Sealed Organisation { get; init; }

    /// <summary>Whether that is a partner of the network.</summary>
    public required bool Partner { get; init; }

    /// <summary>The question that they bring, kept in the vault.</summary>
    public required Sealed Question { get; init; }

    /// <summary>Whether all places were asked for, so that they came on the waiting list.</summary>
    public required bool Waiting { get; init; }

    private protected override int? About => Number;

    /// <inheritdoc />
    protected override string Path => Invariant($"sign-ups/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Iemand meldde zich aan (aanmelding {Number}){(Waiting ? " en staat op de wachtlijst" : "")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Somebody signed up (sign-up {Number}){(Waiting ? " and is on the waiting list" : "")}.");

    private protected override Edition Then(Edition edition, Origin origin) => edition with
    {
        SignUps = edition.SignUps.Add(new SignUp
        {
            Number = Number,
            Subject = Subject,
            PersonName = PersonName,
            Contact = Contact,
            Role = Role,
            Organisation = Organisation,
            Partner = Partner,
            Question = Question,
            Waiting = Waiting,
            Origin = origin,
        }),
    };
}

/// <summary>Signs somebody up for an edition; where all places are asked for, on its waiting list.</summary>
public sealed record MakeSignUp : EditionCommand, IComparesTexts
{
    /// <summary>Refuses a second sign-up of the same person, as long as the first stands.</summary>
    public static readonly Rule AlreadySignedUp = new("already-signed-up", RuleKind.Conflict,
        "Deze persoon is al aangemeld voor deze editie (aanmelding {0}).",
        "This person has signed up for this edition already (sign-up {0}).");

    /// <summary>Refuses one more sign-up of a person who signed up again and again.</summary>
    public static readonly Rule TooManySignUps = new("too-many-sign-ups", RuleKind.Conflict,
        "Deze persoon meldde zich al {0} keer aan voor deze editie en trok dat steeds in. Vaker kan niet.",
        "This person signed up for this edition {0} times already, and took it back each time. They cannot do so again.");

    /// <summary>Most sign-ups of one person for an edition, withdrawn ones with them.</summary>
    public const int MostSignUps = 5;

    /// <summary>Refuses who does not organise the edition to sign up somebody else.</summary>
    public static readonly Rule SignsUpOthers = new("signs-up-others", RuleKind.Forbidden,
        "U meldt alleen uzelf aan. Een ander meldt zich zelf aan, of doet dat via wie de editie organiseert.",
        "You sign up only yourself. Somebody else signs up themselves, or through who organises the edition.");

    /// <summary>Refuses a sign-up for an edition that is over.</summary>
    public static readonly Rule EditionOver = new("edition-over", RuleKind.Conflict,
        "De editie was toen al voorbij: zij liep tot en met {0}.",
        "The edition was over by then: it ran to {0}.");

    /// <summary>Pseudonymous subject id of the person. Null where they do not sign in, and so read nothing of the network by themselves; of somebody who signs up themselves it is their own.</summary>
    public string? Subject { get; init; }

    /// <summary>Name of the person, kept in the vault; null is refused.</summary>
    public Sealed? PersonName { get; init; }

    /// <summary>How to reach them, kept in the vault; null where it is not given.</summary>
    public Sealed? Contact { get; init; }

    /// <summary>Their role in their organisation, kept in the vault; null is refused.</summary>
    public Sealed? Role { get; init; }

    /// <summary>Their organisation, kept in the vault; null is refused.</summary>
    public Sealed? Organisation { get; init; }

    /// <summary>Whether that is a partner of the network.</summary>
    public required bool Partner { get; init; }

    /// <summary>The question that they bring, kept in the vault; null is refused.</summary>
    public Sealed? Question { get; init; }

    /// <inheritdoc />
    public override int? MostOfOnePerson => 500; // who organises may sign up many; of each of those there are at most MostSignUps

    private Func<Sealed, string?> TextOf { get; init; } = _ => null;

    /// <inheritdoc />
    public IStreamCommand Reading(Func<Sealed, string?> text) => this with { TextOf = text };

    /// <inheritdoc />
    protected override Refusal? Forbidden(Edition state, Actor actor) =>
        actor.OwnPartyOnly && Subject is { } other && other != actor.Subject ? SignsUpOthers.At("/subject") : null;

    private protected override IEnumerable<Refusal> Broken(Edition edition, Actor actor)
    {
        if (PersonName is null) yield return Rules.ReasonMissing.At("/personName");
        if (Role is null) yield return Rules.ReasonMissing.At("/role");
        if (Organisation is null) yield return Rules.ReasonMissing.At("/organisation");
        if (Question is null) yield return Rules.ReasonMissing.At("/question");
        if (edition.SignUps.LastOrDefault(s => s.Withdrawal is null && IsSame(s, actor)) is { } there) yield return Field(there, actor) is { } field ? AlreadySignedUp.At(field, there.Number) : AlreadySignedUp.Whole(there.Number);
        else if (Person(actor) is { } person && edition.SignUps.Count(s => s.Subject == person) >= MostSignUps) yield return TooManySignUps.Whole(MostSignUps);
        if (Calendar.DayOf(OccurredAt) > edition.Content.LastDay) yield return EditionOver.Whole(edition.Content.LastDay);
    }

    private protected override EditionEvent Event(Edition edition, Actor actor) => new SignUpMade
    {
        Number = edition.SignUps.Length + 1,
        Subject = Person(actor),
        PersonName = PersonName!,
        Contact = Contact,
        Role = Role!,
        Organisation = Organisation!,
        Partner = Partner,
        Question = Question!,
        Waiting = edition.PlacesLeft == 0,
    };

    /// <summary>
    /// Whether a sign-up is of the same person: by their subject id, and for who organises also by name and contact, or by name and organisation where neither gave
    /// a contact. To anybody else a name is not compared, who could find out by it that somebody signed up.
    /// </summary>
    private bool IsSame(SignUp there, Actor actor) =>
        (Person(actor) is { } person && there.Subject == person)
        || (!actor.OwnPartyOnly && PersonName is not null && Organisation is not null && new SaidOfPerson(PersonName, Contact, Organisation).IsOfSame(new(there.PersonName, there.Contact, there.Organisation), TextOf));

    /// <summary>The field that says it is the same person; null for who signs up themselves, whose token says it.</summary>
    private string? Field(SignUp there, Actor actor) => Subject is { } subject && subject == there.Subject ? "/subject" : actor.OwnPartyOnly ? null : "/personName";

    private string? Person(Actor actor) => actor.OwnPartyOnly ? actor.Subject : Subject;
}

/// <summary>What a sign-up says of who somebody is.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Contact">How to reach them; null where it was not given.</param>
/// <param name="Organisation">Their organisation.</param>
internal sealed record SaidOfPerson(Sealed Name, Sealed? Contact, Sealed Organisation)
{
    /// <summary>Whether another sign-up says it of the same person: by name and contact, or by name and organisation where neither gave a contact. Erased texts are of nobody.</summary>
    /// <param name="other">The other sign-up.</param>
    /// <param name="text">The text with a digest; null where it was erased.</param>
    public bool IsOfSame(SaidOfPerson other, Func<Sealed, string?> text)
    {
        return Read(Name) is { } name && name == Read(other.Name) && Reached(this) == Reached(other);

        (bool, string?) Reached(SaidOfPerson said) => (said.Contact is not null, Read(said.Contact ?? said.Organisation));

        string? Read(Sealed read) => text(read)?.Trim().ToUpperInvariant();
    }
}
