namespace WikkenWegen.Domain;

/// <summary>The language of texts for people: Dutch unless they prefer English.</summary>
public enum Language
{
    /// <summary>Dutch.</summary>
    Dutch,

    /// <summary>English.</summary>
    English,
}
