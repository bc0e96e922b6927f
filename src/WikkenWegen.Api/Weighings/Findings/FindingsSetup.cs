using Marten;
using WikkenWegen.Api.Infrastructure.OpenApi;

namespace WikkenWegen.Api.Weighings.Findings;

/// <summary>Registers the findings.</summary>
public static class FindingsSetup
{
    /// <summary>Adds what keeps them, with its part of the store.</summary>
    public static void AddFindings(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(KeptFindings.Configure);
        builder.Services.AddSingleton<KeptFindings>();
        builder.Services.AddSingleton(new TagDescription("Findings", "What an auditor would ask about, with the events that show it.", "Wat een auditor zou vragen, met de gebeurtenissen die het laten zien."));
    }
}
