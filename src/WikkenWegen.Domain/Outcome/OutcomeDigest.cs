using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WikkenWegen.Domain.Outcome;

/// <summary>
/// The digest of everything that came out: SHA-256 of a text in UTF-8 with the exact totals, the ranks, what turns them, and how often each proposal took
/// which place when it was recomputed. Sorted by code, so that the order in which proposals came makes no difference.
/// </summary>
public static class OutcomeDigest
{
    /// <summary>The digest of an outcome: 64 lower-case hexadecimal digits.</summary>
    public static string Of(WeighingOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var text = new StringBuilder("wikkenwegen-outcome 1\n");
        Line("inputs", outcome.Inputs.Fingerprint, outcome.Method.Name, outcome.Method.Version);
        foreach (var result in outcome.Results.OrderBy(r => r.Proposal.Code, StringComparer.Ordinal))
        {
            var code = result.Proposal.Code;
            if (result.Rank is not { } rank || outcome.Exact is not { } exact)
            {
                Line("possible", code, Number(result.Possible?.Low), Number(result.Possible?.High));
                continue;
            }
            Line("total", code, Whole(rank), exact.Totals[code].ToString(), exact.Bands[code].Low.ToString(), exact.Bands[code].High.ToString());
            foreach (var part in result.Contributions.OrderBy(c => c.Criterion, StringComparer.Ordinal)) Line("part", code, part.Criterion, Number(part.Points));
        }
        Line("first", [.. outcome.First.Order(StringComparer.Ordinal)]);
        Line("winner", outcome.ClearWinner ?? "-", Number(outcome.Margin));
        foreach (var weight in outcome.Weights.OrderBy(w => w.Criterion, StringComparer.Ordinal)) Line("weight", weight.Criterion, Number(weight.Share), Number(weight.Low), Number(weight.High));
        if (outcome.Recomputed is { } cases)
        {
            Line("recomputed", Whole(cases.Draws), cases.Seed, cases.Generator, cases.Weights.ToString());
            foreach (var proposal in cases.Proposals.OrderBy(p => p.Proposal, StringComparer.Ordinal))
                Line("cases", [proposal.Proposal, Whole(proposal.First), .. proposal.Ranks.Select(Whole), .. proposal.Ahead.OrderBy(a => a.Of, StringComparer.Ordinal).Select(a => Whole(a.Cases))]);
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void Line(string kind, params ReadOnlySpan<string> parts)
        {
            text.Append(kind);
            foreach (var part in parts) text.Append(' ').Append(part);
            text.Append('\n');
        }
    }

    private static string Number(decimal? number) => number is { } n ? OutcomeFingerprint.Number(n) : "-";

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
