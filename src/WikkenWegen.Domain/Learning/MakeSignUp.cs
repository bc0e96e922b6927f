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

    /// <summary>Refuses who does not organise the edition to sign up somebody else.</summary>
    public static readonly Rule SignsUpOthers = new("signs-up-others", RuleKind.Forbidden,
        "U meldt alleen uzelf aan. Een ander meldt zich zelf aan, of doet dat via wie de editie organiseert.",
        "You sign up only yourself. Somebody else signs up themselves, or through who organises the edition.");

    /// <summary>Refuses a sign-up for an edition that is over.</summary>
    public static readonly Rule EditionOver = new("edition-over", RuleKind.Conflict,
        "De editie was toen al voorbij: zij liep tot en met {0}.",
        "The edition was over by then: it ran to {0}.");

    /// <summary>Pseudonymous subject id of the person. Null where they do not sign in; of somebody who signs up themselves it is their own.</summary>
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
        || (!actor.OwnPartyOnly && Read(there.PersonName) is { } name && name == Read(PersonName) && Reached(there.Contact, there.Organisation) == Reached(Contact, Organisation));

    /// <summary>The field that says it is the same person; null for who signs up themselves, whose token says it.</summary>
    private string? Field(SignUp there, Actor actor) => Subject is { } subject && subject == there.Subject ? "/subject" : actor.OwnPartyOnly ? null : "/personName";

    private (bool, string?) Reached(Sealed? contact, Sealed? organisation) => (contact is not null, Read(contact ?? organisation));

    private string? Read(Sealed? text) => text is null ? null : TextOf(text)?.Trim().ToUpperInvariant();

    private string? Person(Actor actor) => actor.OwnPartyOnly ? actor.Subject : Subject;
}
