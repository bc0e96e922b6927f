using System.Security.Cryptography;
using System.Text;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.TransparencyLog.Tests.Support;

/// <summary>Keys that anyone can compute: never for anything but these tests.</summary>
internal static class Keys
{
    public static byte[] Seed(string name) => SHA256.HashData(Encoding.UTF8.GetBytes("public test key: " + name));

    public static NoteSigner Log(string name) => NoteSigner.Create(name, Ed25519.ImportSeed(Seed(name)).Value).Value;

    public static Cosigner Witness(string name) => Cosigner.Create(name, SignatureType.Ed25519Cosignature, Ed25519.ImportSeed(Seed(name)).Value).Value;

    public static INoteVerifier Verifier(this NoteSigner signer) => NoteVerifier.Create(signer.VerifierKey).Value;

    public static INoteVerifier Verifier(this Cosigner cosigner) => NoteVerifier.Create(cosigner.VerifierKey).Value;

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
