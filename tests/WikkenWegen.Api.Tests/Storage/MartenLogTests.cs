using Microsoft.Extensions.Logging;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>What the store logs: statements, for who looks closely, and never a value of a parameter, nor an exception, whose message may hold one.</summary>
public class MartenLogTests
{
    private readonly LogLines<MartenLog> _lines = new();

    [Fact]
    public void A_statement_is_traced_without_its_values()
    {
        using var command = new NpgsqlCommand("select $1") { Parameters = { new() { Value = "Jan van der Merel" } } };
        var log = new MartenLog(_lines);
        log.LogSuccess(command);
        log.OnBeforeExecute(command);
        using var batch = Batch();
        log.LogSuccess(batch);
        log.OnBeforeExecute(batch);
        log.RecordSavedChanges(null!, null!);
        _lines.Written.ShouldBe([(LogLevel.Trace, "select $1", null)]);
    }

    [Fact]
    public void A_change_of_the_schema_is_told()
    {
        new MartenLog(_lines).SchemaChange("create table x ()");
        _lines.Written.ShouldBe([(LogLevel.Debug, "Schema change: create table x ()", null)]);
    }

    [Fact]
    public void A_failure_is_told_with_its_kind_and_its_statements()
    {
        using var command = new NpgsqlCommand("select $1") { Parameters = { new() { Value = "Jan van der Merel" } } };
        using var batch = Batch();
        var log = new MartenLog(_lines);
        log.LogFailure(command, new PostgresException("Jan van der Merel", "ERROR", "ERROR", "23505"));
        log.LogFailure(batch, new TimeoutException("Jan van der Merel"));
        log.LogFailure(new InvalidOperationException("Jan van der Merel"), "something");
        _lines.Written.ShouldBe(
        [
            (LogLevel.Debug, "Failed with PostgresException 23505: select $1", null),
            (LogLevel.Debug, "Failed with TimeoutException (null): insert $1; update $1", null),
            (LogLevel.Debug, "Failed with InvalidOperationException (null): something", null),
        ]);
    }

    [Fact]
    public void It_is_the_log_of_every_session()
    {
        var log = new MartenLog(_lines);
        log.StartSession(null!).ShouldBeSameAs(log);
    }

    private static NpgsqlBatch Batch() => new()
    {
        BatchCommands = { new NpgsqlBatchCommand("insert $1") { Parameters = { new() { Value = "Jan van der Merel" } } }, new NpgsqlBatchCommand("update $1") },
    };
}
