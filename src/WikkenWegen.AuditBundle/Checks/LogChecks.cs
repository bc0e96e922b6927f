using System.Text;
using System.Text.Json;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Proofs;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>Checks what an auditor may hold beside bags: the proof of one event, and two checkpoints.</summary>
public static class LogChecks
{
    /// <summary>Checks that a leaf is in a log: that of an event, or a checkpoint in the log over all corporations, whose leaves are the texts of checkpoints.</summary>
    /// <param name="proof">The .tlog-proof.</param>
    /// <param name="leaf">The leaf: verbatim, or with a line end behind it, or the signed note of which it is the text.</param>
    /// <param name="trust">Whose signatures count.</param>
    /// <param name="index">The place of which the proof was asked, where it must be of that one; null for any.</param>
    /// <exception cref="UnreadableBagException">The proof is none.</exception>
    public static CheckReport Proof(ReadOnlySpan<byte> proof, ReadOnlySpan<byte> leaf, Trust trust, long? index = null)
    {
        if (!TlogProof.Parse(proof).TryGet(out var parsed, out var error)) throw new UnreadableBagException($"Dit is geen tlog-proof: {error}", $"This is no tlog-proof: {error}");
        var found = new Gathering();
        Leaf.TryRead(leaf.TrimEnd("\n"u8).ToArray(), out var read, out _);
        var named = new NamedEvent((long)Math.Min(parsed.Index, long.MaxValue), read?.Stream, read?.Version, read?.Type);
        if (index is { } asked && parsed.Index != (ulong)asked)
            found.Altered("other-place", $"Het bewijs is van plaats {parsed.Index}, en gevraagd is dat van plaats {asked}.", $"The proof is of place {parsed.Index}, and that of place {asked} was asked for.", named);
        else if (Verify(parsed, HashesOf(leaf), trust).TryGet(out var checkpoint, out var refused))
            found.Remark("proof", $"Dit blad staat op plaats {parsed.Index} in het logboek {checkpoint.Origin}, dat toen {checkpoint.Head.Size} bladeren telde.", $"This leaf is at place {parsed.Index} of the log {checkpoint.Origin}, which had {checkpoint.Head.Size} leaves then.");
        else if (refused.Code == LogErrorCode.QuorumNotReached)
            found.Incomplete("quorum", $"Het checkpoint is niet door genoeg getuigen medeondertekend: {refused.Message}.", $"The checkpoint was not cosigned by enough witnesses: {refused.Message}.", named);
        else
            found.Altered("proof", $"Het bewijs klopt niet: {refused.Message}.", $"The proof does not hold: {refused.Message}.", named);
        return found.Report(null);
    }

    /// <summary>Checks that one checkpoint continues another.</summary>
    /// <param name="older">The older one; where the key was changed since, it may be signed by one of before those that are trusted, since the newer one vouches for it.</param>
    /// <param name="newer">The newer one.</param>
    /// <param name="proof">The consistency proof: hashes in base64, one a line, or the answer of GET /v1/audit/log/consistency; null where there is none.</param>
    /// <param name="trust">Whose signatures count; where it asks for witnesses, the newer one must have them.</param>
    /// <exception cref="UnreadableBagException">The proof is none.</exception>
    public static CheckReport Checkpoints(ReadOnlySpan<byte> older, ReadOnlySpan<byte> newer, byte[]? proof, Trust trust)
    {
        var found = new Gathering();
        var (first, second) = (Open(older, trust, found, witnessed: false, "oudste", "older", compared: true), Open(newer, trust, found, witnessed: true, "nieuwste", "newer"));
        if (first is null || second is null) return found.Report(null);
        if (first.Origin != second.Origin)
            found.Altered("other-log", $"Het ene checkpoint is van {first.Origin}, het andere van {second.Origin}.", $"One checkpoint is of {first.Origin}, the other of {second.Origin}.");
        else if (first.Head.Size > second.Head.Size)
            found.Altered("shrunk", $"Het nieuwste checkpoint telt {second.Head.Size} bladeren, minder dan de {first.Head.Size} van het oudste.", $"The newer checkpoint has {second.Head.Size} leaves, fewer than the {first.Head.Size} of the older.");
        else if (first.Head.Size == second.Head.Size && first.Head.Root != second.Head.Root)
            found.Altered("split-view", $"Twee checkpoints van grootte {first.Head.Size} hebben een verschillende wortel: het logboek is in twee versies ondertekend.", $"Two checkpoints of size {first.Head.Size} have different roots: two versions of the log were signed.");
        else if (proof is null && first.Head.Size > 0 && first.Head.Size < second.Head.Size)
            found.Incomplete("no-proof", "Beide handtekeningen kloppen; dat het nieuwste het oudste voortzet, is zonder consistentiebewijs niet te zeggen.", "Both signatures hold; whether the newer continues the older cannot be said without a consistency proof.");
        else if (Checkpoint.VerifyFollows(first, second, first.Head.Size < second.Head.Size && first.Head.Size > 0 ? Hashes(proof!) : []) is { IsOk: false } result)
            found.Altered("not-consistent", $"Het nieuwste checkpoint zet het oudste niet voort: {result.Error.Message}.", $"The newer checkpoint does not continue the older: {result.Error.Message}.");
        else
            found.Remark("consistent", $"Het logboek {second.Origin} groeide van {first.Head.Size} naar {second.Head.Size} bladeren; daarvoor is niets gewijzigd.", $"The log {second.Origin} grew from {first.Head.Size} to {second.Head.Size} leaves; nothing before was changed.");
        return found.Report(null);
    }

    /// <summary>Checks a checkpoint of a log of which none was kept before: that it is signed is all that can be said of it.</summary>
    /// <param name="note">The checkpoint.</param>
    /// <param name="trust">Whose signatures count; where it asks for witnesses, it must have them.</param>
    /// <exception cref="UnreadableBagException">It is none.</exception>
    public static CheckReport First(ReadOnlySpan<byte> note, Trust trust)
    {
        var found = new Gathering();
        if (Open(note, trust, found, witnessed: true, "eerste", "first") is { } checkpoint)
            found.Remark("first-seen", $"Dit is het eerste checkpoint van {checkpoint.Origin} dat hier wordt gezien: {checkpoint.Head.Size} bladeren, ondertekend. Met een eerder is het niet vergeleken.",
                $"This is the first checkpoint of {checkpoint.Origin} that is seen here: {checkpoint.Head.Size} leaves, signed. It was compared with none of before.");
        return found.Report(null);
    }

    /// <summary>The hashes that the leaf in a file may have. The leaf of a checkpoint ends in a line end itself, and that of an event does not.</summary>
    private static List<TreeHash> HashesOf(ReadOnlySpan<byte> leaf)
    {
        var hashes = new List<TreeHash> { MerkleTree.HashLeaf(leaf) };
        if (leaf.EndsWith("\n"u8)) hashes.Add(MerkleTree.HashLeaf(leaf[..^1]));
        if (UnverifiedNote.Parse(leaf).TryGet(out var note, out _)) hashes.Add(MerkleTree.HashLeaf(Encoding.UTF8.GetBytes(note.UnverifiedText)));
        return hashes;
    }

    /// <summary>The checkpoint of a proof. Whether there are enough witnesses is asked last: that something was altered is worse.</summary>
    private static Result<Checkpoint> Verify(TlogProof proof, List<TreeHash> leaf, Trust trust)
    {
        if (!trust.Open(proof.SignedCheckpoint, null, witnessed: false).TryGet(out var checkpoint, out var error)) return error;
        var included = leaf.ConvertAll(hash => MerkleProof.VerifyInclusion(proof.Index, hash, checkpoint.Head, proof.Hashes));
        return included.Exists(result => result.IsOk) ? trust.Open(proof.SignedCheckpoint, null, witnessed: true) : included[0].Error;
    }

    private static Checkpoint? Open(ReadOnlySpan<byte> note, Trust trust, Gathering found, bool witnessed, string dutch, string english, bool compared = false)
    {
        if (trust.Open(note, null, witnessed, compared).TryGet(out var checkpoint, out var error)) return checkpoint;
        if (error.Code is LogErrorCode.Malformed or LogErrorCode.TooLarge) throw new UnreadableBagException($"Het {dutch} is geen checkpoint: {error}", $"The {english} one is no checkpoint: {error}");
        if (error.Code == LogErrorCode.QuorumNotReached)
            found.Incomplete("quorum", $"Het {dutch} checkpoint is niet door genoeg getuigen medeondertekend: {error.Message}.", $"The {english} checkpoint was not cosigned by enough witnesses: {error.Message}.");
        else found.Altered("checkpoint-signature", $"Het {dutch} checkpoint is niet ondertekend: {error.Message}.", $"The {english} checkpoint is not signed: {error.Message}.");
        return null;
    }

    private static TreeHash[] Hashes(byte[] proof)
    {
        IEnumerable<string> lines = Encoding.UTF8.GetString(proof).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        try
        {
            if (proof.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'{', ..])
                lines = [.. JsonDocument.Parse(proof).RootElement.GetProperty("proof").EnumerateArray().Select(hash => hash.GetString() ?? "")];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new UnreadableBagException("Dit is geen consistentiebewijs.", "This is no consistency proof.");
        }
        return [.. lines.Select(line => TreeHash.Parse(Encoding.UTF8.GetBytes(line)).TryGet(out var hash, out _) ? hash : throw new UnreadableBagException("Dit is geen consistentiebewijs.", "This is no consistency proof."))];
    }
}
