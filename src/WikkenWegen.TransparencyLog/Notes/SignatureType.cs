namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>The byte that says what a key signs and how (c2sp.org/signed-note, "Signature types").</summary>
public enum SignatureType : byte
{
    /// <summary>No type: the default value, which no key has.</summary>
    None = 0,

    /// <summary>Ed25519 over the note's text: 32-byte public key, 64-byte signature (c2sp.org/signed-note).</summary>
    Ed25519 = 0x01,

    /// <summary>Timestamped Ed25519 cosignature of a checkpoint: 32-byte public key, signature of 8 + 64 bytes (c2sp.org/tlog-cosignature).</summary>
    Ed25519Cosignature = 0x04,

    /// <summary>Timestamped ML-DSA-44 cosignature of a checkpoint or subtree: 1312-byte public key, signature of 8 + 2420 bytes (c2sp.org/tlog-cosignature).</summary>
    MlDsa44Cosignature = 0x06,
}
