using System.Collections.Immutable;
using System.Globalization;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using Wolverine;

namespace WikkenWegen.Api.Recording;

/// <summary>What the body of every step can say.</summary>
public abstract record StepRequest
{
    /// <summary>When it happened; now where it is left out. Not in the future, and not before what it builds on.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>An endpoint that records one kind of step.</summary>
/// <typeparam name="TRequest">Its body.</typeparam>
public sealed record Step<TRequest> where TRequest : StepRequest
{
    /// <summary>Below the weighing: /proposals/{code}/revisions.</summary>
    public required string Path { get; init; }

    /// <summary>PUT for what is replaced as a whole, POST for all else.</summary>
    public string Method { get; init; } = HttpMethods.Post;

    /// <summary>operationId.</summary>
    public required string Id { get; init; }

    /// <summary>What it records, in a few English words.</summary>
    public required string Summary { get; init; }

    /// <summary>What there is to know about it, in Dutch.</summary>
    public required string Dutch { get; init; }

    /// <summary>The same in English.</summary>
    public required string English { get; init; }

    /// <summary>A body that works.</summary>
    public required TRequest Example { get; init; }

    /// <summary>Whether it revises something that the caller must have read: If-Match is then asked for.</summary>
    public bool Revises { get; init; }

    /// <summary>From the body, the address and the seals to the command.</summary>
    public required Func<TRequest, Address, Seals, WeighingCommand> Command { get; init; }
}

/// <summary>The parts of an address.</summary>
public readonly struct Address(RouteValueDictionary values)
{
    /// <summary>The address of a request.</summary>
    public Address(HttpContext http) : this(http.Request.RouteValues)
    {
    }

    /// <summary>The weighing; null where there is none in it.</summary>
    public Guid? Weighing => Guid.TryParseExact(Text("id"), "D", out var id) ? id : null;

    /// <summary>A code or other text.</summary>
    public string Code => Text("code")!;

    /// <summary>The number of a numbered part; 0, which no part has, where it is none or has zeros in front.</summary>
    public int Number(string name = "number") =>
        Text(name) is [>= '1' and <= '9', ..] text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string? Text(string name) => values[name] as string;
}

/// <summary>Mapping steps.</summary>
public static class Steps
{
    /// <summary>Maps a step on the collection of weighings or below one.</summary>
    public static void MapStep<TRequest>(this IEndpointRouteBuilder routes, string tag, Step<TRequest> step) where TRequest : StepRequest =>
        routes.MapOperation(step.Method, step.Path, new Operation
        {
            Id = step.Id,
            Tag = tag,
            Summary = step.Summary,
            Dutch = step.Dutch,
            English = step.English,
            Body = typeof(TRequest),
            Example = step.Example,
            IfMatch = step.Revises,
            IdempotencyKey = step.Method == HttpMethods.Post,
            Answers = step.Method == HttpMethods.Put ? [Replaced, Created] : [Created],
            Problems =
            [
                ProblemKinds.NotFound, ProblemKinds.Conflict, ProblemKinds.StaleVersion, ProblemKinds.ContentTooLarge,
                ProblemKinds.UnsupportedMediaType, .. step.Method == HttpMethods.Post ? [ProblemKinds.KeyReused] : ImmutableArray<ProblemKind>.Empty,
                .. step.Revises ? [ProblemKinds.VersionRequired] : ImmutableArray<ProblemKind>.Empty,
            ],
        }, http => Handle(http, step));

    private static readonly Answer Created = new(201, typeof(Receipt), "Recorded.", "Vastgelegd.", Location: true, ETag: true);
    private static readonly Answer Replaced = new(200, typeof(Receipt), "Recorded, in place of the version before.", "Vastgelegd, in plaats van de vorige versie.", ETag: true);

    private static async Task Handle<TRequest>(HttpContext http, Step<TRequest> step) where TRequest : StepRequest
    {
        var address = new Address(http);
        var opening = !http.Request.RouteValues.ContainsKey("id");
        if (!opening && address.Weighing is null)
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
        var message = new RecordStep(id, command, request.OccurredAt, seals.Disclosures, match.Versions, caller.Envelope(http));
        // A replacement is the same however often it is asked for: If-Match sees to that, and no key is needed.
        if (step.Method == HttpMethods.Put) await http.Write((await Record(http, caller, message))!);
        else await IdempotencyKeys.Run(http, request, retriable => Record(http, caller, message with { Request = retriable }));
    }

    /// <summary>Records the step and renders the answer; null where the key of the request was used before.</summary>
    private static async Task<Rendered?> Record(HttpContext http, Caller caller, RecordStep message)
    {
        var bus = http.RequestServices.GetRequiredService<IMessageBus>();
        return await bus.InvokeForTenantAsync<StepResult>(caller.Corporation, message, http.RequestAborted) switch
        {
            StepResult.Recorded recorded => Receipts.Render(recorded),
            StepResult.Refused refused => Problems.Render(http, refused.Refusals),
            StepResult.Stale stale => Stale(http, stale.Version),
            StepResult.Repeated => null,
            _ => Problems.Render(http, ProblemKinds.NotFound, NoSuchWeighing.Dutch, NoSuchWeighing.English),
        };
    }

    private static Rendered Stale(HttpContext http, int version) => Problems.Render(http, ProblemKinds.StaleVersion,
        $"De afweging is inmiddels bij gebeurtenis {version}. Lees haar opnieuw en beslis dan of uw wijziging nog klopt.",
        $"The weighing is at event {version} by now. Read it again and see whether your change still holds.") with { ETag = Preconditions.ETag(version) };

    private static readonly (string Dutch, string English) NoSuchWeighing = ("Er is geen afweging met dit nummer.", "There is no weighing with this id.");

    /// <summary>Answers that there is no such weighing: also where it is another corporation's.</summary>
    public static Task UnknownWeighing(HttpContext http) => http.Answer(ProblemKinds.NotFound, NoSuchWeighing.Dutch, NoSuchWeighing.English);
}
