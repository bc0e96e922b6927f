using Marten;
using Npgsql;
using Weasel.Postgresql;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>
/// What a connection had prepared and PostgreSQL takes no more: after a batch that failed half-way the driver and PostgreSQL can differ about it,
/// and a change of a table makes plans void. PostgreSQL then refuses the statement before it does anything, and with that the whole transaction,
/// once for each statement and connection. So what met it is done again on new connections, which have nothing prepared.
/// </summary>
public static class StalePlans
{
    /// <summary>Whether a statement was refused for what its connection had prepared.</summary>
    public static bool Are(Exception? e) => e switch
    {
        null => false,
        PostgresException refused => refused.SqlState is PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement
            || refused is { SqlState: PostgresErrorCodes.FeatureNotSupported, File: "plancache.c" },
        _ => Are(e.InnerException),
    };

    /// <summary>Leaves the connections of a session's database, each once nobody uses it, so that the next attempt gets new ones.</summary>
    public static void LeaveConnections(this IQuerySession session) => (session.Database as PostgresqlDatabase)?.DataSource.Clear();

    /// <summary>
    /// Reads once more where a request that only reads met it, and nothing was answered yet. The gate does its own part; any other request is
    /// answered with 503, and finds new connections when it is sent again.
    /// </summary>
    public static void UseFreshPlans(this WebApplication app)
    {
        var source = app.Services.GetRequiredService<NpgsqlDataSource>();
        app.Use(async (http, next) =>
        {
            var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
            var headers = reads ? http.Response.Headers.ToArray() : [];
            try
            {
                await next(http);
                return;
            }
            catch (Exception e) when (Are(e))
            {
                source.Clear();
                if (!reads || http.Response.HasStarted) throw;
            }
            http.Response.Headers.Clear();
            foreach (var (name, values) in headers) http.Response.Headers[name] = values;
            http.Response.StatusCode = StatusCodes.Status200OK;
            await next(http);
        });
    }
}
