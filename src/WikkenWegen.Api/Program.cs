using JasperFx;
using WikkenWegen.Api.Audit;
using WikkenWegen.Api.Corporations;
using WikkenWegen.Api.Deadlines;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Instruments;
using WikkenWegen.Api.InstrumentUse;
using WikkenWegen.Api.Learning;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Precedents;
using WikkenWegen.Api.Privacy;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.ReferenceData;
using WikkenWegen.Api.Registers;
using WikkenWegen.Api.Weighings;

if (args is ["healthcheck"]) return await Health.Ask();

// `codegen write` writes the generated code that calls the message handler into the folder it is started in. It needs no database.
var generating = args is ["codegen", ..];

// `migrate` brings the database up to date and serves nobody; `migrate --print` prints the SQL that it lacks. Neither needs an identity provider.
var (migrating, printing) = (args is ["migrate", ..], args is ["migrate", "--print"]);

// `fsck` compares all that the store has with itself, and serves nobody. It needs no identity provider.
var checking = args is ["fsck", ..];
try
{
    if (checking && args.Length > 1) throw new StartupException("The command is fsck.");
    if (migrating && !printing && args.Length > 1) throw new StartupException("The command is migrate, or migrate --print.");
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = generating ? null : AppContext.BaseDirectory });
    builder.Services.AddSingleton(TimeProvider.System);

    // The base.
    builder.AddLogging();
    builder.AddTelemetry();
    builder.AddHttpConventions();
    if (!migrating && !checking) builder.AddSecurity();
    await using var database = generating || (printing && !Database.IsConfigured(builder.Configuration)) ? Database.None : await Database.Open(builder.Configuration, builder.Environment);
    builder.AddStore(database);
    builder.AddRetries();
    builder.AddOpenApiDocument();
    builder.AddHosting();

    // The features, from the lowest floor to the highest: each knows only those that stand above it in this list.
    builder.AddPrivacyVault(serves: !migrating && !generating);
    builder.AddRecording();
    builder.AddLedger();
    builder.AddDeadlines();
    builder.AddAudit();
    builder.AddWeighings();
    builder.AddCorporations();
    builder.AddInstruments();
    builder.AddLearning();
    builder.AddReferenceData();
    builder.AddRegisters();
    builder.AddPrivacy();
    builder.AddDemo();

    var app = builder.Build();
    if (migrating) return await app.Migrate(printing);
    if (checking) return await app.Fsck();
    app.UseRequestLogging();
    app.UseHttpConventions();
    app.UseFreshPlans();
    app.UseSecurity();
    app.MapWeighings();
    app.MapCorporations();
    app.MapInstruments();
    app.MapLearning();
    app.MapReferenceData();
    app.MapAcrossWeighings();
    app.MapPrecedents();
    app.MapInstrumentUse();
    app.MapAudit();
    app.MapPrivacy();
    app.MapProblemTypes();
    app.MapChangelog();
    app.MapHealth();
    app.MapOpenApiDocument();
    app.MapFrontDoor();
    app.MapDevelopmentTokens();
    app.DenyByDefault();
    if (generating) return await app.RunJasperFxCommands(args);
    await app.RunInOrder();
    return database.Ended.IsCompleted ? 1 : 0; // 1: a private database ended by itself, so the host had to stop
}
catch (OperationCanceledException)
{
    return 0; // the host was told to stop while it was starting
}
catch (Exception e) when (StartupException.Explain(e) is { } explanation)
{
    await Console.Error.WriteLineAsync(explanation);
    return 1;
}
