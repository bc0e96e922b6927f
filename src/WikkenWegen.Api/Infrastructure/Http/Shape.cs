using System.ComponentModel.DataAnnotations;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    /// <summary>Most digits of a number, before and behind the decimal point together: so many a decimal keeps exactly. Of the zeros at its end those are kept that there is room for.</summary>
    public const int MostDigits = 28;

    /// <summary>The largest number; the smallest is as far below zero. It has as many digits as a number may have.</summary>
    public const decimal LargestNumber = 9_999_999_999_999_999_999_999_999_999m;

    /// <summary>The same, as the bounds of a field are written.</summary>
    public const string Largest = "9999999999999999999999999999";

    /// <summary>The shape of a request type. It is made once for each type.</summary>
    public static Shape Of(Type type) => OfTypes.GetOrAdd(type, t => Make(t, []));

    /// <summary>Everything that is wrong with <paramref name="value"/>; empty where it is right.</summary>
    /// <param name="value">The value.</param>
    /// <param name="pointer">JSON Pointer (RFC 6901) to where it stands in the body.</param>
    public abstract IEnumerable<Refusal> Errors(JsonElement value, string pointer);

    /// <summary>Whether a text has nothing but blank or invisible characters.</summary>
    public static bool IsBlank(string text) => text.EnumerateRunes().All(r => Rune.IsWhiteSpace(r) || Names.IsUnseen(r));

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
        if (type == typeof(Guid)) return new Identity();
        if (type.IsEnum) return new Choice(type);
        if (type.IsArray) return new List(Make(type.GetElementType()!, attributes), attributes);
        return new Members(ApiJson.Options.GetTypeInfo(type));
    }

    private sealed class Identity : Shape
    {
        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.String || !Guid.TryParseExact(Written(value.GetString), "D", out _)) yield return InputRules.NotAnIdentity.At(pointer);
        }
    }

    private sealed class Members(JsonTypeInfo type) : Shape
    {
        private readonly Dictionary<string, (Shape Shape, bool Required, bool HoldsNull)> _members = type.Properties.ToDictionary(
            p => p.Name, p => (Make(p.PropertyType, p.AttributeProvider?.GetCustomAttributes(true) ?? []), p.IsRequired,
                // Yes, no or not said: a null in the place of yes or no would leave open which of these it means.
                !p.PropertyType.IsValueType || (Nullable.GetUnderlyingType(p.PropertyType) is { } value && value != typeof(bool))));

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
        // \z and not $, which would let a line feed at the end pass. A form that nobody says in words is a mistake, and is not passed over.
        private readonly (Regex Pattern, Spoken Words)? _form = (TextFormAttribute?)attributes.OfType<RegularExpressionAttribute>().SingleOrDefault() is { } form
            ? (new Regex($@"^(?:{form.Pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), form.Words) : null;

        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.String) yield return InputRules.NotAText.At(pointer);
            else if (Written(value.GetString) is not { } text || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) yield return InputRules.TextUnstorable.At(pointer);
            // Characters are counted as JSON Schema does: one outside the basic plane counts as one, although a string holds it as two.
            else if (text.Length - text.Count(char.IsHighSurrogate) > _most) yield return InputRules.TextTooLong.At(pointer, _most);
            // A text of only blank or invisible characters says nothing, so it cannot be a reason.
            else if (IsBlank(text)) yield return InputRules.TextBlank.At(pointer);
            else if (_form is var (pattern, words) && !pattern.IsMatch(text)) yield return InputRules.TextForm.At(pointer, words);
        }
    }

    private sealed class Whole(object[] attributes) : Shape
    {
        private readonly (int Least, int Most) _range = attributes.OfType<RangeAttribute>().SingleOrDefault() is { } range
            ? ((int)range.Minimum, (int)range.Maximum) : (int.MinValue, int.MaxValue);

        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.Number || !Wholes.TryParse(value.GetRawText(), out var number)) yield return InputRules.NotAnInteger.At(pointer);
            else if (Wholes.Beyond(number, _range.Least, _range.Most, pointer) is { } beyond) yield return beyond;
        }
    }

    private sealed class Number : Shape
    {
        public override IEnumerable<Refusal> Errors(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.Number) yield return InputRules.NotANumber.At(pointer);
            else if (!value.TryGetDecimal(out var number) || Math.Abs(number) > LargestNumber) yield return InputRules.NumberOutOfRange.At(pointer, -LargestNumber, LargestNumber);
            else if (!IsExact(value.GetRawText())) yield return InputRules.NumberTooPrecise.At(pointer, MostDigits);
        }

        /// <summary>
        /// Whether a decimal holds the value of a number exactly, however it was written: zeros at its end that there is no room for change nothing.
        /// Reading a decimal rounds what it cannot hold, and says nothing of it.
        /// </summary>
        private static bool IsExact(string written)
        {
            var parts = written.Split('e', 'E');
            var (mantissa, point) = (parts[0], parts[0].IndexOf('.', StringComparison.Ordinal));
            var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('-', '0');
            var significant = digits.TrimEnd('0').Length;
            if (significant == 0) return true; // zero
            // An exponent beyond an int moves the point so far that nothing is left that could be held.
            var exponent = 0;
            if (parts.Length > 1 && !int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return false;
            var decimals = (point < 0 ? 0 : mantissa.Length - point - 1) - (digits.Length - significant) - (long)exponent;
            return significant <= MostDigits && decimals <= MostDigits;
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

/// <summary>Whole numbers as the API reads them: digits, with - in front where they are negative.</summary>
public static class Wholes
{
    /// <summary>Reads a whole number, however large; one beyond 64 bits becomes the largest or smallest of those. False for anything else.</summary>
    public static bool TryParse(string text, out long number)
    {
        number = text.StartsWith('-') ? long.MinValue : long.MaxValue;
        if (text.AsSpan(text.StartsWith('-') ? 1 : 0) is not { IsEmpty: false } digits || digits.ContainsAnyExceptInRange('0', '9')) return false;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read)) number = read;
        return true;
    }

    /// <summary>The refusal of a whole number below the least or above the most that is allowed; null where it is neither.</summary>
    /// <param name="number">The number.</param>
    /// <param name="least">The least, which is itself allowed.</param>
    /// <param name="most">The most, which is itself allowed; the largest int where there is no most, since no number of a part gets there.</param>
    /// <param name="field">The field or parameter.</param>
    /// <param name="quantity">Whether the most is a quantity, of which thousands stand apart; the bounds of a field may be years.</param>
    public static Refusal? Beyond(long number, int least, int most, string field, bool quantity = false) =>
        number >= least && number <= most ? null
        : most < int.MaxValue ? InputRules.NumberOutOfRange.At(field, least, quantity ? (decimal)most : (object)most)
        : number < least ? InputRules.NumberTooSmall.At(field, least) : InputRules.NumberTooLarge.At(field);
}

/// <summary>
/// Moments as the API reads them (RFC 3339 date-time): any offset, but never without one, and any number of decimals of a second. What is
/// recorded is kept in milliseconds; a moment that is only compared with those keeps its place between them.
/// </summary>
public static partial class Moments
{
    /// <summary>
    /// The earliest moment at which a step can have happened: the start of 1900, itself included. Housing corporations exist since the
    /// Woningwet of 1901. It also keeps out the first day of the calendar, which would become minus infinity in PostgreSQL.
    /// </summary>
    public static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a moment such as 2026-03-12T19:30:00.123456789+01:00, to the microsecond; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DateTimeOffset moment)
    {
        moment = default;
        if (text is null || Form.Match(text) is not { Success: true } form) return false;
        if (!DateTimeOffset.TryParse((form.Groups[1].Value + form.Groups[3].Value).ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out moment)) return false;
        moment = moment.AddMicroseconds(Microseconds(form.Groups[2].Value));
        return true;
    }

    /// <summary>
    /// The decimals of a second in microseconds, as PostgreSQL has them. The rest is cut off, but for one thing: less than a microsecond past a
    /// whole millisecond counts as a microsecond. So it is still after what is recorded in that millisecond, whichever way they are compared.
    /// </summary>
    private static int Microseconds(string decimals)
    {
        var kept = int.Parse(decimals.Length > 6 ? decimals[..6] : decimals.PadRight(6, '0'), CultureInfo.InvariantCulture);
        return kept % 1000 == 0 && decimals.Skip(6).Any(digit => digit != '0') ? kept + 1 : kept;
    }

    [GeneratedRegex(@"^([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]+))?([Zz]|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}

/// <summary>Reads moments of a request as <see cref="Moments"/> does, and writes them in UTC.</summary>
internal sealed class RequestMoments : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Moments.TryParse(reader.GetString(), out var moment) ? moment.ToUniversalTime() : throw new JsonException("This is no moment.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}
