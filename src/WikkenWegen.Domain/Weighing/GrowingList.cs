using System.Collections;
using System.Runtime.CompilerServices;

namespace WikkenWegen.Domain;

/// <summary>
/// An immutable list to which adding an element takes no copy of the others: the lists of a weighing's states, one after another, share
/// their elements. With arrays, a history of n inputs would be copied n times over.
/// </summary>
/// <remarks>Safe to read and to add to from any thread: of two that add to one list, the second gets a copy.</remarks>
/// <typeparam name="T">What it has.</typeparam>
[CollectionBuilder(typeof(GrowingList), nameof(GrowingList.Create))]
public readonly struct GrowingList<T> : IReadOnlyList<T>, IEquatable<GrowingList<T>>
{
    private readonly Shared? _shared;

    private GrowingList(Shared shared, int count) => (_shared, Count) = (shared, count);

    internal GrowingList(ReadOnlySpan<T> items) : this(new Shared(items.ToArray(), items.Length), items.Length)
    {
    }

    /// <summary>How many elements it has.</summary>
    public int Count { get; }

    /// <summary>The element at an index, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public T this[int index] => (uint)index < (uint)Count ? _shared!.Items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Its elements, without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => _shared is null ? [] : _shared.Items.AsSpan(0, Count);

    /// <summary>The list with one element more.</summary>
    public GrowingList<T> Add(T item)
    {
        if (_shared is { } shared && Count < shared.Items.Length && shared.Takes(Count))
        {
            shared.Items[Count] = item;
            return new GrowingList<T>(shared, Count + 1);
        }
        var items = new T[Math.Max(4, 2 * Count)];
        AsSpan().CopyTo(items);
        items[Count] = item;
        return new GrowingList<T>(new Shared(items, Count + 1), Count + 1);
    }

    /// <summary>The list with the one element that matches replaced; the same list where none matches.</summary>
    public GrowingList<T> Change(Func<T, bool> matches, Func<T, T> change)
    {
        for (var i = 0; i < Count; i++)
        {
            if (!matches(this[i])) continue;
            var items = AsSpan().ToArray();
            items[i] = change(items[i]);
            return new GrowingList<T>(new Shared(items, Count), Count);
        }
        return this;
    }

    /// <summary>How many elements at the front are known to be the same in both, because they are shared. There may be more.</summary>
    public int SharedWith(GrowingList<T> other) => _shared is not null && _shared == other._shared ? Math.Min(Count, other.Count) : 0;

    /// <summary>Whether it is an earlier list to which elements were added, or that list itself.</summary>
    public bool GrewFrom(GrowingList<T> earlier) => SharedWith(earlier) == earlier.Count;

    /// <summary>The elements from an index on.</summary>
    public IEnumerable<T> From(int index)
    {
        for (var i = index; i < Count; i++) yield return _shared!.Items[i];
    }

    /// <summary>Whether any element matches: without the enumerator that LINQ would make for the list.</summary>
    public bool Any(Func<T, bool> matches)
    {
        foreach (var item in AsSpan())
            if (matches(item)) return true;
        return false;
    }

    /// <summary>The first element that matches; the default where none does.</summary>
    public T? FirstOrDefault(Func<T, bool> matches)
    {
        foreach (var item in AsSpan())
            if (matches(item)) return item;
        return default;
    }

    /// <summary>Its elements one after another, for foreach: it takes no memory.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => From(0).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => From(0).GetEnumerator();

    /// <summary>Goes through a list.</summary>
    /// <param name="list">The list.</param>
    public struct Enumerator(GrowingList<T> list)
    {
        private int _index = -1;

        /// <summary>The element that it is at.</summary>
        public readonly T Current => list._shared!.Items[_index];

        /// <summary>Goes to the next element; false where there is none.</summary>
        public bool MoveNext() => ++_index < list.Count;
    }

    /// <summary>Whether both are the same list; two lists that were made apart of equal elements are not.</summary>
    public bool Equals(GrowingList<T> other) => Count == other.Count && (Count == 0 || _shared == other._shared);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrowingList<T> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(RuntimeHelpers.GetHashCode(_shared), Count);

    /// <summary>Whether both are the same list.</summary>
    public static bool operator ==(GrowingList<T> left, GrowingList<T> right) => left.Equals(right);

    /// <summary>Whether they are different lists.</summary>
    public static bool operator !=(GrowingList<T> left, GrowingList<T> right) => !left.Equals(right);

    /// <summary>What lists share that grew from one another.</summary>
    private sealed class Shared(T[] items, int taken)
    {
        private int _taken = taken;

        public T[] Items => items;

        /// <summary>Takes the place at an index, once: whether it was still free.</summary>
        public bool Takes(int index) => Interlocked.CompareExchange(ref _taken, index + 1, index) == index;
    }
}

/// <summary>Makes growing lists.</summary>
public static class GrowingList
{
    /// <summary>A list of these elements.</summary>
    public static GrowingList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? default : new GrowingList<T>(items);
}
