using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>A tree that was signed: by a checkpoint of the bag, or by one that was kept from earlier.</summary>
/// <param name="Name">The checkpoint's name.</param>
/// <param name="Head">What it signs.</param>
/// <param name="IsKept">Whether it was kept from earlier.</param>
internal sealed record Target(string Name, TreeHead Head, bool IsKept);

/// <summary>The newest events since the last checkpoint that fitted: where the next one does not fit, the altered one is among these.</summary>
internal sealed class Recent
{
    public const int Most = 16;
    private readonly List<NamedEvent> _events = [];

    public IReadOnlyList<NamedEvent> Events => _events;

    public NamedEvent? Last { get; private set; }

    public long Count { get; private set; }

    public void Add(NamedEvent named)
    {
        Count++;
        Last = named;
        if (_events.Count < Most) _events.Add(named);
    }

    public void Clear()
    {
        Count = 0;
        _events.Clear();
    }
}

/// <summary>
/// The tree of the leaves of a log as it grows, compared with each checkpoint when it gets there: of those that are in a bag by their bytes, of others by the hash that stands in
/// their place. Of a selection of the first format, each leaf has its proof.
/// </summary>
/// <param name="found">Gets what does not hold.</param>
/// <param name="recent">The newest events since the last checkpoint that fitted.</param>
/// <param name="hasPlaces">Whether the bag has every place of the log.</param>
/// <param name="ours">The checkpoints of the bag.</param>
/// <param name="kept">Those that were kept from earlier.</param>
internal sealed class GrowingTree(Gathering found, Recent recent, bool hasPlaces, List<Target> ours, List<Target> kept)
{
    private readonly CompactRange _tree = new();
    private readonly Queue<Target> _ahead = new(ours.Concat(kept).OrderBy(target => target.Head.Size).ThenBy(target => target.IsKept));
    private readonly List<Target> _broken = [];
    private CompactRange? _keptTree; // by the hashes that the store kept, from the first leaf on that differs
    private bool _hasGap, _keptFits = true;
    private ulong _fitted, _fittedKept; // the largest tree that fitted a checkpoint of the bag, and one that was kept: a tree that was made anew fits those of the bag
    private readonly Recent _sinceKept = new();

    /// <summary>Takes up a leaf.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="hash">Its hash, computed; that of its place where the leaf is not here.</param>
    /// <param name="named">The event.</param>
    /// <param name="next">The index that the next leaf has where none is missing.</param>
    public void Add(Place position, TreeHash hash, NamedEvent named, ref long next)
    {
        if (position.Hash != hash)
            found.Altered("leaf-altered", "De hash van dit blad is niet die waarmee het in het logboek kwam: het is gewijzigd.", "The hash of this leaf is not the one with which it came into the log: it was altered.", named);
        if (!hasPlaces)
        {
            Prove(position, hash, named);
            return;
        }
        if (position.Index > next)
        {
            _hasGap = true;
            found.Incomplete("leaf-missing", $"Voor dit blad ontbreek{(position.Index - next == 1 ? $"t blad {next}" : $"en de bladeren {next} tot en met {position.Index - 1}")}.", $"Before this leaf, {(position.Index - next == 1 ? $"leaf {next} is" : $"the leaves {next} to {position.Index - 1} are")} missing.", named);
        }
        next = Math.Max(next, position.Index + 1);
        if (_tree.Size == 0) Pass();
        if (_keptTree is null && position.Hash != hash) _keptTree = CompactRange.Restore(_tree.Size, _tree.Hashes).Value;
        _tree.Append(hash);
        _keptTree?.Append(position.Hash);
        recent.Add(named);
        _sinceKept.Add(named);
        if (!_hasGap) Pass();
        if ((ulong)position.Index >= ours[^1].Head.Size)
            found.Altered("leaf-unproven", "Dit blad staat buiten het laatste checkpoint: niets bewijst het.", "This leaf stands outside the last checkpoint: nothing proves it.", named);
    }

    /// <summary>All leaves were taken up.</summary>
    public void Finish(long next)
    {
        if (!hasPlaces)
        {
            CompareKept();
            return;
        }
        if (_tree.Size == 0) Pass();
        if (_hasGap) found.Remark("root", "De wortel kan niet worden berekend, want er ontbreken bladeren: van de andere is niet bewezen dat zij ongewijzigd zijn.", "The root cannot be computed, since leaves are missing: of the others it is not proven that they are unaltered.");
        var end = ours[^1].Head.Size;
        if ((ulong)next < end)
            found.Incomplete("leaves-missing-at-end", $"De bladeren {next} tot en met {end - 1} ontbreken: het checkpoint telt er {end}.", $"The leaves {next} to {end - 1} are missing: the checkpoint counts {end}.");
        foreach (var target in kept.Where(target => target.Head.Size > end))
            found.Incomplete("older-than-kept", $"De bag eindigt bij {end} bladeren, maar u hebt een checkpoint van {target.Head.Size} ({target.Name}): dit is een oude stand, of er is afgekapt.", $"The bag ends at {end} leaves, but you hold a checkpoint of {target.Head.Size} ({target.Name}): it is an old state, or was cut short.");
        var compared = kept.Count(target => target.Head.Size <= end); // nothing can be said here of a larger one
        if (_broken.Count == 0 && !_hasGap && (ulong)next >= end)
            found.Remark("root", $"De wortel is over alle bladeren berekend en is die van elk checkpoint{(compared == 0 ? "" : $", ook van de {compared} bewaarde")}.", $"The root was computed over all leaves and is that of each checkpoint{(compared == 0 ? "" : $", also of the {compared} that were kept")}.");
    }

    /// <summary>Compares with the checkpoints of this size.</summary>
    private void Pass()
    {
        while (_ahead.Count > 0 && _ahead.Peek().Head.Size <= _tree.Size)
        {
            var target = _ahead.Dequeue();
            if (target.Head.Size < _tree.Size) continue; // leaves before it were missing
            if (_tree.Root() == target.Head.Root)
            {
                if (target.IsKept) _fittedKept = target.Head.Size;
                _fitted = target.Head.Size;
                recent.Clear();
                if (target.IsKept) _sinceKept.Clear();
                continue;
            }
            _broken.Add(target);
            _keptFits &= _keptTree is not null && _keptTree.Root() == target.Head.Root;
            if (_broken.Count == 1) Tell(target);
        }
    }

    private void Tell(Target target)
    {
        var (first, since) = target.IsKept ? (_fittedKept, _sinceKept) : (_fitted, recent);
        var (alone, last) = (first + 1 == target.Head.Size, target.Head.Size - 1);
        var (dutch, english) = (alone ? $"blad {last}" : $"de bladeren {first} tot en met {last}", alone ? $"leaf {last}" : $"the leaves {first} to {last}");
        if (target.IsKept)
            found.Altered("history-rewritten", $"Het logboek is herschreven nadat u {target.Name} (grootte {target.Head.Size}) kreeg: de wortel klopt niet meer. Het verschil ligt in {dutch}.", $"The log was rewritten after you got {target.Name} (size {target.Head.Size}): the root no longer fits. The difference lies in {english}.");
        else
            found.Altered("root-mismatch", $"De wortel van de eerste {target.Head.Size} bladeren is niet die van het checkpoint. Het verschil ligt in {dutch}.", $"The root of the first {target.Head.Size} leaves is not that of the checkpoint. The difference lies in {english}.");
        // Where the hashes that the store kept fit the checkpoint, the altered leaves were named one by one.
        if (_keptFits) return;
        var more = since.Count - since.Events.Count;
        foreach (var named in more > 0 ? [since.Events[0], since.Last!] : since.Events)
            found.Altered("leaf-suspect", more > 0 ? $"Dit is het eerste of het laatste van de {since.Count} bladeren tussen een checkpoint dat klopt en een dat niet klopt." : "Dit blad ligt tussen een checkpoint dat klopt en een dat niet klopt.",
                more > 0 ? $"This is the first or the last of the {since.Count} leaves between a checkpoint that fits and one that does not." : "This leaf lies between a checkpoint that fits and one that does not.", named);
    }

    private void Prove(Place position, TreeHash hash, NamedEvent named)
    {
        if (position.Proof is null) found.Incomplete("proof-missing", "Dit blad heeft geen bewijs.", "This leaf has no proof.", named);
        else if (!MerkleProof.VerifyInclusion((ulong)position.Index, hash, ours[^1].Head, position.Proof).IsOk)
            found.Altered("leaf-not-in-log", "Dit blad staat niet in het logboek op deze plaats: het is gewijzigd, verplaatst of ingevoegd.", "This leaf is not in the log at this place: it was altered, moved or inserted.", named);
    }

    /// <summary>Of a selection, a kept checkpoint can be compared only with one of the same size.</summary>
    private void CompareKept()
    {
        foreach (var target in kept)
        {
            if (ours.FirstOrDefault(own => own.Head.Size == target.Head.Size) is not { } twin)
                found.Incomplete("kept-uncompared", $"Met een selectie kan {target.Name} (grootte {target.Head.Size}) niet worden vergeleken: vraag een consistentiebewijs en gebruik 'checkpoints'.", $"{target.Name} (size {target.Head.Size}) cannot be compared with a selection: ask for a consistency proof and use 'checkpoints'.");
            else if (twin.Head.Root != target.Head.Root)
                found.Altered("history-rewritten", $"Het logboek is herschreven nadat u {target.Name} (grootte {target.Head.Size}) kreeg.", $"The log was rewritten after you got {target.Name} (size {target.Head.Size}).");
        }
    }
}
