namespace WikkenWegen.Mcda;

/// <summary>The name and version of the algorithm that made a result. The version changes whenever the same inputs could give other bits.</summary>
/// <param name="Name">Lower-case name, fixed for ever, for example <c>smaa-2</c>.</param>
/// <param name="Version">Semantic version of the arithmetic, not of the package: <c>1.0.0</c>.</param>
public sealed record Algorithm(string Name, string Version)
{
    /// <summary>For example <c>smaa-2@1.0.0</c>.</summary>
    public override string ToString() => $"{Name}@{Version}";
}

/// <summary>A result that says which algorithm made it, so that it can be stored and computed again later.</summary>
public interface IComputed
{
    /// <summary>Name and version of the algorithm.</summary>
    Algorithm Algorithm { get; }
}
