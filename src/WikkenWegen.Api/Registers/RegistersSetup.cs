using Marten;
using JasperFx.Events.Projections;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;

namespace WikkenWegen.Api.Registers;

/// <summary>The registers' part of the host.</summary>
public static class RegistersSetup
{
    /// <summary>Name of the group that their operations stand in.</summary>
    internal const string Tag = "Registers";

    /// <summary>Of which moment a page is, in Dutch.</summary>
    internal const string NowDutch = "Zoals het nu is: wat verandert terwijl u bladert, kan twee keer voorkomen of ontbreken; wat niet verandert, ziet u één keer.";

    /// <summary>The same in English.</summary>
    internal const string NowEnglish = "As it is now: what changes while you go from page to page can be seen twice or not at all; what does not change is seen once.";

    /// <summary>Adds the registers, with their part of the store.</summary>
    public static void AddRegisters(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten((services, options) =>
        {
            options.Storage.ExtendedSchemaObjects.Add(RegisterTable.Schema());
            options.Projections.Add(new RegisterProjection(services.GetRequiredService<WeighingStore>), ProjectionLifecycle.Inline, RegisterProjection.Name);
        });
        builder.Services.AddSingleton<IAfterSchemaUpdate, FillRegisters>();
        builder.Services.AddSingleton(new TagDescription(Tag, "Views across weighings: decisions, deviations, assumptions, conditions, criteria, parties, and precedents.", "Overzichten over afwegingen heen: besluiten, afwijkingen, aannames, voorwaarden, criteria, partijen en precedenten."));
    }

    /// <summary>Maps the registers.</summary>
    public static void MapAcrossWeighings(this IEndpointRouteBuilder routes)
    {
        routes.MapRegisters();
        routes.MapCriteriaInUse();
    }
}
