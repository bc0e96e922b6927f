using Marten;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;

namespace WikkenWegen.Api.Corporations;

/// <summary>The corporations' part of the host.</summary>
public static class CorporationsSetup
{
    /// <summary>Adds the registry of corporations, with its part of the store, and the registration of the tenants of the installation itself.</summary>
    public static void AddCorporations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CorporationRegistry>();
        builder.Services.AddSingleton<ICorporationRegistry>(provider => provider.GetRequiredService<CorporationRegistry>());
        builder.Services.AddSingleton<IAfterStart, RegisterOwnTenants>();
        builder.Services.ConfigureMarten(CorporationProjection.Configure);
        builder.Services.AddSingleton(new TagDescription("Corporations", "The corporations that use this installation.", "De corporaties die deze installatie gebruiken."));
        builder.Services.AddSingleton(new AddressParameter("code", AddressForm.Text, "Code of the corporation's own rule, in either case.", "Code van de eigen regel van de corporatie; hoofdletters maken niet uit.", "EVALUATIE", Below: "finding-rules", Pattern: FieldLimits.CodeForm, MostCharacters: FieldLimits.Code));
        builder.Services.AddSingleton(new AddressParameter("corporation", AddressForm.Text, "Code of the corporation.", "Code van de corporatie.", null, Pattern: RegisterCorporationRequest.CodeForm, MostCharacters: RegisterCorporationRequest.CodeMost));
    }
}
