using System.Diagnostics;
using System.Globalization;
using System.Runtime.Loader;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Gives a host another clock. The runtime calls this before the program of the host begins, where DOTNET_STARTUP_HOOKS names this assembly; so
/// the host is the very one that is shipped, with another <see cref="TimeProvider"/>. The checking of tokens and the database keep their clocks.
/// </summary>
#pragma warning disable CA1050 // the runtime looks for this name in no namespace
internal sealed class StartupHook : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
#pragma warning restore CA1050
{
    /// <summary>The environment variable that says how far the clock of the host is ahead.</summary>
    public const string Ahead = "WIKKENWEGEN_TESTS_CLOCK_AHEAD";

    /// <summary>The settings of a host whose clock is ahead.</summary>
    public static (string Key, string Value)[] SettingsFor(TimeSpan ahead) =>
        [("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (Ahead, ahead.ToString("c", CultureInfo.InvariantCulture))];

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        // Wolverine looks at the attributes of every assembly. Those of this one are xunit's, which a host does not know but has beside it here.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(AppContext.BaseDirectory, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        DiagnosticListener.AllListeners.Subscribe(new StartupHook());
    }

    /// <inheritdoc />
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting") value.Subscribe(this);
    }

    /// <inheritdoc />
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != "HostBuilding") return;
        var clock = new ClockAhead(TimeSpan.Parse(Environment.GetEnvironmentVariable(Ahead)!, CultureInfo.InvariantCulture));
        ((IHostBuilder)value.Value!).ConfigureServices(services => services.AddSingleton<TimeProvider>(clock)); // the last one that is added counts
    }

    /// <inheritdoc />
    public void OnCompleted()
    {
    }

    /// <inheritdoc />
    public void OnError(Exception error)
    {
    }

    private sealed class ClockAhead(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
