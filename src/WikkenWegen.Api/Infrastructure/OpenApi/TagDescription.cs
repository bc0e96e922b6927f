namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>What a group of operations is about, as the document says it. Each feature brings those of its own operations.</summary>
/// <param name="Name">Name of the group, as the operations name it.</param>
/// <param name="English">What it is about, in English.</param>
/// <param name="Dutch">The same in Dutch.</param>
public sealed record TagDescription(string Name, string English, string Dutch);
