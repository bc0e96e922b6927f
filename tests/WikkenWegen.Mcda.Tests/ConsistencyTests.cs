using System.Reflection;
using System.Text.RegularExpressions;

namespace WikkenWegen.Mcda.Tests;

/// <summary>Rules that every public type keeps, found by listing.</summary>
public partial class ConsistencyTests
{
    private static readonly Type[] PublicTypes = typeof(Smaa2).Assembly.GetExportedTypes();

    /// <summary>What a public factory answers says which algorithm made it. Inputs and plain numbers do not compute anything.</summary>
    [Fact]
    public void Every_result_names_its_algorithm()
    {
        Type[] inputs = [typeof(ScoreTable), typeof(ValueTable), typeof(RatingTable), typeof(Ballots), typeof(PairwisePreferences), typeof(PreferenceFunction), typeof(RandomIndex), typeof(Fraction), typeof(ValueBand), typeof(double)];
        var results = PublicTypes.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName))
            .Select(m => m.ReturnType.IsGenericType && m.ReturnType.GetGenericTypeDefinition() == typeof(Result<>) ? m.ReturnType.GetGenericArguments()[0] : m.ReturnType)
            .Where(t => t.Assembly == typeof(Smaa2).Assembly && !t.IsValueType && !inputs.Contains(t)).Distinct().ToList();
        results.Count.ShouldBeGreaterThan(20);
        results.Where(t => !typeof(IComputed).IsAssignableFrom(t) && t != typeof(Ballot)).ShouldBeEmpty();
        PublicTypes.Where(t => typeof(IComputed).IsAssignableFrom(t) && t != typeof(IComputed)).Except(results).ShouldBeEmpty();
    }

    [Fact]
    public void Algorithms_have_distinct_names_and_semantic_versions()
    {
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "bits.txt"));
        AlgorithmName().Matches(golden).Select(m => m.Value).ShouldNotBeEmpty();
        string[] families = ["smaa-2@", "drawn-totals@", "additive-value@", "weight-stability@", "weights-ahp-eigenvector@", "krippendorff-alpha@", "kendall-w@", "quartiles@", "tastle-wierman-consensus@", "van-der-eijk-agreement@", "local-normalisation@", "weighted-sum@", "topsis@", "promethee-2@"];
        foreach (var family in families) golden.ShouldContain(family);
        RankOrderCentroid.Of(["A"]).Value.Algorithm.ToString().ShouldBe("weights-rank-order-centroid@1.0.0");
    }

    /// <summary>The library depends on nothing but the base class library, and knows no clock and no input or output.</summary>
    [Fact]
    public void Depends_on_the_base_class_library_alone() =>
        typeof(Smaa2).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Results_are_immutable() =>
        PublicTypes.SelectMany(t => t.GetProperties().Where(p => p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit")))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}").ShouldBeEmpty();

    [GeneratedRegex(@"[a-z0-9-]+@\d+\.\d+\.\d+")]
    private static partial Regex AlgorithmName();
}
