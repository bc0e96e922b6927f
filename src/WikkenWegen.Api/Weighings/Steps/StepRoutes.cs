using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
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

        var caller = Caller.Of(http);
        var seals = new Seals();
        var id = address.Weighing ?? Guid.CreateVersion7(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        var command = step.Command(request, address, seals);
        if (command is TermCommand counting) command = counting with { DecreedDays = http.RequestServices.GetRequiredService<TermSettings>().Decreed() };
        var message = new RecordStep(id, command, request.OccurredAt, seals.Disclosures, match.Versions, Envelope(http, caller));
        // A PUT needs no key: once it is recorded, the same If-Match no longer matches, so repeating it has no second effect.
        if (step.Method == HttpMethods.Put) await http.Write((await Record(http, caller, message, null))!);
        else await IdempotencyKeys.Run(http, request, retriable => Record(http, caller, message, retriable));
    }

    /// <summary>Records the step and renders the response; null where an answer is stored under the key of the request already.</summary>
    private static async Task<RenderedResponse?> Record(HttpContext http, Caller caller, RecordStep message, RetriableRequest? retriable)
    {
        var kept = retriable is null ? null : new KeptResponse<StepResult.Recorded>(http.RequestServices.GetRequiredService<StoredResponses>(), retriable, Receipt.Render);
        var bus = http.RequestServices.GetRequiredService<IMessageBus>();
        return await bus.InvokeForTenantAsync<StepResult>(caller.Corporation, message with { Alongside = kept }, http.RequestAborted) switch
        {
            StepResult.Recorded recorded => kept?.Response ?? Receipt.Render(recorded),
            StepResult.Refused refused => Problems.Render(http, refused.Refusals),
            StepResult.Stale stale => Stale(http, stale.Version),
            StepResult.Repeated => null,
            _ => Problems.Render(http, ProblemKinds.NotFound, NoSuchWeighing.Dutch, NoSuchWeighing.English),
        };
    }

    private static StepEnvelope Envelope(HttpContext http, Caller caller)
    {
        var operation = http.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>();
        return new StepEnvelope(new Actor(caller.Subject, Access.OwnPartyOnly(operation, http.User)), Caller.Conversation(http), http.TraceIdentifier);
    }

    private static RenderedResponse Stale(HttpContext http, int version) => Problems.Render(http, ProblemKinds.StaleVersion,
        $"De afweging is inmiddels bij gebeurtenis {version}. Lees haar opnieuw en beslis dan of uw wijziging nog klopt.",
        $"The weighing is at event {version} by now. Read it again and see whether your change still holds.") with { ETag = Preconditions.ETag(version) };
}
