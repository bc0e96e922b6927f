using System.Data.Common;
using System.Text.Json.Serialization;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using JasperFx.OpenTelemetry;
using Marten;
using Marten.Services;
using Npgsql;
using Wolverine.Marten;
using EnumStorage = Weasel.Core.EnumStorage;
using Casing = Weasel.Core.Casing;
using WikkenWegen.Api.Corporations;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Operations;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Weighings;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Marten: the event store, its projections and the vault beside them.</summary>
public static class StoreSetup
{
    /// <summary>The schema in which everything of ours lives.</summary>
    public const string Schema = "wikkenwegen";

    /// <summary>Adds the event store on <paramref name="database"/>.</summary>
    public static void AddStore(this IServiceCollection services, Database database)
    {
        services.AddSingleton(database);
        services.AddSingleton(provider => Source(database.ConnectionString, provider.GetRequiredService<RequestLimits>().Time));
        services.AddSingleton<SchemaUpdate>();
        services.AddSingleton<StreamVersions>();
        services.AddSingleton<WeighingStore>();
        services.AddSingleton<StoredAnswers>();
        services.AddHostedService<StoredAnswersPurge>();
        services.AddMarten(provider => Options(provider))
            .UseLightweightSessions()
            .IntegrateWithWolverine();
    }

    /// <summary>
    /// Connections that prepare the few statements there are. Behind a pooler that shares connections between transactions, say
    /// <c>Max Auto Prepare=0</c> in the connection string. No command outlives a request by much, though nobody may be there to cancel
    /// it, unless the connection string says otherwise (<c>Command Timeout</c>).
    /// </summary>
    private static NpgsqlDataSource Source(string connectionString, TimeSpan longest)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString);
        source.ConnectionStringBuilder.Timezone = "UTC"; // whatever the server is set to: moments go out as text in cursors
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!said.ContainsKey("Max Auto Prepare")) source.ConnectionStringBuilder.MaxAutoPrepare = 100;
        if (!said.ContainsKey("Command Timeout")) source.ConnectionStringBuilder.CommandTimeout = (int)Math.Ceiling(longest.TotalSeconds) + 2; // later than the request, which is answered better
        return source.Build();
    }

    private static StoreOptions Options(IServiceProvider provider)
    {
        var options = new StoreOptions { DatabaseSchemaName = Schema, AutoCreateSchemaObjects = AutoCreate.None };
        options.Connection(provider.GetRequiredService<NpgsqlDataSource>());
        options.Logger(new MartenLog(provider.GetRequiredService<ILogger<MartenLog>>()));
        options.OpenTelemetry.TrackConnections = TrackLevel.Normal;
        options.OpenTelemetry.TrackEventCounters();
        options.Serializer(Serializer());
        options.Policies.AllDocumentsAreMultiTenanted();

        var events = options.Events;
        events.TenancyStyle = TenancyStyle.Conjoined;
        events.StreamIdentity = StreamIdentity.AsGuid;
        events.UseMandatoryStreamTypeDeclaration = true;
        // One round trip an append; the expected version is checked inside the database. Moments of recording are the host's, so
        // that what happened "now" is never recorded before it happened, whatever the clock of the database says.
        events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        events.TimeProvider = provider.GetRequiredService<TimeProvider>();
        events.MetadataConfig.EnableAll();
        events.MetadataConfig.UserNameEnabled = true; // not part of "all"
        foreach (var (type, name) in EventContract.Names) events.MapEventType(type, name);

        options.Projections.Add<WeighingProjection>(ProjectionLifecycle.Live);
        options.Projections.Add<WeighingSummaryProjection>(ProjectionLifecycle.Inline);
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
        WeighingSummary.Configure(options);

        Corporation.Configure(options);
        options.Storage.ExtendedSchemaObjects.Add(Vault.Table(Schema));
        options.Storage.ExtendedSchemaObjects.Add(StoredAnswers.Schema());
        return options;
    }

    private static SystemTextJsonSerializer Serializer()
    {
        var serializer = new SystemTextJsonSerializer { EnumStorage = EnumStorage.AsString, Casing = Casing.CamelCase };
        serializer.Configure(options =>
        {
            // Marten's own converter writes enums in PascalCase; the contract writes them in camelCase.
            foreach (var theirs in options.Converters.OfType<JsonStringEnumConverter>().ToList()) options.Converters.Remove(theirs);
            EventContract.Configure(options);
        });
        return serializer;
    }
}
