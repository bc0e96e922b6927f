namespace WikkenWegen.LocalPostgres.Servers;

/// <summary>
/// PostgreSQL cannot be started or stopped here. All folders below the root throw this; the root hands its message to the caller, in
/// a <c>LocalPostgresException</c>. So no folder depends on the root.
/// </summary>
internal sealed class ServerException(string message, Exception? innerException = null) : Exception(message, innerException);
