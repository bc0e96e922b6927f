namespace WikkenWegen.Domain.Learning;

/// <summary>A short conversation was held with somebody who signed up, about the question that they bring.</summary>
[EventType("intake_held")]
public sealed record IntakeHeld : EditionEvent
{
    /// <summary>Number of the sign-up.</summary>
    public required int SignUp { get; init; }

    /// <summary>Number of the intake, from 1 within the sign-up.</summary>
    public required int Number { get; init; }

    /// <summary>What came out.</summary>
    public required IntakeContent Content { get; init; }

    private protected override int? About => SignUp;

    /// <inheritdoc />
    protected override string Path => Invariant($"sign-ups/{SignUp}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Over de vraag bij aanmelding {SignUp} is een intake gehouden (intake {Number}; niveau: {Words.Dutch(Content.Level)}).");

    /// <inheritdoc />
    protected override string English => Invariant($"An intake was held about the question of sign-up {SignUp} (intake {Number}; level: {Words.English(Content.Level)}).");

    private protected override Edition Then(Edition edition, Origin origin) =>
        edition.Change(SignUp, (SignUp signUp) => signUp with { Intakes = signUp.Intakes.Add(new Intake(Number, Content, origin)) });
}

/// <summary>Records an intake.</summary>
public sealed record HoldIntake : SignUpCommand
{
    /// <summary>What the question is, kept in the vault; null is refused.</summary>
    public Sealed? Question { get; init; }

    /// <summary>At which level it is asked.</summary>
    public required Level Level { get; init; }

    /// <summary>With whom it is weighed, kept in the vault; null where that is not said.</summary>
    public Sealed? WithWhom { get; init; }

    /// <summary>By which process, kept in the vault; null where that is not said.</summary>
    public Sealed? Process { get; init; }

    /// <summary>What makes it hard, kept in the vault; null where that is not said.</summary>
    public Sealed? Difficulty { get; init; }

    /// <summary>What is hoped for, kept in the vault; null where that is not said.</summary>
    public Sealed? Hope { get; init; }

    private protected override IEnumerable<Refusal> Wrong() => Question is null ? [Rules.ReasonMissing.At("/question")] : [];

    private protected override EditionEvent Event(Edition edition, Actor actor) => new IntakeHeld
    {
        SignUp = SignUp,
        Number = edition.SignUp(SignUp)!.Intakes.Length + 1,
        Content = new IntakeContent { Question = Question!, Level = Level, WithWhom = WithWhom, Process = Process, Difficulty = Difficulty, Hope = Hope },
    };
}
