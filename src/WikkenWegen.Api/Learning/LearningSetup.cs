using Marten;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Criteria;

namespace WikkenWegen.Api.Learning;

/// <summary>The learning network's part of the host.</summary>
public static class LearningSetup
{
    /// <summary>Adds what reads it, and describes its addresses.</summary>
    public static void AddLearning(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(options =>
        {
            options.Storage.Add(new NetworkParticipants.Schema());
            options.Events.IgnoreIndex(NetworkParticipants.Schema.Index);
        });
        builder.Services.AddSingleton<INetworkParticipants, NetworkParticipants>();
        builder.Services.AddSingleton<NetworkContent>();
        builder.Services.AddSingleton<IInsights>(provider => provider.GetRequiredService<NetworkContent>());
        builder.Services.AddSingleton(new TagDescription("Editions", "The learning network: its editions, with sign-ups, intakes, sessions, insights and a guide. What it has is for who takes part: with a sign-up that was confirmed and not withdrawn, in whichever edition, also one that is over. Another participant sees what is announced and their own sign-up.", "Het leernetwerk: zijn edities, met aanmeldingen, intakes, bijeenkomsten, inzichten en een wegwijzer. Wat het heeft, is voor wie meedoet: met een aanmelding die is bevestigd en niet ingetrokken, voor welke editie dan ook, ook een die voorbij is. Een andere deelnemer ziet wat is aangekondigd en de eigen aanmelding."));
        builder.Services.AddSingleton(new TagDescription("Network cases", "The cases of the learning network, and the work on them.", "De casussen van het leernetwerk, en het werk eraan."));
        builder.Services.AddSingleton(new AddressParameter("edition", AddressForm.Identity, "Identity of the edition.", "Nummer van de editie.", "019f3a10-0000-7000-8000-000000000001"));
        builder.Services.AddSingleton(new AddressParameter("case", AddressForm.Identity, "Identity of the case.", "Nummer van de casus.", "019f3a10-0000-7000-8000-000000000002"));
        foreach (var below in (string[])["sign-ups", "sessions", "insights"])
            builder.Services.AddSingleton(new AddressParameter("number", AddressForm.Number, "Number within the edition, from 1.", "Nummer binnen de editie, vanaf 1.", 1, Below: below));
    }

    /// <summary>Maps the editions and the cases.</summary>
    public static void MapLearning(this IEndpointRouteBuilder routes)
    {
        routes.MapEditions();
        routes.MapCases();
    }
}
