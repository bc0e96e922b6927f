using System.Globalization;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Domain.Precedents;

/// <summary>A criterion that weighs much more or much less than the same one in an earlier weighing.</summary>
/// <param name="Own">The criterion here.</param>
/// <param name="Other">The criterion there.</param>
/// <param name="Difference">Its share of the weights here less that there, from -1 to 1.</param>
/// <param name="IsReasoned">Whether a reason was given with the criteria here. What it says is for people to judge.</param>
/// <param name="Sentence">The same in words.</param>
public sealed record DifferentWeight(CriterionEntry Own, CriterionEntry Other, decimal Difference, bool IsReasoned, Spoken Sentence)
{
    /// <summary>As much as shares must lie apart to be told of: a tenth of all weights.</summary>
    public const decimal Apart = 0.1m;

    /// <summary>The criteria in force in two weighings that are the same, and weigh differently; the largest difference first.</summary>
    public static IEnumerable<DifferentWeight> Between(IEnumerable<CriterionEntry> own, IReadOnlyCollection<CriterionEntry> other)
    {
        var theirs = other.Where(c => c.InForce).Select(c => (Entry: c, Compared: new ComparedCriterion(c.Code, c.Name))).ToList();
        return own.Where(c => c.InForce).Select(c => (Own: c, Other: Same(c))).Where(pair => pair.Other is not null)
            .Select(pair => Of(pair.Own, pair.Other!)).Where(d => Math.Abs(d.Difference) >= Apart)
            .OrderByDescending(d => Math.Abs(d.Difference)).ThenBy(d => d.Own.Code, StringComparer.Ordinal);

        CriterionEntry? Same(CriterionEntry criterion)
        {
            var compared = new ComparedCriterion(criterion.Code, criterion.Name);
            return theirs.FirstOrDefault(t => compared.IsSame(t.Compared)).Entry;
        }
    }

    private static DifferentWeight Of(CriterionEntry own, CriterionEntry other)
    {
        var isReasoned = own.Reason is not null;
        return new DifferentWeight(own, other, own.Newest.Share - other.Newest.Share, isReasoned, new(
            $"{own.Name} weegt hier {Percent(own, Forms.Dutch)} en daar {Percent(other, Forms.Dutch)}. {(isReasoned ? "Bij deze criteria is een reden vastgelegd." : "Een reden is niet vastgelegd.")}",
            $"{own.Name} weighs {Percent(own, Forms.English)} here and {Percent(other, Forms.English)} there. {(isReasoned ? "A reason was recorded with these criteria." : "No reason was recorded.")}"));
    }

    private static string Percent(CriterionEntry criterion, CultureInfo forms) => Forms.Number(decimal.Round(criterion.Newest.Share * 100), forms) + "%";
}
