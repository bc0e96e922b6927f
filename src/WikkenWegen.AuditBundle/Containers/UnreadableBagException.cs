namespace WikkenWegen.AuditBundle.Containers;

/// <summary>What was given is no bag, or one that no honest program makes: it is not read any further.</summary>
/// <param name="dutch">Why, in Dutch.</param>
/// <param name="english">Why, in English.</param>
public sealed class UnreadableBagException(string dutch, string english) : Exception(english)
{
    /// <summary>Why, in Dutch.</summary>
    public string Dutch => dutch;

    /// <summary>Why, in English.</summary>
    public string English => Message;
}
