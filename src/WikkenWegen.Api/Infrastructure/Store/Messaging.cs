using System.Net.Sockets;
using JasperFx;
using Npgsql;
using Wolverine;
using Wolverine.Marten;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>How many hosts share the database and its messages.</summary>
public enum HostCount
{
    /// <summary>One, so that it need not find out who else is there.</summary>
    One,

    /// <summary>More than one, or maybe more.</summary>
    Many,
}

/// <summary>The settings of the section Messaging.</summary>
public sealed record MessagingSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Messaging";

    /// <summary>
    /// How many hosts use the database: one for a private database, and many for a configured one where nothing is said. With many they divide the
    /// work among them, and take over from one that is gone. Two hosts that both say one do no harm but to do some work twice.
    /// </summary>
    public HostCount? Hosts { get; init; }
}

/// <summary>
/// Messages that outlive a host: Wolverine keeps them in tables of its own, which the migrations make, in the same database, so that a message is
/// stored in the transaction of what it follows from. All settings of that are here. No message tells anything that is not in a row too, and the
/// handler of each does nothing the second time: a message may be lost, or come twice.
/// </summary>
internal sealed class Messaging(Database database, MessagingSettings settings) : IWolverineExtension
{
    /// <summary>The database schema that holds Wolverine's tables.</summary>
    public const string Schema = "wikkenwegen_messaging";

    /// <summary>Says where the messages are kept.</summary>
    public static void Keep(MartenIntegration integration)
    {
        integration.MessageStorageSchemaName = Schema;
        integration.AutoCreate = AutoCreate.None;
    }

    /// <inheritdoc />
    public void Configure(WolverineOptions options)
    {
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
        var durability = options.Durability;
        durability.Mode = (settings.Hosts ?? (database.IsPrivate ? HostCount.One : HostCount.Many)) == HostCount.One ? DurabilityMode.Solo : DurabilityMode.Balanced;
        durability.ScheduledJobFirstExecution = TimeSpan.FromSeconds(1);
        durability.ScheduledJobPollingTime = TimeSpan.FromSeconds(1);
        // A host that is gone is found out within half a minute, and its messages go on at another. The rule of thumb is three missed signs of life.
        durability.FirstHealthCheckExecution = TimeSpan.FromSeconds(0.2);
        durability.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
        durability.StaleNodeTimeout = TimeSpan.FromSeconds(10);
        durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(2);
        // Counting the messages every few seconds would be for who watches a queue; here the list of deadlines tells.
        durability.DurabilityMetricsEnabled = false;
        durability.NodeAssignmentHealthCheckTracingEnabled = false;
        // As long as a host takes to stop anyway: what is not done then is done by another, or at the next start.
        durability.DrainTimeout = TimeSpan.FromSeconds(5);
    }
}

/// <summary>
/// A host that starts on a database which can only be read, as a standby, keeps no messages until it starts anew: it could not even say that it is
/// there. Where such a database can be written to later, steps are recorded with all that is in rows.
/// </summary>
internal sealed class MessagingOfAReader(NpgsqlDataSource source) : IAsyncWolverineExtension
{
    /// <inheritdoc />
    public async ValueTask Configure(WolverineOptions options)
    {
        try
        {
            await using var command = source.CreateCommand("select current_setting('transaction_read_only')::boolean");
            if (await command.ExecuteScalarAsync() is not true) return;
        }
        catch (Exception e) when (e is NpgsqlException or SocketException)
        {
            return; // no database is needed to generate code; where one is, what comes next says so
        }
        options.Durability.Mode = DurabilityMode.MediatorOnly;
        options.Durability.DurabilityAgentEnabled = false;
    }
}
