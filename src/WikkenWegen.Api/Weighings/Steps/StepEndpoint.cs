using System.Collections.Immutable;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>An endpoint that records one kind of step: all that the API has to know of it, in one place.</summary>
public abstract record StepEndpoint
{
    /// <summary>Below the weighing: /proposals/{code}/revisions; for the opening, the whole address.</summary>
    public required string Path { get; init; }

    /// <summary>PUT for what is replaced as a whole, POST for all else.</summary>
    public string Method { get; init; } = HttpMethods.Post;

    /// <summary>operationId.</summary>
    public required string Id { get; init; }

    /// <summary>The step of the process, as the group in the document.</summary>
    public required string Tag { get; init; }

    /// <summary>What it records, in a few English words.</summary>
    public required string Summary { get; init; }

    /// <summary>What there is to know about it, in Dutch.</summary>
    public required string Dutch { get; init; }

    /// <summary>The same in English.</summary>
    public required string English { get; init; }

    /// <summary>The roles that may use it; any one of them is enough.</summary>
    public required ImmutableArray<string> Roles { get; init; }

    /// <summary>Whether it revises something that the caller must have read: If-Match is then asked for.</summary>
    public bool Revises { get; init; }

    /// <summary>Whether its example needs a weighing in which advice was received and a decision awaits approval.</summary>
    public bool ExampleNeedsDecision { get; init; }

    /// <summary>
    /// Whether the practice weighing that has something of everything has this step too, with its example as it is: before its decision, or
    /// behind it where the example needs one. Reading the parts that the step makes then shows something.
    /// </summary>
    public bool InPractice { get; init; }

    /// <summary>The addresses of what it makes.</summary>
    public ImmutableArray<Part> Parts { get; init; } = [];

    /// <summary>Whether it opens a weighing, rather than going on with one.</summary>
    public bool Opens => Path == "/v1/weighings";

    /// <summary>The request that works, as any caller could send it.</summary>
    public abstract StepRequest ExampleRequest { get; }

    /// <summary>Maps it.</summary>
    public abstract void Map(IEndpointRouteBuilder routes);

    /// <summary>The command that a request for this step leads to. The request must be of the type of this step.</summary>
    public abstract WeighingCommand CommandFor(StepRequest request, Address address, Seals seals);
}

/// <summary>An endpoint that records one kind of step.</summary>
/// <typeparam name="TRequest">Its body.</typeparam>
public sealed record StepEndpoint<TRequest> : StepEndpoint where TRequest : StepRequest
{
    /// <summary>A body that works.</summary>
    public required TRequest Example { get; init; }

    /// <summary>From the body, the address and the seals to the command.</summary>
    public required Func<TRequest, Address, Seals, WeighingCommand> Command { get; init; }

    /// <inheritdoc />
    public override StepRequest ExampleRequest => Example;

    /// <inheritdoc />
    public override void Map(IEndpointRouteBuilder routes) => routes.MapStep(this);

    /// <inheritdoc />
    public override WeighingCommand CommandFor(StepRequest request, Address address, Seals seals) => Command((TRequest)request, address, seals);
}
