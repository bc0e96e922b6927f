using System.Collections.Frozen;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>
/// Which weighings somebody may read, as the list of weighings has it in columns: what <see cref="Weighing.MayBeReadBy"/> says of the newest state, for many at once. No weighing is
/// read for it, so that it is known too of one in which a later release recorded what this host cannot read, or of which somebody changed the rows.
/// </summary>
public static class ReadableRows
{
    /// <summary>The condition that a reader may read the weighing of row <c>l</c>; true for who reads all.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="value">Makes a value into a parameter.</param>
    public static string Condition(Reader reader, Func<object, string> value) => reader.UpTo switch
    {
        Confidentiality.Secret => "true",
        { } upTo => $"(l.secrecy <= {value((short)upTo)} or l.named @> array[{value(reader.Subject)}])",
        null => $"l.named @> array[{value(reader.Subject)}]",
    };

    /// <summary>Those among some weighings that the caller may not read, or that the corporation does not have: one question, however many they are. That somebody reads of a secret one who is not named in it is logged.</summary>
    public static async Task<FrozenSet<Guid>> Unread(HttpContext http, IEnumerable<Guid> weighings)
    {
        var unread = weighings.ToHashSet();
        if (unread.Count == 0) return [];
        var (reader, parameters) = (ReadingRights.Reader(http), new List<NpgsqlParameter>());
        await using var command = http.RequestServices.GetRequiredService<NpgsqlDataSource>().CreateCommand($"""
            select l.id, coalesce(l.secrecy = {(short)Confidentiality.Secret} and not l.named @> array[{Value(reader.Subject)}], false) from {WeighingList.Rows} l
            where l.tenant_id = {Value(Caller.Of(http).Corporation)} and l.id = any({Value(unread.ToArray())}) and {Condition(reader, Value)}
            """);
        command.Parameters.AddRange(parameters.ToArray());
        await using var rows = await command.ExecuteReaderAsync(http.RequestAborted);
        while (await rows.ReadAsync(http.RequestAborted))
        {
            var id = rows.GetGuid(0);
            unread.Remove(id);
            if (rows.GetBoolean(1)) SecretReadings.Log(http, id, reader.Subject);
        }
        return unread.ToFrozenSet();

        string Value(object value)
        {
            parameters.Add(new NpgsqlParameter { Value = value });
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${parameters.Count}");
        }
    }
}
