using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using WikkenWegen.LocalPostgres;

// A host that tests interrupt or kill. It starts the database in a folder and stores 1, 2, 3, ... in it, until a signal tells it to stop.
// It prints a line for each number after the server has committed it.
//   TestHost <folder> programs|container
using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var machine = Machine.Current();
machine = args[1] == "container" ? machine with { SearchPath = [], UsualFolders = [] } : machine with { ContainerEngines = [] };
await using (var server = await LocalPostgresServer.StartAsync(new() { Folder = args[0], Log = line => Say("log", line) }, machine, stopping.Token))
{
    await using var connection = new NpgsqlConnection(server.ConnectionString);
    await connection.OpenAsync();
    await ExecuteAsync("CREATE TABLE IF NOT EXISTS stored (number bigint PRIMARY KEY)");
    var number = Convert.ToInt64(await ExecuteAsync("SELECT coalesce(max(number), 0) FROM stored"), CultureInfo.InvariantCulture);
    Say("started", server.ConnectionString);

    while (!stopping.IsCancellationRequested) await StoreNextAsync();
    // If the signal had also reached the server, the server would have closed this connection within this time.
    await Task.Delay(TimeSpan.FromSeconds(0.5));
    await StoreNextAsync();
    Say("finished", server.Exited.IsCompleted ? "though the server is said to have ended" : "with a server that still answers");

    async Task StoreNextAsync()
    {
        await ExecuteAsync($"INSERT INTO stored VALUES ({++number})");
        Say("stored", number);
    }

    async Task<object?> ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
Say("stopped", "");

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Cancel();
}

static void Say(string what, object detail) => Console.WriteLine($"{what} {detail}");
