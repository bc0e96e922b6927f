using Marten;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Weighings.History;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Steps;

namespace WikkenWegen.Api.Weighings;

/// <summary>Registers everything under /v1/weighings.</summary>
public static class WeighingsSetup
{
    /// <summary>Adds reading and listing, with their part of the store, and describes the parameters of the addresses.</summary>
    public static void AddWeighings(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<TermSettings>(TermSettings.Section);
        builder.Services.AddSingleton<WeighingReader>();
        builder.Services.ConfigureMarten(WeighingSummary.Configure);
        builder.Services.AddSingleton<IAfterSchemaUpdate, FillWeighingList>();
        builder.Services.AddHealthChecks().AddCheck<ProjectionCheck>("projections", timeout: TimeSpan.FromSeconds(5));
        foreach (var parameter in AddressParameters) builder.Services.AddSingleton(parameter);
    }

    /// <summary>Maps the steps of the process, the lists, the views, the history and the comparison.</summary>
    public static void MapWeighings(this IEndpointRouteBuilder routes)
    {
        foreach (var step in StepCatalogue.All) step.Map(routes);
        routes.MapListing();
        var weighing = routes.MapGroup("/v1/weighings/{id}");
        weighing.MapViews(StepCatalogue.All);
        weighing.MapHistory();
        weighing.MapComparison();
    }

    private static readonly AddressParameter[] AddressParameters =
    [
        new("id", AddressForm.Identity, "Identity of the weighing.", "Nummer van de afweging.", null),
        new("code", AddressForm.Text, "Code within the weighing.", "Code binnen de afweging.", "V2"),
        new("code", AddressForm.Text, "Code within the weighing.", "Code binnen de afweging.", "B1", Below: "stakeholders"),
        new("number", AddressForm.Number, "Number within the weighing, from 1.", "Nummer binnen de afweging, vanaf 1.", 1),
        new("revision", AddressForm.Number, "Number of the revision, from 1.", "Nummer van de versie, vanaf 1.", 1),
        new("assumption", AddressForm.Number, "Number of the assumption, from 1.", "Nummer van de aanname, vanaf 1.", 1),
        new("review", AddressForm.Number, "Number of the review, from 1.", "Nummer van de evaluatie, vanaf 1.", 1),
    ];
}
