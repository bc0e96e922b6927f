using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>A part of a weighing that has an address of its own, now and at any moment in the past.</summary>
/// <param name="Path">Below the weighing: /proposals/{code}/revisions.</param>
/// <param name="Type">Type of what stands there.</param>
/// <param name="Id">operationId.</param>
/// <param name="Summary">What it gives, in a few English words.</param>
/// <param name="Dutch">The same in Dutch, as a sentence.</param>
/// <param name="Of">What stands there in a state, for an address; null where nothing does.</param>
public sealed record Part(string Path, Type Type, string Id, string Summary, string Dutch, Func<Weighing, Address, object?> Of)
{
    /// <summary>A part whose type is that of what stands there.</summary>
    public static Part At<T>(string path, string id, string summary, string dutch, Func<Weighing, Address, T?> of) where T : class =>
        new(path, typeof(T), id, summary, dutch, of);

    /// <summary>A list of parts; absent where what it belongs to is.</summary>
    public static Part ListAt<T>(string path, string id, string summary, string dutch, Func<Weighing, Address, IReadOnlyList<T>?> of) =>
        new(path, typeof(T[]), id, summary, dutch, of);
}
