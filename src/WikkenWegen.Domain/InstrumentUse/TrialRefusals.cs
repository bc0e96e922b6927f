using System.Collections.Immutable;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.InstrumentUse;

/// <summary>Why an instrument is not tried on a weighing.</summary>
public static class TrialRefusals
{
    /// <summary>Most proposals of all weighings of one trial together.</summary>
    public const int MostProposals = 2_000;

    /// <summary>Refuses a weighing that is not there, or that the caller may not read.</summary>
    public static readonly Rule UnknownTriedWeighing = new("unknown-tried-weighing", RuleKind.Invalid,
        "Er is geen afweging met id {0}.",
        "There is no weighing with id {0}.");

    /// <summary>Refuses a moment at which the weighing was not there, or an event that it does not have.</summary>
    public static readonly Rule TriedMomentNotThere = new("tried-moment-not-there", RuleKind.Invalid,
        "Op dat moment was deze afweging er nog niet, of zij heeft die gebeurtenis niet.",
        "At that moment this weighing was not there yet, or it has no such event.");

    /// <summary>Refuses a weighing on which nothing was decided, where no moment is named.</summary>
    public static readonly Rule TriedNotDecided = new("tried-not-decided", RuleKind.Invalid,
        "Over deze afweging is nog niets besloten. Zeg met version of asOf van welk moment.",
        "Nothing was decided on this weighing yet. Say by version or asOf as of which moment.");

    /// <summary>Refuses the same weighing as of the same moment twice.</summary>
    public static readonly Rule WeighingTriedTwice = new("weighing-tried-twice", RuleKind.Invalid,
        "Deze afweging staat hier al, zoals zij op dat moment was.",
        "This weighing is here already, as it was at that moment.");

    /// <summary>Refuses more proposals or scores than are gone through at once.</summary>
    public static readonly Rule TriedTooMuch = new("tried-too-much", RuleKind.Invalid,
        "Deze afwegingen hebben samen {0:N0} voorstellen en {1:N0} scores; het meeste is {2:N0} en {3:N0}. Probeer minder afwegingen tegelijk.",
        "Together these weighings have {0:N0} proposals and {1:N0} scores; the most is {2:N0} and {3:N0}. Try fewer weighings at once.");

    /// <summary>Refuses to record what comes out of a secret weighing in an instrument, which others read.</summary>
    public static readonly Rule TrialOfSecret = new("trial-of-secret", RuleKind.Conflict,
        "Deze afweging is geheim. Wat eruit zou komen wordt niet bij het instrument vastgelegd: dat lezen ook anderen.",
        "This weighing is secret. What would come out of it is not recorded with the instrument, which others read too.");

    /// <summary>Refuses a weighing in which a blind round was open then: what was given in it is not to be told by what comes out.</summary>
    public static readonly Rule TrialInBlindRound = new("trial-in-blind-round", RuleKind.Conflict,
        "Blinde ronde {0} van deze afweging was toen open. Kies een moment waarop zij gesloten is.",
        "Blind round {0} of this weighing was open then. Choose a moment at which it is closed.");

    /// <summary>Why an instrument is not tried on a weighing as it was at a moment.</summary>
    /// <param name="instrument">The content of the instrument.</param>
    /// <param name="weighing">The weighing as it was recorded then.</param>
    /// <param name="newest">The weighing as it is now: what is secret now is secret of any moment.</param>
    /// <param name="matches">Which criteria belong together.</param>
    /// <param name="isRecorded">Whether what comes out is recorded, for others to read.</param>
    /// <param name="pointer">JSON Pointer to where the weighing stands in the request.</param>
    public static IEnumerable<Refusal> Of(InstrumentContent instrument, Weighing weighing, Weighing newest, ImmutableArray<MatchedCriterion> matches, bool isRecorded, string pointer)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(weighing);
        ArgumentNullException.ThrowIfNull(newest);
        if (isRecorded && newest.Framing.Confidentiality == Confidentiality.Secret) yield return TrialOfSecret.At($"{pointer}/weighing");
        foreach (var round in weighing.Rounds.Where(r => r.Hides)) yield return TrialInBlindRound.At($"{pointer}/weighing", round.Number);
        var set = weighing.Criteria?.Set;
        for (var i = 0; i < matches.Length; i++)
        {
            var (match, at) = (matches[i], Invariant($"{pointer}/criteria/{i}"));
            if (instrument.Criterion(match.Criterion) is null) yield return InstrumentContentRules.UnknownInstrumentCriterion.At($"{at}/criterion", match.Criterion);
            else if (matches.Take(i).Any(m => Codes.Same(m.Criterion, match.Criterion))) yield return Rules.CodeTwice.At($"{at}/criterion", match.Criterion);
            if (match.WeighingCriterion is not { } code) continue;
            if (set?.Criterion(code) is null && set?.BesideCriterion(code) is null) yield return WhatIf.CriterionNotCompared.At($"{at}/weighingCriterion", code);
            else if (matches.Take(i).Any(m => Codes.Same(m.WeighingCriterion, code))) yield return Rules.CodeTwice.At($"{at}/weighingCriterion", code);
        }
    }

    /// <summary>What is too much of weighings together, as they were then.</summary>
    public static IEnumerable<Refusal> OfAll(IReadOnlyCollection<Weighing> weighings)
    {
        var (proposals, scores) = (weighings.Sum(w => w.Proposals.Count), weighings.Sum(w => w.Scores.Count));
        if (proposals > MostProposals || scores > OutcomeWork.MostScores) yield return TriedTooMuch.At("/weighings", proposals, scores, MostProposals, OutcomeWork.MostScores);
    }
}
