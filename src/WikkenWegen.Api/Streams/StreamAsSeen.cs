using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.History;
using WikkenWegen.Api.Weighings.Views;

namespace WikkenWegen.Api.Streams;

/// <summary>A thing that is no weighing, as one reader may see it.</summary>
/// <param name="Stream">The thing with all its events.</param>
/// <param name="Events">The events that the reader may read, oldest first.</param>
/// <param name="Texts">The texts.</param>
/// <param name="View">What the reader sees of a state; null where it is not there for them.</param>
public sealed record StreamAsSeen(StreamFold Stream, ImmutableArray<RecordedStreamEvent> Events, Texts Texts, Func<StreamFold, object?> View)
{
    /// <summary>So many events, gone through for each of a page or of a comparison, take some tens of milliseconds.</summary>
    private const int Many = 5_000;

    /// <summary>Whether what the reader sees changes without any event here too, such as where it depends on which weighings they may read.</summary>
    public bool DependsOnOthers { get; init; }

    /// <summary>Whether it takes long to tell what so many events changed.</summary>
    public bool IsLong(int events) => (long)events * Stream.Version > Many;

    /// <summary>The differences between what the reader sees after one event and after another.</summary>
    /// <param name="from">Number of the one; 0 for before the first.</param>
    /// <param name="to">Number of the other.</param>
    /// <param name="cancellation">Stops comparing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImmutableArray<Difference> Differences(int from, int to, CancellationToken cancellation) => Weighings.History.Differences.OfViews(After(from, cancellation), After(to, cancellation), cancellation);

    /// <summary>What the reader sees of a state; null where it is not there for them.</summary>
    /// <param name="then">The thing, as far as the state goes.</param>
    /// <param name="cancellation">Stops making it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public JsonElement? Seen(StreamFold then, CancellationToken cancellation)
    {
        if (View(then with { Cancellation = cancellation }) is not { } view) return null;
        cancellation.ThrowIfCancellationRequested(); // before all of it is written
        return ViewJson.Element(view, Texts);
    }

    private JsonElement? After(int number, CancellationToken cancellation) => Seen((Stream with { Cancellation = cancellation }).At(new PointInTime.AfterEvent(number)), cancellation);
}
