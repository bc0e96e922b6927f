using JasperFx;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Answers a request that the store could not carry out: what became of it, and what the caller can do.</summary>
internal sealed class StoreExceptionHandler(ILogger<StoreExceptionHandler> log) : IExceptionHandler
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
        if (!IsUnavailable(exception)) return false;
        log.LogError(exception, "Request {RequestId} failed", httpContext.TraceIdentifier);
        httpContext.Response.Headers.RetryAfter = "5";
        await httpContext.Respond(ProblemKinds.Unavailable,
            "De database antwoordt niet. Herhaal het verzoek met dezelfde Idempotency-Key, of lees opnieuw om te zien of de stap is vastgelegd.",
            "The database does not answer. Repeat the request with the same Idempotency-Key, or read again to see whether the step was recorded.");
        return true;
    }

    /// <summary>
    /// Whether the database could not be reached, or could not do its work at this moment. Marten wraps what Npgsql throws, so inner
    /// exceptions count too. Where a connection breaks, Marten sends the same batch on another one, and Npgsql may then name a statement that was prepared
    /// on the first (26000). 25P03: the transaction was left alone too long, as by a host that was frozen.
    /// </summary>
    private static bool IsUnavailable(Exception? e) => e switch
    {
        null => false,
        PostgresException refused => refused.IsTransient || refused.SqlState is "26000" or "25P03" || refused.SqlState.StartsWith("57P", StringComparison.Ordinal), // class 57P: the server is shutting down or starting
        NpgsqlException or TimeoutException => true,
        _ => IsUnavailable(e.InnerException),
    };
}
