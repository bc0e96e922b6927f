using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>The checkpoints that the leaves of a bag must lead to: those in the bag, and those that were kept from earlier. Each must be signed by the log.</summary>
internal sealed class CheckpointsOfBag(Gathering found, Trust trust, BagHead head)
{
    /// <summary>The checkpoints of the bag, by ascending size.</summary>
    public List<Target> Read(BagFiles bag, CancellationToken cancellation)
    {
        var ours = new Dictionary<ulong, Target>();
        var (last, newest) = ((Target?)null, Array.Empty<byte>()); // of the others, only what they sign is kept
        var files = bag.Files.Values.Where(file => file.Name.StartsWith(BagFormat.Checkpoints, StringComparison.Ordinal)).ToList();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.Length > BagFormat.MaxCheckpointBytes) throw new UnreadableBagException($"{BagFiles.Shown(file.Name)} is te groot voor een checkpoint ({file.Length} bytes).", $"{BagFiles.Shown(file.Name)} is too large for a checkpoint ({file.Length} bytes).");
            var note = file.ReadAll();
            if (Parse(note) is not { } unverified)
            {
                found.Altered("checkpoint-unreadable", $"{BagFiles.Shown(file.Name)} is geen checkpoint.", $"{BagFiles.Shown(file.Name)} is no checkpoint.");
                continue;
            }
            if (!trust.Open(note, head.Origin, witnessed: false, compared: true).TryGet(out _, out var error))
                found.Altered("checkpoint-signature", $"{BagFiles.Shown(file.Name)} is niet door het logboek {BagFiles.Shown(head.Origin)} ondertekend: {error.Message}.", $"{BagFiles.Shown(file.Name)} is not signed by the log {BagFiles.Shown(head.Origin)}: {error.Message}.");
            if (ours.TryGetValue(unverified.Head.Size, out var twin))
            {
                if (twin.Head.Root != unverified.Head.Root)
                    found.Altered("split-view", $"Er zijn twee checkpoints van grootte {twin.Head.Size} met een verschillende wortel: het logboek is in twee versies ondertekend.", $"There are two checkpoints of size {twin.Head.Size} with different roots: two versions of the log were signed.");
                continue;
            }
            var target = new Target(file.Name, unverified.Head, IsKept: false);
            ours.Add(unverified.Head.Size, target);
            if (last is null || target.Head.Size > last.Head.Size) (last, newest) = (target, note);
        }
        if (last is null) throw new UnreadableBagException("Er is geen checkpoint in de bag.", "There is no checkpoint in the bag.");
        if (trust.AsksWitnesses && !trust.Open(newest, head.Origin, witnessed: true, compared: true).TryGet(out _, out var quorum) && trust.Open(newest, head.Origin, witnessed: false, compared: true).IsOk)
            found.Incomplete("quorum", $"Het laatste checkpoint is niet door genoeg getuigen medeondertekend: {quorum.Message}.", $"The last checkpoint was not cosigned by enough witnesses: {quorum.Message}.");
        if (head.Size != last.Head.Size)
            found.Altered("head", $"bag.json noemt een logboek van {head.Size} bladeren; het laatste checkpoint is er een van {last.Head.Size}.", $"bag.json names a log of {head.Size} leaves; the last checkpoint is one of {last.Head.Size}.");
        found.Remark("checkpoints", $"Checkpoints van {BagFiles.Shown(head.Origin)}: {files.Count}; het laatste van {last.Head.Size} bladeren.", $"Checkpoints of {BagFiles.Shown(head.Origin)}: {files.Count}; the last of {last.Head.Size} leaves.");
        return [.. ours.Values.OrderBy(target => target.Head.Size)];
    }

    /// <summary>Those that were kept from earlier.</summary>
    public List<Target> Read(IReadOnlyList<KeptCheckpoint> checkpoints)
    {
        var kept = new List<Target>();
        foreach (var checkpoint in checkpoints)
        {
            var unverified = Parse(checkpoint.Note) ?? throw new UnreadableBagException($"{BagFiles.Shown(checkpoint.Name)} is geen checkpoint.", $"{BagFiles.Shown(checkpoint.Name)} is no checkpoint.");
            if (trust.Open(checkpoint.Note, head.Origin, witnessed: false, compared: true).TryGet(out _, out var error))
                kept.Add(new Target(checkpoint.Name, unverified.Head, IsKept: true));
            else
                found.Altered("kept-signature", $"Het bewaarde checkpoint {BagFiles.Shown(checkpoint.Name)} is niet van het logboek {BagFiles.Shown(head.Origin)}: {error.Message}.", $"The kept checkpoint {BagFiles.Shown(checkpoint.Name)} is not of the log {BagFiles.Shown(head.Origin)}: {error.Message}.");
        }
        return kept;
    }

    private static Checkpoint? Parse(byte[] note) =>
        UnverifiedNote.Parse(note).TryGet(out var signed, out _) && Checkpoint.Parse(signed.UnverifiedText).TryGet(out var checkpoint, out _) ? checkpoint : null;
}
