using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>A part of a weighing that has an address of its own, now and at any moment in the past.</summary>
/// <param name="Path">Its path below the weighing, such as /proposals/{code}/revisions.</param>
/// <param name="Type">Type of the part.</param>
/// <param name="Id">The operationId of reading it.</param>
/// <param name="Summary">What reading it gives, in a few English words.</param>
/// <param name="Dutch">The same in Dutch, as a sentence.</param>
/// <param name="Of">Finds the part in a state, by the parameters of an address; null where it is not there.</param>
public sealed record Part(string Path, Type Type, string Id, string Summary, string Dutch, Func<Weighing, Address, object?> Of)
{
    /// <summary>A single part. For the parameters see the record.</summary>
    public static Part At<T>(string path, string id, string summary, string dutch, Func<Weighing, Address, T?> of) where T : class =>
        new(path, typeof(T), id, summary, dutch, of);

    /// <summary>A list of parts. <paramref name="of"/> gives null where the thing that the list belongs to is not there, and an empty list where it has none.</summary>
    public static Part ListAt<T>(string path, string id, string summary, string dutch, Func<Weighing, Address, IReadOnlyList<T>?> of) =>
        new(path, typeof(T[]), id, summary, dutch, of);
}
