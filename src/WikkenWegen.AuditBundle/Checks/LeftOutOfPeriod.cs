namespace WikkenWegen.AuditBundle.Checks;

/// <summary>
/// Judges the leaves that a bag about a period leaves out. Leaves stand in the order of their transactions, so that those of a period lie together: one that is
/// left out between leaves well within the period should be here. What was left out at an edge, nobody can tell from its hash.
/// </summary>
internal sealed class LeftOutOfPeriod(Gathering found, BagHead head)
{
    /// <summary>So far moments of recording may differ from the order of the log: clocks of hosts differ by seconds, and a transaction may wait for minutes.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private long _first, _last, _count;
    private DateTimeOffset? _latest;

    /// <summary>The leaves from one place up to and including another were left out.</summary>
    public void Add(long first, long last)
    {
        if (_count == 0) _first = first;
        _count += last - first + 1;
        _last = last;
    }

    /// <summary>The next leaf that is here, and of the period.</summary>
    public void Pass(DateTimeOffset recorded)
    {
        Judge(recorded);
        if (!(recorded < _latest)) _latest = recorded;
    }

    /// <summary>All leaves were taken up.</summary>
    public void Finish() => Judge(null);

    private void Judge(DateTimeOffset? next)
    {
        if (_count == 0) return;
        var (mayBeBefore, mayBeAfter) = (head.From is { } from && !(_latest - from >= Margin), head.Until is { } until && !(until - next > Margin));
        if (!mayBeBefore && !mayBeAfter)
            found.Incomplete("leaf-missing", $"{(_count == 1 ? $"Blad {_first} is" : $"De bladeren {_first} tot en met {_last} zijn")} weggelaten als niet van deze periode, en horen daar wel in.",
                $"{(_count == 1 ? $"Leaf {_first} was" : $"The leaves {_first} to {_last} were")} left out as not of this period, and should be of it.", new NamedEvent(_first, null, null, null));
        _count = 0;
    }
}
