using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>How statutory terms are counted: the settings of the section Terms, such as <c>Terms__DecreedDays__0</c>.</summary>
public sealed record TermSettings : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Terms";

    /// <summary>
    /// The days that are made equal to holidays by decree (Algemene termijnenwet, art. 3 lid 3), each as yyyy-MM-dd; none by default. The
    /// decrees stand in the Staatscourant. A step that was recorded before a day was added here keeps the term that was counted then.
    /// </summary>
    public string[] DecreedDays { get; init; } = [];

    /// <summary>The decreed days as days. A method, since the check of settings reads all properties.</summary>
    /// <exception cref="FormatException">One of them is no day; the start of the host has refused that.</exception>
    public ImmutableArray<DateOnly> Decreed() => [.. DecreedDays.Select(text => Days.TryParse(text, out var day) ? day : throw new FormatException(text))];

    /// <summary>An error for each that is no day. Other forms are not guessed at: 07-05-2027 is 7 May to one reader and 5 July to another.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from setting in DecreedDays.Index()
        where !Days.TryParse(setting.Item, out _)
        select new ValidationResult($"{Section}__{nameof(DecreedDays)}__{setting.Index} must be a day as yyyy-MM-dd.", [nameof(DecreedDays)]);
}
