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

    /// <summary>Anything that was thrown while something was read, as that it cannot be read.</summary>
    public static UnreadableBagException Of(Exception thrown)
    {
        ArgumentNullException.ThrowIfNull(thrown);
        return thrown as UnreadableBagException ?? new UnreadableBagException($"Dit kan niet worden gelezen: {thrown.Message}", $"This cannot be read: {thrown.Message}");
    }
}
