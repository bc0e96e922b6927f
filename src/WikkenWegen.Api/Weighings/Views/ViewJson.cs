using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Views;

/// <summary>A sealed text as a reader sees it.</summary>
/// <param name="Text">The text; absent where it is no longer in the vault.</param>
/// <param name="Erased">That it was erased, when and on what ground; absent where it was not.</param>
/// <param name="Corrected">That it was corrected, when and on what ground; absent where it was not.</param>
/// <param name="Digest">Its digest in the event, by which a disclosure can be checked (RFC 9901).</param>
public sealed record SealedText(string? Text, ErasedText? Erased, CorrectedText? Corrected, string Digest);

/// <summary>What stands beside a text that was corrected; the text is the right one.</summary>
/// <param name="Correction">Number of the correction in the weighing.</param>
/// <param name="CorrectedAt">When, in UTC.</param>
/// <param name="Ground">On what ground.</param>
/// <param name="Digest">Digest of the text that is shown.</param>
/// <param name="Notice">The same in words.</param>
public sealed record CorrectedText(int Correction, DateTimeOffset CorrectedAt, RectificationGround Ground, string Digest, Bilingual Notice)
{
    /// <summary>Of a correction whose text is for the reader.</summary>
    public static CorrectedText Of(TextCorrection correction) => new(correction.Number, correction.Origin.OccurredAt, correction.Ground, correction.Text!.Digest,
        new Bilingual(correction.Notice(Language.Dutch), correction.Notice(Language.English)));
}

/// <summary>What stands in place of a text that was erased.</summary>
/// <param name="Erasure">Number of the erasure in the weighing, or in the instrument, edition or case.</param>
/// <param name="ErasedAt">When, in UTC.</param>
/// <param name="Ground">On what ground.</param>
/// <param name="Notice">The same in words.</param>
public sealed record ErasedText(int Erasure, DateTimeOffset ErasedAt, ErasureGround Ground, Bilingual Notice)
{
    /// <summary>Of an erasure.</summary>
    public static ErasedText Of(IErasure erasure) =>
        new(erasure.Number, erasure.Origin.OccurredAt, erasure.Ground, new Bilingual(erasure.Notice(Language.Dutch), erasure.Notice(Language.English)));
}

/// <summary>Writes views as JSON with the sealed texts filled in.</summary>
public static class ViewJson
{
    // A converter gets one value at a time, without anything else to go by. Writing is synchronous, so the thread can hold the texts meanwhile.
    [ThreadStatic]
    private static Texts? _texts;

    /// <summary>
    /// The options for views. Used by themselves, they write a sealed text as its digest only; <see cref="Bytes"/> and
    /// <see cref="Element"/> fill the texts in.
    /// </summary>
    public static readonly JsonSerializerOptions Options = new(ApiJson.Responses) { Converters = { new FilledIn() } };

    private static readonly JsonSerializerOptions OfEvents = new(Options) { TypeInfoResolver = ApiJson.Responses.TypeInfoResolver!.WithAddedModifier(EventContract.LeaveOutEmpty) };

    /// <summary>The JSON of an event as the contract has it, with the texts filled in: a list that is not stored where it is empty is not shown either.</summary>
    public static JsonElement Event(WeighingEvent happened, Texts texts) => With(texts, () => JsonSerializer.SerializeToElement(happened, happened.GetType(), OfEvents));

    /// <summary>The JSON of a view or of a part of one, as UTF-8, with the texts filled in.</summary>
    public static byte[] Bytes(object view, Texts texts) => With(texts, () => JsonSerializer.SerializeToUtf8Bytes(view, view.GetType(), Options));

    /// <summary>The same of a view that may be long, which is no longer written once it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static byte[] LongBytes(object view, Texts texts, CancellationToken cancellation) => With(texts, () =>
    {
        using var bytes = new HeedingStream(cancellation);
        JsonSerializer.Serialize(bytes, view, view.GetType(), Options);
        return bytes.ToArray();
    });

    /// <summary>The JSON of a view or of a part of one, with the texts filled in.</summary>
    public static JsonElement Element(object view, Texts texts) => With(texts, () => JsonSerializer.SerializeToElement(view, view.GetType(), Options));

    private static T With<T>(Texts texts, Func<T> write)
    {
        _texts = texts;
        try
        {
            return write();
        }
        finally
        {
            _texts = null;
        }
    }

    /// <summary>Memory that takes nothing more once it is cancelled. A serialiser that writes to it hands over some thousands of bytes at a time.</summary>
    private sealed class HeedingStream(CancellationToken cancellation) : MemoryStream
    {
        /// <remarks>The other ways to write end here too.</remarks>
        public override void Write(byte[] buffer, int offset, int count)
        {
            cancellation.ThrowIfCancellationRequested();
            base.Write(buffer, offset, count);
        }
    }

    private sealed class FilledIn : JsonConverter<Sealed>
    {
        public override Sealed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Views are only written.");

        public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            if (_texts?.ErasureOf(value.Digest) is { } erasure)
            {
                writer.WritePropertyName("erased"u8);
                JsonSerializer.Serialize(writer, ErasedText.Of(erasure), ApiJson.Responses);
            }
            else if (_texts?.Of(value.Digest) is { } text)
            {
                writer.WriteString("text"u8, text);
                if (_texts.Corrected.GetValueOrDefault(value.Digest) is { } correction)
                {
                    writer.WritePropertyName("corrected"u8);
                    JsonSerializer.Serialize(writer, CorrectedText.Of(correction), ApiJson.Responses);
                }
            }
            writer.WriteString("digest"u8, value.Digest);
            writer.WriteEndObject();
        }
    }
}
