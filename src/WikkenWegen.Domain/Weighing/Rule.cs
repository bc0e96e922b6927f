using System.Collections.Immutable;
using System.Numerics;

namespace WikkenWegen.Domain;

/// <summary>
/// Why a rule refuses, in the terms of HTTP. The order of the values is their precedence: where a request breaks several rules, the
/// first kind in this order decides the HTTP status. So the values must not be put in another order.
/// </summary>
public enum RuleKind
{
    /// <summary>The caller may not do this (403).</summary>
    Forbidden,

    /// <summary>The request itself cannot be true, whatever the state of the weighing (400).</summary>
    Invalid,

    /// <summary>What the address names does not exist (404).</summary>
    Missing,

    /// <summary>The request could be true, but does not fit the state of the weighing (409).</summary>
    Conflict,
}

/// <summary>
/// A rule that refuses a request. A rule of the process refuses only what would make the record untrue; all of those are in
/// <see cref="Rules.All"/>.
/// </summary>
/// <param name="Code">Name of the rule in kebab-case; part of the API's contract, so it never changes.</param>
/// <param name="Kind">Why it refuses, which decides the HTTP status.</param>
/// <param name="Dutch">What is wrong and what to do, in Dutch, with {0}, {1} for the arguments. It never teaches a way round the rule.</param>
/// <param name="English">The same in English.</param>
public sealed record Rule(string Code, RuleKind Kind, string Dutch, string English)
{
    /// <summary>The refusal of a request whose field at <paramref name="pointer"/> breaks this rule.</summary>
    /// <param name="pointer">JSON Pointer (RFC 6901) into the request body.</param>
    /// <param name="arguments">The values for {0}, {1} in the text of the rule, in that order.</param>
    public Refusal At(string pointer, params ReadOnlySpan<object> arguments) => new(this, pointer, [.. arguments]);

    /// <summary>The refusal of a request that breaks this rule as a whole, or by its address.</summary>
    /// <param name="arguments">The values for {0}, {1} in the text of the rule, in that order.</param>
    public Refusal Whole(params ReadOnlySpan<object> arguments) => new(this, null, [.. arguments]);

    /// <summary>The text in a language, with its arguments filled in: numbers, days and moments in the forms of that language.</summary>
    /// <param name="language">The language of the reader.</param>
    /// <param name="arguments">
    /// The values for {0}, {1}. A whole number is taken for a name, such as that of an event, and a decimal or a BigInteger for a quantity; one that is a
    /// quantity though it is whole says so in the text, as {0:N0}.
    /// </param>
    public string In(Language language, params IEnumerable<object> arguments)
    {
        var forms = Forms.Of(language);
        return string.Format(forms, language == Language.Dutch ? Dutch : English, [.. arguments.Select(Written)]);

        object Written(object argument) => argument switch
        {
            decimal number => Forms.Number(number, forms),
            BigInteger number => number.ToString("N0", forms),
            DateOnly day => Forms.Day(day, forms),
            DateTimeOffset moment => Forms.Moment(moment, forms),
            Spoken words => words.In(language),
            Refusal why => why.In(language),
            _ => argument,
        };
    }
}

/// <summary>Why a command was refused.</summary>
/// <param name="Rule">The rule that it breaks.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) to the field of the request body; null where the address or the state is the reason.</param>
/// <param name="Arguments">The values for {0}, {1} in the text of the rule, in that order.</param>
public sealed record Refusal(Rule Rule, string? Pointer, ImmutableArray<object> Arguments)
{
    /// <summary>What is wrong and what to do, in a language.</summary>
    public string In(Language language) => Rule.In(language, Arguments);
}
