using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.History;

/// <summary>What happened to a value.</summary>
public enum DifferenceKind
{
    /// <summary>The value is new.</summary>
    Added,

    /// <summary>The value became another one.</summary>
    Changed,

    /// <summary>The value is no longer there.</summary>
    Removed,
}

/// <summary>A difference between two states.</summary>
/// <param name="Kind">What happened to the value.</param>
/// <param name="Path">Where it stands in the view; an element of a list is named by its code or number, as in /proposals/V2/revisions/2.</param>
/// <param name="From">The value before; absent where it was added.</param>
/// <param name="To">The value after; absent where it was removed.</param>
public sealed record Difference(DifferenceKind Kind, string Path, JsonElement? From, JsonElement? To);

/// <summary>Finds the differences between two states. Parts that are the same instance in both did not change and are passed over.</summary>
public static class Differences
{
    /// <summary>The lists of the view, in its order, without those that are derived from other parts.</summary>
    private static readonly ImmutableArray<ListOfView> Lists =
    [
        .. typeof(WeighingView).GetProperties()
            .Where(member => member.PropertyType.IsConstructedGenericType && member.PropertyType.GetGenericTypeDefinition() == typeof(GrowingList<>))
            .Where(member => member.GetCustomAttribute<NotComparedAttribute>() is null)
            .Select(member => (ListOfView)Activator.CreateInstance(typeof(ListOfView<>).MakeGenericType(member.PropertyType.GenericTypeArguments), member)!),
    ];

    /// <summary>The parts of the view that are compared, as the first names in paths.</summary>
    public static readonly ImmutableArray<string> Roots = [.. Lists.Select(list => list.Path[1..]).Concat(["criteria", "ending", "heard", "notHeard", "status"]).Order(StringComparer.Ordinal)];

    private static readonly JsonElement EmptyList = JsonSerializer.SerializeToElement(Array.Empty<int>());

    /// <summary>All differences, in the order of the view; none where nothing changed. A state of version 0 counts as empty.</summary>
    /// <param name="before">The first state.</param>
    /// <param name="after">The second state.</param>
    /// <param name="texts">To fill in.</param>
    /// <param name="root">The only part of the view that is looked at; null for all of it.</param>
    /// <param name="cancellation">Stops comparing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableArray<Difference> Between(Weighing before, Weighing after, Texts texts, string? root = null, CancellationToken cancellation = default)
    {
        if (after.Version == 0) return []; // neither is there yet
        var found = new List<Difference>();
        if (IsAsked("status") && (before.Status != after.Status || before.Version == 0))
            Compare("/status", before.Version == 0 ? null : ViewJson.Element(before.Status, texts), ViewJson.Element(after.Status, texts), found);
        // A new version of the criteria is one addition as a whole. A reader wants to know what it changes, so the criteria in force are compared too.
        // The first criteria are an addition as a whole there too.
        if (IsAsked("criteria") && after.Criteria is { } criteria && !ReferenceEquals(before.Criteria, criteria))
        {
            if (before.Criteria is { } earlier) Compare("/criteria/set", ViewJson.Element(earlier.Set, texts), ViewJson.Element(criteria.Set, texts), found);
            else Compare("/criteria", null, ViewJson.Element(criteria, texts), found);
        }
        var (viewBefore, viewAfter) = (View(before), View(after));
        foreach (var list in Lists.Where(l => IsAsked(l.Path[1..])))
        {
            var (front, old, now) = list.Different(viewBefore, viewAfter);
            if (old.Length + now.Length > 0) CompareElements(list.Path, front, old, now, texts, found, cancellation);
        }
        if (IsAsked("ending") && !ReferenceEquals(before.Ended, after.Ended))
            Compare("/ending", before.Ended is { } b ? ViewJson.Element(b, texts) : null, after.Ended is { } a ? ViewJson.Element(a, texts) : null, found);
        return [.. found];

        bool IsAsked(string part) => root is null || root.Equals(part, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The differences in who was heard and who was not. They are of whole states, also where a blind round is open: that a party gave
    /// something is no secret.
    /// </summary>
    /// <param name="before">The first state.</param>
    /// <param name="after">The second state.</param>
    /// <param name="texts">To fill in.</param>
    /// <param name="heard">
    /// Where parties were heard in the first state, as far as that is known; afterwards, in the second. Whoever goes through a long history
    /// passes the same one on from event to event.
    /// </param>
    /// <param name="cancellation">Stops comparing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableArray<Difference> OfHeard(Weighing before, Weighing after, Texts texts, Dictionary<string, Heard?>? heard = null, CancellationToken cancellation = default)
    {
        // Most steps are about one party, and a long history is not gone through for the others.
        var differently = before.HeardDifferentlyIn(after);
        if (differently.Count == 0) return [];
        heard ??= [];
        var found = new List<Difference>();
        var (came, went) = (new List<Difference>(), new List<Difference>());
        var invited = before.Stakeholders.Concat(after.Stakeholders).Select(s => s.Code).Distinct();
        foreach (var code in invited.Where(differently.Contains).Heeding(cancellation))
        {
            if (!heard.TryGetValue(code, out var old)) old = before.HeardSince(code, Weighing.None, null);
            var now = heard[code] = after.HeardSince(code, before, old);
            Compare(code, old, now, texts, old is null ? came : found);
            Compare($"/notHeard/{code}", NotHeard(before, old, code), NotHeard(after, now, code), went);
        }
        return [.. found, .. came, .. went.OrderBy(d => d.From is null)];

        JsonElement? NotHeard(Weighing weighing, Heard? given, string code) => given is null && weighing.Stakeholder(code) is not null ? ViewJson.Element(code, texts) : null;
    }

    private static void Compare(string stakeholder, Heard? before, Heard? after, Texts texts, List<Difference> found)
    {
        var path = $"/heard/{stakeholder}";
        if (before is null || after is null)
        {
            Compare(path, before is null ? null : ViewJson.Element(before, texts), after is null ? null : ViewJson.Element(after, texts), found);
            return;
        }
        CompareNumbers(path + "/rounds", before.Rounds, after.Rounds, texts, found);
        CompareNumbers(path + "/events", before.Events, after.Events, texts, found);
        CompareNumbers(path + "/recordedAfterClosing", before.RecordedAfterClosing, after.RecordedAfterClosing, texts, found);
    }

    /// <summary>The differences between two lists of numbers, each named by its place. What is equal in front is not looked at: thousands of events may show that a party was heard.</summary>
    private static void CompareNumbers(string path, ImmutableArray<int> before, ImmutableArray<int> after, Texts texts, List<Difference> found)
    {
        for (var i = before.AsSpan().CommonPrefixLength(after.AsSpan()); i < Math.Max(before.Length, after.Length); i++)
            Compare(string.Create(CultureInfo.InvariantCulture, $"{path}/{i + 1}"), At(before, i), At(after, i), found);

        JsonElement? At(ImmutableArray<int> numbers, int index) => index < numbers.Length ? ViewJson.Element(numbers[index], texts) : null;
    }

    /// <summary>
    /// The differences between two views of something that is no weighing, as one reader sees them. Whatever they do not show is in no difference. The version is left out, since each event
    /// makes another.
    /// </summary>
    /// <param name="before">The first view; null where it is not there yet for the reader.</param>
    /// <param name="after">The second view; null where it is not there for the reader.</param>
    /// <param name="cancellation">Stops comparing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableArray<Difference> OfViews(JsonElement? before, JsonElement? after, CancellationToken cancellation)
    {
        var (old, now, found) = (Members(before), Members(after), new List<Difference>());
        // A list that is not there yet is an empty one: what comes in it are its elements.
        foreach (var name in now.Keys.Concat(old.Keys).Distinct().ToList().Heeding(cancellation))
            Compare($"/{name}", old.TryGetValue(name, out var a) ? a : Empty(now[name]), now.TryGetValue(name, out var b) ? b : Empty(old[name]), found);
        return [.. found];

        static Dictionary<string, JsonElement> Members(JsonElement? view) =>
            view is { } there ? there.EnumerateObject().Where(member => member.Name != "version").ToDictionary(member => member.Name, member => member.Value) : [];

        static JsonElement? Empty(JsonElement other) => other.ValueKind == JsonValueKind.Array ? EmptyList : null;
    }

    /// <summary>The view of a state; null for the weighing before its first event, which has none.</summary>
    private static WeighingView? View(Weighing weighing) => weighing.Version == 0 ? null : new WeighingView(weighing, []);

    /// <param name="path">Where the list stands.</param>
    /// <param name="first">Index of the first element of both.</param>
    /// <param name="before">Elements before.</param>
    /// <param name="after">Elements after.</param>
    /// <param name="texts">To fill in.</param>
    /// <param name="found">What was found so far.</param>
    /// <param name="cancellation">Stops comparing.</param>
    private static void CompareElements(string path, int first, object[] before, object[] after, Texts texts, List<Difference> found, CancellationToken cancellation)
    {
        var same = before.ToHashSet(ReferenceEqualityComparer.Instance);
        same.IntersectWith(after);
        Compare(path, Keyed(before), Keyed(after), found);

        Dictionary<string, JsonElement> Keyed(object[] items) => items
            .Select((item, i) => (Item: item, Index: first + i))
            .Where(i => !same.Contains(i.Item))
            .Heeding(cancellation)
            .Select(i => (Json: ViewJson.Element(i.Item, texts), i.Index))
            .ToDictionary(i => ViewPaths.Key(i.Json, i.Index), i => i.Json);
    }

    /// <summary>A list of the view.</summary>
    private abstract class ListOfView
    {
        /// <summary>Where it stands.</summary>
        public abstract string Path { get; }

        /// <summary>
        /// What is left of both when equal elements in front and behind are passed over: most steps change one element,
        /// or add one at the end.
        /// </summary>
        public abstract (int Front, object[] Before, object[] After) Different(WeighingView? before, WeighingView? after);
    }

    private sealed class ListOfView<T>(PropertyInfo member) : ListOfView where T : class
    {
        private readonly Func<WeighingView, GrowingList<T>> _of = member.GetMethod!.CreateDelegate<Func<WeighingView, GrowingList<T>>>();

        public override string Path { get; } = "/" + JsonNamingPolicy.CamelCase.ConvertName(member.Name);

        public override (int Front, object[] Before, object[] After) Different(WeighingView? before, WeighingView? after)
        {
            var (old, now) = (before is null ? [] : _of(before), after is null ? [] : _of(after));
            // A page of a long history compares long lists many times: what lists share needs no look.
            var (front, back, shorter) = (old.SharedWith(now), 0, Math.Min(old.Count, now.Count));
            while (front < shorter && ReferenceEquals(old[front], now[front])) front++;
            while (back < shorter - front && ReferenceEquals(old[^(back + 1)], now[^(back + 1)])) back++;
            return (front, [.. old.AsSpan()[front..^back]], [.. now.AsSpan()[front..^back]]);
        }
    }

    private static void Compare(string path, Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after, List<Difference> found)
    {
        foreach (var (key, value) in before) Compare($"{path}/{key}", value, after.TryGetValue(key, out var now) ? now : null, found);
        foreach (var (key, value) in after.Where(a => !before.ContainsKey(a.Key))) Compare($"{path}/{key}", null, value, found);
    }

    private static void Compare(string path, JsonElement? before, JsonElement? after, List<Difference> found)
    {
        switch (before, after)
        {
            case ({ } gone, null):
                found.Add(new Difference(DifferenceKind.Removed, path, gone, null));
                break;
            case (null, { } come):
                found.Add(new Difference(DifferenceKind.Added, path, null, come));
                break;
            case ({ ValueKind: JsonValueKind.Object } a, { ValueKind: JsonValueKind.Object } b):
                Compare(path, a.EnumerateObject().ToDictionary(p => p.Name, p => p.Value), b.EnumerateObject().ToDictionary(p => p.Name, p => p.Value), found);
                break;
            case ({ ValueKind: JsonValueKind.Array } a, { ValueKind: JsonValueKind.Array } b):
                Compare(path, ViewPaths.Elements(a), ViewPaths.Elements(b), found);
                break;
            case ({ } a, { } b) when !JsonElement.DeepEquals(a, b):
                found.Add(new Difference(DifferenceKind.Changed, path, a, b));
                break;
        }
    }
}
