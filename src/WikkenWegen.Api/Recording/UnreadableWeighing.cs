using Microsoft.AspNetCore.Diagnostics;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Recording;

/// <summary>What the database has of a weighing does not follow from each other, as where somebody changed its rows or took some away: there is no state that it says.</summary>
/// <param name="weighing">The weighing.</param>
/// <param name="why">What failed.</param>
public sealed class UnreadableWeighingException(Guid weighing, Exception why) : Exception($"What the database has of weighing {weighing} cannot be read as it was recorded: {why.Message}", why);

/// <summary>Answers a request about a weighing that cannot be read any more: whom to tell, and where what was recorded still stands.</summary>
internal sealed class UnreadableWeighingHandler(ILogger<UnreadableWeighingHandler> log) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsUnreadable(exception)) return false;
        log.LogError(exception, "Request {RequestId} is about a weighing whose rows in the database are not what was recorded; run fsck", httpContext.TraceIdentifier);
        await httpContext.Respond(ProblemKinds.InternalError,
            "Wat de database van een afweging heeft, is niet te lezen zoals het is vastgelegd: er is in de database iets gewijzigd. Er is nu niets vastgelegd. Vraag de beheerder om de controle fsck; een export voor de auditor bevat wat er is vastgelegd.",
            "What the database has of a weighing cannot be read as it was recorded: something was changed in the database. Nothing was recorded now. Ask the operator to run the check fsck; an export for the auditor has what was recorded.");
        return true;
    }

    private static bool IsUnreadable(Exception? e) => e is UnreadableWeighingException || (e is not null && IsUnreadable(e.InnerException));
}
