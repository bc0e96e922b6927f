namespace WikkenWegen.Domain.Assessment;

/// <summary>Revises a score or a consequence, on the proposal revision and the criteria version that it was given on. What is asked of both is here.</summary>
public abstract record RejudgingCommand : WeighingCommand
{
    /// <summary>Number of what is revised. Refused where its round has closed or where the stakeholder who gave it has withdrawn.</summary>
    public abstract int Number { get; init; }

    /// <inheritdoc />
    protected sealed override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        var given = Given(weighing);
        foreach (var refusal in OnScale(given is null ? null : Criteria(weighing, given), given)) yield return refusal;
        if (given is null)
        {
            yield return Unknown.Whole(Number);
            yield break;
        }
        foreach (var refusal in weighing.StillTakesPart(given.By.Stakeholder, OccurredAt)) yield return refusal;
        foreach (var refusal in weighing.Revisable(given.Round, OccurredAt)) yield return refusal;
        foreach (var refusal in NotBefore(given.Newest)) yield return refusal;
    }

    /// <summary>Refuses an address with the number of something that does not exist.</summary>
    private protected abstract Rule Unknown { get; }

    /// <summary>What is revised; null where there is none with this number.</summary>
    private protected abstract IJudgement? Given(Weighing weighing);

    /// <summary>Refuses what is said where it is not on the scale of the criterion, or where it cannot be whatever the scale.</summary>
    /// <param name="set">The criteria by which it was given; null where it is not known.</param>
    /// <param name="given">What is revised; null where it is not known.</param>
    private protected abstract IEnumerable<Refusal> OnScale(CriteriaSet? set, IJudgement? given);

    /// <summary>The criteria by which something was given.</summary>
    private protected static CriteriaSet Criteria(Weighing weighing, IJudgement given) => weighing.CriteriaVersions.First(v => v.Version == given.CriteriaVersion).Set;
}
