using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Races;

/// <summary>A second host on the database of the shared one, as behind a load balancer.</summary>
public sealed class SecondHost(SharedApi shared) : IAsyncLifetime
{
    private Support.Api? _host;

    /// <summary>The second host.</summary>
    public Support.Api Host => _host!;

    /// <inheritdoc />
    public ValueTask InitializeAsync()
    {
        _host = Support.Api.Start(shared.Api.ConnectionString);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
