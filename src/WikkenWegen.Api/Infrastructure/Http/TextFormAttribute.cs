using System.ComponentModel.DataAnnotations;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>The form of a text of a request: for programs as a regular expression for the whole text, and for people in words.</summary>
/// <param name="pattern">The regular expression.</param>
/// <param name="dutch">What belongs there, in Dutch; completes the sentence "Hier hoort …".</param>
/// <param name="english">The same in English; completes the sentence "Here belongs …".</param>
[AttributeUsage(AttributeTargets.Property)]
public abstract class TextFormAttribute(string pattern, string dutch, string english) : RegularExpressionAttribute(pattern)
{
    /// <summary>What belongs there, in words.</summary>
    public Spoken Words { get; } = new(dutch, english);
}

/// <summary>A number of so many digits that is a name, such as that of a register.</summary>
/// <param name="count">How many digits, zeros in front included.</param>
public sealed class DigitsAttribute(int count) : TextFormAttribute(
    FormattableString.Invariant($"[0-9]{{{count}}}"), FormattableString.Invariant($"een nummer van {count} cijfers, met de nullen vooraan"), FormattableString.Invariant($"a number of {count} digits, with the zeros in front"));
