using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure;

namespace WikkenWegen.Api.PrivacyVault;

/// <summary>The vault's part of the store.</summary>
public static class PrivacyVaultSetup
{
    /// <summary>Adds the vault.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="serves">Whether the host reads and writes texts, and so needs the key; a command that only migrates does not.</param>
    /// <exception cref="StartupException">The key is missing or cannot be used.</exception>
    public static void AddPrivacyVault(this WebApplicationBuilder builder, bool serves)
    {
        builder.Services.AddSettings<VaultSettings>(VaultSettings.Section);
        var settings = builder.Configuration.GetSection(VaultSettings.Section).Get<VaultSettings>() ?? new VaultSettings();
        builder.Services.AddSingleton(serves ? InstallationKey.Load(settings, builder.Environment.IsDevelopment()) : InstallationKey.Passing());
        builder.Services.AddSingleton<Vault>();
        builder.Services.AddHostedService<VaultKeyCheck>();
        builder.Services.ConfigureMarten(options =>
        {
            options.Storage.ExtendedSchemaObjects.Add(Vault.Table(options.DatabaseSchemaName));
            options.Storage.ExtendedSchemaObjects.Add(Vault.KeyTable(options.DatabaseSchemaName));
        });
    }
}

/// <summary>At the start, once the schema is there: refuses a database whose texts another key opens. Without this, each reading of one would fail.</summary>
public sealed class VaultKeyCheck(NpgsqlDataSource source, InstallationKey key) : IHostedLifecycleService
{
    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await Vault.OtherKey(source, key, cancellationToken) is { } other)
            throw new StartupException($"The texts in the vault were encrypted with another key ({other}) than the one of this host ({key.Fingerprint}): set Vault__KeyFile or Vault__Key to that one. Without it they cannot be read by anybody.");
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
