using System.Collections.Immutable;
using Weasel.Storage;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Domain;
using Wolverine;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>Takes a request for a step from HTTP to the gate, and the result back.</summary>
public static class StepRoutes
{
    private static readonly OperationResponse Created = new(201, typeof(Receipt), "Recorded.", "Vastgelegd.", Location: true, ETag: true);
    private static readonly OperationResponse Replaced = new(200, typeof(Receipt), "Recorded, in place of the version before.", "Vastgelegd, in plaats van de vorige versie.", ETag: true);

    private static readonly (string Dutch, string English) NoSuchWeighing = ("Er is geen afweging met dit nummer.", "There is no weighing with this id.");

    /// <summary>Maps a step.</summary>
    internal static void MapStep<TRequest>(this IEndpointRouteBuilder routes, StepEndpoint<TRequest> step) where TRequest : StepRequest =>
        routes.MapOperation(step.Method, step.Opens ? step.Path : "/v1/weighings/{id}" + step.Path, new Operation
        {
            Id = step.Id,
            Tag = step.Tag,
            Summary = step.Summary,
            Dutch = step.Dutch,
            English = step.English,
            Roles = step.Roles,
            Body = typeof(TRequest),
            BodyMayBeLeftOut = step.BodyMayBeLeftOut,
            Example = step.Example,
            IfMatch = step.Revises,
            IdempotencyKey = step.Method == HttpMethods.Post,
            Responses = step.Method == HttpMethods.Put ? [Replaced, Created] : [Created],
            Problems =
            [
                ProblemKinds.NotFound, ProblemKinds.Conflict, ProblemKinds.StaleVersion, ProblemKinds.ContentTooLarge,
                ProblemKinds.UnsupportedMediaType, .. step.Method == HttpMethods.Post ? [ProblemKinds.KeyReused] : ImmutableArray<ProblemKind>.Empty,
                .. step.Revises ? [ProblemKinds.VersionRequired] : ImmutableArray<ProblemKind>.Empty,
            ],
        }, http => Handle(http, step));

    /// <summary>Answers 404: there is no such weighing. A weighing of another corporation gets the same answer.</summary>
    public static Task UnknownWeighing(HttpContext http) => http.Respond(ProblemKinds.NotFound, NoSuchWeighing.Dutch, NoSuchWeighing.English);

    /// <summary>Maps the recording of many steps of a kind at once.</summary>
    internal static void MapBatch<TRequest>(this IEndpointRouteBuilder routes, StepEndpoint<TRequest> step) where TRequest : StepRequest =>
        routes.MapOperation(HttpMethods.Post, $"/v1/weighings/{{id}}{step.Path}/batches", new Operation
        {
            Id = step.Id + "Batch",
            Tag = step.Tag,
            Summary = step.Summary + ", many at once",
            Dutch = $"{step.Dutch} Tot {BatchRequest<TRequest>.MostItems} tegelijk: alles wordt vastgelegd, elk als eigen gebeurtenis, of niets. Bij een fout noemt elke pointer de plaats in de lijst. De inhoud mag {BatchMebibytes} MiB zijn als de installatie niets anders zegt: {BatchBodyTimes} keer wat andere inhoud mag zijn.",
            English = $"{step.English} Up to {BatchRequest<TRequest>.MostItems} at once: all are recorded, each as an event of its own, or nothing. Where something is wrong, each pointer names the place in the list. The body may be {BatchMebibytes} MiB where the installation says nothing else: {BatchBodyTimes} times what other bodies may be.",
            Roles = step.Roles,
            Body = typeof(BatchRequest<TRequest>),
            BodyTimes = BatchBodyTimes,
            MostErrors = ErrorsAnItem * BatchRequest<TRequest>.MostItems,
            Example = new BatchRequest<TRequest> { Items = [step.Example] },
            IfMatch = false,
            IdempotencyKey = true,
            Responses = [new OperationResponse(201, typeof(BatchReceipt), "All were recorded.", "Alles is vastgelegd.", Location: true, ETag: true)],
            Problems =
            [
                ProblemKinds.NotFound, ProblemKinds.Conflict, ProblemKinds.StaleVersion, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType, ProblemKinds.KeyReused,
            ],
        }, http => HandleBatch(http, step));

    /// <summary>How many times as large as others the body of a batch may be: 2,000 scores take about a quarter of it.</summary>
    private const int BatchBodyTimes = 16;

    private static readonly int BatchMebibytes = new RequestLimits().MostBytes(BatchBodyTimes) / (1024 * 1024);

    /// <summary>How many errors an item of a batch has at most, as a rule: so many are listed for each.</summary>
    private const int ErrorsAnItem = 5;

    private static async Task Handle<TRequest>(HttpContext http, StepEndpoint<TRequest> step) where TRequest : StepRequest
    {
        var address = new Address(http);
        if (!step.Opens && address.Weighing is null)
        {
            await UnknownWeighing(http);
            return;
        }
        if (!await new Query(http).IsRight()) return;
        if (await Preconditions.IfMatch(http, step.Revises) is not { } match) return;
        if (await RequestBody.Read<TRequest>(http) is not { } request) return;

        var seals = new Seals();
        var id = address.Weighing ?? Guid.CreateVersion7(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        var command = step.Command(request, address, seals);
        if (step.Completed is { } completed)
        {
            if (await completed(http, address, command, seals) is not { } complete) return;
            command = complete;
        }
        if (command is TermCommand counting) command = counting with { DecreedDays = http.RequestServices.GetRequiredService<TermSettings>().Decreed() };
        var message = new RecordStep(id, command, request.OccurredAt, seals.Disclosures, match.Versions, Envelope(http))
        {
            BuildsOn = step.BuildsOn ?? (address.PartOf(step.Path) is { } part ? [part] : null),
        };
        // A PUT needs no key: once it is recorded, the version in If-Match no longer matches, so repeating it has no second effect. Who sends * asks for one.
        var promised = new Promised(http);
        if (step.Method == HttpMethods.Put) await http.Write(await promised.Complete((await Record(http, message, null, Receipt.Render, promised))!));
        else await IdempotencyKeys.Run(http, request, retriable => Record(http, message, retriable, Receipt.Render, promised), stored => Unseen(http, address, stored), promised.Complete);
    }

    private static async Task HandleBatch<TRequest>(HttpContext http, StepEndpoint<TRequest> step) where TRequest : StepRequest
    {
        var address = new Address(http);
        if (address.Weighing is not { } id)
        {
            await UnknownWeighing(http);
            return;
        }
        if (!await new Query(http).IsRight()) return;
        if (await Preconditions.IfMatch(http, required: false) is not { } match) return;
        if (await RequestBody.Read<BatchRequest<TRequest>>(http) is not { } request) return;

        var seals = new Seals();
        var steps = request.Items.Select(item => new StepToRecord(step.Command(item, address, seals), item.OccurredAt)).ToImmutableArray();
        var message = new RecordStep(id, steps, seals.Disclosures, match.Versions, Envelope(http)) { IsBatch = true, BuildsOn = step.BuildsOn };
        var promised = new Promised(http);
        await IdempotencyKeys.Run(http, request, retriable => Record(http, message, retriable, recorded => BatchReceipt.Render(recorded, step.Path), promised), stored => Unseen(http, address, stored), promised.Complete);
    }

    /// <summary>Records the steps and renders the response; null where an answer is stored under the key of the request already.</summary>
    private static async Task<RenderedResponse?> Record(HttpContext http, RecordStep message, RetriableRequest? retriable, Func<StepResult.Recorded, RenderedResponse> render, Promised promised)
    {
        var kept = retriable is null ? null : new KeptResponse<StepResult.Recorded>(http.RequestServices.GetRequiredService<StoredResponses>(), retriable, render);
        var bus = http.RequestServices.GetRequiredService<IMessageBus>();
        return await bus.InvokeForTenantAsync<StepResult>(Caller.Of(http).Corporation, message with { Alongside = kept, Behind = promised.Asks }, http.RequestAborted) switch
        {
            StepResult.Recorded recorded => promised.After(recorded, kept?.Response ?? render(recorded)),
            StepResult.Refused refused => Problems.Render(http, refused.Refusals) with { MayChange = refused.RestsOnAnother },
            StepResult.Stale stale => Stale(http, stale.Version),
            StepResult.Repeated => null,
            _ => Unknown(http),
        };
    }

    /// <summary>Completes the answer to a step with the promise of its leaves, which come to be when it is recorded: it is not kept with the answer, and made again for each retry.</summary>
    private sealed class Promised(HttpContext http)
    {
        private readonly InclusionPromises? _promises = http.RequestServices.GetService<InclusionPromises>();
        private ImmutableArray<Leaf> _leaves = [];

        /// <summary>Asks for the leaves of the events; null where no promises are given.</summary>
        public Func<IReadOnlyList<Guid>, IStorageOperation>? Asks => _promises is null ? null : events => new LeafHashes(events);

        /// <summary>Takes in the leaves of what was recorded now; gives the answer as it is.</summary>
        public RenderedResponse After(StepResult.Recorded recorded, RenderedResponse answer)
        {
            _leaves = (recorded.Behind as LeafHashes)?.Found ?? [];
            return answer;
        }

        /// <summary>The answer with the promise.</summary>
        public async Task<RenderedResponse> Complete(RenderedResponse answer) =>
            _promises is null ? answer : await _promises.Added(answer, Caller.Of(http).Corporation, _leaves, http.RequestAborted);
    }

    /// <summary>The answer in place of a stored one to a caller who may no longer see the weighing that it is about; null where they may.</summary>
    private static async Task<RenderedResponse?> Unseen(HttpContext http, Address address, RenderedResponse stored)
    {
        // An opening has no weighing in its address; the answer to it has.
        var id = address.Weighing ?? (stored.Location is { } location && Guid.TryParse(location.Split('/')[3], out var opened) ? opened : null);
        if (id is null) return null; // the opening was refused
        var newest = await http.RequestServices.GetRequiredService<WeighingStore>().Newest(Caller.Of(http).Corporation, id.Value, http.RequestAborted);
        return newest?.State.MayBeReadBy(ReadingRights.Reader(http)) == true ? null : Unknown(http);
    }

    /// <summary>The answer where there is no such weighing for this caller. Who is given access later gets another.</summary>
    private static RenderedResponse Unknown(HttpContext http) => Problems.Render(http, ProblemKinds.NotFound, NoSuchWeighing.Dutch, NoSuchWeighing.English) with { MayChange = true };

    private static StepEnvelope Envelope(HttpContext http)
    {
        var operation = http.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>();
        return new StepEnvelope(new Actor(ReadingRights.Reader(http), Access.OwnPartyOnly(operation, http.User), ReadingRights.UpTo(http.User, operation.Roles)), Caller.Conversation(http), http.TraceIdentifier)
        {
            Roles = Roles.Acting(http.User, operation.Roles),
        };
    }

    private static RenderedResponse Stale(HttpContext http, int version) => Preconditions.Stale(http,
        $"Waar dit op voortbouwt is sinds uw lezing veranderd; de afweging is bij gebeurtenis {version}. Lees haar opnieuw en beslis dan of uw wijziging nog klopt.",
        $"What this builds on has changed since you read it; the weighing is at event {version}. Read it again and see whether your change still holds.", version);
}
