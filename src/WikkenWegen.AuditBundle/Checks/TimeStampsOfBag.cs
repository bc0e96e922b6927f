using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Leaves;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>The time stamps (RFC 3161) in a bag: what is in a checkpoint that was stamped was there by then.</summary>
internal sealed class TimeStampsOfBag(Gathering found)
{
    /// <summary>So far may the clocks of hosts and of an authority for time be apart.</summary>
    private static readonly TimeSpan OffBy = TimeSpan.FromMinutes(1);

    private readonly SortedList<ulong, TimeStamp> _stamps = []; // by the size of the checkpoint

    /// <summary>The time stamps of checkpoints that are in the bag.</summary>
    public void Read(BagFiles bag, List<Target> ours, X509Certificate2Collection? roots, CancellationToken cancellation)
    {
        foreach (var file in bag.Files.Values.Where(file => file.Name.StartsWith(BagFormat.Timestamps, StringComparison.Ordinal)))
        {
            cancellation.ThrowIfCancellationRequested();
            var named = file.Name[BagFormat.Timestamps.Length..].Split('.')[0];
            if (!ulong.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || ours.FirstOrDefault(own => own.Head.Size == size) is not { } of)
                found.Altered("timestamp", $"{BagFiles.Shown(file.Name)} is van geen checkpoint in de bag.", $"{BagFiles.Shown(file.Name)} is of no checkpoint in the bag.");
            else if (!TimeStamp.Check(file.ReadAll(), bag.Files[of.Name].ReadAll(), roots).TryGet(out var stamp, out var error))
                found.Altered("timestamp", $"Het tijdstempel van het checkpoint van {size} bladeren deugt niet: {error.Message}.", $"The time stamp of the checkpoint of {size} leaves is not right: {error.Message}.");
            else if (!_stamps.TryAdd(size, stamp))
                found.Altered("timestamp", $"Het checkpoint van {size} bladeren heeft twee tijdstempels.", $"The checkpoint of {size} leaves has two time stamps.");
        }
        if (_stamps.Count == 0) return;
        var (last, most) = (_stamps.Values[^1], _stamps.Keys[^1]);
        found.Remark("timestamps", $"{_stamps.Count} checkpoints hebben een tijdstempel (RFC 3161); het laatste, van {most} bladeren, was er op {Leaf.Written(last.At)} volgens {BagFiles.Shown(last.By)}{(roots is { Count: > 0 } ? "" : ". Of dat een dienst is die u vertrouwt, is niet gecontroleerd: geef haar certificaat met --timestamp-root")}.",
            $"{_stamps.Count} checkpoints have a time stamp (RFC 3161); the last, of {most} leaves, was there at {Leaf.Written(last.At)} by {BagFiles.Shown(last.By)}{(roots is { Count: > 0 } ? "" : ". Whether you trust that authority was not checked: give its certificate by --timestamp-root")}.");
    }

    /// <summary>What is in a checkpoint that was stamped was recorded by then.</summary>
    public void Compare(Leaf leaf, NamedEvent named)
    {
        // The first that has the leaf in it is the earliest.
        while (_stamps.Count > 0 && _stamps.Keys[0] <= (ulong)named.LeafIndex) _stamps.RemoveAt(0);
        if (_stamps.Count > 0 && leaf.RecordedAtMoment - _stamps.Values[0].At > OffBy)
            found.Altered("timestamp-moment", $"Dit blad zegt dat het later is vastgelegd dan het tijdstempel ({Leaf.Written(_stamps.Values[0].At)}) van een checkpoint waar het in staat.", $"This leaf says that it was recorded later than the time stamp ({Leaf.Written(_stamps.Values[0].At)}) of a checkpoint that it is in.", named);
    }
}
