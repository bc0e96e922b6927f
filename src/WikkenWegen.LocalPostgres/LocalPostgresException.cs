namespace WikkenWegen.LocalPostgres;

/// <summary>
/// The local database cannot be started or deleted. The message is for the person at the console: it says what is wrong and, where
/// possible, what to do about it. It may have more than one line.
/// </summary>
public sealed class LocalPostgresException : Exception
{
    public LocalPostgresException(string message) : base(message) { }

    public LocalPostgresException(string message, Exception innerException) : base(message, innerException) { }
}
