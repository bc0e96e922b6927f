using System.Collections.Immutable;
using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Weasel.Storage;

namespace WikkenWegen.Api.Ledger;

/// <summary>The leaf that a trigger wrote of an event.</summary>
/// <param name="Event">Identity of the event.</param>
/// <param name="Hash">Hash of the leaf (RFC 6962): 32 bytes.</param>
public sealed record Leaf(Guid Event, byte[] Hash);

/// <summary>
/// Asks for the hashes of the leaves of events, in the same round trip as these are appended and behind them. Only the database can tell: it makes
/// the leaves, with what nobody can guess.
/// </summary>
/// <param name="events">Identities of the events, in the order in which they are appended.</param>
internal sealed class LeafHashes(IReadOnlyList<Guid> events) : IStorageOperation
{
    /// <summary>The leaves, in the order of the events, once the session is saved.</summary>
    public ImmutableArray<Leaf> Found { get; private set; } = [];

    /// <summary>No event and no document, so that Marten does this after both.</summary>
    public Type DocumentType => typeof(LeafHashes);

    /// <inheritdoc />
    public Weasel.Core.OperationRole Role() => Weasel.Core.OperationRole.Other;

    /// <inheritdoc />
    public void ConfigureCommand(Weasel.Core.ICommandBuilder builder, IStorageSession session)
    {
        // PostgreSQL plans a question for an array anew each time, which takes longer than to answer it; most steps are one event.
        var one = events.Count == 1;
        var parameter = (NpgsqlParameter)builder.AppendWithDbParameters($"select event_id, hash from {LedgerSchema.Leaves} where event_id = {(one ? "?" : "any(?)")}")[0];
        parameter.NpgsqlDbType = one ? NpgsqlDbType.Uuid : NpgsqlDbType.Array | NpgsqlDbType.Uuid;
        parameter.Value = one ? events[0] : events.ToArray();
    }

    /// <inheritdoc />
    public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        var found = new Dictionary<Guid, byte[]>();
        while (await reader.ReadAsync(token)) found[reader.GetGuid(0)] = reader.GetFieldValue<byte[]>(1);
        Found = [.. events.Where(found.ContainsKey).Select(e => new Leaf(e, found[e]))];
    }
}
