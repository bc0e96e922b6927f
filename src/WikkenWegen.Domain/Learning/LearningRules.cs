using static WikkenWegen.Domain.RuleKind;

namespace WikkenWegen.Domain.Learning;

/// <summary>The rules that several steps of the learning network have in common.</summary>
public static class LearningRules
{
    /// <summary>Refuses an address with the id of an edition that does not exist.</summary>
    public static readonly Rule NoSuchEdition = new("no-such-edition", Missing,
        "Deze editie bestaat niet.",
        "This edition does not exist.");

    /// <summary>Refuses an address with the number of a sign-up that does not exist, or that is of somebody else, which is as if it did not exist for who does not organise the edition.</summary>
    public static readonly Rule NoSuchSignUp = new("no-such-sign-up", Missing,
        "Aanmelding {0} bestaat niet in deze editie.",
        "Sign-up {0} does not exist in this edition.");

    /// <summary>Refuses what is recorded of a sign-up after it was withdrawn.</summary>
    public static readonly Rule SignUpWithdrawn = new("sign-up-withdrawn", Conflict,
        "Aanmelding {0} is ingetrokken (gebeurtenis {1}).",
        "Sign-up {0} was withdrawn (event {1}).");

    /// <summary>Refuses a session, planned or held, that is not within the period of the edition.</summary>
    public static readonly Rule SessionOutsideEdition = new("session-outside-edition", Invalid,
        "Een bijeenkomst op {0} valt buiten de editie, die loopt van {1} tot en met {2}.",
        "A session on {0} lies outside the edition, which runs from {1} to {2}.");

    /// <summary>Refuses the identity of a case that is not in the network.</summary>
    public static readonly Rule UnknownCase = new("unknown-case", Invalid,
        "Casus {0} is er niet in het netwerk.",
        "Case {0} is not in the network.");

    /// <summary>Refuses an address with the number of an insight that does not exist.</summary>
    public static readonly Rule NoSuchInsight = new("no-such-insight", Missing,
        "Inzicht {0} bestaat niet in deze editie.",
        "Insight {0} does not exist in this edition.");

    /// <summary>Refuses what stands in a list twice.</summary>
    public static readonly Rule NamedTwice = new("named-twice", Invalid,
        "{0} staat er twee keer.",
        "{0} is there twice.");

    /// <summary>Refuses what stands in a list twice, at its second place.</summary>
    internal static IEnumerable<Refusal> Twice<T>(IEnumerable<T> list, string pointer) where T : notnull =>
        list.Select((item, i) => (item, i)).GroupBy(x => x.item).SelectMany(same => same.Skip(1)).Select(x => NamedTwice.At(Invariant($"{pointer}/{x.i}"), x.item));

    /// <summary>Refuses cases that are not in the network.</summary>
    /// <param name="cases">The cases that are named.</param>
    /// <param name="known">Those of them that are there.</param>
    /// <param name="pointer">Where they stand in the request.</param>
    internal static IEnumerable<Refusal> NotThere(IEnumerable<Guid> cases, IReadOnlySet<Guid> known, string pointer) =>
        cases.Select((item, i) => (item, i)).Where(x => !known.Contains(x.item)).Select(x => UnknownCase.At(Invariant($"{pointer}/{x.i}"), x.item));

    /// <summary>Refuses cases that were taken back by then: nothing more is learnt from them. What was learnt before that is recorded, however late.</summary>
    /// <param name="cases">The cases that are named.</param>
    /// <param name="takenBack">Those that were taken back, each with its event that says so.</param>
    /// <param name="occurredAt">When it was learnt.</param>
    /// <param name="pointer">Where they stand in the request.</param>
    internal static IEnumerable<Refusal> NotThereAnyMore(IEnumerable<Guid> cases, IReadOnlyDictionary<Guid, Origin> takenBack, DateTimeOffset occurredAt, string pointer) =>
        cases.Select((item, i) => (Back: takenBack.GetValueOrDefault(item), i)).Where(x => x.Back is { } back && back.OccurredAt <= occurredAt).Select(x => CaseCommand.CaseTakenBack.At(Invariant($"{pointer}/{x.i}"), x.Back!.Event));
}
