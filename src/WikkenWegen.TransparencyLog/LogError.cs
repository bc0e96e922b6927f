using System.Globalization;

namespace WikkenWegen.TransparencyLog;

/// <summary>The kind of a refusal, for code that reacts to it. <see cref="LogError.Message"/> says more, for people.</summary>
public enum LogErrorCode
{
    /// <summary>The input is not in the one canonical form of its format.</summary>
    Malformed,

    /// <summary>The input, or a count or number in it, exceeds a documented limit.</summary>
    TooLarge,

    /// <summary>A signature type byte that this library, or the given keys, cannot handle.</summary>
    UnsupportedSignatureType,

    /// <summary>The key ID in an encoded key is not the one computed from its name, type and public key.</summary>
    KeyIdMismatch,

    /// <summary>More than one known key has the name and key ID of a signature.</summary>
    AmbiguousKey,

    /// <summary>A signature with the name and ID of a known key does not verify.</summary>
    InvalidSignature,

    /// <summary>No known key has signed the note.</summary>
    NoKnownSignature,

    /// <summary>The checkpoint's origin is not the expected one, or no trusted log has it.</summary>
    UnknownOrigin,

    /// <summary>The checkpoint is signed, but not by a key of the log it claims to be of.</summary>
    NoLogSignature,

    /// <summary>The cosignatures do not meet the policy's quorum.</summary>
    QuorumNotReached,

    /// <summary>A leaf index at or past the end of the tree or subtree.</summary>
    IndexOutOfRange,

    /// <summary>Tree sizes in the wrong order, an empty tree where none can be proven, or a subtree past the tree's end.</summary>
    SizeOutOfRange,

    /// <summary>An interval that is no subtree: its start is not a multiple of its length rounded up to a power of two.</summary>
    InvalidSubtree,

    /// <summary>A proof has more or fewer hashes than its sizes and index require.</summary>
    WrongProofLength,

    /// <summary>A computed root differs from the expected one.</summary>
    RootMismatch,

    /// <summary>The store has neither the tile nor the full tile that replaces it.</summary>
    TileMissing,

    /// <summary>A stored tile or entry bundle is not the one that the tree's root commits to.</summary>
    TileCorrupt,
}

/// <summary>A refusal: what is wrong and, for parsed input, where.</summary>
/// <param name="Code">The kind of refusal.</param>
/// <param name="Message">What is wrong, in English, without secrets; may quote numbers and names from the input.</param>
/// <param name="Offset">Zero-based byte offset in the input at which the refused part starts, 0 to the input's length (of a tile path: in characters); null when the refusal is about no place in an input.</param>
/// <param name="Line">One-based line of that offset for line-based formats; null for others.</param>
public sealed record LogError(LogErrorCode Code, string Message, int? Offset = null, int? Line = null)
{
    /// <summary>The refusal on one line, for logs and exceptions.</summary>
    public override string ToString() => (Offset, Line) switch
    {
        ({ } offset, { } line) => string.Create(CultureInfo.InvariantCulture, $"{Code} at line {line}, byte {offset}: {Message}"),
        ({ } offset, null) => string.Create(CultureInfo.InvariantCulture, $"{Code} at byte {offset}: {Message}"),
        _ => $"{Code}: {Message}",
    };

    /// <summary>The same refusal as seen from an input in which the parsed one starts at <paramref name="offset"/>, on <paramref name="line"/>.</summary>
    internal LogError Within(int offset, int line) => this with { Offset = Offset + offset, Line = Line + line - 1 };
}
