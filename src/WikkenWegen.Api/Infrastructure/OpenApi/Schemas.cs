using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>
/// Corrects schemas where the type does not say what the JSON really looks like: a member without a value is left out and never null, a
/// member that is always there is required, and DataAnnotations on a list of texts are about its elements. Only a request forbids members
/// that are not described: an answer may gain some within a major version.
/// </summary>
public sealed class Schemas : ISchemaFilter
{
    /// <inheritdoc />
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema concrete) return;
        if (concrete.Type is { } type) concrete.Type = (type & ~JsonSchemaType.Null) is 0 ? null : type & ~JsonSchemaType.Null;
        if (context.Type == typeof(decimal) || context.Type == typeof(decimal?)) BecomeNumber(concrete);
        if (concrete.AllOf is { Count: > 0 }) return;
        if (context.MemberInfo is { } member) DescribeMember(concrete, member);
        else if (context.Type == typeof(Sealed)) BecomeSealedText(concrete, context);
        else if (concrete.Properties is { Count: > 0 }) Require(concrete, ApiJson.Options.GetTypeInfo(context.Type));
    }

    /// <summary>
    /// The limits of a number, as <see cref="Shape"/> keeps them; how many digits it may have, which JSON Schema has no keyword for, is a
    /// comment, since validators refuse keywords that they do not know. No multipleOf: validators divide in binary floating point, and would refuse 0.3.
    /// </summary>
    private static void BecomeNumber(OpenApiSchema schema)
    {
        var most = Shape.LargestNumber.ToString(CultureInfo.InvariantCulture);
        (schema.Format, schema.Minimum, schema.Maximum) = (null, "-" + most, most);
        schema.Comment = $"At most {Shape.MostDigits} digits, before and behind the decimal point together.";
    }

    private static void Require(OpenApiSchema schema, JsonTypeInfo type)
    {
        var isRequest = type.Type.Name.Split('`')[0].EndsWith("Request", StringComparison.Ordinal) && type.Type.Namespace!.StartsWith("WikkenWegen.Api", StringComparison.Ordinal);
        schema.AdditionalPropertiesAllowed = !isRequest;
        schema.Required = type.Properties.Where(p => p.Get is not null && (isRequest ? p.IsRequired : !p.IsGetNullable)).Select(p => p.Name).ToHashSet();
    }

    private static void BecomeSealedText(OpenApiSchema schema, SchemaFilterContext context)
    {
        schema.Description = "A text by or about a person, from the vault.";
        schema.AdditionalPropertiesAllowed = true;
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["text"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The text; absent where it is no longer in the vault." },
            ["erased"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "That it was erased, when and on what ground; absent where it was not.",
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["erasure"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "Number of the erasure in the weighing, or in the instrument, edition or case." },
                    ["erasedAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "When, in UTC." },
                    ["ground"] = context.SchemaGenerator.GenerateSchema(typeof(ErasureGround), context.SchemaRepository),
                    ["notice"] = context.SchemaGenerator.GenerateSchema(typeof(Bilingual), context.SchemaRepository),
                },
                Required = new HashSet<string> { "erasure", "erasedAt", "ground", "notice" },
            },
            ["corrected"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "That it was corrected, when and on what ground; absent where it was not.",
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["correction"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "Number of the correction in the weighing." },
                    ["correctedAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "When, in UTC." },
                    ["ground"] = context.SchemaGenerator.GenerateSchema(typeof(RectificationGround), context.SchemaRepository),
                    ["digest"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Digest of the text that is shown." },
                    ["notice"] = context.SchemaGenerator.GenerateSchema(typeof(Bilingual), context.SchemaRepository),
                },
                Required = new HashSet<string> { "correction", "correctedAt", "ground", "digest", "notice" },
            },
            ["digest"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Its digest in the event (RFC 9901), by which a disclosure can be checked." },
        };
        schema.Required = new HashSet<string> { "digest" };
    }

    private static void DescribeMember(OpenApiSchema schema, MemberInfo member)
    {
        if (member.GetCustomAttribute<RangeAttribute>() is { OperandType: var type } range && type == typeof(decimal)) Bound(schema, range);
        if (member.GetCustomAttribute<StringLengthAttribute>() is not { } length) return;
        if (schema.Items is not OpenApiSchema element)
        {
            schema.MinLength = 1;
            schema.Pattern = Anchored(schema.Pattern);
            return;
        }
        (schema.MinLength, schema.MaxLength, schema.Pattern) = (null, null, null);
        (element.MinLength, element.MaxLength) = (1, length.MaximumLength);
        element.Pattern = Anchored(member.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern);
    }

    /// <summary>The bounds of a number that the process itself refuses beyond.</summary>
    private static void Bound(OpenApiSchema schema, RangeAttribute range)
    {
        var (least, most) = (Convert.ToString(range.Minimum, CultureInfo.InvariantCulture), Convert.ToString(range.Maximum, CultureInfo.InvariantCulture));
        (schema.Minimum, schema.ExclusiveMinimum, schema.Maximum) = (range.MinimumIsExclusive ? null : least, range.MinimumIsExclusive ? least : null, most);
    }

    /// <summary>A pattern for the whole text, as JSON Schema needs it; null for null.</summary>
    internal static string? Anchored(string? pattern) => pattern is null ? null : $"^(?:{pattern})$";
}
