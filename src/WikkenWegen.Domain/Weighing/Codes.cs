using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace WikkenWegen.Domain;

/// <summary>
/// Codes that people use in a meeting. They are compared without case: s1 is S1. What is recorded and shown is a code as it was first
/// written. Where people give none, the system numbers them.
/// </summary>
public static class Codes
{
    /// <summary>Whether two codes are the same one; only ASCII letters have a case here, and nothing is the same as no code.</summary>
    public static bool Same(string? a, string? b) => a is not null && b is not null && Ascii.EqualsIgnoreCase(a, b);

    /// <summary>The first free code that is <paramref name="prefix"/> with a number behind it, starting from one more than the number of items.</summary>
    internal static string Next<T>(string prefix, IReadOnlyCollection<T> items, Func<T, string> codeOf)
    {
        var taken = items.Select(codeOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var number = items.Count + 1;
        while (taken.Contains(Code(number))) number++;
        return Code(number);

        string Code(int n) => prefix + n.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>From codes as a caller writes them to codes as they were first written. One that the weighing does not have stays as it is.</summary>
internal static class WrittenCodes
{
    /// <summary>The code of a proposal.</summary>
    [return: NotNullIfNotNull(nameof(code))]
    public static string? ProposalCode(this Weighing weighing, string? code) => weighing.Proposal(code)?.Code ?? code;

    /// <summary>The code of a stakeholder.</summary>
    [return: NotNullIfNotNull(nameof(code))]
    public static string? StakeholderCode(this Weighing weighing, string? code) => weighing.Stakeholder(code)?.Code ?? code;

    /// <summary>The code of a criterion, in the newest version of the criteria that has it, among the others or beside them.</summary>
    public static string CriterionCode(this Weighing weighing, string code) =>
        weighing.CriteriaVersions.Select(version => version.Set.Criterion(code)?.Code ?? version.Set.BesideCriterion(code)?.Code).LastOrDefault(written => written is not null) ?? code;

    /// <summary>The same set, whose answers name its criteria as the set writes their codes.</summary>
    public static CriteriaSet WithAnswersInItsCodes(this CriteriaSet set)
    {
        return set.WeightAnswers is not { } answers ? set : set with
        {
            WeightAnswers = answers with
            {
                Points = [.. answers.Points.Select(p => p with { Criterion = Code(p.Criterion) })],
                Order = [.. answers.Order.Select(o => o with { Criteria = [.. o.Criteria.Select(Code)] })],
                Comparisons = [.. answers.Comparisons.Select(c => c with { Criterion = Code(c.Criterion), Over = Code(c.Over) })],
            },
        };

        string Code(string code) => set.Criterion(code)?.Code ?? code;
    }

    /// <summary>The same revision of a proposal.</summary>
    public static ProposalChoice WithCodesOf(this ProposalChoice proposal, Weighing weighing) => proposal with { Code = weighing.ProposalCode(proposal.Code) };

    /// <summary>The same stakeholder or role.</summary>
    public static Who WithCodesOf(this Who who, Weighing weighing) => who with { Stakeholder = weighing.StakeholderCode(who.Stakeholder) };
}
