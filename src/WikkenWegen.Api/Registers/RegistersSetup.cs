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
