using System.Collections.Immutable;

namespace WikkenWegen.Domain.Outcome;

/// <summary>What changed, from one set of criteria to another, of those that stand beside the others. It changes no total, and what is looked at beside them.</summary>
/// <param name="Added">Criteria that came.</param>
/// <param name="Removed">Criteria that went.</param>
/// <param name="Rescaled">Criteria, present in both, with another scale.</param>
internal sealed record BesideChange(ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<string> Rescaled)
{
    private static readonly BesideChange None = new([], [], []);

    /// <summary>Whether nothing changed.</summary>
    public bool IsNone => Added.IsEmpty && Removed.IsEmpty && Rescaled.IsEmpty;

    /// <summary>Compares two sets.</summary>
    public static BesideChange Between(CriteriaSet before, CriteriaSet now) => before.Beside.IsEmpty && now.Beside.IsEmpty ? None : new BesideChange(
        [.. now.Beside.Where(c => before.BesideCriterion(c.Code) is null).Select(c => c.Code)],
        [.. before.Beside.Where(c => now.BesideCriterion(c.Code) is null).Select(c => c.Code)],
        [.. now.Beside.Where(c => before.BesideCriterion(c.Code) is { } earlier && !ConsequenceCounting.HaveTheSameScale(earlier.Scale, c.Scale)).Select(c => c.Code)]);

    /// <summary>The change in Dutch, in parts: "ernaast erbij WIE", "ernaast andere meetlat WIJK".</summary>
    public IEnumerable<string> Dutch => Told("ernaast erbij", "ernaast eraf", "ernaast andere meetlat");

    /// <summary>The change in English, in parts.</summary>
    public IEnumerable<string> English => Told("added beside", "removed beside", "other scale beside");

    private IEnumerable<string> Told(string added, string removed, string rescaled) =>
        new[] { (added, Added), (removed, Removed), (rescaled, Rescaled) }.Where(c => !c.Item2.IsEmpty).Select(c => $"{c.Item1} {Speech.Listed(c.Item2)}");
}
