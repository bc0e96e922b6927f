using Marten;
using Marten.Services;
using Npgsql;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Marten's log without the values of parameters: those hold the events and the texts of the vault, which must not get into the log.</summary>
public sealed class MartenLog(ILogger<MartenLog> log) : IMartenLogger, IMartenSessionLogger
{
    /// <inheritdoc />
    public IMartenSessionLogger StartSession(IQuerySession session) => this;

    /// <inheritdoc />
    public void SchemaChange(string sql) => log.LogDebug("Schema change: {Sql}", sql);

    /// <inheritdoc />
    public void LogSuccess(NpgsqlCommand command) => log.LogTrace("{Sql}", command.CommandText);

    /// <inheritdoc />
    public void LogSuccess(NpgsqlBatch batch)
    {
    }

    /// <inheritdoc />
    public void LogFailure(NpgsqlCommand command, Exception ex) => Failed(command.CommandText, ex);

    /// <inheritdoc />
    public void LogFailure(NpgsqlBatch batch, Exception ex) => Failed(string.Join("; ", batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(c => c.CommandText)), ex);

    /// <inheritdoc />
    public void LogFailure(Exception ex, string message) => Failed(message, ex);

    /// <inheritdoc />
    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit)
    {
    }

    /// <inheritdoc />
    public void OnBeforeExecute(NpgsqlCommand command)
    {
    }

    /// <inheritdoc />
    public void OnBeforeExecute(NpgsqlBatch batch)
    {
    }

    /// <summary>
    /// Logs at debug level only. Where another writer was faster nothing is wrong: the gate tries again. Other failures reach the caller as
    /// an exception.
    /// </summary>
    private void Failed(string what, Exception e) => log.LogDebug("Failed with {Error} {SqlState}: {What}", e.GetType().Name, (e as PostgresException)?.SqlState, what);
}
