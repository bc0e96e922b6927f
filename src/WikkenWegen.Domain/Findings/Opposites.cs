namespace WikkenWegen.Domain.Findings;

/// <summary>Consequences that say the opposite of each other. On these scales there is no distance, so that less than the opposite says nothing.</summary>
internal static class Opposites
{
    /// <summary>
    /// Whether the one says the opposite of the other: positive alone and negative alone, the best and the worst word, or of some party a gain and a payment,
    /// with all of their bands.
    /// </summary>
    public static bool IsOppositeOf(this ConsequenceContent one, ConsequenceContent other, BesideScale scale) => scale.Kind switch
    {
        BesideScaleKind.Ordinal => IsBestAndWorst(one.Word, other.Word, scale) || IsBestAndWorst(other.Word, one.Word, scale),
        BesideScaleKind.PositiveNegative => one.Positive != one.Negative && one.Positive == other.Negative && one.Negative == other.Positive,
        _ => one.Amounts.Any(amount => other.Amounts.Any(theirs => Names.Same(amount.Party, theirs.Party) && (IsGainAndPayment(amount, theirs) || IsGainAndPayment(theirs, amount)))),
    };

    private static bool IsBestAndWorst(string? best, string? worst, BesideScale scale) => Names.Same(best, scale.Words[^1]) && Names.Same(worst, scale.Words[0]);

    private static bool IsGainAndPayment(PartyAmount gain, PartyAmount payment) => gain.Low > 0 && payment.High < 0;
}
