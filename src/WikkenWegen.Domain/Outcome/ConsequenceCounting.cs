using System.Collections.Immutable;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Outcome;

/// <summary>
/// Which consequences count, by the same rules as scores: of one assessor, for one proposal and criterion, the one that was stated or revised last; under
/// another version of the criteria where the scale is the same; and on an earlier revision of the proposal with a mark.
/// </summary>
internal static class ConsequenceCounting
{
    /// <summary>Decimals of a mean amount.</summary>
    private const int Digits = 4;

    /// <summary>The table; null where the criteria have none that stand beside.</summary>
    /// <param name="weighing">The state, as the reader may see it.</param>
    /// <param name="selection">Whose, and of which round.</param>
    /// <param name="version">The version of the criteria; null where there is none.</param>
    /// <param name="proposals">The proposals that are compared.</param>
    /// <param name="couldBeRead">Whether what was given in a round, or outside rounds, could be read by the moment that is asked about.</param>
    /// <param name="isThere">Whether something was there by that moment.</param>
    public static ConsequenceTable? Count(
        Weighing weighing, OutcomeSelection selection, CriteriaVersion? version, ImmutableArray<ComparedProposal> proposals, Func<int?, bool> couldBeRead, Func<Origin, bool> isThere) =>
        version is null || version.Set.Beside.IsEmpty ? null
        : Table(weighing, [.. weighing.Consequences.Where(c => selection.Has(weighing, c.By, c.Round) && couldBeRead(c.Round) && isThere(c.Revisions[0].Origin)).Select(c => (c, c.Revisions.Last(r => isThere(r.Origin))))], version, proposals);

    private static ConsequenceTable Table(Weighing weighing, List<(Consequence Consequence, ConsequenceRevision Newest)> said, CriteriaVersion version, ImmutableArray<ComparedProposal> proposals)
    {
        return new ConsequenceTable([.. version.Set.Beside.Select(Row)], weighing.Hidden.Count(h => h.IsConsequence));

        ConsequenceRow Row(CriterionBeside criterion)
        {
            var onIt = said.Where(s => Codes.Same(s.Consequence.Criterion, criterion.Code)).ToLookup(s => s.Consequence.CriteriaVersion == version.Version || HaveTheSameScale(Given(s.Consequence).Scale, criterion.Scale));
            ImmutableArray<ConsequenceCell> cells = [.. proposals.Select(p => Cell(p, criterion, onIt[true].Where(s => s.Consequence.Proposal.Code == p.Proposal.Code))).OfType<ConsequenceCell>()];
            return new ConsequenceRow(criterion.Code, criterion.Name, criterion.Scale.Kind, criterion.Scale.Unit, cells,
                [.. proposals.Select(p => p.Proposal.Code).Except(cells.Select(c => c.Proposal))], [.. onIt[false].Select(s => s.Consequence.Number)]);
        }

        ConsequenceCell? Cell(ComparedProposal proposal, CriterionBeside criterion, IEnumerable<(Consequence Consequence, ConsequenceRevision Newest)> all)
        {
            ImmutableArray<CountedConsequence> counted =
            [
                .. all.GroupBy(s => OutcomeInputs.Key(s.Consequence.By)).Select(by => by.Aggregate((one, other) => one.Newest.Origin.HappenedBefore(other.Newest.Origin) ? other : one))
                    .OrderBy(s => s.Consequence.Number).Select(s => new CountedConsequence(
                        s.Consequence.By, s.Newest.Content, s.Consequence.Number, s.Newest.Origin.Event,
                        s.Consequence.Proposal.Revision == proposal.Proposal.Revision ? null : s.Consequence.Proposal.Revision,
                        s.Consequence.CriteriaVersion == version.Version ? null : s.Consequence.CriteriaVersion)),
            ];
            if (counted.IsEmpty) return null;
            var contents = counted.Select(c => c.Content).ToList();
            return new ConsequenceCell(proposal.Proposal.Code, counted, criterion.Scale.Kind == BesideScaleKind.PositiveNegative ? Signs(contents) : null,
                [.. criterion.Scale.Words.Select(word => new WordCount(word, contents.Count(c => Names.Same(c.Word, word)))).Where(w => w.Number > 0)], Amounts(contents, criterion.Scale));
        }

        CriterionBeside Given(Consequence consequence) => weighing.CriteriaVersions.First(v => v.Version == consequence.CriteriaVersion).Set.BesideCriterion(consequence.Criterion)!;
    }

    /// <summary>Whether what was said on the one scale says the same on the other.</summary>
    public static bool HaveTheSameScale(BesideScale one, BesideScale other) =>
        one.Kind == other.Kind && one.Unit == other.Unit && one.Words.SequenceEqual(other.Words) && one.Parties.SequenceEqual(other.Parties);

    private static SignCount Signs(IReadOnlyCollection<ConsequenceContent> contents)
    {
        return new SignCount(Number(true, false), Number(false, true), Number(true, true), Number(false, false));

        int Number(bool positive, bool negative) => contents.Count(c => c.Positive == positive && c.Negative == negative);
    }

    private static ImmutableArray<PartyBand> Amounts(IReadOnlyCollection<ConsequenceContent> contents, BesideScale scale)
    {
        var named = contents.SelectMany(c => c.Amounts).GroupBy(a => Names.Key(a.Party)).ToDictionary(g => g.Key, g => g.ToList());
        var order = scale.Parties.Select(Names.Key).Concat(named.Keys).Distinct().Where(named.ContainsKey);
        return
        [
            .. order.Select(key => named[key]).Select(all => new PartyBand(
                all[0].Party, new Estimate(Mean(all, a => a.Low), Mean(all, a => a.Expected), Mean(all, a => a.High)), all.Count)),
        ];
    }

    private static decimal Mean(List<PartyAmount> amounts, Func<PartyAmount, decimal> end) =>
        Shown.Trimmed(Fraction.Sum(amounts.Select(a => Fraction.FromDecimal(end(a)))) / amounts.Count, Digits);
}
