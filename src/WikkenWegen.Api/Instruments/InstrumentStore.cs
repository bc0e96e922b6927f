using System.Collections.Immutable;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Instruments;

/// <summary>
/// Reads instruments: those of a corporation, and those of the catalogue of the installation, which is a tenant of its own. Each is short, and nothing of
/// them is kept in memory: whoever asks for all of a tenant has all of them read, however many there are.
/// </summary>
public sealed class InstrumentStore(IDocumentStore store) : IInstruments
{
    /// <summary>The tenant of the catalogue. No corporation has it as its code.</summary>
    public const string Catalogue = RegisterCorporation.Catalogue;

    /// <summary>The instrument with a code: of the corporation, else of the catalogue.</summary>
    /// <param name="corporation">Code of the corporation; null for the catalogue alone.</param>
    /// <param name="code">Code of the instrument, in capitals or not.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>It; null where there is none.</returns>
    public async Task<FoundInstrument?> Find(string? corporation, string code, CancellationToken cancellation)
    {
        var own = corporation is null ? null : await Of(corporation, WeighingInstrument.IdOf(code), cancellation);
        if (own?.State is WeighingInstrument { IsHere: true }) return new FoundInstrument(corporation!, own, null);
        var shared = await Of(Catalogue, WeighingInstrument.IdOf(code), cancellation);
        return shared.Version == 0 ? null : new FoundInstrument(Catalogue, shared, own is { Version: > 0 } ? own : null);
    }

    /// <inheritdoc />
    public async Task<PublishedInstrument?> Find(string corporation, string code, int version, CancellationToken cancellation) =>
        await Find(corporation, code, cancellation) is { State: var state } && state.Version(version) is { } published
            ? new PublishedInstrument(WeighingInstrument.IdOf(state.Code), state.Code, version, published.Content, published.Origin.OccurredAt, state.EndedAt) : null;

    /// <inheritdoc />
    public async Task<bool> Knows(string corporation, string code, CancellationToken cancellation) => await Find(corporation, code, cancellation) is { State.Versions.IsEmpty: false };

    /// <summary>The instruments of a corporation and those of the catalogue, by code. Where both have a code, that of the corporation counts.</summary>
    public async Task<ImmutableArray<FoundInstrument>> All(string? corporation, CancellationToken cancellation)
    {
        var found = (await Streams(Catalogue, cancellation)).ToDictionary(s => s.Id, s => new FoundInstrument(Catalogue, s, null));
        foreach (var stream in corporation is null ? [] : await Streams(corporation, cancellation))
            if (new FoundInstrument(corporation!, stream, null) is { State.IsHere: true } own) found[stream.Id] = own;
        return [.. found.Values.OrderBy(f => f.State.Code, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The instruments that came after one, one after the other, each where the one before says that it lies; of a circle, which no rule allows, once around.</summary>
    public async Task<ImmutableArray<FoundInstrument>> After(FoundInstrument instrument, CancellationToken cancellation)
    {
        var after = new List<FoundInstrument>();
        for (var last = instrument; last.State.Succession is { } next; last = after[^1])
        {
            // Not by its code alone: the corporation and the catalogue may each have one with it, and both have the same identity.
            var tenant = next.InCatalogue ? Catalogue : last.Tenant;
            if (after.Any(a => a.Tenant == tenant && a.Stream.Id == next.Instrument) || await Of(tenant, next.Instrument, cancellation) is not { Version: > 0 } found) break;
            after.Add(new FoundInstrument(tenant, found, null));
        }
        return [.. after];
    }

    /// <summary>What a tenant has of an instrument; without events where that is nothing.</summary>
    public async Task<StreamFold> Of(string tenant, Guid id, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);
        return await StreamFold.Read(session, id, typeof(WeighingInstrument), cancellation);
    }

    /// <summary>All that a tenant has of instruments, with one question for which there are and one for their events.</summary>
    private async Task<ImmutableArray<StreamFold>> Streams(string tenant, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);
        await using var command = new NpgsqlCommand($"select id from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and type = 'weighing_instrument'") { Parameters = { new() { Value = tenant } } };
        var ids = new List<Guid>();
        await using (var reader = await session.ExecuteReaderAsync(command, cancellation))
            while (await reader.ReadAsync(cancellation)) ids.Add(reader.GetGuid(0));
        return await StreamFold.Read(session, ids, cancellation);
    }
}

/// <summary>An instrument that was found.</summary>
/// <param name="Tenant">The tenant that it lies in.</param>
/// <param name="Stream">Its events.</param>
/// <param name="Own">The corporation's own judgements over an instrument of the catalogue; null where there are none, or it lies in the corporation.</param>
public sealed record FoundInstrument(string Tenant, StreamFold Stream, StreamFold? Own)
{
    /// <summary>The state.</summary>
    public WeighingInstrument State { get; } = (WeighingInstrument)Stream.State!;

    /// <summary>Whether it lies in the catalogue.</summary>
    public bool IsShared => Tenant == InstrumentStore.Catalogue;
}
