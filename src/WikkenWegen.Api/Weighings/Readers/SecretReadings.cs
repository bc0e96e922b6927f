namespace WikkenWegen.Api.Weighings.Readers;

/// <summary>Tells in the log that somebody read a secret weighing who is not named in it: only an auditor may.</summary>
public static partial class SecretReadings
{
    /// <summary>Writes the line.</summary>
    /// <param name="http">The request.</param>
    /// <param name="weighing">Id of the weighing.</param>
    /// <param name="subject">Pseudonymous subject id of the reader.</param>
    public static void Log(HttpContext http, Guid weighing, string subject) =>
        Read(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SecretReadings).FullName!), weighing, subject, http.TraceIdentifier);

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Secret weighing {Weighing} was read by {Subject}, who is not named in it ({RequestId})")]
    private static partial void Read(ILogger log, Guid weighing, string subject, string requestId);
}
