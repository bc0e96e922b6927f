using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Core;
using Marten;
using Marten.Exceptions;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Domain;
using Wolverine;
using Wolverine.ErrorHandling;

namespace WikkenWegen.Api.Recording;

/// <summary>Wolverine: carries each request for a step to the gate, and runs it again where another host was faster. A request is never stored: who asks waits for the answer.</summary>
public static class RecordingSetup
{
    /// <summary>How long to wait before each new attempt. After the last one the caller gets 409 with Retry-After.</summary>
    private static readonly TimeSpan[] Cooldown = [5.Milliseconds(), 15.Milliseconds(), 40.Milliseconds(), 100.Milliseconds(), 250.Milliseconds()];

    /// <summary>Adds the gate: the bus, the types of events, and the states that are kept in memory.</summary>
    public static void AddRecording(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<MemorySettings>(MemorySettings.Section);
        builder.Services.AddSingleton(new MemoryGuard(MemoryGuard.OfProcess));
        builder.Services.AddSingleton<WeighingStore>();
        builder.Services.AddSingleton<DeletedAgain>();
        builder.Services.AddSingleton<IAfterSchemaUpdate, FillReferences>();
        builder.Services.AddHostedService<EncryptVault>();
        builder.Services.ConfigureMarten(options =>
        {
            foreach (var (type, name) in EventContract.Names) options.Events.MapEventType(type, name);
            options.Storage.ExtendedSchemaObjects.Add(References.Schema());
        });
        builder.UseWolverine(Bus);
    }

    private static void Bus(WolverineOptions options)
    {
        options.ApplicationAssembly = typeof(RecordingSetup).Assembly;
        options.Discovery.DisableConventionalDiscovery().IncludeType(typeof(RecordStepHandler)).IncludeType(typeof(RecordCorporationStepHandler)).IncludeType(typeof(RecordStreamStepHandler));
        // The code that calls the handler is generated ahead (Internal/Generated, by `codegen write`), so that the first step is not slow.
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options.OnException<ConcurrencyException>().Or<ExistingStreamIdCollisionException>().RetryWithCooldown(Cooldown);
        // The statement was refused, and its transaction with it: nothing was recorded.
        options.OnException<Exception>(StalePlans.Are).RetryWithCooldown(Cooldown);
    }
}
