namespace WikkenWegen.Domain.Learning;

/// <summary>A participant asked something about a case, or reflected on it.</summary>
[EventType("case_remark_made")]
public sealed record CaseRemarkMade : CaseEvent
{
    /// <summary>Number of the remark, from 1 within the case.</summary>
    public required int Number { get; init; }

    /// <summary>Pseudonymous subject id of whose it is.</summary>
    public required string By { get; init; }

    /// <summary>Whether it is a question or a reflection.</summary>
    public required CaseRemarkKind Kind { get; init; }

    /// <summary>Number of the remark that it answers; null where it answers none.</summary>
    public int? About { get; init; }

    /// <summary>What was said, kept in the vault.</summary>
    public required Sealed Text { get; init; }

    private protected override string? Teller => By;

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Een deelnemer {(Kind == CaseRemarkKind.Question ? "stelde een vraag over" : "gaf een reflectie op")} de casus (nummer {Number}){(About is { } about ? Invariant($", naar aanleiding van nummer {about}") : "")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"A participant {(Kind == CaseRemarkKind.Question ? "asked a question about" : "gave a reflection on")} the case (number {Number}){(About is { } about ? Invariant($", after number {about}") : "")}.");

    private protected override Case Then(Case shared, Origin origin) => shared with { Remarks = shared.Remarks.Add(new CaseRemark(Number, By, Kind, About, Text, origin)) };
}

/// <summary>A participant said what they would decide.</summary>
[EventType("case_choice_given")]
public sealed record CaseChoiceGiven : CaseEvent
{
    /// <summary>Number of the choice, from 1 within the case.</summary>
    public required int Number { get; init; }

    /// <summary>Pseudonymous subject id of whose it is.</summary>
    public required string By { get; init; }

    /// <summary>What they would decide, kept in the vault.</summary>
    public required Sealed Decision { get; init; }

    /// <summary>Why, kept in the vault; null where that was not said.</summary>
    public Sealed? Why { get; init; }

    /// <summary>Name of the instrument by which they weighed, kept in the vault as the rest is: it would tell what they think while that is blind. Null where there was none.</summary>
    public Sealed? ByInstrument { get; init; }

    private protected override string? Teller => By;

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Een deelnemer gaf aan wat zij of hij zou besluiten (keuze {Number}){(ByInstrument is null ? "" : ", afgewogen met een instrument")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"A participant said what they would decide (choice {Number}){(ByInstrument is null ? "" : ", weighed with an instrument")}.");

    private protected override Case Then(Case shared, Origin origin) => shared with
    {
        Choices = shared.Choices.Add(new CaseChoice(Number, By, Decision, Why, ByInstrument, origin)),
        ChoicesGiven = shared.ChoicesGiven + 1,
    };
}

/// <summary>What each would decide was shown to all.</summary>
[EventType("case_choices_shown")]
public sealed record CaseChoicesShown : CaseEvent
{
    /// <summary>How many said what they would decide.</summary>
    public required int Choices { get; init; }

    /// <inheritdoc />
    protected override string Dutch => Choices == 1 ? "De ene keuze is getoond." : Invariant($"De {Choices} keuzes zijn getoond.");

    /// <inheritdoc />
    protected override string English => Choices == 1 ? "The one choice was shown." : Invariant($"The {Choices} choices were shown.");

    private protected override Case Then(Case shared, Origin origin) => shared with { Shown = origin };
}

/// <summary>The owner told what was done with a case afterwards.</summary>
[EventType("case_followed_up")]
public sealed record CaseFollowedUp : CaseEvent
{
    /// <summary>Number of it, from 1 within the case.</summary>
    public required int Number { get; init; }

    /// <summary>What was done, kept in the vault.</summary>
    public required Sealed Text { get; init; }

    /// <inheritdoc />
    protected override string Dutch => "Wie de casus inbracht, vertelde wat ermee gedaan is.";

    /// <inheritdoc />
    protected override string English => "Who brought in the case told what was done with it.";

    private protected override Case Then(Case shared, Origin origin) => shared with { FollowUps = shared.FollowUps.Add(new CaseFollowUp(Number, Text, origin)) };
}

/// <summary>Asks something about a case, or reflects on it.</summary>
public sealed record MakeCaseRemark : CaseCommand
{
    /// <summary>Refuses the number of a remark that was not made.</summary>
    public static readonly Rule UnknownRemark = new("unknown-remark", RuleKind.Invalid,
        "Bij deze casus is er geen vraag of reflectie {0}.",
        "This case has no question or reflection {0}.");

    /// <inheritdoc />
    public override int? MostOfOnePerson => 100;

    /// <summary>Whether it is a question or a reflection.</summary>
    public required CaseRemarkKind Kind { get; init; }

    /// <summary>Number of the remark that it answers; null where it answers none.</summary>
    public int? About { get; init; }

    /// <summary>What is said, kept in the vault; null is refused.</summary>
    public Sealed? Text { get; init; }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(Case state) => [state.Origin, About is { } about ? state.Remarks.FirstOrDefault(r => r.Number == about)?.Origin : null];

    private protected override IEnumerable<Refusal> Broken(Case shared, Actor actor)
    {
        if (Text is null) yield return Rules.ReasonMissing.At("/text");
        if (About is { } about && about > shared.Remarks.Length) yield return UnknownRemark.At("/about", about);
    }

    private protected override CaseEvent Event(Case shared, Actor actor) =>
        new CaseRemarkMade { Number = shared.Remarks.Length + 1, By = actor.Subject, Kind = Kind, About = About, Text = Text! };
}

/// <summary>Says what one would decide, blind.</summary>
public sealed record GiveCaseChoice : CaseCommand
{
    /// <summary>Refuses a choice after the choices were shown.</summary>
    public static readonly Rule ChoicesWereShown = new("choices-were-shown", RuleKind.Conflict,
        "De keuzes zijn al getoond (gebeurtenis {0}): wat nu nog komt, is niet meer blind.",
        "The choices were shown already (event {0}): what comes now is no longer blind.");

    /// <summary>Refuses a second choice of the same person.</summary>
    public static readonly Rule ChosenAlready = new("chosen-already", RuleKind.Conflict,
        "U gaf bij deze casus al aan wat u zou besluiten (keuze {0}).",
        "You said already what you would decide in this case (choice {0}).");

    /// <inheritdoc />
    public override int? MostOfOnePerson => 1;

    /// <summary>What one would decide, kept in the vault; null is refused.</summary>
    public Sealed? Decision { get; init; }

    /// <summary>Why, kept in the vault; null where that is not said.</summary>
    public Sealed? Why { get; init; }

    /// <summary>Name of the instrument by which one weighed, kept in the vault; null where there was none.</summary>
    public Sealed? ByInstrument { get; init; }

    private protected override IEnumerable<Refusal> Broken(Case shared, Actor actor)
    {
        if (Decision is null) yield return Rules.ReasonMissing.At("/decision");
        if (shared.Shown is { } shown) yield return ChoicesWereShown.Whole(shown.Event);
        if (shared.Choices.FirstOrDefault(c => c.By == actor.Subject) is { } before) yield return ChosenAlready.Whole(before.Number);
    }

    private protected override CaseEvent Event(Case shared, Actor actor) =>
        new CaseChoiceGiven { Number = shared.Choices.Length + 1, By = actor.Subject, Decision = Decision!, Why = Why, ByInstrument = ByInstrument };
}

/// <summary>Shows to all what each would decide.</summary>
public sealed record ShowCaseChoices : CaseCommand
{
    /// <summary>Refuses to show what was not given.</summary>
    public static readonly Rule NoChoices = new("no-choices", RuleKind.Conflict,
        "Nog niemand gaf aan wat zij of hij zou besluiten.",
        "Nobody has said yet what they would decide.");

    /// <inheritdoc />
    public override bool FitsAlways => true;

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(Case state) => [state.Origin, .. state.Choices.Select(choice => choice.Origin)];

    private protected override IEnumerable<Refusal> Broken(Case shared, Actor actor)
    {
        if (shared.Shown is { } shown) yield return GiveCaseChoice.ChoicesWereShown.Whole(shown.Event);
        else if (shared.Choices.IsEmpty) yield return NoChoices.Whole();
    }

    private protected override CaseEvent Event(Case shared, Actor actor) => new CaseChoicesShown { Choices = shared.Choices.Length };
}

/// <summary>Tells what was done with a case afterwards.</summary>
public sealed record FollowUpCase : CaseCommand
{
    /// <summary>What was done, kept in the vault; null is refused.</summary>
    public Sealed? Text { get; init; }

    /// <inheritdoc />
    protected override Refusal? Forbidden(Case state, Actor actor) => UnlessOwn(state, actor);

    private protected override IEnumerable<Refusal> Broken(Case shared, Actor actor)
    {
        if (Text is null) yield return Rules.ReasonMissing.At("/text");
    }

    private protected override CaseEvent Event(Case shared, Actor actor) => new CaseFollowedUp { Number = shared.FollowUps.Length + 1, Text = Text! };
}
