using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>What kind of objection a rule makes, in the terms of HTTP: bad input (400), unknown thing (404), at odds with the state (409).</summary>
public enum RuleKind
{
    /// <summary>Whoever asks may not do this (403).</summary>
    Forbidden,

    /// <summary>The request itself cannot be true, whatever the state.</summary>
    Invalid,

    /// <summary>What the request is addressed to does not exist.</summary>
    Missing,

    /// <summary>The request could be true, but not now that the weighing is as it is.</summary>
    Conflict,
}

/// <summary>A rule of the process that cannot be broken without making the record untrue. All of them stand in <see cref="Rules"/>.</summary>
/// <param name="Code">Stable, kebab-case; part of the API's contract.</param>
/// <param name="Kind">What kind of objection it makes.</param>
/// <param name="Dutch">What is wrong and what to do, with {0}, {1} for the arguments.</param>
/// <param name="English">The same in English.</param>
public sealed record Rule(string Code, RuleKind Kind, string Dutch, string English)
{
    /// <summary>This rule, broken by the field at <paramref name="pointer"/> of the request body.</summary>
    public Refusal At(string pointer, params ReadOnlySpan<object> arguments) => new(this, pointer, [.. arguments]);

    /// <summary>This rule, broken by the request as a whole.</summary>
    public Refusal Whole(params ReadOnlySpan<object> arguments) => new(this, null, [.. arguments]);
}

/// <summary>Why a command was refused.</summary>
/// <param name="Rule">The rule that it breaks.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) into the request body; null where the address or the state is the matter.</param>
/// <param name="Arguments">Values for the rule's text.</param>
public sealed record Refusal(Rule Rule, string? Pointer, ImmutableArray<object> Arguments);
