using System.Collections.Immutable;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>An endpoint that records one kind of step: everything that the API needs to know about the step, in one place.</summary>
public abstract record StepEndpoint
{
    /// <summary>Its path below the weighing, such as /proposals/{code}/revisions; for the opening, the whole address.</summary>
    public required string Path { get; init; }

    /// <summary>The HTTP method: PUT where the step replaces something as a whole, else POST, which is the default.</summary>
    public string Method { get; init; } = HttpMethods.Post;

    /// <summary>The operationId in the OpenAPI document; unique.</summary>
    public required string Id { get; init; }

    /// <summary>Name of its group in the OpenAPI document: the part of the process that it belongs to.</summary>
    public required string Tag { get; init; }

    /// <summary>What the step records, in a few English words.</summary>
    public required string Summary { get; init; }

    /// <summary>The description of the step in Dutch.</summary>
    public required string Dutch { get; init; }

    /// <summary>The description of the step in English.</summary>
    public required string English { get; init; }

    /// <summary>The roles that may record the step; one of them is enough.</summary>
    public required ImmutableArray<string> Roles { get; init; }

    /// <summary>Whether it revises something that the caller must have read, so that If-Match is required; false by default.</summary>
    public bool Revises { get; init; }

    /// <summary>
    /// Paths of the parts that the step builds on, such as decisions: If-Match asks whether one of them changed since the caller read it, or one
    /// that the command names (<see cref="WeighingCommand.BuildsOn"/>). Where this is not said, it is the part that the address names, such as
    /// proposals/V2; for an address that names none, all of the weighing.
    /// </summary>
    public ImmutableArray<string>? BuildsOn { get; init; }

    /// <summary>Whether the body may be left out though its example has members: callers do since there were none. False by default.</summary>
    public bool BodyMayBeLeftOut { get; init; }

    /// <summary>Whether many of this kind can be recorded at once, at the address with /batches behind it; false by default.</summary>
    public bool InBatches { get; init; }

    /// <summary>Whether its example works only on a weighing in which advice was received and a decision waits for approval; false by default.</summary>
    public bool ExampleNeedsDecision { get; init; }

    /// <summary>
    /// Whether the practice weighing that has something of everything gets this step too, with its example as it is, so that reading the parts
    /// that the step makes shows something. It comes after the decision where the example needs one, else before it. False by default.
    /// </summary>
    public bool InPractice { get; init; }

    /// <summary>The parts that can be read because of this step, each with its address; empty where another step has them.</summary>
    public ImmutableArray<Part> Parts { get; init; } = [];

    /// <summary>Whether it opens a new weighing. Every other step goes on with an existing one.</summary>
    public bool Opens => Path == "/v1/weighings";

    /// <summary>An example of its body, which works as it is.</summary>
    public abstract StepRequest ExampleRequest { get; }

    /// <summary>Maps the endpoint.</summary>
    public abstract void Map(IEndpointRouteBuilder routes);

    /// <summary>The command that a request for this step leads to.</summary>
    /// <param name="request">The body, which must be of the type of this step.</param>
    /// <param name="address">The parameters in the address.</param>
    /// <param name="seals">Takes in the texts that go to the vault.</param>
    /// <exception cref="InvalidCastException">The request is of another step.</exception>
    public abstract WeighingCommand CommandFor(StepRequest request, Address address, Seals seals);
}

/// <summary>An endpoint that records one kind of step.</summary>
/// <typeparam name="TRequest">Type of its body.</typeparam>
public sealed record StepEndpoint<TRequest> : StepEndpoint where TRequest : StepRequest
{
    /// <summary>An example of its body, which works as it is.</summary>
    public required TRequest Example { get; init; }

    /// <summary>Makes the command from the body, the address and the seals, which take in the texts that go to the vault.</summary>
    public required Func<TRequest, Address, Seals, WeighingCommand> Command { get; init; }

    /// <summary>
    /// Completes the command, which brought the texts of the seals, with what must be computed before it is decided on; null where the request was answered instead, because that could not be.
    /// Null (the default) where nothing is computed.
    /// </summary>
    public Func<HttpContext, Address, WeighingCommand, Seals, Task<WeighingCommand?>>? Completed { get; init; }

    /// <inheritdoc />
    public override StepRequest ExampleRequest => Example;

    /// <inheritdoc />
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapStep(this);
        if (InBatches) routes.MapBatch(this);
    }

    /// <inheritdoc />
    public override WeighingCommand CommandFor(StepRequest request, Address address, Seals seals) => Command((TRequest)request, address, seals);
}
