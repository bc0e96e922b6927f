namespace WikkenWegen.Domain;

/// <summary>The criteria were adopted: their first version.</summary>
public sealed record CriteriaAdopted : WeighingEvent
{
    public required CriteriaSet Set { get; init; }

    /// <summary>Why these, where it was said.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>Who asked for them, where it was said.</summary>
    public Who? RequestedBy { get; init; }

    protected override string Path => "criteria/versions/1";

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { CriteriaVersions = [new CriteriaVersion(1, Set, Reason, RequestedBy, origin)] };
}

/// <summary>The criteria were changed: a version after the first.</summary>
public sealed record CriteriaChanged : WeighingEvent
{
    /// <summary>Number of this version, from 2.</summary>
    public required int Version { get; init; }

    /// <summary>The whole set, as it is from now on.</summary>
    public required CriteriaSet Set { get; init; }

    public required Sealed Reason { get; init; }

    /// <summary>Who asked for it.</summary>
    public required Who RequestedBy { get; init; }

    protected override string Path => $"criteria/versions/{Version}";

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { CriteriaVersions = weighing.CriteriaVersions.Add(new CriteriaVersion(Version, Set, Reason, RequestedBy, origin)) };
}

/// <summary>Adopts the criteria, or changes them where they were adopted before. Always the whole set.</summary>
public sealed record SetCriteria : WeighingCommand
{
    public required CriteriaSet Set { get; init; }

    /// <summary>Why they change; null is refused on a change.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>Who asked for the change; null is refused on a change.</summary>
    public Who? RequestedBy { get; init; }

    protected override IEnumerable<Refusal> Refusals(Weighing weighing) =>
        Change(weighing).Concat(Weights()).Concat(Set.Criteria.SelectMany((criterion, i) => OnYardstick(criterion, $"/criteria/{i}")));

    protected override WeighingEvent Step(Weighing weighing) => weighing.Criteria is not { } before
        ? new CriteriaAdopted { Set = Set, Reason = Reason, RequestedBy = RequestedBy }
        : new CriteriaChanged { Version = before.Version + 1, Set = Set, Reason = Reason!, RequestedBy = RequestedBy! };

    private IEnumerable<Refusal> Change(Weighing weighing)
    {
        foreach (var refusal in RequestedBy.Refusals(weighing, "/requestedBy")) yield return refusal;
        if (weighing.Criteria is not null && Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Criteria is not null && RequestedBy is null) yield return Rules.RequesterMissing.At("/requestedBy");
        foreach (var refusal in NotBefore(weighing.Criteria?.Origin, RequestedBy.Invitation(weighing))) yield return refusal;
    }

    private IEnumerable<Refusal> Weights()
    {
        if (Set.Criteria.IsEmpty) yield return Rules.NoCriteria.At("/criteria");
        else if (Set.Criteria.All(c => c.Weight == 0)) yield return Rules.WeightsAllZero.At("/criteria");
        for (var i = 0; i < Set.Criteria.Length; i++)
        {
            var criterion = Set.Criteria[i];
            if (criterion.Weight < 0) yield return Rules.WeightNegative.At($"/criteria/{i}/weight", criterion.Code);
            if (Set.Criteria.Take(i).Any(c => c.Code == criterion.Code)) yield return Rules.CodeTwice.At($"/criteria/{i}/code", criterion.Code);
        }
    }

    private static IEnumerable<Refusal> OnYardstick(Criterion criterion, string pointer)
    {
        var scale = criterion.Scale;
        if (scale.Worst == scale.Best)
        {
            yield return Rules.ScaleWithoutRange.At(pointer + "/scale/best", criterion.Code, scale.Best);
            yield break;
        }
        if (criterion.Direction == Direction.HigherIsBetter != scale.Best > scale.Worst)
            yield return Rules.DirectionAgainstScale.At(pointer + "/direction", criterion.Code);
        if (scale.Levels.IsEmpty) yield break;
        var values = scale.Levels.Select(level => level.Value).ToList();
        var rising = values.Zip(values.Skip(1), (a, b) => scale.Best > scale.Worst ? a < b : a > b).All(ordered => ordered);
        if (!rising || values[0] != scale.Worst || values[^1] != scale.Best)
            yield return Rules.LevelsOffScale.At(pointer + "/scale/levels", criterion.Code, scale.Worst, scale.Best);
    }
}
