using System.Collections.Immutable;
using System.Globalization;

namespace WikkenWegen.Domain.Outcome;

/// <summary>An outcome in a few words.</summary>
internal static class OutcomeSummary
{
    /// <summary>That there is no outcome in points, because every criterion stands beside.</summary>
    public static readonly Spoken NothingAddsUp = new("Er is geen uitkomst in punten: geen enkel criterium is op te tellen.", "There is no outcome in points: no criterion can be added up.");

    public static Spoken Of(OutcomeInputs inputs, ImmutableArray<ProposalResult> results, string? clearWinner, ImmutableArray<DoubtfulRival> doubts)
    {
        if (inputs.Criteria.IsEmpty && inputs.Beside is not null) return NothingAddsUp;
        if (inputs.Criteria.IsEmpty) return new Spoken("Er is geen uitkomst: er zijn nog geen criteria vastgesteld.", "There is no outcome: no criteria have been adopted yet.");
        if (results.IsEmpty) return new Spoken("Er is geen uitkomst: er is geen voorstel.", "There is no outcome: there is no proposal.");
        if (inputs.Scores.IsEmpty) return new Spoken("Er is geen uitkomst: er is nog geen score die telt.", "There is no outcome: there is no score yet that counts.");
        if (results[0].Total is null) return new Spoken("Er is geen uitkomst: van elk voorstel ontbreekt een score.", "There is no outcome: of each proposal a score is missing.");

        var (first, points) = (results[0].Proposal.Code, results[0].Total!.Expected);
        if (results.Length == 1)
            return new Spoken($"Er is één voorstel: {first}, met {Number(points, Speech.DutchForms)} punten.", $"There is one proposal: {first}, with {Number(points, Speech.EnglishForms)} points.");
        // Ahead by less than is shown: nobody would understand that it is first by 0 points.
        if (clearWinner is not null && results[1].Total?.Expected == points)
            return new Spoken(
                $"Voorstel {first} komt als eerste uit: {Number(points, Speech.DutchForms)} punten, na afronden evenveel als {results[1].Proposal.Code}.",
                $"Proposal {first} comes first: {Number(points, Speech.EnglishForms)} points, after rounding as many as {results[1].Proposal.Code}.");
        if (clearWinner is not null && results[1].Total is { } second)
            return new Spoken(
                $"Voorstel {first} komt als eerste uit: {Number(points, Speech.DutchForms)} punten, {Number(points - second.Expected, Speech.DutchForms)} meer dan {results[1].Proposal.Code}.",
                $"Proposal {first} comes first: {Number(points, Speech.EnglishForms)} points, {Number(points - second.Expected, Speech.EnglishForms)} more than {results[1].Proposal.Code}.");
        if (clearWinner is not null)
            return new Spoken($"Voorstel {first} komt als eerste uit, met {Number(points, Speech.DutchForms)} punten.", $"Proposal {first} comes first, with {Number(points, Speech.EnglishForms)} points.");
        var tied = results.Where(r => r.Rank == 1).Select(r => r.Proposal.Code).ToList();
        if (tied.Count > 1)
        {
            // One of which a score is missing can still come above them.
            var lacking = doubts.Where(d => d.Why.Contains(OutcomeDoubt.ScoreMissing)).Select(d => d.Proposal).ToList();
            return new Spoken(
                $"Er is geen duidelijke volgorde: {And(tied, "en")} hebben evenveel punten ({Number(points, Speech.DutchForms)}){(lacking.Count == 0 ? "" : $", en van {And(lacking, "en")} ontbreken nog scores")}.",
                $"There is no clear order: {And(tied, "and")} have as many points ({Number(points, Speech.EnglishForms)}){(lacking.Count == 0 ? "" : $", and scores of {And(lacking, "and")} are still missing")}.");
        }
        var rivals = doubts.Select(d => d.Proposal).ToList();
        return new Spoken(
            $"Er is geen duidelijke volgorde: {first} heeft de meeste punten ({Number(points, Speech.DutchForms)}), maar is niet duidelijk beter dan {And(rivals, "en")}.",
            $"There is no clear order: {first} has the most points ({Number(points, Speech.EnglishForms)}), but is not clearly better than {And(rivals, "and")}.");
    }

    /// <summary>How often a proposal came first in the recomputed cases.</summary>
    public static Spoken Recomputed(string proposal, int first, OutcomeDrawing drawing)
    {
        var (dutch, english) = drawing.Weights switch
        {
            DrawnWeights.SameOrder => ("en hielden de gewichten hun volgorde", "and the weights kept their order"),
            DrawnWeights.AsGiven => ("en bleven de gewichten gelijk", "and the weights stayed as they are"),
            _ => ("en kon elk gewicht elke waarde hebben", "and any weight could have any value"),
        };
        var (inDutch, inEnglish) = Of100(first, drawing.Draws);
        return new Spoken(
            $"Voorstel {proposal} kwam in {inDutch} van de 100 herberekende gevallen als eerste uit; daarin lagen de scores tussen laag en hoog, {dutch}.",
            $"Proposal {proposal} came first in {inEnglish} of 100 recomputed cases, in which scores lay between low and high, {english}.");
    }

    /// <summary>How often a proposal was ahead of another in the recomputed cases.</summary>
    public static Spoken Ahead(string proposal, string other, int cases, int draws)
    {
        var (dutch, english) = Of100(cases, draws);
        return new Spoken($"Voorstel {proposal} stond in {dutch} van de 100 herberekende gevallen boven {other}.", $"Proposal {proposal} was ahead of {other} in {english} of 100 recomputed cases.");
    }

    private static (string Dutch, string English) Of100(int cases, int draws)
    {
        var hundredfold = 100L * cases;
        return cases == 0 ? ("0", "0") : cases == draws ? ("100", "100")
            : hundredfold < draws ? ("minder dan 1", "fewer than 1") : hundredfold > 99L * draws ? ("meer dan 99", "more than 99") : (Whole(), Whole());

        string Whole() => ((200L * cases + draws) / (2L * draws)).ToString(CultureInfo.InvariantCulture);
    }

    private static string And(List<string> codes, string and)
    {
        const int most = 5;
        List<string> told = codes.Count > most ? [.. codes.Take(most - 1), (codes.Count - most + 1).ToString(CultureInfo.InvariantCulture) + (and == "en" ? " andere" : " others")] : codes;
        return told.Count < 2 ? string.Concat(told) : $"{string.Join(", ", told.SkipLast(1))} {and} {told[^1]}";
    }

    private static string Number(decimal number, CultureInfo forms) => Forms.Number(number, forms);
}
