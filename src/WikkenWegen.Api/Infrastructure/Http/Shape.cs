using System.ComponentModel.DataAnnotations;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>
/// The form that a value of a request must have. It is made from the request type, as System.Text.Json knows it, and its DataAnnotations;
/// the OpenAPI document is made from the same. A deserialiser stops at the first error; this finds all of them.
/// </summary>
public abstract class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> OfTypes = new();

    /// <summary>Most decimals of a number. A number within this and <see cref="MostIntegerDigits"/> is kept exactly in a decimal.</summary>
    public const int MostDecimals = 10;

    /// <summary>Most digits before the decimal point.</summary>
    public const int MostIntegerDigits = 15;

    /// <summary>The shape of a request type. It is made once for each type.</summary>
    public static Shape Of(Type type) => OfTypes.GetOrAdd(type, t => Make(t, []));

    /// <summary>Everything that is wrong with <paramref name="value"/>; empty where it is right.</summary>
    /// <param name="value">The value.</param>
    /// <param name="pointer">JSON Pointer (RFC 6901) to where it stands in the body.</param>
    public abstract IEnumerable<Refusal> Errors(JsonElement value, string pointer);

    /// <summary>A text as it was written; null where it has half a surrogate pair, which UTF-8 cannot express.</summary>
    private static string? Written(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Shape Make(Type declared, object[] attributes)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(string)) return new Text(attributes);
        if (type == typeof(int)) return new Whole(attributes);
        if (type == typeof(decimal)) return new Number();
        if (type == typeof(bool)) return new Bool();
        if (type == typeof(DateOnly)) return new Day();
        if (type == typeof(DateTimeOffset)) return new Moment();
        if (type.IsEnum) return new Choice(type);
        if (type.IsArray) return new List(Make(type.GetElementType()!, attributes), attributes);
        return new Members(ApiJson.Options.GetTypeInfo(type));
    }

    private sealed class Members(JsonTypeInfo type) : Shape
    {
        private readonly Dictionary<string, (Shape Shape, bool Required, bool HoldsNull)> _members = type.Properties.ToDictionary(
            p => p.Name, p => (Make(p.PropertyType, p.AttributeProvider?.GetCustomAttributes(true) ?? []), p.IsRequired,
                !p.PropertyType.IsValueType || Nullable.GetUnderlyingType(p.PropertyType) is not null));

        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                yield return InputRules.NotAnObject.At(pointer);
                yield break;
            }
            var seen = new HashSet<string>();
            foreach (var member in value.EnumerateObject())
            {
                var name = Written(() => member.Name) ?? "\uFFFD";
                var at = $"{pointer}/{Escaped(name)}";
                if (!_members.TryGetValue(name, out var known)) yield return InputRules.FieldUnknown.At(at);
                else if (!seen.Add(name)) yield return InputRules.FieldTwice.At(at);
                else if (member.Value.ValueKind != JsonValueKind.Null || (!known.Required && !known.HoldsNull))
                    foreach (var error in known.Shape.Errors(member.Value, at)) yield return error;
                else if (known.Required) yield return InputRules.FieldMissing.At(at);
            }
            foreach (var (name, _) in _members.Where(m => m.Value.Required && !seen.Contains(m.Key)))
                yield return InputRules.FieldMissing.At($"{pointer}/{name}");
        }

        private static string Escaped(string name) => (name.Length > 100 ? name[..100] : name)
            .Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }

    private sealed class List(Shape element, object[] attributes) : Shape
    {
        private readonly int _most = attributes.OfType<MaxLengthAttribute>().Single().Length;
        private readonly int _least = attributes.OfType<MinLengthAttribute>().SingleOrDefault()?.Length ?? 0;

        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.Array) yield return InputRules.NotAList.At(pointer);
            else if (value.GetArrayLength() > _most) yield return InputRules.ListTooLong.At(pointer, _most);
            else if (value.GetArrayLength() < _least) yield return InputRules.ListTooShort.At(pointer, _least);
            else
            {
                var i = 0;
                foreach (var item in value.EnumerateArray())
                    foreach (var error in element.Errors(item, $"{pointer}/{i++}")) yield return error;
            }
        }
    }

    private sealed class Text(object[] attributes) : Shape
    {
        private readonly int _most = attributes.OfType<StringLengthAttribute>().Single().MaximumLength;
        // \z and not $, which would let a line feed at the end pass.
        private readonly Regex? _form = attributes.OfType<RegularExpressionAttribute>().SingleOrDefault() is { } form
            ? new Regex($@"^(?:{form.Pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;

        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.String) yield return InputRules.NotAText.At(pointer);
            else if (Written(value.GetString) is not { } text || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) yield return InputRules.TextUnstorable.At(pointer);
            // Characters are counted as JSON Schema does: one outside the basic plane counts as one, although a string holds it as two.
            else if (text.Length - text.Count(char.IsHighSurrogate) > _most) yield return InputRules.TextTooLong.At(pointer, _most);
            // A text of only blank or invisible characters says nothing, so it cannot be a reason.
            else if (text.EnumerateRunes().All(r => Rune.IsWhiteSpace(r) || Rune.GetUnicodeCategory(r) == UnicodeCategory.Format)) yield return InputRules.TextBlank.At(pointer);
            else if (_form?.IsMatch(text) == false) yield return InputRules.TextForm.At(pointer, _form.ToString()[4..^3]);
        }
    }

    private sealed class Whole(object[] attributes) : Shape
    {
        private readonly (int Least, int Most) _range = attributes.OfType<RangeAttribute>().SingleOrDefault() is { } range
            ? ((int)range.Minimum, (int)range.Maximum) : (int.MinValue, int.MaxValue);

        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.Number || value.GetRawText().Any(c => c is not ('-' or (>= '0' and <= '9')))) yield return InputRules.NotAnInteger.At(pointer);
            else if (!value.TryGetInt32(out var number) || number < _range.Least || number > _range.Most)
                yield return InputRules.NumberOutOfRange.At(pointer, _range.Least, _range.Most);
        }
    }

    private sealed class Number : Shape
    {
        private const decimal Limit = 999_999_999_999_999.9999999999m;

        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.Number) yield return InputRules.NotANumber.At(pointer);
            else if (!value.TryGetDecimal(out var number) || number < -Limit || number > Limit) yield return InputRules.NumberOutOfRange.At(pointer, -Limit, Limit);
            else if (value.GetRawText().Length > MostIntegerDigits + MostDecimals + 2 || number.Scale > MostDecimals)
                yield return InputRules.NumberTooPrecise.At(pointer, MostDecimals);
        }
    }

    private sealed class Bool : Shape
    {
        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) yield return InputRules.NotABoolean.At(pointer);
        }
    }

    private sealed class Choice(Type type) : Shape
    {
        private readonly string[] _names = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.String || !_names.Contains(Written(value.GetString))) yield return InputRules.NotAChoice.At(pointer, string.Join(", ", _names));
        }
    }

    private sealed class Day : Shape
    {
        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.String || !Days.TryParse(Written(value.GetString), out _)) yield return InputRules.NotADay.At(pointer);
        }
    }

    private sealed class Moment : Shape
    {
        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.String || !Moments.TryParse(Written(value.GetString), out var moment)) yield return InputRules.NotAMoment.At(pointer);
            else if (moment < Moments.Earliest) yield return InputRules.MomentTooEarly.At(pointer, Moments.Earliest);
        }
    }
}

/// <summary>Days as the API reads them (RFC 3339 full-date).</summary>
public static class Days
{
    /// <summary>Reads a day; false for anything but yyyy-MM-dd.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}

/// <summary>Moments as the API reads them (RFC 3339 date-time): any offset, but never without one.</summary>
public static partial class Moments
{
    /// <summary>
    /// The earliest moment at which a step can have happened: the start of 1900, itself included. Housing corporations exist since the
    /// Woningwet of 1901. It also keeps out the first day of the calendar, which would become minus infinity in PostgreSQL.
    /// </summary>
    public static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a moment such as 2026-03-12T19:30:00+01:00, with up to 7 decimals of a second; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DateTimeOffset moment)
    {
        moment = default;
        return text is not null && Form.IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}
