namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>The rules of a key's name (c2sp.org/signed-note, "Format").</summary>
internal static class KeyName
{
    /// <summary>What is wrong with a name; null when it is one: not empty, no Unicode space, no plus, no control character, no half surrogate pair.</summary>
    public static string? Check(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return "the key name is empty";
        foreach (var character in name)
        {
            if (char.IsWhiteSpace(character)) return "the key name has a space";
            if (character == '+') return "the key name has a plus";
            if (character < ' ') return "the key name has a control character";
        }
        return Encodings.IsUnicode(name) ? null : "the key name is not valid Unicode";
    }
}
