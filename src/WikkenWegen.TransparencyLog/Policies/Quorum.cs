namespace WikkenWegen.TransparencyLog.Policies;

/// <summary>The rule that says which sets of witnesses are enough (c2sp.org/tlog-policy, "Defining the quorum").</summary>
/// <param name="Groups">The groups, in the order of their definition: a group's members are defined before it.</param>
/// <param name="Name">The witness or group that must have witnessed; null for none.</param>
internal sealed record Quorum(IReadOnlyList<Quorum.Group> Groups, Quorum.Member? Name)
{
    /// <summary>A witness or a group, by its place among the witnesses or the groups.</summary>
    public readonly record struct Member(bool IsGroup, int Place);

    /// <summary>Witnesses a checkpoint when at least <paramref name="Threshold"/> of its members do.</summary>
    public sealed record Group(int Threshold, Member[] Members);

    /// <summary>Whether the witnesses at the places that are true are a quorum. Cost: one look at each member.</summary>
    public bool IsMet(bool[] witnesses)
    {
        var groups = new bool[Groups.Count];
        for (var place = 0; place < groups.Length; place++) groups[place] = Groups[place].Members.Count(Holds) >= Groups[place].Threshold;
        return Name is not { } name || Holds(name);

        bool Holds(Member member) => member.IsGroup ? groups[member.Place] : witnesses[member.Place];
    }
}
