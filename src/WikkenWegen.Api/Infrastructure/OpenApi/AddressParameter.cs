using System.Text.Json.Nodes;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>What a parameter in an address looks like.</summary>
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
/// <param name="Name">As in the route: id, code, number.</param>
/// <param name="Form">What it looks like.</param>
/// <param name="English">What it is.</param>
/// <param name="Dutch">The same in Dutch.</param>
/// <param name="Example">A value that works; null where it is the identity of what <see cref="IOperationExamples"/> tries the operation on.</param>
/// <param name="Below">The segment below which this is meant, rather than the parameter of the same name everywhere else; null for that one.</param>
public sealed record AddressParameter(string Name, AddressForm Form, string English, string Dutch, JsonNode? Example, string? Below = null)
{
    /// <summary>Its name among the components of the document.</summary>
    public string Component => Below is null ? Name : $"{Below.TrimEnd('s')}-{Name}";

    /// <summary>The parameter of this name that is meant in a path.</summary>
    public static AddressParameter Of(IEnumerable<AddressParameter> all, string name, string path) => all
        .Where(p => p.Name == name && (p.Below is null || path.Contains($"/{p.Below}/", StringComparison.Ordinal)))
        .MaxBy(p => p.Below is not null)
        ?? throw new InvalidOperationException($"The parameter {name} of {path} is described by no feature.");
}

/// <summary>On what an operation can be tried in Swagger UI such that its example works.</summary>
/// <param name="Name">Its short name, part of the names of components; null where there is nothing of the kind.</param>
/// <param name="Id">Its identity.</param>
/// <param name="Version">Its version, for If-Match.</param>
public sealed record TriedOn(string? Name, string Id, int Version);

/// <summary>Knows what the operations of the document can be tried on.</summary>
public interface IOperationExamples
{
    /// <summary>On what an operation can be tried.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="path">Its address below the version, with the names of its parameters in braces.</param>
    /// <param name="reads">Whether it only reads.</param>
    TriedOn For(Operation operation, string path, bool reads);
}

/// <summary>Where no feature knows better: nothing in particular.</summary>
internal sealed class NoOperationExamples : IOperationExamples
{
    /// <inheritdoc />
    public TriedOn For(Operation operation, string path, bool reads) => new(null, "00000000-0000-0000-0000-000000000000", 1);
}
