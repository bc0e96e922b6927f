using Marten;

namespace WikkenWegen.Api.PrivacyVault;

/// <summary>The vault's part of the store.</summary>
public static class PrivacyVaultSetup
{
    /// <summary>Adds the vault.</summary>
    public static void AddPrivacyVault(this WebApplicationBuilder builder) =>
        builder.Services.ConfigureMarten(options => options.Storage.ExtendedSchemaObjects.Add(Vault.Table(options.DatabaseSchemaName)));
}
