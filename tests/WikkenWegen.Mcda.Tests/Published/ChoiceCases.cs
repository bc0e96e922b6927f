namespace WikkenWegen.Mcda.Tests.Published;

public class ChoiceCases
{
    private static readonly string[] Cities = ["Memphis", "Nashville", "Chattanooga", "Knoxville"];

    private static readonly Ballots Tennessee = Ballots.Create(Cities, [
        Ballot.Strict(42, "Memphis", "Nashville", "Chattanooga", "Knoxville"),
        Ballot.Strict(26, "Nashville", "Chattanooga", "Knoxville", "Memphis"),
        Ballot.Strict(15, "Chattanooga", "Knoxville", "Nashville", "Memphis"),
        Ballot.Strict(17, "Knoxville", "Chattanooga", "Nashville", "Memphis")]).Value;

    /// <summary>Schulze's example with 45 voters (M. Schulze, examples; electowiki): pairwise matrix, strongest paths, ranking. Exact.</summary>
    [Fact]
    public void Schulze_45_voters()
    {
        var vector = Case.Load("30-schulze-45-voters");
        string[] candidates = ["A", "B", "C", "D", "E"];
        var ballots = vector.GetProperty("inputs").GetProperty("ballots").EnumerateArray().Select(b => Ballot.Strict(b.GetProperty("voters").GetInt32(), b.GetProperty("order").Words()));
        var preferences = PairwisePreferences.Of(Ballots.Create(candidates, ballots).Value);
        var schulze = Schulze.Of(preferences);
        var pairwise = vector.GetProperty("expected").GetProperty("pairwise(rows over columns, A..E)").Matrix();
        var paths = vector.GetProperty("expected").GetProperty("strongestPaths").Matrix();
        for (var a = 0; a < 5; a++)
        {
            for (var b = 0; b < 5; b++)
            {
                preferences.Preferring[a, b].ShouldBe((long)pairwise[a, b]);
                schulze.StrongestPaths[a, b].ShouldBe((long)paths[a, b]);
            }
        }
        schulze.Ranking.Select(r => r.Name).ShouldBe(vector.GetProperty("expected").GetProperty("ranking").Words());
        schulze.Ranking.Select(r => r.Rank).ShouldBe([1, 2, 3, 4, 5]);
        Condorcet.Of(preferences).Winner.ShouldBeNull();
    }

    /// <summary>The capital of Tennessee, the standing example of the articles on voting methods: Borda points 126, 194, 173, 107; Nashville the Condorcet winner, Memphis the loser. Exact.</summary>
    [Fact]
    public void Tennessee_capital_Borda_and_Condorcet()
    {
        Borda.Of(Tennessee).Points.ToList().ShouldBe([126, 194, 173, 107]);
        Borda.Of(Tennessee).Ranking.Select(r => r.Name).ShouldBe(["Nashville", "Chattanooga", "Memphis", "Knoxville"]);
        var condorcet = Condorcet.Of(PairwisePreferences.Of(Tennessee));
        condorcet.Winner.ShouldBe("Nashville");
        condorcet.Loser.ShouldBe("Memphis");
        Schulze.Of(condorcet.Preferences).Winners.ShouldBe(["Nashville"]);
        condorcet.Preferences.Preferring["Nashville", "Memphis"].ShouldBe(58);
    }

    /// <summary>The same cities by majority judgment, graded by distance (Wikipedia, Majority judgment; recalled): Memphis poor+, Nashville fair+, Chattanooga fair−, Knoxville fair−: Nashville wins. Exact.</summary>
    [Fact]
    public void Tennessee_capital_majority_judgment()
    {
        string[] grades = ["Excellent", "Good", "Fair", "Poor"];
        var judgment = MajorityJudgment.Of(grades, Cities, new long[,] { { 42, 0, 0, 58 }, { 26, 0, 74, 0 }, { 15, 17, 26, 42 }, { 17, 15, 26, 42 } }).Value;
        judgment.Gauges.Select(g => $"{g.Value.Grade}{(g.Value.IsPlus ? "+" : "-")}").ShouldBe(["Poor+", "Fair+", "Fair-", "Fair-"]);
        judgment.Ranking[0].Name.ShouldBe("Nashville");
        // Chattanooga and Knoxville have the same gauge; the majority value goes on and finds more excellent grades for Knoxville.
        judgment.Ranking.Select(r => r.Name).ShouldBe(["Nashville", "Knoxville", "Chattanooga", "Memphis"]);
    }

    /// <summary>Balinski and Laraki's tie-break by hand: medians Good for both; after one Good is taken away from each, Good against Fair.</summary>
    [Fact]
    public void Balinski_Laraki_2007_ties_are_broken_by_removing_the_median()
    {
        string[] grades = ["Excellent", "Good", "Fair", "Poor"];
        // A: E G G F P; B: E G G F F. Median Good, Good; without one Good: A: E G F P → Fair, B: E G F F → Fair; without one Fair: E G P → Good, E G F → Good; then E P → Poor, E F → Fair.
        var judgment = MajorityJudgment.Of(grades, ["A", "B"], new long[,] { { 1, 2, 1, 1 }, { 1, 2, 2, 0 } }).Value;
        judgment.Ranking.Select(r => (r.Name, r.Rank)).ShouldBe([("B", 1), ("A", 2)]);
        judgment.Gauges["A"].ShouldBe(new MajorityGauge("Good", Fraction.Of(1, 5), Fraction.Of(2, 5)));
        judgment.Gauges["A"].IsPlus.ShouldBeFalse();
    }

    /// <summary>metagovernment.org, Systemic Consensus (weekend activities): group resistances 12, 20, 14, 10; museum least. Exact. (The row with a gap is printed inconsistently there and left out.)</summary>
    [Fact]
    public void Metagovernment_weekend_group_resistance()
    {
        var table = RatingTable.Create(["Paula", "Theodora", "Henry", "Uwe"], ["Barbecue", "Boat trip", "Hiking", "Museum"], [[8, 4, 2, 1], [3, 7, 4, 6], [0, 9, 6, 3], [1, 0, 2, 0]]).Value;
        var consensus = SystemicConsensus.Of(table).Value;
        consensus.GroupResistance.ToList().ShouldBe([12, 20, 14, 10]);
        consensus.Ranking.Select(r => r.Name).ShouldBe(["Museum", "Barbecue", "Hiking", "Boat trip"]);
        consensus.Acceptance["Museum"].ShouldBe(Fraction.Of(3, 4));
    }
}
