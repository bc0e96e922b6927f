using System.Collections.Immutable;

namespace WikkenWegen.Domain.Outcome;

/// <summary>What comes out under one version of the criteria, with the same scores as far as they hold on.</summary>
/// <param name="Version">Number of the version of the criteria, from 1.</param>
/// <param name="Event">Number of the event in which it was recorded.</param>
/// <param name="First">Codes of the proposals in the first place; empty where no proposal has a total.</param>
/// <param name="ClearWinner">Code of the proposal that is clearly ahead of every other; absent where there is none.</param>
/// <param name="Margin">The difference between the first and the second, in points; absent where fewer than two have a total.</param>
/// <param name="Results">The results, the best first.</param>
/// <param name="NotCounted">The scores that do not count under this version, each with the reason.</param>
/// <param name="Fingerprint">SHA-256 of what the computation read.</param>
/// <param name="Summary">What comes out, in one sentence.</param>
public sealed record OutcomeUnderVersion(
    int Version, int Event, ImmutableArray<string> First, string? ClearWinner, decimal? Margin, ImmutableArray<ProposalResult> Results,
    ImmutableArray<UncountedScore> NotCounted, string Fingerprint, Spoken Summary);

/// <summary>What a change of the criteria did to the outcome.</summary>
/// <param name="From">The version before the change.</param>
/// <param name="To">The version after it.</param>
/// <param name="WeightsOnly">Whether only weights changed: the criteria and their scales are the same.</param>
/// <param name="FirstChanged">Whether another proposal came first; absent where there was no outcome before it or after it, or where other proposals have a total after it.</param>
/// <param name="RankChanges">The proposals that took another place.</param>
/// <param name="InWords">Whether the change changed the winner, in one sentence.</param>
public sealed record CriteriaChangeEffect(int From, int To, bool WeightsOnly, bool? FirstChanged, ImmutableArray<RankChange> RankChanges, Spoken InWords);

/// <summary>That a proposal takes another place.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="From">Its place before; absent where it had none.</param>
/// <param name="To">Its place after; absent where it has none.</param>
public sealed record RankChange(string Proposal, int? From, int? To)
{
    /// <summary>The proposals that take another place, in the order of the results before, then those that are new.</summary>
    internal static ImmutableArray<RankChange> Between(ImmutableArray<ProposalResult> before, ImmutableArray<ProposalResult> after)
    {
        var (old, now) = (before.ToDictionary(r => r.Proposal.Code, r => r.Rank), after.ToDictionary(r => r.Proposal.Code, r => r.Rank));
        return [.. old.Keys.Concat(now.Keys.Where(code => !old.ContainsKey(code))).Select(code => new RankChange(code, old.GetValueOrDefault(code), now.GetValueOrDefault(code))).Where(c => c.From != c.To)];
    }
}

/// <summary>What comes out under every version of the criteria: did a change of the weights change the winner?</summary>
public sealed record OutcomeUnderVersions
{
    /// <summary>Rises where another answer follows from the same outcomes, so that who kept one asks for it again. The first edition was not named.</summary>
    public const int Edition = 3;

    /// <summary>The outcome under each version, oldest first; empty until criteria are adopted.</summary>
    public required ImmutableArray<OutcomeUnderVersion> Versions { get; init; }

    /// <summary>What each change of the criteria did, oldest first; empty where they were never changed.</summary>
    public required ImmutableArray<CriteriaChangeEffect> Changes { get; init; }

    /// <summary>The answer in one sentence.</summary>
    public required Spoken Answer { get; init; }

    /// <summary>Computes it.</summary>
    /// <param name="weighing">The state, as the reader may see it; its id must be filled in.</param>
    /// <param name="selection">Which scores; its version of the criteria is not looked at.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static OutcomeUnderVersions Of(Weighing weighing, OutcomeSelection selection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(weighing);
        var versions = weighing.CriteriaVersions.Select(version =>
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = WeighingOutcome.Of(weighing, selection with { CriteriaVersion = version.Version }, new OutcomeDrawing { Draws = 0 }, cancellation);
            return new OutcomeUnderVersion(version.Version, version.Origin.Event, outcome.First, outcome.ClearWinner, outcome.Margin, outcome.Results, outcome.Inputs.NotCounted, outcome.Inputs.Fingerprint, outcome.Summary);
        }).ToImmutableArray();
        var sets = weighing.CriteriaVersions.ToDictionary(v => v.Version, v => v.Set);
        ImmutableArray<CriteriaChangeEffect> changes = [.. versions.Zip(versions.Skip(1), (before, after) => Effect(before, after, CriteriaChange.Between(sets[before.Version], sets[after.Version])))];
        return new OutcomeUnderVersions { Versions = versions, Changes = changes, Answer = AnswerOf(versions, changes) };
    }

    private static CriteriaChangeEffect Effect(OutcomeUnderVersion before, OutcomeUnderVersion after, CriteriaChange change)
    {
        var (dutch, english) = change.IsOfWeights ? ("van de gewichten", "of the weights") : change.IsOfMargin ? ("van het verschil dat telt", "of the difference that counts") : ("van de criteria", "of the criteria");
        var (there, alike, changed) = (before.First.Length > 0 && after.First.Length > 0, HaveTheSameTotals(before, after), !HaveTheSameFirst(before, after));
        var clearness = (before.ClearWinner is not null, after.ClearWinner is not null) switch
        {
            (true, false) => new Spoken(", maar de volgorde is sindsdien niet duidelijk", ", but the order is not clear since then"),
            (false, true) => new Spoken(", en de volgorde is sindsdien duidelijk", ", and the order is clear since then"),
            _ => new Spoken("", ""),
        };
        var words = !there
            ? new Spoken(
                Invariant($"Of de wijziging {dutch} (versie {after.Version}) iets aan de eerste plaats veranderde, is niet te zeggen: onder versie {(before.First.IsEmpty ? before : after).Version} is er geen uitkomst."),
                Invariant($"Whether the change {english} (version {after.Version}) changed the first place cannot be said: under version {(before.First.IsEmpty ? before : after).Version} there is no outcome."))
            : !alike
                ? new Spoken(
                    Invariant($"Of de wijziging {dutch} (versie {after.Version}) iets aan de eerste plaats veranderde, is niet te zeggen: daarna hebben andere voorstellen een totaal dan daarvoor."),
                    Invariant($"Whether the change {english} (version {after.Version}) changed the first place cannot be said: after it, other proposals have a total than before it."))
            : changed
                ? new Spoken(
                    Invariant($"De wijziging {dutch} (versie {after.Version}) veranderde de eerste plaats: eerst {Named(before.First, "en")}, daarna {Named(after.First, "en")}."),
                    Invariant($"The change {english} (version {after.Version}) changed the first place: before it {Named(before.First, "and")}, after it {Named(after.First, "and")}."))
                : new Spoken(
                    Invariant($"De wijziging {dutch} (versie {after.Version}) veranderde niets aan de eerste plaats: die bleef voor {Named(after.First, "en")}{clearness.Dutch}."),
                    Invariant($"The change {english} (version {after.Version}) did not change the first place: it stayed with {Named(after.First, "and")}{clearness.English}."));
        return new CriteriaChangeEffect(before.Version, after.Version, change.IsOfWeights, there && alike ? changed : null, RankChange.Between(before.Results, after.Results), words);
    }

    private static Spoken AnswerOf(ImmutableArray<OutcomeUnderVersion> versions, ImmutableArray<CriteriaChangeEffect> changes)
    {
        if (versions.IsEmpty) return new Spoken("Er zijn nog geen criteria vastgesteld.", "No criteria have been adopted yet.");
        if (changes.IsEmpty) return new Spoken("Nee: de criteria zijn niet gewijzigd.", "No: the criteria were not changed.");
        if (changes.Length == 1) return changes[0].InWords;
        // Between two versions there can be some under which nothing comes out; the change then lies somewhere between the two.
        var told = versions.Where(v => !v.First.IsEmpty).ToList();
        var pairs = told.Zip(told.Skip(1)).ToList();
        var turns = pairs.Where(pair => HaveTheSameTotals(pair.First, pair.Second) && !HaveTheSameFirst(pair.First, pair.Second)).ToLookup(pair => pair.Second.Version - pair.First.Version == 1);
        if (turns.Count > 0)
        {
            var at = turns[true].Select(t => Invariant($"{t.Second.Version}")).ToList();
            return new Spoken($"Ja: {Turns("met versie", "tussen versie", "en")} van de criteria veranderde de eerste plaats.", $"Yes: {Turns("with version", "between versions", "and")} of the criteria the first place changed.");

            string Turns(string with, string between, string and) => Named(
                [.. at.Count > 0 ? [$"{with} {Named(at, and)}"] : Enumerable.Empty<string>(), .. turns[false].Select(t => Invariant($"{between} {t.First.Version} {and} {t.Second.Version}"))], and);
        }
        if (told.Count < versions.Length)
            return new Spoken("Dat is niet te zeggen: niet onder elke versie van de criteria is er een uitkomst.", "That cannot be said: there is not an outcome under every version of the criteria.");
        if (pairs.Any(pair => !HaveTheSameTotals(pair.First, pair.Second)))
            return new Spoken("Dat is niet te zeggen: niet onder elke versie van de criteria hebben dezelfde voorstellen een totaal.", "That cannot be said: the proposals that have a total are not the same under every version of the criteria.");
        var clearness = versions.Select(v => v.ClearWinner is null).Distinct().Count() == 1
            ? new Spoken("", "") : new Spoken(", maar niet onder elke versie is de volgorde duidelijk", ", but the order is not clear under every version");
        var (stands, comes) = versions[0].First.Length == 1 ? ("staat", "comes") : ("staan", "come");
        return new Spoken(
            $"Nee: onder elke versie van de criteria {stands} {Named(versions[0].First, "en")} op de eerste plaats{clearness.Dutch}.",
            $"No: under every version of the criteria {Named(versions[0].First, "and")} {comes} first{clearness.English}.");
    }

    /// <summary>Whether the same proposals have a total. Where others have one, it is not the criteria alone by which another comes first.</summary>
    private static bool HaveTheSameTotals(OutcomeUnderVersion one, OutcomeUnderVersion other) => Ranked(one).SetEquals(Ranked(other));

    private static HashSet<string> Ranked(OutcomeUnderVersion version) => [.. version.Results.Where(r => r.Rank is not null).Select(r => r.Proposal.Code)];

    private static bool HaveTheSameFirst(OutcomeUnderVersion one, OutcomeUnderVersion other) => one.First.ToHashSet().SetEquals(other.First);

    private static string Named(IReadOnlyList<string> codes, string and) => codes.Count < 2 ? string.Concat(codes) : $"{string.Join(", ", codes.SkipLast(1))} {and} {codes[^1]}";
}
