using System.Collections.Immutable;
using System.Text.Json;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>What is known of a step that a client asked for.</summary>
internal enum Known
{
    /// <summary>It may be there, or not: no answer came that tells.</summary>
    Nothing,

    /// <summary>A host said that it is recorded.</summary>
    Recorded,

    /// <summary>A host said that nothing was recorded.</summary>
    Refused,
}

/// <summary>A step that a client asks for, with a text unlike any other; a batch has several.</summary>
/// <param name="kind">Which step, for the report.</param>
/// <param name="asking">The request.</param>
/// <param name="texts">The texts in it, each in an event of its own, in their order.</param>
internal sealed class Step(string kind, Asking asking, params ImmutableArray<string> texts)
{
    /// <summary>Which step, for the report.</summary>
    public string Kind { get; } = kind;

    /// <summary>The request.</summary>
    public Asking Asking { get; } = asking;

    /// <summary>The texts in it, each in an event of its own, in their order.</summary>
    public ImmutableArray<string> Texts { get; } = texts;

    /// <summary>Whether a refusal can be right; false by default.</summary>
    public bool MayBeRefused { get; init; }

    /// <summary>What is known of it.</summary>
    public Known Known { get; private set; }

    /// <summary>In which weighing it is, once it is known to be recorded.</summary>
    public Guid Weighing { get; private set; }

    /// <summary>The event of each text, once it is known to be recorded.</summary>
    public ImmutableArray<int> Versions { get; private set; } = [];

    /// <summary>When the first of its events happened, as its receipt says.</summary>
    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary>The part that it made, such as rounds/2, once it is known to be recorded; of a batch, that of the first.</summary>
    public string Part { get; private set; } = "";

    /// <summary>The newest version that its receipt tells.</summary>
    public int Version => Versions[^1];

    /// <summary>Takes in an answer that says what became of it; any other changes nothing.</summary>
    public void Is(Answer answer)
    {
        if (answer.Succeeded) Is(JsonDocument.Parse(answer.Body).RootElement);
        else if (!answer.LeavesOpen) Known = Known.Refused;
    }

    private void Is(JsonElement receipt)
    {
        var items = receipt.TryGetProperty("items", out var many) ? [.. many.EnumerateArray()] : ImmutableArray.Create(receipt);
        Weighing = receipt.GetProperty("weighingId").GetGuid();
        Versions = [.. items.Select(item => item.GetProperty("version").GetInt32())];
        OccurredAt = items[0].GetProperty("occurredAt").GetDateTimeOffset();
        Part = items[0].GetProperty("part").GetString()!;
        Known = Known.Recorded;
    }
}
