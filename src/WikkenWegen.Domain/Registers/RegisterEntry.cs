using System.Collections.Immutable;
using System.Text.Json;

namespace WikkenWegen.Domain.Registers;

/// <summary>A list across all weighings of a corporation.</summary>
public enum Register
{
    /// <summary>Decisions, also those that no longer stand.</summary>
    Decisions,

    /// <summary>Deviations on purpose: by decisions, and from advice that was answered.</summary>
    Deviations,

    /// <summary>What decisions assume.</summary>
    Assumptions,

    /// <summary>The conditions on which was decided.</summary>
    Conditions,

    /// <summary>Decisions not to do it: the do-nothing option or none of the proposals was chosen.</summary>
    NotToDo,

    /// <summary>Criteria, with the weights that they had.</summary>
    Criteria,

    /// <summary>Criteria that stand beside the others: they cannot be added up, and have no weight.</summary>
    CriteriaBeside,

    /// <summary>Stakeholders, and whether they were heard.</summary>
    Parties,

    /// <summary>The property that weighings are about. Nobody reads it as such; by it precedents are found.</summary>
    Property,

    /// <summary>The published instruments that criteria come from. Nobody reads it as such; by it the use of an instrument is found.</summary>
    Instruments,
}

/// <summary>What a weighing has in a register: something that can be found, with where it stands in the weighing.</summary>
public sealed record RegisterEntry
{
    /// <summary>The register.</summary>
    public required Register Register { get; init; }

    /// <summary>Its number, from 1 within the register and the weighing. It never becomes that of something else.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the event that it came of.</summary>
    public required int Event { get; init; }

    /// <summary>Where it stands in the view of the weighing, such as /decisions/1/content/assumptions/2.</summary>
    public required string Path { get; init; }

    /// <summary>When it happened; registers are sorted by it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is called; registers are sorted by it too.</summary>
    public required string Name { get; init; }

    /// <summary>What it is found by, of a fixed set of values: register, field and value.</summary>
    public ImmutableArray<string> Marks { get; init; } = [];

    /// <summary>What it is found by, of what people write: names, compared as <see cref="Domain.Names"/> are.</summary>
    public ImmutableArray<RegisterKey> Keys { get; init; } = [];

    /// <summary>What a search looks through. No text by or about a person is in it: those lie in the vault.</summary>
    public string Words { get; init; } = "";

    /// <summary>What the register shows of it. Texts by or about persons are in it as their digests.</summary>
    public required object Content { get; init; }

    /// <summary>The mark of something of which a field has a value.</summary>
    public static string Mark(Register register, string field, string value) => $"{Camel(register.ToString())}.{field}:{value}";

    /// <summary>The mark of something of which a field has a coded value.</summary>
    public static string Mark<T>(Register register, string field, T value) where T : struct, Enum => Mark(register, field, Camel(value.ToString()));

    /// <summary>The mark of something of which a field is so or not.</summary>
    public static string Mark(Register register, string field, bool value) => Mark(register, field, value ? "true" : "false");

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}

/// <summary>A name that something is found by.</summary>
/// <param name="Field">The field, with its register, as the beginning of a mark.</param>
/// <param name="Value">What is compared of the name.</param>
public sealed record RegisterKey(string Field, string Value)
{
    /// <summary>The key of a name in a field.</summary>
    public static RegisterKey Of(Register register, string field, string name) => new(RegisterEntry.Mark(register, field, ""), Names.Key(name));
}
