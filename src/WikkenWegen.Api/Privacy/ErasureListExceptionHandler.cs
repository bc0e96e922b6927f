using Microsoft.AspNetCore.Diagnostics;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Privacy;

/// <summary>Answers a request to erase while the list of erasures cannot be written: nothing is erased that a backup could bring back unseen.</summary>
internal sealed class ErasureListExceptionHandler(ILogger<ErasureListExceptionHandler> log) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not ErasureListException) return false;
        log.LogError("Request {RequestId} failed: {Why}", httpContext.TraceIdentifier, exception.Message);
        httpContext.Response.Headers.RetryAfter = "60";
        await httpContext.Respond(ProblemKinds.Unavailable,
            "De lijst van wissingen kan nu niet worden bijgehouden. Er is niets gewist; probeer het later opnieuw, met dezelfde Idempotency-Key.",
            "The list of erasures cannot be kept now. Nothing was erased; try again later, with the same Idempotency-Key.");
        return true;
    }
}
