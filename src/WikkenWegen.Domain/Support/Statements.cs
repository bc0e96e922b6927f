namespace WikkenWegen.Domain.Support;

/// <summary>What a party said at a moment: a revision of an input that stands.</summary>
/// <param name="Input">The input.</param>
/// <param name="Revision">The revision.</param>
internal readonly record struct Statement(Input Input, InputRevision Revision)
{
    public string Stakeholder => Input.Stakeholder;

    public InputContent Content => Revision.Content;

    public Origin Origin => Revision.Origin;

    public string? Proposal => Content.Proposal?.Code;
}

/// <summary>
/// Everything that parties who take part said and did not withdraw, in the order in which it happened. Each party has one newest position and
/// one newest resistance for each proposal, and one newest preference.
/// </summary>
internal sealed class Statements
{
    private readonly List<Statement> _all;
    private readonly ILookup<string, Statement> _about;
    private readonly Lazy<IReadOnlyDictionary<string, Statement>> _preferences;

    private Statements(List<Statement> all)
    {
        _all = all;
        _about = all.Where(s => s.Proposal is not null).ToLookup(s => s.Proposal!, StringComparer.OrdinalIgnoreCase);
        _preferences = new(() => Newest(all, s => s.Content.PreferredProposal is not null));
    }

    /// <summary>The statements of a weighing, as it is read.</summary>
    public static Statements Of(Weighing weighing)
    {
        var takePart = weighing.Stakeholders.Where(s => s.Withdrawal is null).Select(s => s.Code).ToHashSet();
        return new Statements([.. weighing.Inputs.Where(i => i.Withdrawal is null && takePart.Contains(i.Stakeholder))
            .SelectMany(i => i.Revisions.Select(r => new Statement(i, r)))
            .OrderBy(s => s.Origin.OccurredAt).ThenBy(s => s.Origin.Event)]);
    }

    /// <summary>The statements up to and including a moment.</summary>
    public Statements Until(DateTimeOffset moment) => new([.. _all.TakeWhile(s => s.Origin.OccurredAt <= moment)]);

    /// <summary>The newest position of each party on a proposal.</summary>
    public IReadOnlyDictionary<string, Statement> Positions(string proposal) => Newest(_about[proposal], s => s.Content.Position is not null);

    /// <summary>The newest resistance of each party against a proposal.</summary>
    public IReadOnlyDictionary<string, Statement> Resistances(string proposal) => Newest(_about[proposal], s => s.Content.Resistance is not null);

    /// <summary>The newest preference of each party.</summary>
    public IReadOnlyDictionary<string, Statement> Preferences() => _preferences.Value;

    /// <summary>Numbers of the events in which something was said that still counts.</summary>
    public IReadOnlySet<int> Counting(IEnumerable<string> proposals) =>
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
