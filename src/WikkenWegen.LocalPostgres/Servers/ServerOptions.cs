namespace WikkenWegen.LocalPostgres.Servers;

/// <summary>The caller's options for the server itself, the same for each way to run it.</summary>
/// <param name="Log">Gets one short English line about each thing done.</param>
/// <param name="Settings">PostgreSQL settings by name. They win from our own defaults.</param>
/// <param name="StartTimeout">The longest wait for the server to accept connections.</param>
/// <param name="StopTimeout">The longest wait for a clean stop.</param>
internal sealed record ServerOptions(Action<string> Log, IReadOnlyDictionary<string, string> Settings, TimeSpan StartTimeout, TimeSpan StopTimeout);
