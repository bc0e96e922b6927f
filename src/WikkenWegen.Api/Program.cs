using JasperFx;
using WikkenWegen.Api.Corporations;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Operations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.ReferenceData;
using WikkenWegen.Api.Weighings;

if (args is ["healthcheck"]) return await Health.Ask();

// `codegen write` writes the message handler's plumbing into the folder it is called from, and needs no database.
var generating = args is ["codegen", ..];
try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = generating ? null : AppContext.BaseDirectory });
    builder.AddLogging();
    builder.AddTelemetry();
    builder.AddSecurity();
    builder.AddRequestLimits();
    await using var database = generating ? Database.None : await Database.Open(builder.Configuration, builder.Environment);

    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddStore(database);
    builder.AddRecording();
    builder.Services.AddSingleton<WeighingReader>();
    builder.Services.AddSingleton<ExampleLoader>();
    builder.Services.AddOpenApiDocument();
    builder.Services.AddHealth();
    builder.Services.AddHostedService<Startup>();

    var app = builder.Build();
    app.UseRequestLogging();
    app.UseHttpConventions();
    app.UseSecurity();
    app.MapSteps();
    app.MapReads();
    app.MapCorporations();
    app.MapReferenceData();
    app.MapProblemTypes();
    app.MapHealth();
    app.MapOpenApiDocument();
    app.MapDevelopmentTokens();
    app.DenyByDefault();
    if (generating) return await app.RunJasperFxCommands(args);
    await app.RunAsync();
    return database.Ended.IsCompleted ? 1 : 0; // a private database that ended by itself took the host along
}
catch (StartupException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
