using System.Net.Sockets;
using JasperFx;
using JasperFx.Events.Daemon;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Answers a request that the store could not carry out: what became of it, and what the caller can do.</summary>
internal sealed class StoreExceptionHandler(FullDisk disk, ILogger<StoreExceptionHandler> log) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is ConcurrencyException)
        {
            httpContext.Response.Headers.RetryAfter = "1";
            await httpContext.Respond(ProblemKinds.Conflict,
                "Anderen schrijven tegelijk aan hetzelfde. Er is niets vastgelegd; probeer het opnieuw.",
                "Others are writing to the same thing at the same time. Nothing was recorded; try again.");
            return true;
        }
        if (exception is ClockOffException)
        {
            httpContext.Response.Headers.RetryAfter = "10";
            await httpContext.Respond(ProblemKinds.ClockOff,
                "De klok van deze host wijkt te ver af van die van de database. Er is niets vastgelegd; probeer het later opnieuw, met dezelfde Idempotency-Key.",
                "The clock of this host is too far from that of the database. Nothing was recorded; try again later, with the same Idempotency-Key.");
            return true;
        }
        if (IsOfALaterRelease(exception))
        {
            log.LogError(exception, "Request {RequestId} is about an event that this release cannot read; a later one may have recorded it", httpContext.TraceIdentifier);
            httpContext.Response.Headers.RetryAfter = "5";
            await httpContext.Respond(ProblemKinds.Unavailable,
                "Hier is iets vastgelegd dat deze host niet kan lezen, wellicht door een nieuwere uitgave van deze software. Er is nu niets vastgelegd. Een andere host kan het wel, en deze zodra hij is bijgewerkt; probeer het opnieuw, met dezelfde Idempotency-Key.",
                "Something was recorded here that this host cannot read, perhaps by a later release of this software. Nothing was recorded now. Another host can, and this one once it has been upgraded; try again, with the same Idempotency-Key.");
            return true;
        }
        if (!IsUnavailable(exception)) return false;
        if (IsFull(exception)) disk.WasFull();
        log.LogError(exception, "Request {RequestId} failed", httpContext.TraceIdentifier);
        httpContext.Response.Headers.RetryAfter = "5";
        await (IsReadOnly(exception)
            ? httpContext.Respond(ProblemKinds.Unavailable,
                "De database is nu alleen te lezen. Er is niets vastgelegd; probeer het later opnieuw, met dezelfde Idempotency-Key.",
                "The database can only be read now. Nothing was recorded; try again later, with the same Idempotency-Key.")
            : httpContext.Respond(ProblemKinds.Unavailable,
                "De database antwoordt niet. Herhaal het verzoek met dezelfde Idempotency-Key, of lees opnieuw om te zien of de stap is vastgelegd.",
                "The database does not answer. Repeat the request with the same Idempotency-Key, or read again to see whether the step was recorded."));
        return true;
    }

    /// <summary>
    /// What PostgreSQL says where it cannot do its work at this moment, by the beginning of the SQLSTATE: another request at another time, or
    /// after an operator did something, can succeed. Anything else is a mistake of this software.
    /// </summary>
    private static readonly string[] Unable =
    [
        "08", // the connection
        "26000", "42P05", // what a session had prepared: after a command that failed half-way, the driver and PostgreSQL can differ about it, once
        "25006", "25P03", "25P04", // read-only; a transaction that took too long was ended, and its connection
        "28", "3D000", // who this host is, and its database: passwords are changed and databases moved while it runs
        "40", // rolled back for the sake of others
        "53", // no room: on disk, in memory, for connections
        "55006", "55P03", "55000", // in use, or locked, or not in the state for it
        "57", // an operator: stopped, starting, cancelled
        "58", // the system below it: files that cannot be read or written
        "XX001", "XX002", // damaged pages, which a write that was cut off leaves
    ];

    /// <summary>
    /// The parts of PostgreSQL that read and write files. For some of what a disk can refuse, such as a quota or having been made read-only, they
    /// have no SQLSTATE that says so. And the one that keeps plans, which a change of a table by another host makes void, once.
    /// </summary>
    private static readonly string?[] Files = ["md.c", "fd.c", "smgr.c", "buffile.c", "xlog.c", "plancache.c"];

    /// <summary>
    /// Whether the database could not be reached, or could not do its work at this moment. Marten and Wolverine wrap what Npgsql throws, so inner
    /// exceptions count too. A connection that broke can also be found out by who used it next, or gave it back.
    /// </summary>
    private static bool IsUnavailable(Exception? e) => e switch
    {
        null => false,
        PostgresException refused => Files.Contains(refused.File) || Array.Exists(Unable, state => refused.SqlState.StartsWith(state, StringComparison.Ordinal)),
        NpgsqlException or TimeoutException or SocketException or ObjectDisposedException => true,
        InvalidOperationException or IOException when e.Source == nameof(Npgsql) => true,
        AggregateException many => many.InnerExceptions.Any(IsUnavailable),
        _ => IsUnavailable(e.InnerException),
    };

    /// <summary>
    /// Whether an event could not be read: while hosts of two releases work beside each other, the newer one may have recorded what the older one
    /// does not know.
    /// </summary>
    private static bool IsOfALaterRelease(Exception? e) =>
        e is not null && (e is IEventFailureContext { Category: ShardFailureCategory.UnknownEventType or ShardFailureCategory.EventSerialization } || IsOfALaterRelease(e.InnerException));

    private static bool IsFull(Exception? e) => e switch
    {
        null => false,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => true,
        AggregateException several => several.InnerExceptions.Any(IsFull),
        _ => IsFull(e.InnerException),
    };

    private static bool IsReadOnly(Exception? e) => e switch
    {
        null => false,
        PostgresException refused => refused.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction,
        _ => IsReadOnly(e.InnerException),
    };
}
