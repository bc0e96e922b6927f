using Marten;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.PrivacyVault;

namespace WikkenWegen.Api.Privacy;

/// <summary>Everything under /v1/privacy: what there is of a person, and erasing it.</summary>
public static class PrivacySetup
{
    /// <summary>Adds the erasing, correcting and reporting of personal data, with its part of the store.</summary>
    public static void AddPrivacy(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FindPerson>();
        builder.Services.AddSingleton<ActsOfPerson>();
        builder.Services.AddSingleton<ErasureRows>();
        builder.Services.AddSingleton(provider => ErasureList.Of(provider.GetRequiredService<VaultSettings>(), provider.GetRequiredService<IHostEnvironment>()));
        builder.Services.AddExceptionHandler<ErasureListExceptionHandler>();
        builder.Services.AddSingleton<Erasing>();
        builder.Services.AddHostedService<ErasedStaysErased>();
        builder.Services.AddSettings<NetworkSettings>(NetworkSettings.Section);
        builder.Services.AddHostedService<SignUpRetention>();
        builder.Services.ConfigureMarten(options => options.Storage.ExtendedSchemaObjects.Add(ErasureRows.Schema()));
        builder.Services.AddSingleton(new AddressParameter("erasure", AddressForm.Identity, "Identity of the erasure.", "Nummer van de wissing.", "019c2283-f800-7000-8000-0000000000e2"));
    }

    /// <summary>Maps the operations on personal data.</summary>
    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        var privacy = routes.MapGroup("/v1/privacy");
        privacy.MapReport();
        privacy.MapErasures();
    }
}
