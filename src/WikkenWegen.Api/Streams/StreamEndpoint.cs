using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Streams;

/// <summary>An endpoint that records something of a thing that is no weighing, whatever its body is. It stands with its route, so that all of them can be found without a list of them.</summary>
public interface IStreamEndpoint
{
    /// <summary>The operationId in the OpenAPI document; unique.</summary>
    string Id { get; }

    /// <summary>Its whole address, such as /v1/instruments/{code}/judgements.</summary>
    string Path { get; }

    /// <summary>Type of its body.</summary>
    Type Body { get; }

    /// <summary>The command for a body, before it is completed with what must be read.</summary>
    /// <param name="request">The body.</param>
    /// <param name="http">The request, with its address.</param>
    /// <param name="seals">Takes in the texts that go to the vault.</param>
    IStreamCommand CommandFor(IRecordingRequest request, HttpContext http, Seals seals);
}

/// <summary>An endpoint that records something of a thing that is no weighing: everything that the API needs to know about it, in one place.</summary>
/// <typeparam name="TRequest">Type of its body.</typeparam>
public sealed record StreamEndpoint<TRequest> : IStreamEndpoint where TRequest : class, IRecordingRequest
{
    /// <summary>Its whole address, such as /v1/instruments/{code}/judgements.</summary>
    public required string Path { get; init; }

    /// <summary>The HTTP method: PUT where it replaces something as a whole, else POST, which is the default.</summary>
    public string Method { get; init; } = HttpMethods.Post;

    /// <summary>The operationId in the OpenAPI document; unique.</summary>
    public required string Id { get; init; }

    /// <summary>Name of its group in the OpenAPI document.</summary>
    public required string Tag { get; init; }

    /// <summary>What it records, in a few English words.</summary>
    public required string Summary { get; init; }

    /// <summary>The description in Dutch.</summary>
    public required string Dutch { get; init; }

    /// <summary>The description in English.</summary>
    public required string English { get; init; }

    /// <summary>The roles that may record it; one of them is enough.</summary>
    public required ImmutableArray<string> Roles { get; init; }

    /// <summary>Whether a participant of the learning network may record it who takes no part in it; false by default.</summary>
    public bool WithoutPart { get; init; }

    /// <summary>Whether it revises something that the caller must have read, so that If-Match is required; false by default.</summary>
    public bool Revises { get; init; }

    /// <summary>Whether the body may be left out though its example has members; false by default.</summary>
    public bool BodyMayBeLeftOut { get; init; }

    /// <summary>An example of its body, which works as it is.</summary>
    public required TRequest Example { get; init; }

    /// <summary>Makes the command from the body, the address and the seals, which take in the texts that go to the vault.</summary>
    public required Func<TRequest, HttpContext, Seals, IStreamCommand> Command { get; init; }

    /// <summary>The tenant that the stream lies in; the corporation of the caller by default.</summary>
    public Func<HttpContext, string> Tenant { get; init; } = http => Caller.Of(http).Corporation;

    /// <summary>The address where what was recorded can be read, such as /v1/instruments/LEEF/versions/2.</summary>
    public required Func<StepResult.StreamRecorded, string> Address { get; init; }

    /// <summary>
    /// Completes the command with what must be read before it is decided on; null where the request was answered instead. Null (the default) where nothing is.
    /// </summary>
    public Func<HttpContext, IStreamCommand, Task<IStreamCommand?>>? Completed { get; init; }

    /// <summary>What is said where there is no such thing, in Dutch and in English.</summary>
    public required (string Dutch, string English) NoSuchThing { get; init; }

    Type IStreamEndpoint.Body => typeof(TRequest);

    IStreamCommand IStreamEndpoint.CommandFor(IRecordingRequest request, HttpContext http, Seals seals) => Command((TRequest)request, http, seals);
}
