using System.Data.Common;
using System.Text.Json.Serialization;
using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using JasperFx.OpenTelemetry;
using Marten;
using Marten.Services;
using Npgsql;
using Wolverine.Marten;
using EnumStorage = Weasel.Core.EnumStorage;
using Casing = Weasel.Core.Casing;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Marten: the event store, its projections and the vault beside them.</summary>
public static class StoreSetup
{
    /// <summary>The schema in which everything of ours lives.</summary>
    public const string Schema = "wikkenwegen";

    /// <summary>
    /// Adds the event store on <paramref name="database"/>, without any type of event or document: each feature brings its own, by
    /// <c>ConfigureMarten</c>.
    /// </summary>
    public static void AddStore(this WebApplicationBuilder builder, Database database)
    {
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(provider => Source(database.ConnectionString, provider.GetRequiredService<RequestLimits>().Time));
        builder.Services.AddSingleton<SchemaUpdate>();
        builder.Services.AddSingleton<StreamVersions>();
        builder.Services.AddExceptionHandler<StoreExceptionHandler>();
        builder.Services.AddMarten(Options)
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
