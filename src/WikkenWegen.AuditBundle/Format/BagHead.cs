using System.Text.Json;
using System.Text.Json.Serialization;

namespace WikkenWegen.AuditBundle;

/// <summary>What a bag says about itself (data/bag.json). Nothing of it is to be believed but what the leaves and checkpoints bear out.</summary>
/// <param name="Format">The format and its version: <see cref="BagFormat.Version"/>.</param>
/// <param name="Corporation">Code of the corporation.</param>
/// <param name="Origin">Origin of its log.</param>
/// <param name="MadeAt">When the bag was made, in UTC.</param>
/// <param name="Software">The program that made it.</param>
/// <param name="Complete">Whether it is about the whole log up to its last checkpoint, and no selection of it.</param>
/// <param name="Leaves">How many leaves are in it.</param>
/// <param name="Size">Size of its last checkpoint, in leaves.</param>
/// <param name="Weighing">The weighing that it is about; null where it is not about one.</param>
/// <param name="From">From which moment of recording; null where there is no such limit.</param>
/// <param name="Until">Up to which moment of recording, excluded; null where there is no such limit.</param>
/// <param name="WithoutLeaf">How many events the store has that have no leaf; null for none.</param>
/// <param name="Unsigned">How many leaves were there when the bag was asked for, that no checkpoint had when it was made, so that they are not in it; null for none.</param>
public sealed record BagHead(
    string Format, string Corporation, string Origin, DateTimeOffset MadeAt, string Software, bool Complete, long Leaves, ulong Size,
    Guid? Weighing = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, long? WithoutLeaf = null, long? Unsigned = null)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new Domain.UtcMoments() },
    };

    /// <summary>Whether it is of the first format.</summary>
    [JsonIgnore]
    public bool IsOfFirst => Format == BagFormat.First;

    /// <summary>Whether it has a leaf beside its period: one by which texts were erased later than what the bag is about, so that they are not taken for missing.</summary>
    internal bool HasBeside(DateTimeOffset recorded, string type) => !IsOfPeriod(recorded) && BagFormat.ErasureTypes.Contains(type);

    /// <summary>Whether a moment of recording is of the period that it is about.</summary>
    internal bool IsOfPeriod(DateTimeOffset recorded) => !(recorded < From) && !(recorded >= Until);

    internal byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    /// <summary>What the bytes say; null where they are no such head.</summary>
    internal static BagHead? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<BagHead>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
