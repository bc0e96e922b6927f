using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>A command of which the event holds a term of the law, where the law gives one.</summary>
public abstract record TermCommand : WeighingCommand
{
    /// <summary>
    /// The days that are made equal to holidays by decree (Algemene termijnenwet, art. 3 lid 3); empty where there are none. They come from
    /// the settings of the host and not from the caller.
    /// </summary>
    public ImmutableArray<DateOnly> DecreedDays { get; init; } = [];
}
