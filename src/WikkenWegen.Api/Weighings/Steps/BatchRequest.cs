namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>Many steps of one kind, which are recorded at once: all of them, or none.</summary>
/// <typeparam name="TRequest">The body of one of them.</typeparam>
public sealed record BatchRequest<TRequest> where TRequest : StepRequest
{
    /// <summary>Most steps in one request.</summary>
    public const int MostItems = 2_000;

    /// <summary>The steps, in the order in which they are recorded; each has its own moment.</summary>
    [System.ComponentModel.DataAnnotations.MinLength(1), System.ComponentModel.DataAnnotations.MaxLength(MostItems)]
    public required TRequest[] Items { get; init; }
}
