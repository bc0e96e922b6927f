using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Api.Weighings.Steps;

namespace WikkenWegen.Api.Instruments;

/// <summary>Instruments for weighing: those of the corporation, and the catalogue of the installation.</summary>
public static class InstrumentsSetup
{
    /// <summary>The group of the operations.</summary>
    internal const string Tag = "Instruments";

    /// <summary>Adds reading them, and the instruments that come with the software.</summary>
    public static void AddInstruments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<InstrumentStore>();
        builder.Services.AddSingleton<IInstruments>(provider => provider.GetRequiredService<InstrumentStore>());
        builder.Services.AddSingleton<IAfterStart, ShippedInstruments>();
        builder.Services.AddSingleton(new TagDescription(Tag, "Instruments for weighing: built together, published in versions, and judged by their use.", "Instrumenten om mee af te wegen: samen gemaakt, in versies gepubliceerd, en beoordeeld op hun gebruik."));
        builder.Services.AddSingleton(new AddressParameter("code", AddressForm.Text, "Code of the instrument, in either case.", "Code van het instrument; hoofdletters maken niet uit.", "MEREN", Below: "instruments", Pattern: FieldLimits.CodeForm, MostCharacters: FieldLimits.Code));
        builder.Services.AddSingleton(new AddressParameter("number", AddressForm.Number, "Number within the instrument, from 1.", "Nummer binnen het instrument, vanaf 1.", 1, Below: "instruments"));
    }

    /// <summary>Maps them, in the order in which an instrument is made, used and ended.</summary>
    public static void MapInstruments(this IEndpointRouteBuilder routes)
    {
        routes.MapReading();
        routes.MapDrafting();
        routes.MapBuilding();
        routes.MapTrials();
        routes.MapUsing();
        routes.MapVersions();
        routes.MapEnding();
    }
}
