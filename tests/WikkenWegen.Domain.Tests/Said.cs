namespace WikkenWegen.Domain.Tests;

/// <summary>The one place where these tests ask for the sentence of an event.</summary>
internal static class Said
{
    public static string Dutch(DomainEvent step) => step.Sentence(Language.Dutch);

    public static string English(DomainEvent step) => step.Sentence(Language.English);
}
