using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Security;

namespace WikkenWegen.Api.Demo;

/// <summary>Things to explore: example weighings in Development, and in the OpenAPI document the ids on which its examples work.</summary>
public static class DemoSetup
{
    /// <summary>Adds the ids of examples to the document and, in Development, the loading of the example weighings.</summary>
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IOperationExamples, PracticeExamples>();
        if (!builder.Environment.IsDevelopment()) return;
        builder.Services.Configure<DevelopmentTokenOptions>(options => options.Corporation = DemoCorporations.Merenland.Code);
        builder.Services.AddSingleton<IAfterStart, ExampleLoader>();
        builder.Services.AddSingleton<DemoStreams>();
        builder.Services.AddSingleton<IAfterStart, DemoInstruments>(); // after the corporation that they are of
        builder.Services.AddSingleton<IAfterStart, DemoNetwork>(); // after the weighings that its cases are made of
    }
}

/// <summary>The example of every operation works on a practice weighing, or on the corporation of the examples.</summary>
internal sealed class PracticeExamples : IOperationExamples
{
    /// <inheritdoc />
    public TriedOn For(Operation operation, string path, bool reads)
    {
        if (!path.Contains("{id}", StringComparison.Ordinal)) return new TriedOn(null, DemoCorporations.Merenland.Code);
        var practice = PracticeWeighings.For(operation.Id, reads);
        return new TriedOn(practice.Reference, practice.Id.ToString());
    }
}
