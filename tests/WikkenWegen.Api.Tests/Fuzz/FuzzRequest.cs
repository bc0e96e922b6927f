using System.Collections.Immutable;
using System.Text;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Fuzz;

/// <summary>A request that was made up; {id} in it stands for a weighing that there is.</summary>
/// <param name="Operation">operationId of what it was made from.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Address">Path and query, escaped.</param>
/// <param name="Who">Who asks; null for nobody.</param>
/// <param name="Headers">Names and values, sent as they are.</param>
/// <param name="Body">The body; null for none.</param>
internal sealed record FuzzRequest(string Operation, string Method, string Address, Identity? Who, ImmutableArray<(string Name, string Value)> Headers, string? Body)
{
    /// <summary>As it goes over the line.</summary>
    public HttpRequestMessage Message(Guid weighing)
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Address.Replace("{id}", weighing.ToString(), StringComparison.Ordinal));
        if (Body is not null) message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        if (Who is not null) message.Headers.TryAddWithoutValidation("Authorization", Who.Authorization);
        foreach (var (name, value) in Headers)
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    /// <inheritdoc />
    public override string ToString() => string.Join('\n',
    [
        $"{Method} {Address}",
        $"(as {Who?.Subject ?? "nobody"} of {Who?.Corporation}: {string.Join(' ', Who?.Roles ?? [])})",
        .. Headers.Select(h => $"{h.Name}: {Short(h.Value, 200)}"),
        "",
        Short(Body ?? "", 2_000),
    ]);

    private static string Short(string text, int most) => text.Length > most ? $"{text[..most]}… ({text.Length} characters)" : text;
}
