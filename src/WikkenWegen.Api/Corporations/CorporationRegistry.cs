using Marten;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Domain.Corporations;

namespace WikkenWegen.Api.Corporations;

/// <summary>Which corporations there are.</summary>
public sealed class CorporationRegistry(IDocumentStore store) : ICorporationRegistry
{
    private volatile HashSet<string> _known = [];

    /// <inheritdoc />
    /// <remarks>A corporation that was seen once is not asked for again: none is ever removed.</remarks>
    public async ValueTask<bool> Knows(string code, CancellationToken cancellation)
    {
        if (_known.Contains(code)) return true;
        if (!code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) return false; // no code looks like this, and the database may not even be able to ask
        await using var session = store.QuerySession();
        if (await session.LoadAsync<Corporation>(code, cancellation) is null) return false;
        _known = [.. _known, code];
        return true;
    }

    /// <inheritdoc />
    public async Task<string?> NameOf(string code, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        return (await session.LoadAsync<Corporation>(code, cancellation))?.Name;
    }
}
