using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>The names of events in SQL that looks at their types, taken from the contract, so that a name is written down once.</summary>
public static class EventNames
{
    /// <summary>The names of some types of events as SQL has them in a list, each between quotes. They are in snake_case, so that nothing in them needs an escape.</summary>
    /// <param name="events">The types.</param>
    public static string Sql(params IEnumerable<Type> events) => string.Join(", ", events.Select(type => $"'{EventContract.Names[type]}'"));
}
