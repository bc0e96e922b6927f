using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Instruments;

/// <summary>The JSON Schema of the form in which instruments are exchanged, made from the type that is read, so that the two cannot differ.</summary>
public static class InstrumentSchema
{
    /// <summary>Its address below the root of the API.</summary>
    public const string Address = "/v1/instruments/schema";

    /// <summary>The schema (JSON Schema 2020-12).</summary>
    public static readonly JsonElement Json = Make();

    private static JsonElement Make()
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Limited };
        var made = ApiJson.Options.GetJsonSchemaAsNode(typeof(InstrumentContentRequest), options).AsObject();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Instrument for weighing (afwegingskader, meetlat)",
        };
        foreach (var (name, value) in made) schema[name] = value?.DeepClone();
        return JsonSerializer.SerializeToElement(schema, ApiJson.Responses);
    }

    /// <summary>Adds the limits that the annotations of a member say, and to an object that it has no other members.</summary>
    private static JsonNode Limited(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema) return node;
        if (schema.ContainsKey("properties")) schema["additionalProperties"] = false;
        var attributes = context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(true) ?? [];
        foreach (var attribute in attributes)
            switch (attribute)
            {
                case MaxLengthAttribute most when IsList(schema):
                    schema["maxItems"] = most.Length;
                    break;
                case MinLengthAttribute least when IsList(schema):
                    schema["minItems"] = least.Length;
                    break;
                case StringLengthAttribute length:
                    var text = IsList(schema) ? schema["items"]!.AsObject() : schema;
                    (text["minLength"], text["maxLength"]) = (1, length.MaximumLength);
                    break;
                case TextFormAttribute form:
                    (IsList(schema) ? schema["items"]!.AsObject() : schema)["pattern"] = $"^(?:{form.Pattern})$";
                    break;
                case RangeAttribute range:
                    schema["minimum"] = decimal.Parse(Convert.ToString(range.Minimum, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture);
                    break;
            }
        return schema;
    }

    private static bool IsList(JsonObject schema) => schema.ContainsKey("items");
}
