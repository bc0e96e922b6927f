using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>One revision of a proposal.</summary>
/// <param name="Code">The proposal's code.</param>
/// <param name="Revision">From 1.</param>
public sealed record ProposalRevisionReference(string Code, int Revision);

/// <summary>Who did or asked something: a stakeholder of the weighing, or a role outside its list. Exactly one of the two is given.</summary>
/// <param name="Stakeholder">Code of a stakeholder.</param>
/// <param name="Role">A role, never a person's name.</param>
public sealed record Who(string? Stakeholder, string? Role);

/// <summary>What a score or an advice rests on.</summary>
/// <param name="Uri">Where the document is.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 lower-case hexadecimal digits, so that a later change shows.</param>
public sealed record Evidence(string Uri, string? Sha256);

/// <summary>That a part was withdrawn.</summary>
/// <param name="Reason">Why, where it was said.</param>
/// <param name="Origin">Its event.</param>
public sealed record Withdrawal(Sealed? Reason, Origin Origin);

/// <summary>Changes to immutable lists whose elements have a key.</summary>
internal static class Keyed
{
    /// <summary>The list with the one element that matches replaced; the same list where none matches.</summary>
    public static ImmutableArray<T> Change<T>(this ImmutableArray<T> items, Func<T, bool> matches, Func<T, T> change)
    {
        for (var i = 0; i < items.Length; i++)
            if (matches(items[i])) return items.SetItem(i, change(items[i]));
        return items;
    }
}
