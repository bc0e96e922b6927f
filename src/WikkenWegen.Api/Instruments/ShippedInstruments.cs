using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Streams;
using Wolverine;

namespace WikkenWegen.Api.Instruments;

/// <summary>
/// Puts the instruments that come with the software into the catalogue, through the gate that every caller uses. What is there is left as it is: a start adds what is lacking, and
/// hosts that start at the same time add it once.
/// </summary>
public sealed class ShippedInstruments(InstrumentStore instruments, IServiceScopeFactory scopes, ILogger<ShippedInstruments> log) : IAfterStart
{
    private const string By = "wikkenwegen";

    /// <summary>The instruments that come with the software, by code.</summary>
    public static readonly ImmutableSortedDictionary<string, InstrumentContentRequest> All = new[] { "BUURT", "WIEL", "KOSTENBATEN" }.ToImmutableSortedDictionary(code => code, Read);

    /// <inheritdoc />
    public async Task Run(CancellationToken cancellation)
    {
        foreach (var (code, content) in All)
        {
            try
            {
                await Put(code, content, cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested) // whatever it is, such as a database that cannot be written to now: all else works, and the others are put there
            {
                log.LogError("Instrument {Instrument}, which comes with the software, was not put into the catalogue; the next start tries again. {Why}", code, e.Message);
            }
        }
    }

    private async Task Put(string code, InstrumentContentRequest content, CancellationToken cancellation)
    {
        var id = WeighingInstrument.IdOf(code);
        var found = (await instruments.Find(null, code, cancellation))?.State;
        if (found is null) await Record(new DraftInstrument { Stream = id, Code = code, Content = content.ToContent() }, 0, cancellation);
        // Also where an earlier start was stopped between the two; but not what an administrator began, or has gone on with since.
        if (found is null or { Drafts: 1, Versions.IsEmpty: true, Begun.Actor: By }) await Record(new PublishInstrument { Stream = id }, 1, cancellation);
    }

    private async Task Record(IStreamCommand command, int version, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var message = new RecordStreamStep(command, null, [], [version], new StepEnvelope(Actor.Everything(By), "instruments", "start"));
        var result = await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(InstrumentStore.Catalogue, message, cancellation);
        // Another host was faster: then it is there.
        if (result is not (StepResult.StreamRecorded or StepResult.Stale)) throw new InvalidOperationException($"An instrument that comes with the software was not recorded: {result}.");
    }

    private static InstrumentContentRequest Read(string code)
    {
        using var stream = typeof(ShippedInstruments).Assembly.GetManifestResourceStream($"instruments/{code}.json") ?? throw new InvalidOperationException($"Instrument {code} is not in the program.");
        return JsonSerializer.Deserialize<InstrumentContentRequest>(stream, ApiJson.Options)!;
    }
}
