using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Registers;

/// <summary>A parameter that narrows a register.</summary>
/// <param name="Described">How the document describes it.</param>
/// <param name="Field">The field that it is about, as entries have it.</param>
/// <param name="Read">Reads what entries must have; null where nothing, or something wrong, was given.</param>
/// <param name="IsName">Whether that is a name, compared as names are.</param>
internal sealed record RegisterParameter(QueryParameter Described, string Field, Func<Query, string?> Read, bool IsName)
{
    /// <summary>One of a fixed set of values.</summary>
    public static RegisterParameter Choice<T>(string name, string english, string dutch, string? field = null) where T : struct, Enum =>
        new(new QueryParameter(name, typeof(T), english, dutch), field ?? name, query => query.Choice<T>(name) is { } value ? JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) : null, IsName: false);

    /// <summary>So, or not.</summary>
    public static RegisterParameter Flag(string name, string english, string dutch, string? field = null) =>
        new(new QueryParameter(name, typeof(bool), english, dutch), field ?? name, query => query.Flag(name) is { } value ? value ? "true" : "false" : null, IsName: false);

    /// <summary>A name that people write, in capitals or not.</summary>
    public static RegisterParameter Named(string name, string english, string dutch, object? example = null, string? field = null, int most = Query.MostCharacters) =>
        new(new QueryParameter(name, typeof(string), english, dutch, example, MostCharacters: most), field ?? name, query => query.Text(name, most), IsName: true);

    /// <summary>The filter with what the query asks for.</summary>
    public RegisterFilter Narrow(RegisterFilter filter, Query query) => Read(query) switch
    {
        null => filter,
        var name when IsName => filter with { Keys = filter.Keys.Add(RegisterKey.Of(filter.Register, Field, name)) },
        var value => filter with { Marks = filter.Marks.Add(RegisterEntry.Mark(filter.Register, Field, value)) },
    };
}
