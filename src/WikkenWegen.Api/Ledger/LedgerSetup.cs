using Marten;
using WikkenWegen.Api.Infrastructure;

namespace WikkenWegen.Api.Ledger;

/// <summary>The ledger's part of the host.</summary>
public static class LedgerSetup
{
    /// <summary>Adds the ledger: its part of the store, the sequencer, the signer with its key, and the check of all that.</summary>
    public static void AddLedger(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<LedgerSettings>(LedgerSettings.Section);
        builder.Services.ConfigureMarten(options => options.Storage.Add(new LedgerSchema()));
        builder.Services.AddSingleton<LedgerKeys>();
        builder.Services.AddSingleton<KeyChanges>();
        builder.Services.AddSingleton<LastCheckpoints>();
        builder.Services.AddSingleton<InclusionPromises>();
        builder.Services.AddSingleton<LedgerState>();
        builder.Services.AddSingleton<SequencedHeads>();
        builder.Services.AddSingleton<Sequencer>();
        builder.Services.AddSingleton<Signer>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Sequencer>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Signer>());
        builder.Services.AddHostedService<ChangeKeys>();
        builder.Services.AddHealthChecks().AddCheck<LedgerCheck>("ledger");
    }
}
