using System.Collections.Immutable;

namespace WikkenWegen.Domain.Privacy;

/// <summary>What an erasure or a correction says of the cases that it takes back from the learning network; nothing where there are none.</summary>
internal static class CasesTakenBackWith
{
    /// <summary>The sentence that follows, in Dutch.</summary>
    public static string Dutch(ImmutableArray<int> cases) => Sentence(cases, "Casus", "Casussen", "en", "is", "zijn", "daarom teruggenomen uit het leernetwerk");

    /// <summary>The sentence that follows, in English.</summary>
    public static string English(ImmutableArray<int> cases) => Sentence(cases, "Case", "Cases", "and", "was", "were", "therefore taken back from the learning network");

    private static string Sentence(ImmutableArray<int> cases, string one, string many, string and, string was, string were, string rest) => cases switch
    {
        [] => "",
        [var only] => Invariant($" {one} {only} {was} {rest}."),
        [.. var first, var last] => Invariant($" {many} {string.Join(", ", first)} {and} {last} {were} {rest}."),
    };
}
