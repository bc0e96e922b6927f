namespace WikkenWegen.Domain.Privacy;

/// <summary>It was decided how long the weighing is kept, and whether it is held.</summary>
[EventType("retention_set")]
public sealed record RetentionSet : WeighingEvent
{
    /// <summary>Number of the decision, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>What becomes of it in the archive.</summary>
    public required ArchiveStatus Status { get; init; }

    /// <summary>What is to become of it once the term is over; null where that was not said.</summary>
    public ArchiveNomination? Nomination { get; init; }

    /// <summary>The day on which the term is over; null where that was not said.</summary>
    public DateOnly? ActionDay { get; init; }

    /// <summary>Why; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"retentions/{Number}";

    /// <inheritdoc />
    protected override string Dutch => $"De archiefstatus van de afweging is: {Words.Dutch(Status)}{(Nomination is { } n ? $"; daarna {Words.Dutch(n)}" : "")}{Speech.Until(ActionDay, ", te bezien op", Speech.DutchForms)}.";

    /// <inheritdoc />
    protected override string English => $"The archive status of the weighing is: {Words.English(Status)}{(Nomination is { } n ? $"; then {Words.English(n)}" : "")}{Speech.Until(ActionDay, ", to be looked at on", Speech.EnglishForms)}.";

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Retentions = weighing.Retentions.Add(new Retention(Number, Status, Nomination, ActionDay, Reason, origin)) };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new SetRetention { Status = Status, Nomination = Nomination, ActionDay = ActionDay, Reason = Reason };
}

/// <summary>Decides how long the weighing is kept, and whether it is held. A hold ends by the next decision with another status.</summary>
public sealed record SetRetention : WeighingCommand
{
    /// <summary>What becomes of it in the archive.</summary>
    public required ArchiveStatus Status { get; init; }

    /// <summary>What is to become of it once the term is over; null where that is not said.</summary>
    public ArchiveNomination? Nomination { get; init; }

    /// <summary>The day on which the term is over; null where that is not said.</summary>
    public DateOnly? ActionDay { get; init; }

    /// <summary>Why, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        // What was erased was not held then.
        foreach (var refusal in NotBefore(weighing.Retentions is [.., var latest] ? latest.Origin : null, weighing.Erasures is [.., var erased] && Status == ArchiveStatus.Blocked ? erased.Origin : null)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) =>
        new RetentionSet { Number = weighing.Retentions.Count + 1, Status = Status, Nomination = Nomination, ActionDay = ActionDay, Reason = Reason! };
}
