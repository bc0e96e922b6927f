using System.Collections.Immutable;
using System.Text.Json;
using Marten;
using Npgsql;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Registers;

/// <summary>The weighing that something in a register is of.</summary>
public sealed record WeighingInRegister
{
    /// <summary>Identity (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>Number of its newest event.</summary>
    public required int Version { get; init; }

    /// <summary>Short name, by which people know the weighing.</summary>
    public required string Title { get; init; }

    /// <summary>The corporation's own number for the weighing; absent where it has none.</summary>
    public string? Reference { get; init; }

    /// <summary>Where it stands.</summary>
    public required WeighingStatus Status { get; init; }

    /// <summary>The level of policy (niveau).</summary>
    public required Level Level { get; init; }

    /// <summary>How large a piece of the stock or the town it is about (schaal).</summary>
    public required WeighingScale Scale { get; init; }

    /// <summary>The CBS areas that it is about; empty where none were given.</summary>
    public required ImmutableArray<Area> Areas { get; init; }

    /// <summary>Who may read it (VERA OPE, INT, VER, GEH).</summary>
    public required Confidentiality Confidentiality { get; init; }

    /// <summary>Of the framing in force.</summary>
    internal static WeighingInRegister Of(Guid id, int version, WeighingStatus status, Framing framing) => new()
    {
        Id = id,
        Version = version,
        Title = framing.Title,
        Reference = framing.Reference,
        Status = status,
        Level = framing.Level,
        Scale = framing.Scale,
        Areas = framing.Areas,
        Confidentiality = framing.Confidentiality,
    };

    /// <summary>Of a row in which <see cref="RegisterPage.OfWeighing"/> begins at a column.</summary>
    internal static async Task<WeighingInRegister> Read(NpgsqlDataReader reader, ISerializer serializer, Guid id, int column, CancellationToken cancellation)
    {
        var framing = await serializer.FromJsonAsync<Framing>(reader, column, cancellation);
        var status = JsonSerializer.Deserialize<WeighingStatus>($"\"{reader.GetString(column + 1)}\"", EventContract.Json);
        return Of(id, checked((int)reader.GetInt64(column + 2)), status, framing);
    }
}

/// <summary>Something in a register, with where it comes from.</summary>
/// <typeparam name="TEntry">What the register tells of it.</typeparam>
public sealed record RegisterItem<TEntry>
{
    /// <summary>The weighing.</summary>
    public required WeighingInRegister Weighing { get; init; }

    /// <summary>Number of the event that it came of.</summary>
    public required int Event { get; init; }

    /// <summary>Where it stands in the view of the weighing, such as /decisions/1.</summary>
    public required string Path { get; init; }

    /// <summary>What the register tells of it.</summary>
    public required TEntry Entry { get; init; }
}
