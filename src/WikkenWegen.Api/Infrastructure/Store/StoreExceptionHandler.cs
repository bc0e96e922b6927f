using JasperFx;
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
        if (LaterRelease.Recorded(exception))
        {
            log.LogError(exception, "Request {RequestId} is about an event that this release cannot read; a later one may have recorded it", httpContext.TraceIdentifier);
            httpContext.Response.Headers.RetryAfter = "5";
            await httpContext.Respond(ProblemKinds.Unavailable,
                "Hier is iets vastgelegd dat deze host niet kan lezen, wellicht door een nieuwere uitgave van deze software. Er is nu niets vastgelegd. Een andere host kan het wel, en deze zodra hij is bijgewerkt; probeer het opnieuw, met dezelfde Idempotency-Key.",
                "Something was recorded here that this host cannot read, perhaps by a later release of this software. Nothing was recorded now. Another host can, and this one once it has been upgraded; try again, with the same Idempotency-Key.");
            return true;
        }
        if (UnreadableStreamException.Is(exception))
        {
            log.LogError(exception, "Request {RequestId} is about something whose rows in the database are not what was recorded; run fsck", httpContext.TraceIdentifier);
            await httpContext.Respond(ProblemKinds.InternalError,
                "Wat de database hiervan heeft, is niet te lezen zoals het is vastgelegd: er is in de database iets gewijzigd. Er is nu niets vastgelegd. Vraag de beheerder om de controle fsck; een export voor de auditor bevat wat er is vastgelegd.",
                "What the database has of this cannot be read as it was recorded: something was changed in the database. Nothing was recorded now. Ask the operator to run the check fsck; an export for the auditor has what was recorded.");
            return true;
        }
        if (!Unavailability.Is(exception)) return false;
        if (IsFull(exception)) disk.WasFull();
        if (httpContext.IsTimeOver())
        {
            log.LogWarning(exception, "Request {RequestId} took too long", httpContext.TraceIdentifier);
            await httpContext.RespondTookTooLong();
            return true;
        }
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
