using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>How the API reads and writes JSON: camelCase members, enums as camelCase strings, moments in UTC.</summary>
public static class ApiJson
{
    /// <summary>
    /// The options for requests. They are strict; <see cref="Shape"/> checks a request, with an error for each field, before it is read
    /// with these.
    /// </summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        // Answers are never put into HTML as they are, so é is written as é and not as \u00e9.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new RequestMoments() },
    };

    /// <summary>The options for responses: a member without a value is left out.</summary>
    public static readonly JsonSerializerOptions Responses = new(Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
