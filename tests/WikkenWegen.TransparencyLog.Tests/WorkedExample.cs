using System.Text;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Policies;
using WikkenWegen.TransparencyLog.Proofs;
using WikkenWegen.TransparencyLog.Tiles;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.TransparencyLog.Tests;

/// <summary>The README's example, as it stands there between the two marks; <see cref="ReadmeTests"/> runs it.</summary>
public static class WorkedExample
{
    public static async Task<(byte[] Checkpoint, byte[] Proof, string Policy)> RunAsync(string directory)
    {
        // README: begin
        // The log: a name, a key (its 32 secret bytes come from RandomNumberGenerator in real life) and a directory.
        using var logKey = Ed25519.ImportSeed(Encoding.ASCII.GetBytes("a public example key of 32 bytes")).Value;
        var logSigner = NoteSigner.Create("example.com/weighings", logKey).Value;
        var store = new FileTileStore(directory);

        // Append and flush; only then is there something to sign.
        var writer = (await LogWriter.OpenAsync(store, TreeHead.Empty)).Value;
        foreach (var entry in new[] { "weighing 1 opened", "criteria adopted", "decision taken" })
        {
            await writer.AppendAsync(Encoding.UTF8.GetBytes(entry));
        }
        var head = await writer.FlushAsync();
        var checkpoint = Checkpoint.Create("example.com/weighings", head).Value;
        byte[] signed = Note.Sign(checkpoint.ToString(), logSigner).Value;
        await store.WriteCheckpointAsync(signed);

        // A witness, run by somebody else, cosigns what continues the last checkpoint it saw.
        using var witnessKey = Ed25519.ImportSeed(Encoding.ASCII.GetBytes("another public example key of 32")).Value;
        var cosigner = Cosigner.Create("accountant.example/witness", SignatureType.Ed25519Cosignature, witnessKey).Value;
        var logVerifier = NoteVerifier.Create(logSigner.VerifierKey).Value;
        var witness = new Witness([new WitnessedLog("example.com/weighings", [logVerifier])], [cosigner], new MemoryWitnessStore());
        var request = AddCheckpointRequest.Create(oldSize: 0, proof: [], signed).Value;
        var response = await witness.AddCheckpointAsync(request.Format(), time: 1700000000);
        var cosignatures = NoteSignature.ParseLines(response.Body.Span).Value;
        signed = UnverifiedNote.Parse(signed).Value.WithSignatures(cosignatures).Value.Bytes.ToArray();

        // Whoever holds an entry gets a proof to keep beside it.
        var tree = new TiledTree(store, head);
        var inclusion = (await tree.InclusionProofAsync(index: 1)).Value;
        byte[] proofFile = TlogProof.Create(index: 1, inclusion, signed).Value.Format();

        // Years later, elsewhere, without the log: the entry, the proof and the keys one trusts.
        var policyFile = $"""
            log {logSigner.VerifierKey}
            witness accountant {cosigner.VerifierKey}
            quorum accountant

            """;
        var policy = TlogPolicy.Parse(Encoding.UTF8.GetBytes(policyFile)).Value;
        var leaf = MerkleTree.HashLeaf(Encoding.UTF8.GetBytes("criteria adopted"));
        var result = TlogProof.Parse(proofFile).Value.Verify(leaf, policy);
        Console.WriteLine(result.TryGet(out var witnessed, out var refusal)
            ? $"entry 1 of {witnessed.Checkpoint.Head.Size} in {witnessed.Checkpoint.Origin}, cosigned at {witnessed.Cosignatures[0].Time}"
            : $"not proven: {refusal}");

        // And a later checkpoint is checked to contain all of the earlier one.
        await writer.AppendAsync(Encoding.UTF8.GetBytes("review held"));
        var later = await writer.FlushAsync();
        var consistency = (await new TiledTree(store, later).ConsistencyProofAsync(head.Size)).Value;
        var extends = MerkleProof.VerifyConsistency(head, later, consistency);
        Console.WriteLine(extends.IsOk ? "nothing was changed or removed" : $"not the same log: {extends.Error}");
        // README: end
        result.IsOk.ShouldBeTrue();
        extends.IsOk.ShouldBeTrue();
        return (signed, proofFile, policyFile);
    }
}
