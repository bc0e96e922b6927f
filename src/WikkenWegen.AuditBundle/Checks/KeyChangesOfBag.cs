using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>The changes of the key of the log that a bag lists, each of which must be in the log at its place and go out from a key that is trusted.</summary>
internal sealed class KeyChangesOfBag(Gathering found)
{
    /// <summary>The most that are read.</summary>
    private const int Most = 10_000;

    private readonly Dictionary<long, KeyChangeLeaf> _leaves = [];
    private readonly HashSet<long> _placed = []; // those whose place in the log was compared

    /// <summary>Trust that goes over the changes of the key of which the bag has leaves.</summary>
    public Trust Read(BagFiles bag, Trust trust, string origin)
    {
        if (!bag.Files.TryGetValue(BagFormat.KeyChanges, out var file)) return trust;
        var (changes, last) = (new List<(long, KeyChange)>(), -1L);
        using var lines = new Lines(file.OpenRead(), file.Name, BagFormat.MaxLeafBytes * 2);
        while (lines.Read())
        {
            if (_leaves.Count == Most || KeyChangeLeaf.Read(lines.Current.ToArray()) is not { } leaf || leaf.Index <= last)
                throw new UnreadableBagException($"{BagFormat.KeyChanges} kan niet worden gelezen.", $"{BagFormat.KeyChanges} cannot be read.");
            _leaves.Add(last = leaf.Index, leaf);
            if (KeyChange.OfLeaf(leaf.Bytes).TryGet(out var change, out var error) && change.Origin == origin) changes.Add((leaf.Index, change));
            else found.Altered("key-change", $"Dit blad zegt dat de sleutel is gewisseld, en is niet onder beide sleutels ondertekend: {error?.Message ?? change!.Origin}.", $"This leaf says that the key was changed, and is not signed under both keys: {error?.Message ?? change!.Origin}.", Named(leaf));
        }
        var over = trust.Over(origin, changes, out var foreign);
        foreach (var index in foreign)
            found.Altered("key-change", "Deze wisseling gaat niet uit van een sleutel die u vertrouwt, of niet van de sleutel die toen gold.", "This change does not go out from a key that you trust, or not from the one that was in force.", Named(_leaves[index]));
        if (changes.Count > foreign.Count) found.Remark("key-changes", $"De sleutel van het logboek is {changes.Count - foreign.Count} keer gewisseld, telkens in een blad dat onder de oude en de nieuwe sleutel is ondertekend.", $"The key of the log was changed {changes.Count - foreign.Count} times, each time in a leaf that is signed under the old key and the new.");
        return over;
    }

    /// <summary>Compares a place of the log with the change of the key that is listed for it, whose leaf the bag may leave out. The root is computed from all places.</summary>
    public void Compare(Place position, Leaf? leaf, NamedEvent named)
    {
        if (_leaves.TryGetValue(position.Index, out var change))
        {
            _placed.Add(position.Index);
            if (MerkleTree.HashLeaf(change.Bytes) != position.Hash) NotInLog(change);
        }
        else if (leaf?.Type == KeyChange.Type)
            found.Altered("key-change", $"{BagFormat.KeyChanges} noemt deze wisseling van de sleutel niet.", $"{BagFormat.KeyChanges} does not list this change of the key.", named);
    }

    /// <summary>Tells of the changes that are listed for no place of the log.</summary>
    public void Finish()
    {
        foreach (var change in _leaves.Values.Where(change => !_placed.Contains(change.Index))) NotInLog(change);
    }

    private void NotInLog(KeyChangeLeaf change) =>
        found.Altered("key-change", "Deze wisseling van de sleutel staat niet in het logboek op deze plaats.", "This change of the key is not in the log at this place.", Named(change));

    private static NamedEvent Named(KeyChangeLeaf leaf) => Leaf.TryRead(leaf.Bytes, out var read, out _) ? new NamedEvent(leaf.Index, read.Stream, read.Version, read.Type) : new NamedEvent(leaf.Index, null, null, null);
}
