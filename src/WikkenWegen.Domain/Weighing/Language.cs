namespace WikkenWegen.Domain;

/// <summary>The language in which people are spoken to: Dutch unless they prefer English.</summary>
public enum Language
{
    /// <summary>Dutch.</summary>
    Dutch,

    /// <summary>English.</summary>
    English,
}
