namespace WikkenWegen.LocalPostgres;

/// <summary>
/// The local database cannot be started or deleted. The message is for the person at the console: it says what is wrong and, where
/// possible, what to do about it. It may have more than one line.
/// </summary>
public sealed class LocalPostgresException : Exception
{
    /// <summary>An error without an underlying exception.</summary>
    /// <param name="message">What is wrong and what to do about it.</param>
    public LocalPostgresException(string message) : base(message) { }

    /// <summary>An error that another exception caused.</summary>
    /// <param name="message">What is wrong and what to do about it.</param>
    /// <param name="innerException">The exception that caused it.</param>
    public LocalPostgresException(string message, Exception innerException) : base(message, innerException) { }
}
