using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WikkenWegen.Domain.Outcome;

/// <summary>
/// The fingerprint of what an outcome is computed from: SHA-256 of a text in UTF-8 that has it line by line, sorted by code, so that the order
/// in which things were recorded makes no difference. Names are preceded by their length, numbers written in their shortest decimal form.
/// </summary>
internal static class OutcomeFingerprint
{
    public static string Of(OutcomeInputs inputs)
    {
        var text = new StringBuilder("wikkenwegen-outcome-inputs 1\n");
        Line("weighing", inputs.Weighing.ToString("D"));
        Line("criteria", Whole(inputs.CriteriaVersion), Whole(inputs.CriteriaEvent), Number(inputs.ClearMargin));
        foreach (var c in inputs.Criteria.OrderBy(c => c.Code, StringComparer.Ordinal))
            Line("criterion", Name(c.Code), c.Direction.ToString(), Number(c.Scale.Worst), Number(c.Scale.Best), Name(c.Scale.Unit ?? ""), Number(c.Weight));
        foreach (var p in inputs.Proposals.OrderBy(p => p.Proposal.Code, StringComparer.Ordinal))
            Line("proposal", Name(p.Proposal.Code), Whole(p.Proposal.Revision), Whole(p.Event));
        foreach (var s in inputs.Scores.OrderBy(s => s.Proposal, StringComparer.Ordinal).ThenBy(s => s.Criterion, StringComparer.Ordinal).ThenBy(s => OutcomeInputs.Key(s.By), StringComparer.Ordinal))
            Line("score", Name(s.Proposal), Name(s.Criterion), Name(OutcomeInputs.Key(s.By)), Number(s.Estimate.Low), Number(s.Estimate.Expected), Number(s.Estimate.High), Whole(s.Event));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void Line(params ReadOnlySpan<string> parts) => text.AppendJoin(' ', parts).Append('\n');
    }

    /// <summary>A decimal without zeros at its end, so that 6 and 6.0 are one number.</summary>
    public static string Number(decimal number) => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static string Whole(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Name(string name) => string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(name)}:{name}");
}
