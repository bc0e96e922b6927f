using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Leaves;

/// <summary>The disclosures of a bag by their digests: where each stands in its file, so that the texts themselves take no memory.</summary>
internal sealed class Texts
{
    private readonly Dictionary<TreeHash, (long Offset, int Length, bool Belongs)> _places = [];

    /// <summary>Where the file of the disclosures is; set once all are known.</summary>
    public (SafeFileHandle Handle, long Start) File { get; set; }

    public int Count => _places.Count;

    /// <summary>Takes up the next disclosure.</summary>
    public void Add(ReadOnlySpan<byte> encoded, long offset)
    {
        Span<byte> digest = stackalloc byte[TreeHash.Size];
        SHA256.HashData(encoded, digest);
        if (_places.Count == BagFormat.MaxKept) throw new Containers.UnreadableBagException($"Er zijn meer dan {BagFormat.MaxKept} teksten.", $"There are more than {BagFormat.MaxKept} texts.");
        _places.TryAdd(new TreeHash(digest), (offset, encoded.Length, false));
    }

    /// <summary>Whether a digest has its disclosure here; it then belongs to an event.</summary>
    public bool Claim(TreeHash digest)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrNullRef(_places, digest);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref place)) return false;
        place.Belongs = true;
        return true;
    }

    public bool Has(TreeHash digest) => _places.ContainsKey(digest);

    /// <summary>Whether a digest has its disclosure here, and an event was met that it belongs to.</summary>
    public bool IsClaimed(TreeHash digest) => _places.TryGetValue(digest, out var place) && place.Belongs;

    /// <summary>Those that belong to no event.</summary>
    public IEnumerable<TreeHash> Strays => _places.Where(p => !p.Value.Belongs).Select(p => p.Key);

    /// <summary>Name and text of a disclosure; null where it is not here, or is none.</summary>
    public (string Name, string Text)? Read(TreeHash digest)
    {
        if (!_places.TryGetValue(digest, out var place)) return null;
        var bytes = new byte[place.Length];
        for (var read = 0; read < bytes.Length;)
        {
            var more = RandomAccess.Read(File.Handle, bytes.AsSpan(read), File.Start + place.Offset + read);
            if (more == 0) return null;
            read += more;
        }
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromUtf8(bytes));
            return json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.GetArrayLength() == 3 && json.RootElement[1].ValueKind == JsonValueKind.String && json.RootElement[2].ValueKind == JsonValueKind.String
                ? (json.RootElement[1].GetString()!, json.RootElement[2].GetString()!)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>An erasure as a leaf tells it.</summary>
/// <param name="Index">Index of the leaf.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Ground">Its legal ground, as a code; null where the event does not say.</param>
internal sealed record ErasureLeaf(long Index, DateTimeOffset RecordedAt, string? Ground);

/// <summary>A correction of a text as a leaf tells it.</summary>
/// <param name="Index">Index of the leaf.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Ground">Its legal ground, as a code; null where the event does not say.</param>
internal sealed record CorrectionLeaf(long Index, DateTimeOffset RecordedAt, string? Ground);
