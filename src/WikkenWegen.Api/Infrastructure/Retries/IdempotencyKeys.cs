using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marten;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Retries;

/// <summary>
/// Safe retries by the header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header). The same key with the same request gives
/// the stored answer. With another request it gives 422, and while the first request is still running 409.
/// </summary>
public static class IdempotencyKeys
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Most characters of a key, without its quotes.</summary>
    public const int MostCharacters = 255;

    /// <summary>
    /// Runs a request so that it has one effect, however often it is sent with the same key, and answers it.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="body">Its body, which is part of its fingerprint.</param>
    /// <param name="act">
    /// Does the work and gives the answer. It gets the request with its key; null where the caller sent no key. It must store its answer under
    /// the key in the same transaction as its effect. Where an answer is stored under the key already, it must have no effect and give null.
    /// It can be called more than once.
    /// </param>
    /// <param name="denied">
    /// The answer in place of a stored one, where the caller may no longer have that; null where they may. Left out where everybody keeps
    /// what they were answered.
    /// </param>
    /// <param name="complete">Adds to an answer what is not kept with it, each time that it is given; left out where that is nothing.</param>
    public static async Task Run<TRequest>(
        HttpContext http, TRequest body, Func<RetriableRequest?, Task<RenderedResponse?>> act, Func<RenderedResponse, Task<RenderedResponse?>>? denied = null,
        Func<RenderedResponse, Task<RenderedResponse>>? complete = null)
    {
        var (right, key) = await Key(http);
        if (!right) return;
        if (key is null)
        {
            await http.Write(await Completed((await act(null))!));
            return;
        }
        var request = new RetriableRequest(Caller.CorporationOf(http.User) ?? "", Caller.SubjectOf(http.User), key, Fingerprint(http.Request, body, Canonical));
        var responses = http.RequestServices.GetRequiredService<StoredResponses>();
        if (!responses.Begin(request))
        {
            http.Response.Headers.RetryAfter = "1";
            await http.Respond(ProblemKinds.Conflict, "Een verzoek met deze Idempotency-Key loopt nog. Wacht op het antwoord.", "A request with this Idempotency-Key is still running. Wait for its answer.");
            return;
        }
        try
        {
            var answer = await Response(http, request, IsSame, responses, act);
            await http.Write((denied is null ? null : await denied(answer)) ?? await Completed(answer));
        }
        finally
        {
            responses.End(request);
        }

        async Task<RenderedResponse> Completed(RenderedResponse answer) => complete is null ? answer : await complete(answer);

        // A release of before 28 November 2026, which can be at work beside this one, kept the zeros at the end of numbers.
        // Of a request whose texts were erased there is no fingerprint any more, by which they could be guessed: who has the key gets the answer.
        bool IsSame(byte[] answered) => answered.Length == 0 || IsEqual(answered, request.Fingerprint) || IsEqual(answered, Fingerprint(http.Request, body, ApiJson.Options));

        static bool IsEqual(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);
    }

    private static async Task<RenderedResponse> Response(
        HttpContext http, RetriableRequest request, Func<byte[], bool> isSame, StoredResponses responses, Func<RetriableRequest?, Task<RenderedResponse?>> act)
    {
        while (true)
        {
            // Null: the work was done before, here or by another host. If the stored answer expired just now, the key is free and the work is done again.
            if (await act(request) is not { } answer)
            {
                if (await Stored(http, request, isSame, responses) is { } before) return before;
                continue;
            }
            if (answer.Status < 400) return answer;
            // The refusal may be caused by an earlier run of this same request, whose step exists already. The answer of that run is then right.
            return await Stored(http, request, isSame, responses) ?? (answer.MayChange ? answer : await Keep(http, request, isSame, responses, answer));
        }
    }

    private static async Task<RenderedResponse?> Stored(HttpContext http, RetriableRequest request, Func<byte[], bool> isSame, StoredResponses responses)
    {
        if (await responses.Find(request, http.RequestAborted) is not { } found) return null;
        return isSame(found.Fingerprint) ? found.Response
            : Problems.Render(http, ProblemKinds.KeyReused,
                "Deze Idempotency-Key hoort bij een ander verzoek. Geef elk nieuw verzoek een eigen sleutel.",
                "This Idempotency-Key belongs to another request. Give each new request a key of its own.");
    }

    private static async Task<RenderedResponse> Keep(HttpContext http, RetriableRequest request, Func<byte[], bool> isSame, StoredResponses responses, RenderedResponse answer)
    {
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>().LightweightSession();
        responses.Store(session, request, answer);
        try
        {
            await session.SaveChangesAsync(http.RequestAborted);
            return answer;
        }
        catch (Exception e) when (StoredResponses.IsTaken(e))
        {
            // Another host has stored an answer to the same request in the meantime; that answer counts.
            return await Stored(http, request, isSame, responses) ?? answer;
        }
    }

    /// <summary>
    /// Reads the header: a structured-field string (RFC 9651), in quotes. Where it is not right, the request was answered with a problem.
    /// </summary>
    private static async Task<(bool Right, string? Key)> Key(HttpContext http)
    {
        var values = http.Request.Headers[Header];
        if (values.Count == 0)
        {
            if (!http.RequestServices.GetRequiredService<IdempotencySettings>().Required) return (true, null);
            await http.Respond([InputRules.HeaderMissing.Whole(Header)], _ => Header);
            return (false, null);
        }
        var value = values.Count == 1 ? values[0]!.Trim() : "";
        if (value.Length is > 2 and <= MostCharacters + 2 && value[0] == '"' && value[^1] == '"' && value[1..^1].All(c => c is >= ' ' and <= '~' and not ('"' or '\\')))
            return (true, value[1..^1]);
        await http.Respond([InputRules.HeaderMalformed.Whole(Header, "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"")], _ => Header);
        return (false, null);
    }

    /// <summary>The JSON of a body in one form, whatever it was written in: as RFC 8785 wants, with the order of the type and numbers without zeros at their end.</summary>
    private static readonly JsonSerializerOptions Canonical = new(ApiJson.Options) { Converters = { new PlainNumbers() } };

    private static byte[] Fingerprint<TRequest>(HttpRequest request, TRequest body, JsonSerializerOptions form)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n{request.Headers.IfMatch}\n"));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(body, form));
        return hash.GetHashAndReset();
    }

    /// <summary>Writes a number as the shortest that equals it: 1.0 and 1.00 as 1.</summary>
    private sealed class PlainNumbers : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        // To divide by one with all its decimals leaves no more decimals than it takes.
        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }
}
