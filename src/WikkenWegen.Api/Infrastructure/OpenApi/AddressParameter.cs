using System.Text.Json.Nodes;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>The form of a parameter in an address.</summary>
public enum AddressForm
{
    /// <summary>A UUID.</summary>
    Identity,

    /// <summary>A code or other text.</summary>
    Text,

    /// <summary>A whole number from 1.</summary>
    Number,
}

/// <summary>A parameter in the addresses of a feature, as the document describes it.</summary>
/// <param name="Name">Its name in the route, such as id, code or number.</param>
/// <param name="Form">Its form.</param>
/// <param name="English">What it is, in English.</param>
/// <param name="Dutch">The same in Dutch.</param>
/// <param name="Example">A value that works; null where the example is the id that <see cref="IOperationExamples"/> gives for the operation.</param>
/// <param name="Below">The segment of the path after which this description is used; null for the description that is used everywhere else.</param>
/// <param name="Pattern">The form of a text, as a regular expression for the whole text; null for any.</param>
/// <param name="MostCharacters">Most characters of a text; null where there is no limit but that of the address.</param>
public sealed record AddressParameter(
    string Name, AddressForm Form, string English, string Dutch, JsonNode? Example, string? Below = null, string? Pattern = null, int? MostCharacters = null)
{
    /// <summary>Its name among the components of the document.</summary>
    public string Component => Below is null ? Name : $"{Below.TrimEnd('s')}-{Name}";

    /// <summary>The description of the parameter <paramref name="name"/> in a path.</summary>
    /// <exception cref="InvalidOperationException">No feature describes it.</exception>
    public static AddressParameter Of(IEnumerable<AddressParameter> all, string name, string path) => all
        .Where(p => p.Name == name && (p.Below is null || path.Contains($"/{p.Below}/", StringComparison.Ordinal)))
        .MaxBy(p => p.Below is not null)
        ?? throw new InvalidOperationException($"The parameter {name} of {path} is described by no feature.");
}

/// <summary>The thing, such as a weighing, on which the example of an operation works in Swagger UI.</summary>
/// <param name="Name">Its short name, which becomes part of the names of components in the document; null where there is nothing to try on.</param>
/// <param name="Id">Its id in the address.</param>
public sealed record TriedOn(string? Name, string Id);

/// <summary>Knows on what the examples of the operations work.</summary>
public interface IOperationExamples
{
    /// <summary>The thing on which the example of an operation works.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="path">Its address after /v1, with the names of its parameters in braces.</param>
    /// <param name="reads">Whether the operation only reads.</param>
    TriedOn For(Operation operation, string path, bool reads);
}

/// <summary>Used where no feature brings examples: an id that nothing has.</summary>
internal sealed class NoOperationExamples : IOperationExamples
{
    /// <inheritdoc />
    public TriedOn For(Operation operation, string path, bool reads) => new(null, "00000000-0000-0000-0000-000000000000");
}
