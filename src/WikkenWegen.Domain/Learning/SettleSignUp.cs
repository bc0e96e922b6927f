using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Learning;

/// <summary>It was confirmed that somebody who signed up takes part.</summary>
[EventType("sign_up_confirmed")]
public sealed record SignUpConfirmed : EditionEvent
{
    /// <summary>Number of the sign-up.</summary>
    public required int Number { get; init; }

    private protected override int? About => Number;

    /// <inheritdoc />
    protected override string Path => Invariant($"sign-ups/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Aanmelding {Number} is bevestigd.");

    /// <inheritdoc />
    protected override string English => Invariant($"Sign-up {Number} was confirmed.");

    private protected override Edition Then(Edition edition, Origin origin) => edition.Change(Number, (SignUp signUp) => signUp with { Confirmation = origin });
}

/// <summary>Somebody who signed up no longer takes part.</summary>
[EventType("sign_up_withdrawn")]
public sealed record SignUpWithdrawn : EditionEvent
{
    /// <summary>Number of the sign-up.</summary>
    public required int Number { get; init; }

    /// <summary>Why, kept in the vault; null where that was not said.</summary>
    public Sealed? Reason { get; init; }

    private protected override int? About => Number;

    /// <inheritdoc />
    protected override string Path => Invariant($"sign-ups/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Aanmelding {Number} is ingetrokken.");

    /// <inheritdoc />
    protected override string English => Invariant($"Sign-up {Number} was withdrawn.");

    private protected override Edition Then(Edition edition, Origin origin) => edition.Change(Number, (SignUp signUp) => signUp with { Withdrawal = new Withdrawal(Reason, origin) });
}

/// <summary>Something to be recorded of one sign-up.</summary>
public abstract record SignUpCommand : EditionCommand
{
    /// <summary>Number of the sign-up.</summary>
    public required int SignUp { get; init; }

    /// <inheritdoc />
    protected override Refusal? Forbidden(Edition state, Actor actor) =>
        actor.OwnPartyOnly && state.SignUp(SignUp)?.Subject != actor.Subject ? LearningRules.NoSuchSignUp.Whole(SignUp) : null;

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(Edition state) => [state.SignUp(SignUp)?.Origin, state.SignUp(SignUp)?.Confirmation];

    private protected sealed override IEnumerable<Refusal> Broken(Edition edition, Actor actor)
    {
        foreach (var wrong in Wrong()) yield return wrong;
        if (edition.SignUp(SignUp) is not { } there) yield return LearningRules.NoSuchSignUp.Whole(SignUp);
        else if (there.Withdrawal is { } withdrawal) yield return LearningRules.SignUpWithdrawn.Whole(SignUp, withdrawal.Origin.Event);
        else foreach (var unfit in Unfit(edition, there)) yield return unfit;
    }

    /// <summary>What is wrong whatever the sign-up.</summary>
    private protected virtual IEnumerable<Refusal> Wrong() => [];

    /// <summary>What does not fit the sign-up.</summary>
    private protected virtual IEnumerable<Refusal> Unfit(Edition edition, SignUp there) => [];
}

/// <summary>Confirms that somebody who signed up takes part, also from the waiting list.</summary>
public sealed record ConfirmSignUp : SignUpCommand, IComparesTexts
{
    /// <summary>Refuses to confirm a sign-up twice.</summary>
    public static readonly Rule SignUpAlreadyConfirmed = new("sign-up-already-confirmed", RuleKind.Conflict,
        "Aanmelding {0} is al bevestigd (gebeurtenis {1}).",
        "Sign-up {0} was confirmed already (event {1}).");

    /// <summary>Refuses more participants than there are places.</summary>
    public static readonly Rule NoPlaceLeft = new("no-place-left", RuleKind.Conflict,
        "Alle plaatsen ({0}) zijn vergeven.",
        "All places ({0}) are given.");

    private Func<Sealed, string?> TextOf { get; init; } = _ => null;

    /// <inheritdoc />
    public IStreamCommand Reading(Func<Sealed, string?> text) => this with { TextOf = text };

    private protected override IEnumerable<Refusal> Unfit(Edition edition, SignUp there)
    {
        if (there.Confirmation is { } confirmation) yield return SignUpAlreadyConfirmed.Whole(SignUp, confirmation.Event);
        // Who signed up themselves was not told that somebody of their name has a place already; who organises is.
        else if (edition.SignUps.FirstOrDefault(other => other.Number != SignUp && other.TakesPlace && IsOfSame(other, there)) is { } same) yield return MakeSignUp.AlreadySignedUp.Whole(same.Number);
        else if (edition.Confirmed >= edition.Content.Places) yield return NoPlaceLeft.Whole(edition.Content.Places);
    }

    private protected override EditionEvent Event(Edition edition, Actor actor) => new SignUpConfirmed { Number = SignUp };

    private bool IsOfSame(SignUp other, SignUp there) => (there.Subject is { } subject && subject == other.Subject)
        || new SaidOfPerson(there.PersonName, there.Contact, there.Organisation).IsOfSame(new(other.PersonName, other.Contact, other.Organisation), TextOf);
}

/// <summary>Records that somebody no longer takes part.</summary>
public sealed record WithdrawSignUp : SignUpCommand
{
    /// <summary>Why, kept in the vault; null where that is not said.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    public override bool FitsAlways => true;

    private protected override EditionEvent Event(Edition edition, Actor actor) => new SignUpWithdrawn { Number = SignUp, Reason = Reason };
}
