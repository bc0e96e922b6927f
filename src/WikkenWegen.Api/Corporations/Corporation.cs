using Marten;
using WikkenWegen.Api.Infrastructure.Security;

namespace WikkenWegen.Api.Corporations;

/// <summary>A housing corporation (toegelaten instelling) that keeps its weighings in this installation: a tenant.</summary>
public sealed record Corporation
{
    /// <summary>Its code here: what a token names in its claim <c>corporation</c>. Never changes.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Number in the trade register: 8 digits, zeros in front included.</summary>
    public required string KvkNumber { get; init; }

    /// <summary>Number as a registered social landlord: L and 4 digits.</summary>
    public string? CorporationNumber { get; init; }

    /// <summary>Organisation identification number (OIN) of the government: 20 digits.</summary>
    public string? Oin { get; init; }

    /// <summary>Number of times that it was registered or changed, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Pseudonymous subject id of who registered or changed it last.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>How it is stored: outside any tenant.</summary>
    public static void Configure(StoreOptions options) => options.Schema.For<Corporation>().Identity(c => c.Code).SingleTenanted().UseNumericRevisions(true).DocumentAlias("corporation");
}

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
}
