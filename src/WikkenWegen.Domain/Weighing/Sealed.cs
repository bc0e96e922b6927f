using System.Text.Json;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>
/// A text by or about a person. The event holds only its digest; the text itself lies in the vault as a salted disclosure (RFC 9901,
/// section 4.2), and can be erased there while history, order and proof stay as they are.
/// </summary>
/// <param name="Digest">base64url(SHA-256(ASCII(disclosure))): 43 characters without padding (RFC 9901, section 4.2.3).</param>
[JsonConverter(typeof(SealedJson))]
public sealed record Sealed(string Digest);

/// <summary>Writes <c>{"_sd":"…"}</c>, so that a reader that knows no event type still finds every digest.</summary>
internal sealed class SealedJson : JsonConverter<Sealed>
{
    public override Sealed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || !reader.ValueTextEquals("_sd"u8)
            || !reader.Read() || reader.TokenType != JsonTokenType.String)
            throw new JsonException("A sealed text is written as {\"_sd\":\"digest\"}.");
        var digest = reader.GetString()!;
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndObject) throw new JsonException("A sealed text has one member.");
        return new Sealed(digest);
    }

    public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("_sd"u8, value.Digest);
        writer.WriteEndObject();
    }
}
