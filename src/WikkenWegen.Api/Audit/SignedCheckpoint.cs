using System.Collections.Immutable;
using System.Text;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.Api.Audit;

/// <summary>A checkpoint as the signer signed it, with the cosignatures that witnesses have given it so far.</summary>
/// <param name="Size">How many leaves the log had.</param>
/// <param name="Root">Root hash of the tree of those leaves.</param>
/// <param name="Note">The signed note.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="Cosignatures">Each cosignature with who gave it, by name of the key.</param>
public sealed record SignedCheckpoint(long Size, TreeHash Root, string Note, DateTimeOffset SignedAt, ImmutableArray<Cosigned> Cosignatures)
{
    /// <summary>Size and root.</summary>
    public TreeHead Head => new((ulong)Size, Root);

    /// <summary>The note with its cosignatures below the signature of the log, as auditors get it.</summary>
    public string Text => Note + string.Concat(Cosignatures.Select(c => c.Line + "\n"));

    /// <summary>The same in UTF-8.</summary>
    public byte[] Bytes => Encoding.UTF8.GetBytes(Text);
}

/// <summary>A cosignature.</summary>
/// <param name="By">Name of the key, a plus sign, and its id in hexadecimals, as its vkey begins.</param>
/// <param name="Line">The line of the note, without its end.</param>
public sealed record Cosigned(string By, string Line);
