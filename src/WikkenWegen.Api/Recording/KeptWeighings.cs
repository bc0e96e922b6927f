using System.Collections.Concurrent;
using System.Diagnostics;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// The weighings that are in memory, up to about so many bytes. Where there are more, those go that nobody asked for longest, until a tenth is
/// free again. Safe to use from any thread; looking one up waits for nobody.
/// </summary>
/// <param name="mostBytes">The most bytes.</param>
public sealed class KeptWeighings(long mostBytes)
{
    private readonly ConcurrentDictionary<(string Corporation, Guid Id), Entry> _entries = new();
    private readonly Lock _changing = new();
    private long _bytes;

    /// <summary>About how many bytes are kept.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The weighing that is kept; null where there is none.</summary>
    public KeptWeighing? Find(string corporation, Guid id)
    {
        if (!_entries.TryGetValue((corporation, id), out var entry)) return null;
        entry.AskedAt = Stopwatch.GetTimestamp();
        return entry.Weighing;
    }

    /// <summary>Keeps a weighing, unless one as new is kept already; gives the one that is as new or newer.</summary>
    public KeptWeighing Keep(string corporation, KeptWeighing weighing)
    {
        lock (_changing)
        {
            var key = (corporation, weighing.State.Id);
            if (_entries.TryGetValue(key, out var entry))
            {
                if (entry.Weighing.State.Version >= weighing.State.Version) return entry.Weighing;
                _bytes -= entry.Bytes;
            }
            _entries[key] = entry = new Entry(weighing) { Bytes = weighing.Bytes, AskedAt = Stopwatch.GetTimestamp() };
            _bytes += entry.Bytes;
            MakeRoom();
            return weighing;
        }
    }

    /// <summary>Counts a weighing anew, to which something was added; does nothing where it is no longer kept.</summary>
    public void Weigh(string corporation, KeptWeighing weighing)
    {
        lock (_changing)
        {
            if (!_entries.TryGetValue((corporation, weighing.State.Id), out var entry) || entry.Weighing != weighing) return;
            _bytes -= entry.Bytes;
            _bytes += entry.Bytes = weighing.Bytes;
            MakeRoom();
        }
    }

    /// <summary>Lets go of a weighing.</summary>
    public void Forget(string corporation, Guid id)
    {
        lock (_changing) Remove((corporation, id));
    }

    private void MakeRoom()
    {
        if (_bytes <= mostBytes) return;
        foreach (var (key, _) in _entries.OrderBy(e => e.Value.AskedAt))
        {
            if (_bytes <= mostBytes - mostBytes / 10) return;
            Remove(key);
        }
    }

    private void Remove((string, Guid) key)
    {
        if (_entries.TryRemove(key, out var entry)) _bytes -= entry.Bytes;
    }

    private sealed class Entry(KeptWeighing weighing)
    {
        public KeptWeighing Weighing => weighing;

        public long Bytes { get; set; }

        /// <summary>When somebody asked for it last; any of two who ask at the same time may be the one that counts.</summary>
        public long AskedAt { get; set; }
    }
}
