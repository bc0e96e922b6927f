namespace WikkenWegen.TransparencyLog;

/// <summary>The rules of a key's name and the computation of its ID (c2sp.org/signed-note, "Format" and "Signatures").</summary>
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
        return IsUnicode(name) ? null : "the key name is not valid Unicode";
    }

    /// <summary>Whether text can be written as UTF-8: every surrogate is part of a pair.</summary>
    public static bool IsUnicode(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }
}
