using WikkenWegen.AuditBundle.Exports;
using WikkenWegen.AuditBundle.Leaves;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>
/// The leaves that a bag withholds as given in a blind round that is still open. What one of them is of, its hash does not tell. But it can only be of a stream of which the bag itself has the
/// opening of such a round, before it; and where an event of that stream stands behind it, it is one of the numbers that are missing before that event. What fits nowhere was hidden.
/// </summary>
internal sealed class WithheldLeaves(Gathering found, BagHead head)
{
    private readonly List<long> _places = [];
    private readonly Dictionary<Guid, OpenStream> _open = []; // those with a blind round that is open, as far as the leaves go
    private long _explained; // how many numbers that are missing are theirs

    /// <summary>A leaf is withheld.</summary>
    public void Add(long index) => _places.Add(index);

    /// <summary>Whether numbers that are missing in a stream are those of leaves that are withheld.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="missing">How many numbers are missing.</param>
    /// <param name="before">The event before which they are missing.</param>
    public bool Explains(Guid stream, long missing, NamedEvent before)
    {
        if (missing > _places.Count - _explained) return false;
        if (_open.TryGetValue(stream, out var open))
        {
            if (missing > _places.Count - open.Withheld) return false;
            open.Gaps.Add(new Gap(open.Last, before, missing, [.. open.Rounds]));
        }
        else if (head.From is null)
        {
            return false;
        }
        // Where a bag begins at a moment, the round may have been opened before.
        _explained += missing;
        return true;
    }

    /// <summary>The next leaf that is here.</summary>
    public void Pass(Leaf leaf, ReadOnlyMemory<byte> data, NamedEvent named)
    {
        var isOfRounds = BlindRounds.Opening.Contains(leaf.Type) || BlindRounds.Closing.Contains(leaf.Type);
        if (_open.Count == 0 && !isOfRounds) return;
        var (open, happened) = (_open.GetValueOrDefault(leaf.Stream), isOfRounds ? DomainReading.Event(leaf, data) : null);
        if (BlindRounds.OpenedBy(happened) is { } opened)
        {
            _open[leaf.Stream] = open ??= new OpenStream();
            open.Rounds.Add(opened);
        }
        else if (BlindRounds.ClosedBy(happened) is { } closed && open?.Rounds.Remove(closed) == true)
        {
            foreach (var gap in open.Gaps.Where(gap => gap.Rounds.Remove(closed) && gap.Rounds.Count == 0))
                found.Altered("withheld-without-round", "Voor deze gebeurtenis zijn bladeren achtergehouden als gegeven in een blinde ronde, en die ronde is gesloten.", "Before this event, leaves are withheld as given in a blind round, and that round was closed.", gap.Before);
            open.Gaps.RemoveAll(gap => gap.Rounds.Count == 0);
            if (open.Rounds.Count == 0) _open.Remove(leaf.Stream);
        }
        if (open is not null) (open.Last, open.Withheld) = (named.LeafIndex, _places.Count);
    }

    /// <summary>All leaves were taken up: says what was withheld, which is in the log while its content is for later, and what cannot have been.</summary>
    public void Finish()
    {
        if (_places.Count == 0) return;
        var hidden = head.From is null ? Hidden() : [];
        for (int first = 0, next; first < hidden.Count; first = next)
        {
            for (next = first + 1; next < hidden.Count && hidden[next] == hidden[next - 1] + 1;) next++;
            var (dutch, english) = next == first + 1 ? ($"Blad {hidden[first]} is", $"Leaf {hidden[first]} is") : ($"De bladeren {hidden[first]} tot en met {hidden[next - 1]} zijn", $"The leaves {hidden[first]} to {hidden[next - 1]} are");
            found.Altered("withheld-without-round", $"{dutch} achtergehouden als gegeven in een blinde ronde die nog open is, en er is geen ronde waar dat van kan zijn.", $"{english} withheld as given in a blind round that is still open, and there is no round that this can be of.", new NamedEvent(hidden[first], null, null, null));
        }
        if (hidden.Count == _places.Count) return;
        var others = _places.Except(hidden).ToList();
        var places = string.Join(", ", others.Take(20)) + (others.Count > 20 ? ", …" : "");
        found.Incomplete("leaves-withheld", $"Er zijn {others.Count} bladeren achtergehouden ({places}), gegeven in een blinde ronde die nog open is of als keuze in een casus die nog niet is getoond: hun hash is van het logboek, hun inhoud kan pas daarna worden gecontroleerd.", $"{others.Count} leaves are withheld ({places}), given in a blind round that is still open or as a choice in a case that is not shown yet: their hashes are of the log, what is in them can only be checked afterwards.");
    }

    /// <summary>Those that can be of no open round: they stand before the last event here of each stream that has one, and not among the numbers that are missing there.</summary>
    private List<long> Hidden()
    {
        var end = _open.Values.Select(open => open.Last).DefaultIfEmpty(long.MaxValue).Min();
        var gaps = new Queue<Gap>(_open.Values.SelectMany(open => open.Gaps).OrderBy(gap => gap.After));
        var (hidden, reaches, room) = (new List<long>(), -1L, gaps.Sum(gap => gap.Missing));
        foreach (var place in _places.TakeWhile(place => place < end))
        {
            while (gaps.Count > 0 && gaps.Peek().After < place) reaches = Math.Max(reaches, gaps.Dequeue().Before.LeafIndex);
            if (place > reaches || room-- <= 0) hidden.Add(place);
        }
        return hidden;
    }

    /// <summary>A stream with a blind round that is open.</summary>
    private sealed class OpenStream
    {
        /// <summary>The numbers of its blind rounds that are open.</summary>
        public HashSet<int> Rounds { get; } = [];

        /// <summary>Place of its last leaf that is here.</summary>
        public long Last { get; set; }

        /// <summary>How many leaves were withheld before that one.</summary>
        public int Withheld { get; set; }

        /// <summary>Where numbers of it are missing.</summary>
        public List<Gap> Gaps { get; } = [];
    }

    /// <summary>Numbers of a stream that are missing, and taken for those of leaves that are withheld.</summary>
    /// <param name="After">Place of the last leaf of the stream before them.</param>
    /// <param name="Before">The event before which they are missing.</param>
    /// <param name="Missing">How many they are.</param>
    /// <param name="Rounds">The blind rounds that were open there.</param>
    private sealed record Gap(long After, NamedEvent Before, long Missing, HashSet<int> Rounds);
}
