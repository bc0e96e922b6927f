using System.Collections.Immutable;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Domain.Precedents;

/// <summary>In what weighings can be alike.</summary>
public enum LikenessFeature
{
    /// <summary>The place: the same complex, cluster or building, or the same area.</summary>
    Place,

    /// <summary>How large a piece it is about (schaal).</summary>
    Scale,

    /// <summary>The level of policy (niveau).</summary>
    Level,

    /// <summary>The kind of weighing: own or joint, narrow or broad, its process form and its regime.</summary>
    Kind,

    /// <summary>The criteria, by name, by words or by code.</summary>
    Criteria,

    /// <summary>The words of title and question.</summary>
    Words,
}

/// <summary>In what two weighings are alike, and how much that counts.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Points">Its points; at least 1.</param>
/// <param name="Of">Most points that the feature can get.</param>
/// <param name="Sentence">What is the same, in words.</param>
public sealed record LikenessReason(LikenessFeature Feature, int Points, int Of, Spoken Sentence);

/// <summary>
/// How much two weighings are alike, from 0 to 100: the sum of the points of its reasons. A weighing that has neither the place, nor a criterion,
/// nor a word in common is not alike, however much of its form is the same: its score is 0.
/// </summary>
/// <param name="Score">The sum of the points.</param>
/// <param name="Reasons">In what they are alike, in the order of the features.</param>
public sealed record Likeness(int Score, ImmutableArray<LikenessReason> Reasons)
{
    private const int Building = 30;

    private const int Form = 10;

    private const int Policy = 5;

    private const int Kinds = 15;

    private const int Most = 20; // of criteria, and of words

    /// <summary>How much two weighings are alike.</summary>
    /// <param name="own">The weighing that a precedent is looked for.</param>
    /// <param name="other">The other weighing.</param>
    public static Likeness Between(ComparedWeighing own, ComparedWeighing other)
    {
        var reasons = ((LikenessReason?[])[Place(own.Framing, other.Framing), Scale(own.Framing, other.Framing), Level(own.Framing, other.Framing), Kind(own.Framing, other.Framing), Criteria(own, other), Words(own, other)])
            .OfType<LikenessReason>().ToImmutableArray();
        return reasons.Any(r => r.Feature is LikenessFeature.Place or LikenessFeature.Criteria or LikenessFeature.Words) ? new(reasons.Sum(r => r.Points), reasons) : new(0, []);
    }

    private static LikenessReason? Place(Framing own, Framing other)
    {
        string[] same = [.. own.Complexes.Intersect(other.Complexes), .. own.Clusters.Intersect(other.Clusters), .. own.BagIds.Intersect(other.BagIds)];
        if (same.Length > 0) return new(LikenessFeature.Place, Building, Building, new($"Gaat over hetzelfde bezit: {Speech.Listed(same)}.", $"Is about the same property: {Speech.Listed(same)}."));
        var areas = own.Areas.SelectMany(a => other.Areas.Select(b => Smallest(a.Code, b.Code))).OfType<string>().Distinct().ToList();
        if (areas.Count == 0) return null;
        var nearest = areas.OrderByDescending(code => PointsOf(code)).ThenBy(code => code, StringComparer.Ordinal).First();
        var (dutch, english) = nearest[..2] switch { "BU" => ("dezelfde buurt", "the same neighbourhood"), "WK" => ("dezelfde wijk", "the same district"), _ => ("dezelfde gemeente", "the same municipality") };
        return new(LikenessFeature.Place, PointsOf(nearest), Building, new($"Gaat over {dutch}: {nearest}.", $"Is about {english}: {nearest}."));

        static int PointsOf(string code) => code[..2] switch { "BU" => 25, "WK" => 18, _ => 8 };
    }

    /// <summary>The smallest area that two areas lie in, or are; null where there is none.</summary>
    private static string? Smallest(string one, string other) => Around(one).FirstOrDefault(code => Around(other).Contains(code));

    /// <summary>An area and those in which it lies, the smallest first: a gemeente holds its wijken, and both hold their buurten.</summary>
    internal static string[] Around(string code) => code[..2] switch
    {
        "BU" => [code, $"WK{code[2..8]}", $"GM{code[2..6]}"],
        "WK" => [code, $"GM{code[2..6]}"],
        _ => [code],
    };

    private static LikenessReason? Scale(Framing own, Framing other) => own.Scale != other.Scale ? null
        : new(LikenessFeature.Scale, Form, Form, new($"Heeft dezelfde schaal: {Domain.Words.Dutch(own.Scale)}.", $"Has the same scale: {Domain.Words.English(own.Scale)}."));

    private static LikenessReason? Level(Framing own, Framing other) => own.Level != other.Level ? null
        : new(LikenessFeature.Level, Policy, Policy, new($"Zit op hetzelfde niveau: {Domain.Words.Dutch(own.Level)}.", $"Is at the same level: {Domain.Words.English(own.Level)}."));

    private static LikenessReason? Kind(Framing own, Framing other)
    {
        var same = new List<(int Points, Spoken Words)>();
        if (own.Ownership == other.Ownership) same.Add((3, Told(own.Ownership)));
        if (own.Breadth == other.Breadth) same.Add((3, Told(own.Breadth)));
        if (own.ProcessForm == other.ProcessForm) same.Add((5, Told(own.ProcessForm)));
        if (own.SgeiRegime == other.SgeiRegime) same.Add((4, Told(own.SgeiRegime)));
        return same.Count == 0 ? null : new(LikenessFeature.Kind, same.Sum(s => s.Points), Kinds,
            new($"Is van dezelfde soort: {Speech.Listed(same.Select(s => s.Words.Dutch))}.", $"Is of the same kind: {Speech.Listed(same.Select(s => s.Words.English))}."));

        static Spoken Told<T>(T value) where T : struct, Enum => new(Domain.Words.Dutch(value), Domain.Words.English(value));
    }

    private static LikenessReason? Criteria(ComparedWeighing own, ComparedWeighing other)
    {
        if (own.Criteria.IsEmpty || other.Criteria.IsEmpty) return null;
        var same = own.Criteria.Select(c => (Criterion: c, Measure: other.Criteria.Max(c.LikenessTo))).Where(c => c.Measure > 0).ToList();
        var points = (int)Math.Round(Most * 2 * same.Sum(c => c.Measure) / (own.Criteria.Length + other.Criteria.Length));
        var names = Speech.Listed(same.Select(c => c.Criterion.Name));
        return same.Count == 0 ? null : new(LikenessFeature.Criteria, Math.Clamp(points, 1, Most), Most, new($"Weegt op vergelijkbare criteria: {names}.", $"Weighs by similar criteria: {names}."));
    }

    private static LikenessReason? Words(ComparedWeighing own, ComparedWeighing other)
    {
        var same = own.Words.CommonWith(other.Words);
        var points = (int)Math.Round(Most * own.Words.LikenessTo(other.Words));
        return same.IsEmpty ? null : new(LikenessFeature.Words, Math.Max(1, points), Most, new($"Gebruikt dezelfde woorden: {Speech.Listed(same)}.", $"Uses the same words: {Speech.Listed(same)}."));
    }
}

/// <summary>A weighing as it is compared with others.</summary>
public sealed class ComparedWeighing
{
    /// <summary>A weighing as it is compared with others.</summary>
    /// <param name="framing">The framing.</param>
    /// <param name="criteria">The codes and names of the criteria, those beside included.</param>
    public ComparedWeighing(Framing framing, IEnumerable<(string Code, string Name)> criteria)
    {
        Framing = framing;
        Words = new Vocabulary(framing.Title, framing.Question);
        Criteria = [.. criteria.Select(c => new ComparedCriterion(c.Code, c.Name))];
    }

    /// <summary>The framing.</summary>
    public Framing Framing { get; }

    /// <summary>CBS codes of the areas, and of those in which they lie.</summary>
    public IEnumerable<string> Areas => Framing.Areas.SelectMany(area => Likeness.Around(area.Code)).Distinct();

    /// <summary>The complexes, clusters and BAG objects that it is about, by which others can be looked for in their register.</summary>
    public IEnumerable<RegisterKey> PropertyKeys => new[] { Framing.Complexes, Framing.Clusters, Framing.BagIds }.SelectMany(ids => ids).Select(id => RegisterKey.Of(Register.Property, "id", id));

    /// <summary>The words of title and question, by which others can be searched for; those that come first are in front.</summary>
    public ImmutableArray<string> SearchedWords => Words.InOrder;

    /// <summary>The names and codes of all criteria, by which others can be looked for in a register of criteria: what is added up here may stand beside elsewhere.</summary>
    public IEnumerable<RegisterKey> CriterionKeys(Register register) => Criteria.SelectMany(c => new[] { RegisterKey.Of(register, "name", c.Name), RegisterKey.Of(register, "code", c.Code) });

    /// <summary>The words of title and question.</summary>
    internal Vocabulary Words { get; }

    /// <summary>The criteria.</summary>
    internal ImmutableArray<ComparedCriterion> Criteria { get; }
}

/// <summary>A criterion as it is compared with others.</summary>
/// <param name="code">Its code.</param>
/// <param name="name">Its name.</param>
internal sealed class ComparedCriterion(string code, string name)
{
    /// <summary>As much as two names must have in common to be alike.</summary>
    private const double Alike = 0.5;

    private readonly string _key = Names.Key(name);

    private readonly Vocabulary _words = new(name);

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its code.</summary>
    public string Code => code;

    /// <summary>1 for the same name, half of that for a name with as many of the same words, or for the same code, which people give as they like; else 0.</summary>
    public double LikenessTo(ComparedCriterion other) =>
        _key == other._key ? 1 : Codes.Same(code, other.Code) || _words.LikenessTo(other._words) >= Alike ? 0.5 : 0;

    /// <summary>Whether it is the same criterion, by its name, or by its words and its code.</summary>
    public bool IsSame(ComparedCriterion other) => _key == other._key || (Codes.Same(code, other.Code) && _words.LikenessTo(other._words) > 0);
}
