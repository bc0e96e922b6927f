namespace WikkenWegen.Domain.Support;

/// <summary>What a party said at a moment: a revision of an input.</summary>
/// <param name="Input">The input.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Ended">When it no longer held: the next revision took its place, it was withdrawn, or the party no longer took part; null while it holds.</param>
internal readonly record struct Statement(Input Input, InputRevision Revision, DateTimeOffset? Ended)
{
    public string Stakeholder => Input.Stakeholder;

    public InputContent Content => Revision.Content;

    public Origin Origin => Revision.Origin;

    public string? Proposal => Content.Proposal?.Code;
}

/// <summary>
/// Everything that parties said, in the order in which it happened. What holds of it counts: each party has one newest position and one newest
/// resistance for each proposal, and one newest preference.
/// </summary>
internal sealed class Statements
{
    private readonly List<Statement> _all;
    private readonly List<Statement> _holding;
    private readonly ILookup<string, Statement> _about;
    private readonly Lazy<IReadOnlyDictionary<string, Statement>> _preferences;

    private Statements(List<Statement> all, List<Statement> holding)
    {
        (_all, _holding) = (all, holding);
        _about = holding.Where(s => s.Proposal is not null).ToLookup(s => s.Proposal!, StringComparer.OrdinalIgnoreCase);
        _preferences = new(() => Newest(_holding, s => s.Content.PreferredProposal is not null));
    }

    /// <summary>The statements of a weighing, as it is read.</summary>
    public static Statements Of(Weighing weighing)
    {
        var left = weighing.Stakeholders.Where(s => s.Withdrawal is not null).ToDictionary(s => s.Code, s => s.Withdrawal!.Origin.OccurredAt);
        List<Statement> all =
        [
            .. weighing.Inputs.SelectMany(i => i.Revisions.Select((r, n) => new Statement(i, r, Earliest(
                    n + 1 < i.Revisions.Length ? i.Revisions[n + 1].Origin.OccurredAt : null, i.Withdrawal?.Origin.OccurredAt, left.TryGetValue(i.Stakeholder, out var moment) ? moment : null))))
                .OrderBy(s => s.Origin.OccurredAt).ThenBy(s => s.Origin.Event),
        ];
        return new Statements([.. all.Where(s => s.Input.Withdrawal is null && !left.ContainsKey(s.Stakeholder))], [.. all.Where(s => s.Ended is null)]) { Whole = all };
    }

    /// <summary>All statements, those that were withdrawn too.</summary>
    private List<Statement> Whole { get; init; } = [];

    /// <summary>The statements that held at a moment.</summary>
    public Statements Until(DateTimeOffset moment)
    {
        List<Statement> then = [.. Whole.Where(s => s.Origin.OccurredAt <= moment && !(s.Ended <= moment))];
        return new Statements(then, then);
    }

    /// <summary>The statements that held when something happened, before it.</summary>
    public Statements Before(Origin moment)
    {
        List<Statement> then = [.. Whole.Where(s => s.Origin.HappenedBefore(moment) && !(s.Ended <= moment.OccurredAt))];
        return new Statements(then, then);
    }

    private static DateTimeOffset? Earliest(params ReadOnlySpan<DateTimeOffset?> moments)
    {
        DateTimeOffset? earliest = null;
        foreach (var moment in moments)
            if (moment is not null && !(earliest <= moment)) earliest = moment;
        return earliest;
    }

    /// <summary>The newest position of each party on a proposal.</summary>
    public IReadOnlyDictionary<string, Statement> Positions(string proposal) => Newest(_about[proposal], s => s.Content.Position is not null);

    /// <summary>The newest resistance of each party against a proposal.</summary>
    public IReadOnlyDictionary<string, Statement> Resistances(string proposal) => Newest(_about[proposal], s => s.Content.Resistance is not null);

    /// <summary>The newest preference of each party.</summary>
    public IReadOnlyDictionary<string, Statement> Preferences() => _preferences.Value;

    /// <summary>Numbers of the events in which something was said that still counts.</summary>
    public HashSet<int> Counting(IEnumerable<string> proposals) =>
        proposals.SelectMany(p => Positions(p).Values.Concat(Resistances(p).Values)).Concat(Preferences().Values).Select(s => s.Origin.Event).ToHashSet();

    /// <summary>Each time a party said otherwise than before, in the order in which that happened.</summary>
    public IEnumerable<PositionMove> Moves()
    {
        var positions = new Dictionary<(string, string), Statement>();
        var resistances = new Dictionary<(string, string), Statement>();
        var preferences = new Dictionary<string, Statement>();
        foreach (var said in _all)
        {
            if (said.Proposal is { } proposal)
            {
                var key = (said.Stakeholder, proposal);
                var before = said.Content.Position is not null && positions.TryGetValue(key, out var p) && p.Content.Position != said.Content.Position ? p : (Statement?)null;
                var less = said.Content.Resistance is not null && resistances.TryGetValue(key, out var r) && r.Content.Resistance != said.Content.Resistance ? r : (Statement?)null;
                if ((before ?? less) is { } earlier)
                    yield return new PositionMove(
                        said.Stakeholder, proposal, said.Input.Round, before?.Content.Position, before is null ? null : said.Content.Position,
                        less?.Content.Resistance, less is null ? null : said.Content.Resistance, null, null, earlier.Origin.Event, said.Origin.Event);
                if (said.Content.Position is not null) positions[key] = said;
                if (said.Content.Resistance is not null) resistances[key] = said;
            }
            if (said.Content.PreferredProposal is not { } preferred) continue;
            if (preferences.TryGetValue(said.Stakeholder, out var other) && other.Content.PreferredProposal != preferred)
                yield return new PositionMove(
                    said.Stakeholder, null, said.Input.Round, null, null, null, null, other.Content.PreferredProposal, preferred, other.Origin.Event, said.Origin.Event);
            preferences[said.Stakeholder] = said;
        }
    }

    private static Dictionary<string, Statement> Newest(IEnumerable<Statement> all, Func<Statement, bool> says)
    {
        var newest = new Dictionary<string, Statement>();
        foreach (var said in all)
            if (says(said)) newest[said.Stakeholder] = said;
        return newest;
    }
}
