using System.Data.Common;
using System.Text.Json.Serialization;
using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using JasperFx.OpenTelemetry;
using Marten;
using Marten.Services;
using Npgsql;
using Wolverine;
using Wolverine.Marten;
using EnumStorage = Weasel.Core.EnumStorage;
using Casing = Weasel.Core.Casing;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Marten, the event store, as every feature uses it.</summary>
public static class StoreSetup
{
    /// <summary>The database schema that holds all tables of this software.</summary>
    public const string Schema = "wikkenwegen";

    /// <summary>
    /// Adds the event store on <paramref name="database"/>. It knows no type of event or document yet: each feature adds its own by
    /// <c>ConfigureMarten</c>.
    /// </summary>
    public static void AddStore(this WebApplicationBuilder builder, Database database)
    {
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(provider => Source(database.ConnectionString, provider.GetRequiredService<RequestLimits>().Time));
        builder.Services.AddSingleton<SchemaUpdate>();
        builder.Services.AddSingleton<Statistics>();
        builder.Services.AddHostedService<StatisticsKeeping>();
        builder.Services.AddSingleton<StreamVersions>();
        builder.Services.AddSingleton<FullDisk>();
        builder.Services.AddSingleton(new ClockTolerance(TimeSpan.FromSeconds(5)));
        builder.Services.AddSingleton<ClockWatch>();
        builder.Services.AddHealthChecks().AddCheck<ClockCheck>("clock", timeout: TimeSpan.FromSeconds(5));
        builder.Services.AddExceptionHandler<StoreExceptionHandler>();
        builder.Services.AddMarten(Options)
            .UseLightweightSessions()
            .IntegrateWithWolverine(Messaging.Keep);
        builder.Services.AddSettings<MessagingSettings>(MessagingSettings.Section);
        builder.Services.AddSingleton<IWolverineExtension, Messaging>();
        builder.Services.AddSingleton<IAsyncWolverineExtension, MessagingOfAReader>();
    }

    /// <summary>
    /// Connections to the database. They prepare statements by themselves, since there are few different ones; behind a pooler that shares
    /// connections between transactions, the connection string must say <c>Max Auto Prepare=0</c>. A command is stopped two seconds after
    /// the longest time that a request may take, also where nobody cancels it, unless the connection string sets <c>Command Timeout</c>. After as
    /// long the server itself ends a transaction in which nothing happens, unless the connection string sets <c>Options</c>: where a host is frozen,
    /// or its line breaks and nobody is told, nobody else could write to the weighing of that transaction before TCP gives up, after hours. A
    /// pooler must let that pass (PgBouncer: <c>ignore_startup_parameters = options</c>). A connection is not reset when it goes back to its pool, unless
    /// the connection string says <c>No Reset On Close=false</c>: that took the server a fifth of its time for a step, and nothing here leaves anything in a
    /// session. Settings are those of a transaction, and whoever listens, or holds a lock of the session, has a connection of its own.
    /// </summary>
    private static NpgsqlDataSource Source(string connectionString, TimeSpan longest)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString);
        source.ConnectionStringBuilder.Timezone = "UTC"; // not the zone of the server: cursors hold moments as PostgreSQL writes them in text
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!said.ContainsKey("No Reset On Close")) source.ConnectionStringBuilder.NoResetOnClose = true;
        if (!said.ContainsKey("Max Auto Prepare")) source.ConnectionStringBuilder.MaxAutoPrepare = 100;
        if (!said.ContainsKey("Command Timeout")) source.ConnectionStringBuilder.CommandTimeout = (int)Math.Ceiling(longest.TotalSeconds) + 2; // after the time of the request, whose 504 tells the caller more
        if (!said.ContainsKey("Options")) source.ConnectionStringBuilder.Options = $"-c idle_in_transaction_session_timeout={(int)Math.Ceiling(longest.TotalSeconds) + 2}s";
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
        // One round trip for an append; the expected version is checked inside the database. Moments of recording come from the clock
        // of the host. By the clock of the database, which may be behind, a step could be recorded before it happened.
        events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        events.TimeProvider = provider.GetRequiredService<TimeProvider>();
        events.MetadataConfig.EnableAll();
        events.MetadataConfig.UserNameEnabled = true; // not part of "all"

        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
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
