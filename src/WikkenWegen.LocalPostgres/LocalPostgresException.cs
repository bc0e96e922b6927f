namespace WikkenWegen.LocalPostgres;

/// <summary>PostgreSQL could not be started here. The message is meant for the person at the console: what is wrong and what helps.</summary>
public sealed class LocalPostgresException : Exception
{
    public LocalPostgresException(string message) : base(message) { }

    public LocalPostgresException(string message, Exception innerException) : base(message, innerException) { }
}
