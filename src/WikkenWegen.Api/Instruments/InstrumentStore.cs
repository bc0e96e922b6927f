using System.Collections.Concurrent;
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
/// Reads instruments: those of a corporation, and those of the catalogue of the installation, which is a tenant of its own. One is read whole each time. Of
/// all of a tenant only what stands in a list is kept in memory, with the version that it was made of, so that only those are read that have changed since.
/// </summary>
public sealed class InstrumentStore(IDocumentStore store) : IInstruments
{
    /// <summary>About so many bytes of lines of lists are kept in memory; then they are made anew.</summary>
    private const long MostKept = 16_000_000;

    /// <summary>So many streams are read at once for a list; more would take much memory together.</summary>
    private const int Together = 4;

    private readonly ConcurrentDictionary<(string Tenant, Guid Id), InstrumentLine> _kept = new();
    private long _bytes;

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

    /// <summary>The instruments of a corporation and those of the catalogue as they stand in a list, by code. Where both have a code, that of the corporation counts.</summary>
    /// <param name="corporation">Code of the corporation; null for the catalogue alone.</param>
    /// <param name="readsDrafts">Whether the reader sees all of the catalogue, and not only what was published.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<ImmutableArray<InstrumentSummary>> All(string? corporation, bool readsDrafts, CancellationToken cancellation)
    {
        var found = (await Lines(Catalogue, cancellation)).ToDictionary(line => line.Id, line => readsDrafts ? line.Whole : line.Published);
        foreach (var line in corporation is null ? [] : await Lines(corporation, cancellation))
            if (line.Whole is { } own) found[line.Id] = own;
        return [.. found.Values.OfType<InstrumentSummary>().OrderBy(i => i.Code, StringComparer.OrdinalIgnoreCase)];
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

    /// <summary>What a tenant has of instruments, as lines of a list: one question for which there are at which version, and as many as are needed for those that are not known at that version.</summary>
    private async Task<List<InstrumentLine>> Lines(string tenant, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);
        await using var command = new NpgsqlCommand($"select id, version from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and type = 'weighing_instrument'") { Parameters = { new() { Value = tenant } } };
        var (lines, unknown) = (new List<InstrumentLine>(), new List<Guid>());
        await using (var reader = await session.ExecuteReaderAsync(command, cancellation))
            while (await reader.ReadAsync(cancellation))
            {
                var id = reader.GetGuid(0);
                if (_kept.TryGetValue((tenant, id), out var line) && line.Version == reader.GetInt64(1)) lines.Add(line);
                else unknown.Add(id);
            }
        foreach (var some in unknown.Chunk(Together))
            foreach (var stream in await StreamFold.Read(session, some, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                var line = InstrumentLine.Of(stream, tenant == Catalogue);
                lines.Add(line);
                if (Interlocked.Add(ref _bytes, line.Bytes) > MostKept)
                {
                    _kept.Clear();
                    Interlocked.Exchange(ref _bytes, line.Bytes);
                }
                _kept[(tenant, stream.Id)] = line;
            }
        return lines;
    }

    /// <summary>An instrument in lists.</summary>
    /// <param name="Id">Identity of its stream.</param>
    /// <param name="Version">Number of the event that it was made after.</param>
    /// <param name="Whole">For who sees drafts; null where there are judgements alone, over an instrument that lies elsewhere.</param>
    /// <param name="Published">For who sees only what was published; null where nothing was.</param>
    private sealed record InstrumentLine(Guid Id, int Version, InstrumentSummary? Whole, InstrumentSummary? Published)
    {
        /// <summary>About how many bytes of memory it takes; both summaries may have texts of their own.</summary>
        public long Bytes => Of(Whole) + Of(Published);

        public static InstrumentLine Of(StreamFold stream, bool inCatalogue)
        {
            var state = stream.State as WeighingInstrument;
            return new InstrumentLine(stream.Id, stream.Version,
                state is { IsHere: true } ? InstrumentSummary.Of(state, inCatalogue) : null, state?.AsPublished() is { } published ? InstrumentSummary.Of(published, inCatalogue) : null);
        }

        private static long Of(InstrumentSummary? summary) => summary is null ? 100 : 400 + MemoryWeight.Of(summary.Name) + MemoryWeight.Of(summary.Description) + MemoryWeight.Of(summary.Owner);
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
