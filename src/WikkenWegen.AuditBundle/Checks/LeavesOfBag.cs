using System.Security.Cryptography;
using System.Text;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Exports;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>The leaves of a bag: each has the hash by which it came into the log, is of what the bag is about, and has its number in its stream. One pass over them.</summary>
/// <param name="bag">The files.</param>
/// <param name="head">What the bag says about itself.</param>
/// <param name="found">Gets what does not hold.</param>
/// <param name="texts">The texts, which learn here of what leaf they are.</param>
/// <param name="keyChanges">The changes of the key that the bag lists.</param>
/// <param name="timeStamps">The time stamps of its checkpoints.</param>
internal sealed class LeavesOfBag(BagFiles bag, BagHead head, Gathering found, TextsOfBag texts, KeyChangesOfBag keyChanges, TimeStampsOfBag timeStamps)
{
    private readonly WithheldLeaves _withheld = new(found, head);
    private readonly LeftOutOfPeriod? _period = head is { Complete: false, Weighing: null } && (head.From ?? head.Until) is not null ? new LeftOutOfPeriod(found, head) : null;

    /// <summary>Checks them.</summary>
    /// <param name="derivation">Takes up each leaf that can be read.</param>
    /// <param name="leaves">The file of leaves.</param>
    /// <param name="bodies">The file of bodies; null where there is none.</param>
    /// <param name="ours">The checkpoints of the bag.</param>
    /// <param name="kept">Those that were kept from earlier.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    public void Check(Derivation derivation, Unpacked leaves, Unpacked? bodies, List<Target> ours, List<Target> kept, IProgress<CheckProgress> progress, CancellationToken cancellation)
    {
        var tree = new GrowingTree(found, new Recent(), head.Complete || !head.IsOfFirst, ours, kept);
        using var lines = new Lines(leaves.OpenRead(), BagFormat.Leaves, BagFormat.MaxLeafBytes + 1024);
        using var positions = new Lines(bag.Need(BagFormat.Positions).OpenRead(), BagFormat.Positions, 64 * 1024);
        using var bodyLines = bodies is null ? null : new Lines(bodies.OpenRead(), BagFormat.Bodies, BagFormat.MaxLineBytes);
        long count = 0, next = 0;
        var (hasBody, last) = (bodyLines?.Read() ?? false, -1L);
        while (positions.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (Place.Read(positions.Current.Span) is not { } position || (head.IsOfFirst && position is not { LeftOut: null, Event: StoredEvent.AsLeaf })) throw NoFit();
            if (position.Index > BagFormat.MaxIndex) throw new UnreadableBagException($"Een blad staat op plaats {position.Index}.", $"A leaf is at place {position.Index}.");
            if (position.LeftOut is { } why)
            {
                var place = new NamedEvent(position.Index, null, null, null);
                InOrder(position, place, ref last);
                tree.Add(position, position.Hash, place, ref next);
                keyChanges.Compare(position, null, place);
                NotHere(why, place);
                continue;
            }
            if (!lines.Read()) throw NoFit();
            count++;
            var bytes = lines.Current;
            var hash = MerkleTree.HashLeaf(bytes.Span);
            var read = Leaf.TryRead(bytes, out var leaf, out var wrong);
            var named = new NamedEvent(position.Index, leaf?.Stream, leaf?.Version, leaf is null ? null : string.Intern(leaf.Type.Length < 100 ? leaf.Type : "…"));
            if (head.IsOfFirst && position.Index > last + 1) _period?.Add(last + 1, position.Index - 1); // there, what is left out has no place of its own
            InOrder(position, named, ref last);
            tree.Add(position, hash, named, ref next);
            keyChanges.Compare(position, leaf, named);
            if (!read)
            {
                found.Altered("leaf-unreadable", $"Dit is geen blad: {BagFiles.Shown(wrong!)}.", $"This is no leaf: {BagFiles.Shown(wrong!)}.", named);
                continue;
            }
            if (leaf!.Corporation != head.Corporation)
                found.Altered("other-corporation", $"Dit blad is van {BagFiles.Shown(leaf.Corporation)}.", $"This leaf is of {BagFiles.Shown(leaf.Corporation)}.", named);
            if (position.Event != StoredEvent.AsLeaf)
                found.Altered("event-differs", position.Event == StoredEvent.Gone ? "De installatie heeft de gebeurtenis van dit blad niet meer." : "De installatie heeft een andere gebeurtenis dan dit blad zegt: wat zij toont is gewijzigd.",
                    position.Event == StoredEvent.Gone ? "The installation has the event of this leaf no more." : "The installation has another event than this leaf says: what it shows was altered.", named);
            var isBeside = head.HasBeside(leaf.RecordedAtMoment, leaf.Type);
            if ((head.Weighing is { } weighing && leaf.Stream != weighing) || (!isBeside && !head.IsOfPeriod(leaf.RecordedAtMoment)))
                found.Altered("leaf-outside-selection", "Dit blad hoort niet bij waar de bag over gaat.", "This leaf is not of what the bag is about.", named);
            if (!isBeside) _period?.Pass(leaf.RecordedAtMoment);
            timeStamps.Compare(leaf, named);
            // The bytes of the line are used again for the next one, and the exports write at once.
            var data = leaf.Data ?? ReadOnlyMemory<byte>.Empty;
            (long, int)? body = null;
            if (leaf.Data is null) (data, body) = Body(bodyLines, ref hasBody, leaf, named);
            var expected = derivation.Add(new EventRow(position.Index, hash, leaf, data), lines.Offset, bytes.Length, body, isBeside);
            if (!isBeside) Versions(expected, leaf, named);
            if (leaf.Type == BagFormat.CorrectionType) texts.Correct(head, data, named);
            _withheld.Pass(leaf, data, named);
            texts.Claim(data, named);
            if (count % 4096 == 0) progress.Report(new CheckProgress("bladeren", "leaves", count, head.Leaves));
        }
        progress.Report(new CheckProgress("bladeren", "leaves", count, head.Leaves));
        if (lines.Read()) throw NoFit();
        if (hasBody) found.Altered("body-added", "Er is een inhoud die bij geen blad hoort.", "There is a body that belongs to no leaf.");
        if (count < head.Leaves) found.Incomplete("leaves-fewer", $"bag.json noemt {head.Leaves} bladeren; er zijn er {count}.", $"bag.json names {head.Leaves} leaves; there are {count}.");
        if (count > head.Leaves) found.Altered("leaves-more", $"bag.json noemt {head.Leaves} bladeren; er zijn er {count}.", $"bag.json names {head.Leaves} leaves; there are {count}.");
        tree.Finish(next);
        keyChanges.Finish();
        if (head.IsOfFirst && last + 1 < (long)ours[^1].Head.Size) _period?.Add(last + 1, (long)ours[^1].Head.Size - 1);
        _period?.Finish();
        _withheld.Finish();
        var (dutch, english) = head.Complete ? (", alle vanaf het eerste", ", all from the first on") : head.IsOfFirst ? (", elk met zijn bewijs", ", each with its proof") : ($" van de {next} in het logboek", $" of the {next} in the log");
        found.Remark("leaves", $"{count} bladeren gelezen{dutch}.", $"{count} leaves read{english}.");

        void InOrder(Place position, NamedEvent named, ref long last)
        {
            if (position.Index <= last) found.Altered("leaf-order", $"Dit blad staat na blad {last}.", $"This leaf stands after leaf {last}.", named);
            last = position.Index;
        }

        static UnreadableBagException NoFit() => new($"{BagFormat.Positions} past niet bij {BagFormat.Leaves}.", $"{BagFormat.Positions} does not fit {BagFormat.Leaves}.");
    }

    /// <summary>A place whose leaf is not in the bag.</summary>
    private void NotHere(LeftOut why, NamedEvent place)
    {
        switch (why)
        {
            case LeftOut.Selection when head.Complete:
                found.Incomplete("leaf-missing", "Dit blad is weggelaten uit een bag die over het hele logboek gaat.", "This leaf was left out of a bag that is about the whole log.", place);
                break;
            case LeftOut.Selection:
                _period?.Add(place.LeafIndex, place.LeafIndex);
                break;
            case LeftOut.BlindRound:
                _withheld.Add(place.LeafIndex);
                break;
            default:
                found.Incomplete("leaf-missing", "De installatie heeft dit blad niet meer, alleen nog zijn hash.", "The installation has this leaf no more, but its hash alone.", place);
                break;
        }
    }

    /// <summary>The body of a leaf that holds only its length and hash.</summary>
    private (ReadOnlyMemory<byte> Data, (long Offset, int Length)? Place) Body(Lines? bodies, ref bool has, Leaf leaf, NamedEvent named)
    {
        var start = Encoding.UTF8.GetBytes($"{{\"index\":{named.LeafIndex},\"data\":");
        if (!has || !bodies!.Current.Span.StartsWith(start) || bodies.Current.Length <= start.Length)
        {
            found.Incomplete("body-missing", "De inhoud van deze gebeurtenis ontbreekt.", "The body of this event is missing.", named);
            return (ReadOnlyMemory<byte>.Empty, null);
        }
        var (data, offset) = (bodies.Current[start.Length..^1].ToArray(), bodies.Offset + start.Length);
        if (data.Length != leaf.DataLength || !string.Equals(Convert.ToHexStringLower(SHA256.HashData(data)), leaf.DataSha256, StringComparison.OrdinalIgnoreCase))
            found.Altered("body-altered", "De inhoud van deze gebeurtenis is niet die van haar blad.", "The body of this event is not that of its leaf.", named);
        has = bodies.Read();
        return (data, (offset, data.Length));
    }

    /// <summary>Events of a stream are numbered 1, 2, … without a hole.</summary>
    private void Versions(int? expected, Leaf leaf, NamedEvent named)
    {
        // The first one here of a stream is the first of all, but where the bag begins at a moment.
        if (expected is null && head.From is not null) return;
        var wanted = expected ?? 1;
        if (leaf.Version == wanted) return;
        if (leaf.Version > wanted && _withheld.Explains(leaf.Stream, (long)leaf.Version - wanted, named)) return;
        if (leaf.Version > wanted)
            found.Incomplete("version-missing", $"Gebeurtenis {(leaf.Version - 1 == wanted ? $"{wanted}" : $"{wanted} tot en met {leaf.Version - 1}")} van {leaf.Stream} ontbreekt voor deze.", $"Event {(leaf.Version - 1 == wanted ? $"{wanted}" : $"{wanted} to {leaf.Version - 1}")} of {leaf.Stream} is missing before this one.", named);
        else
            found.Altered("version-order", $"Deze gebeurtenis heeft nummer {leaf.Version}; verwacht was {wanted}.", $"This event has number {leaf.Version}; {wanted} was expected.", named);
    }
}
