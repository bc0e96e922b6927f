using System.Collections.Immutable;
using Weasel.Storage;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using Wolverine;

namespace WikkenWegen.Api.Streams;

/// <summary>Takes a request to record something of a thing that is no weighing from HTTP to the gate, and the result back.</summary>
public static class StreamRoutes
{
    private static readonly OperationResponse Created = new(201, typeof(StreamReceipt), "Recorded.", "Vastgelegd.", Location: true, ETag: true);
    private static readonly OperationResponse Replaced = new(200, typeof(StreamReceipt), "Recorded, in place of what was there.", "Vastgelegd, in plaats van wat er was.", ETag: true);

    /// <summary>Maps an endpoint.</summary>
    public static void MapStream<TRequest>(this IEndpointRouteBuilder routes, StreamEndpoint<TRequest> endpoint) where TRequest : class, IRecordingRequest =>
        routes.MapOperation(endpoint.Method, endpoint.Path, new Operation
        {
            Id = endpoint.Id,
            Tag = endpoint.Tag,
            Summary = endpoint.Summary,
            Dutch = endpoint.Dutch,
            English = endpoint.English,
            Roles = endpoint.Roles,
            WithoutPart = endpoint.WithoutPart,
            Body = typeof(TRequest),
            BodyMayBeLeftOut = endpoint.BodyMayBeLeftOut,
            Example = endpoint.Example,
            IfMatch = endpoint.Revises,
            IdempotencyKey = endpoint.Method == HttpMethods.Post,
            Responses = [endpoint.Method == HttpMethods.Put ? Replaced : Created],
            Problems =
            [
                ProblemKinds.NotFound, ProblemKinds.Conflict, ProblemKinds.StaleVersion, ProblemKinds.ContentTooLarge,
                ProblemKinds.UnsupportedMediaType, .. endpoint.Method == HttpMethods.Post ? [ProblemKinds.KeyReused] : ImmutableArray<ProblemKind>.Empty,
                .. endpoint.Revises ? [ProblemKinds.VersionRequired] : ImmutableArray<ProblemKind>.Empty,
            ],
        }, http => Handle(http, endpoint)).WithMetadata(endpoint);

    private static async Task Handle<TRequest>(HttpContext http, StreamEndpoint<TRequest> endpoint) where TRequest : class, IRecordingRequest
    {
        if (!await new Query(http).IsRight() || !await HasNumber(http)) return;
        if (await Preconditions.IfMatch(http, endpoint.Revises) is not { } match) return;
        if (await RequestBody.Read<TRequest>(http) is not { } request) return;

        var seals = new Seals();
        var command = endpoint.Command(request, http, seals);
        if (endpoint.Completed is { } completed)
        {
            if (await completed(http, command) is not { } complete) return;
            command = complete;
        }
        var promised = new Promised(http, endpoint.Tenant(http));
        var message = new RecordStreamStep(command, request.OccurredAt, seals.Disclosures, match.Versions, Envelope(http)) { Behind = promised.Asks };
        // A PUT needs no key: once it is recorded, the version in If-Match no longer matches, so repeating it has no second effect. Who sends * asks for one.
        if (endpoint.Method == HttpMethods.Put) await http.Write(await promised.Complete((await Record(http, endpoint, message, null, promised))!));
        else
            await IdempotencyKeys.Run(http, request, retriable => Record(http, endpoint, message, retriable, promised), complete: promised.Complete);
    }

    /// <summary>Whether the number in the address, if it has one, is one that a part can have; else the request is answered with that, with the number as it was given.</summary>
    private static async Task<bool> HasNumber(HttpContext http)
    {
        if (http.Request.RouteValues["number"] is not string given || new Address(http).Number() > 0) return true;
        if (given.Length <= 20 && given.All(char.IsAsciiDigit)) await http.Respond(ProblemKinds.NotFound, $"Een onderdeel met nummer {given} is er niet.", $"There is no part with number {given}.");
        else await http.Respond(ProblemKinds.NotFound, "Een onderdeel met dit nummer is er niet.", "There is no part with this number.");
        return false;
    }

    /// <summary>Records it and renders the response; null where an answer is stored under the key of the request already.</summary>
    private static async Task<RenderedResponse?> Record<TRequest>(HttpContext http, StreamEndpoint<TRequest> endpoint, RecordStreamStep message, RetriableRequest? retriable, Promised promised)
        where TRequest : class, IRecordingRequest
    {
        var kept = retriable is null ? null : new KeptResponse<StepResult.StreamRecorded>(http.RequestServices.GetRequiredService<StoredResponses>(), retriable, Render);
        var bus = http.RequestServices.GetRequiredService<IMessageBus>();
        return await bus.InvokeForTenantAsync<StepResult>(endpoint.Tenant(http), message with { Alongside = kept }, http.RequestAborted) switch
        {
            StepResult.StreamRecorded recorded => promised.After(recorded, kept?.Response ?? Render(recorded)),
            // What was read beside the stream may be there later, or be hidden from the caller by then: the refusal is not kept for a retry.
            StepResult.Refused refused => Problems.Render(http, refused.Refusals) with { MayChange = endpoint.Completed is not null },
            StepResult.Stale stale => Stale(http, stale.Version),
            StepResult.Repeated => null,
            // Who is given access later, or comes when it is there, gets another.
            _ => Problems.Render(http, ProblemKinds.NotFound, endpoint.NoSuchThing.Dutch, endpoint.NoSuchThing.English) with { MayChange = true },
        };

        RenderedResponse Render(StepResult.StreamRecorded recorded) => StreamReceipt.Render(recorded, endpoint.Address(recorded));
    }

    /// <summary>Who asks, and in which conversation.</summary>
    internal static StepEnvelope Envelope(HttpContext http)
    {
        var operation = http.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>();
        return new StepEnvelope(new Actor(ReadingRights.Reader(http), Access.OwnPartyOnly(operation, http.User), ReadingRights.UpTo(http.User, operation.Roles)), Caller.Conversation(http), http.TraceIdentifier)
        {
            Roles = Roles.Acting(http.User, operation.Roles),
        };
    }

    private static RenderedResponse Stale(HttpContext http, int version) => Preconditions.Stale(http,
        $"Dit is sinds uw lezing veranderd; het is bij gebeurtenis {version}. Lees het opnieuw en beslis dan of uw wijziging nog klopt.",
        $"This has changed since you read it; it is at event {version}. Read it again and see whether your change still holds.", version);

    /// <summary>Completes the answer with the promise of its leaf, which comes to be when it is recorded: it is not kept with the answer, and made again for each retry.</summary>
    private sealed class Promised(HttpContext http, string tenant)
    {
        private readonly InclusionPromises? _promises = http.RequestServices.GetService<InclusionPromises>();
        private ImmutableArray<Leaf> _leaves = [];

        /// <summary>Asks for the leaf of the event; null where no promises are given.</summary>
        public Func<IReadOnlyList<Guid>, IStorageOperation>? Asks => _promises is null ? null : events => new LeafHashes(events);

        /// <summary>Takes in the leaf of what was recorded now; gives the answer as it is.</summary>
        public RenderedResponse After(StepResult.StreamRecorded recorded, RenderedResponse answer)
        {
            _leaves = (recorded.Behind as LeafHashes)?.Found ?? [];
            return answer;
        }

        /// <summary>The answer with the promise.</summary>
        public async Task<RenderedResponse> Complete(RenderedResponse answer) => _promises is null ? answer : await _promises.Added(answer, tenant, _leaves, http.RequestAborted);
    }
}
