using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WikkenWegen.Domain.Cases;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Domain.Support;

namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>
/// Makes a case of a weighing. Pure: the same weighing, request and texts give the same copy. What goes into the copy is listed here; all else stays out,
/// also what events will hold one day.
/// </summary>
public sealed class CasePreparation
{
    /// <summary>Refuses a text for a case that holds what identifies the weighing, a place, a document or somebody.</summary>
    public static readonly Rule CaseTextIdentifies = new("case-text-identifies", RuleKind.Invalid,
        "In deze tekst staat '{0}'. Aan codes, nummers en adressen is te herkennen waar de casus over gaat: schrijf het in algemene woorden.",
        "This text holds '{0}'. Codes, numbers and addresses tell what the case is about: write it in general words.");

    /// <summary>Refuses a text for a criterion that the criteria in force do not have.</summary>
    public static readonly Rule CaseCriterionUnknown = new("case-criterion-unknown", RuleKind.Invalid,
        "Criterium {0} hoort niet bij de geldende criteria.",
        "Criterion {0} is not among the criteria in force.");

    /// <summary>Refuses to release a text that is not in the vault at that place, was erased, or cannot be read by who prepares the case.</summary>
    public static readonly Rule CaseQuoteNotThere = new("case-quote-not-there", RuleKind.Invalid,
        "Gebeurtenis {0} heeft op die plaats geen tekst '{1}' die te lezen is.",
        "Event {0} has no text '{1}' at that place that can be read.");

    /// <summary>Refuses to release the name or contact of a person.</summary>
    public static readonly Rule CaseQuoteOfPerson = new("case-quote-of-person", RuleKind.Invalid,
        "Namen en contactgegevens van personen gaan niet mee in een casus.",
        "Names and contacts of persons do not go into a case.");

    /// <summary>Fewer parties than this are few.</summary>
    private const int FewParties = 5;

    /// <summary>As many features that few weighings have make an unusual combination.</summary>
    private const int UnusualFeatures = 2;

    private readonly Weighing _weighing;
    private readonly CaseRequest _request;
    private readonly IReadOnlyDictionary<string, string> _disclosed;
    private readonly Dictionary<string, CaseRole> _roles;

    private CasePreparation(Weighing weighing, CaseRequest request, IReadOnlyDictionary<string, string> disclosed)
    {
        (_weighing, _request, _disclosed, Newest) = (weighing, request, disclosed, weighing);
        _roles = Roles();
    }

    /// <summary>The newest state, which says what was erased and corrected by now.</summary>
    private Weighing Newest { get; init; }

    /// <summary>The name that no text may hold; null where it is not looked for.</summary>
    private string? RefusedName { get; init; }

    /// <summary>Stops making it.</summary>
    private CancellationToken Cancellation { get; init; }

    /// <summary>Which events hold texts that may be released; null for all.</summary>
    private Func<RecordedEvent, bool>? MayBeReleased { get; init; }

    /// <summary>Makes a case of a weighing, or says why not.</summary>
    /// <param name="weighing">The newest state, whole, in the order of recording; its id must be filled in.</param>
    /// <param name="request">What its owner gives for the case.</param>
    /// <param name="disclosed">The texts of the vault that who prepares the case may read, by digest.</param>
    /// <param name="corporation">The registered name of the corporation, which no text of a case may hold; null where it is not known.</param>
    /// <param name="isReadable">Which events who prepares the case may read: of others no text is released, and nothing is told. Null where that is all of them.</param>
    /// <param name="cancellation">Stops making it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PreparedCase Of(
        Weighing weighing, CaseRequest request, IReadOnlyDictionary<string, string> disclosed, string? corporation = null, Func<RecordedEvent, bool>? isReadable = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(weighing);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(disclosed);
        return new CasePreparation(weighing, request, disclosed) { RefusedName = corporation, MayBeReleased = isReadable, Cancellation = cancellation }.Made(corporation, isReadable);
    }

    /// <summary>Makes a case of a weighing of what was given for it with its texts sealed, and the digest of it; null where one of the texts is not there.</summary>
    /// <param name="weighing">The state, whole, in the order of recording; its id must be filled in.</param>
    /// <param name="content">What its owner gave.</param>
    /// <param name="disclosed">The texts of the vault, those of the content among them, by digest.</param>
    /// <param name="corporation">The registered name of the corporation, which no text of a case may hold; null where it is not known.</param>
    /// <param name="isReadable">Which events who prepares the case may read: of others no text is released, and nothing is told. Null where that is all of them.</param>
    /// <param name="cancellation">Stops making it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PreparedCase? Of(
        Weighing weighing, CaseContent content, IReadOnlyDictionary<string, string> disclosed, string? corporation = null, Func<RecordedEvent, bool>? isReadable = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(disclosed);
        return CaseRequest.Of(content, disclosed) is not { } request ? null : WithDigest(Of(weighing, request, disclosed, corporation, isReadable, cancellation), weighing, content, disclosed, cancellation);
    }

    /// <summary>
    /// Makes a case once more that was prepared before, of what was recorded by then and whoever reads it; null where it does not come out the same, since texts were erased or corrected, or the rules
    /// are others now. That the corporation has another name now changes nothing: its texts were looked at for the name of then.
    /// </summary>
    /// <param name="newest">The newest state, whole, in the order of recording; its id must be filled in.</param>
    /// <param name="prepared">The case.</param>
    /// <param name="disclosed">The texts of the vault, by digest.</param>
    /// <param name="corporation">The registered name of the corporation, for the report; null where nobody reads that.</param>
    /// <param name="isReadable">Which events the reader of the report may read; null where that is all of them, or nobody reads it.</param>
    /// <param name="cancellation">Stops making it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PreparedCase? Again(
        Weighing newest, WeighingCase prepared, IReadOnlyDictionary<string, string> disclosed, string? corporation = null, Func<RecordedEvent, bool>? isReadable = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(newest);
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(disclosed);
        var replaced = newest.TextCorrections.Where(c => c.Origin.Event > prepared.ReadVersion).Select(c => c.Replaced).ToHashSet();
        var left = disclosed.Where(text => newest.ErasureOf(text.Key) is null && !replaced.Contains(text.Key)).ToDictionary();
        if (CaseRequest.Of(prepared.Content, left) is not { } request) return null;
        var then = Weighing.Fold(newest.Events.Take(prepared.ReadVersion)) with { Id = newest.Id };
        var again = WithDigest(new CasePreparation(then, request, left) { Newest = newest, Cancellation = cancellation }.Made(corporation, isReadable), then, prepared.Content, left, cancellation);
        return again.Digest == prepared.Digest ? again : null;
    }

    /// <summary>The digest stays when a text is erased, so it must not tell whether somebody guessed that text: each stands in it as its own digest, which is salted.</summary>
    private static PreparedCase WithDigest(PreparedCase made, Weighing weighing, CaseContent content, IReadOnlyDictionary<string, string> disclosed, CancellationToken cancellation)
    {
        var hidden = disclosed.Keys.ToDictionary(digest => digest);
        return made.Copy is null ? made : made with { Digest = DigestOf(new CasePreparation(weighing, CaseRequest.Of(content, hidden)!, hidden) { Cancellation = cancellation }.Copy()) };
    }

    /// <summary>The copy with its report, or why there is none.</summary>
    private PreparedCase Made(string? corporation, Func<RecordedEvent, bool>? isReadable)
    {
        ImmutableArray<Refusal> refusals = [.. PrepareCase.NotForCases(_weighing)];
        if (refusals.IsEmpty) refusals = [.. Refusals()];
        if (!refusals.IsEmpty) return new PreparedCase(null, null, null, refusals);
        var copy = Copy();
        return new PreparedCase(copy, null, Report(copy, corporation, isReadable), []);
    }

    private static string DigestOf(CaseCopy copy) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("wikkenwegen-case 1\n" + JsonSerializer.Serialize(copy, EventContract.Json))));

    private IEnumerable<Refusal> Refusals()
    {
        foreach (var (index, text) in _request.Criteria.Index())
            if (_weighing.Criteria?.Set is not { } set || (set.Criterion(text.Code) is null && set.BesideCriterion(text.Code) is null)) yield return CaseCriterionUnknown.At(Invariant($"/criteria/{index}/code"), text.Code);
        foreach (var (index, text) in _request.Proposals.Index())
            if (_weighing.Proposal(text.Code) is null) yield return Rules.UnknownProposal.At(Invariant($"/proposals/{index}/code"), text.Code);
        foreach (var (index, party) in _request.Parties.Index())
            if (_weighing.Stakeholder(party.Code) is null) yield return Rules.UnknownStakeholder.At(Invariant($"/parties/{index}/code"), party.Code);
        foreach (var (list, codes) in new[] { ("criteria", _request.Criteria.Select(c => c.Code)), ("proposals", _request.Proposals.Select(p => p.Code)), ("parties", _request.Parties.Select(p => p.Code)) })
            foreach (var (index, code) in Again(codes)) yield return Rules.CodeTwice.At(Invariant($"/{list}/{index}/code"), code);
        foreach (var (index, quote) in _request.Quotes.Index())
        {
            if (quote.Field is "personName" or "contact") yield return CaseQuoteOfPerson.At(Invariant($"/quotes/{index}/field"));
            else if (Released(quote) is null) yield return CaseQuoteNotThere.At(Invariant($"/quotes/{index}"), quote.Event, quote.Field);
        }
        var identifiers = new Identifiers(_weighing, _disclosed, RefusedName, Cancellation);
        foreach (var (pointer, text) in Written())
            if (identifiers.In(text) is { } found) yield return CaseTextIdentifies.At(pointer, found);

        static IEnumerable<(int, string)> Again(IEnumerable<string> codes) =>
            codes.Index().GroupBy(c => c.Item, StringComparer.OrdinalIgnoreCase).SelectMany(same => same.Skip(1));
    }

    /// <summary>All texts that go into the copy as they are: those that the owner wrote and those that were released, with their places in the request.</summary>
    private IEnumerable<(string Pointer, string Text)> Written() => OfOwner().Concat(
        from quote in _request.Quotes.Index()
        let text = Released(quote.Item)
        where text is not null
        select (Invariant($"/quotes/{quote.Index}"), text));

    private IEnumerable<(string Pointer, string Text)> OfOwner() =>
        new[] { ("/title", _request.Title), ("/question", _request.Question), ("/background", _request.Background), ("/cameOfIt", _request.CameOfIt) }
            .Where(t => t.Item2 is not null).Select(t => (t.Item1, t.Item2!))
            .Concat(_request.Criteria.Select((c, i) => (Invariant($"/criteria/{i}/text"), c.Text)))
            .Concat(_request.Proposals.Select((p, i) => (Invariant($"/proposals/{i}/text"), p.Text)));

    private CaseCopy Copy()
    {
        var (framing, set) = (_weighing.Framing, _weighing.Criteria?.Set);
        var outcome = Outcome(OutcomeInputs.Of(_weighing, OutcomeSelection.Everything, Cancellation));
        var statements = Statements.Of(_weighing);
        return new CaseCopy
        {
            Rules = CaseCopy.CurrentRules,
            Title = _request.Title,
            Question = _request.Question,
            Background = _request.Background,
            Level = framing.Level,
            Scale = framing.Scale,
            Places = Generalising.Places(framing),
            Ownership = framing.Ownership,
            Breadth = framing.Breadth,
            SgeiRegime = framing.SgeiRegime,
            ProcessForm = framing.ProcessForm,
            Began = Generalising.Quarter(_weighing.Opened!),
            Status = _weighing.Status,
            Criteria = set is null ? [] : [.. Criteria(set)],
            Proposals = [.. _weighing.Proposals.Select(p => Proposal(p, outcome))],
            Parties = [.. _weighing.Stakeholders.Select(s => Party(s, statements))],
            ClearOrder = outcome is not { First.IsEmpty: false } ? null : outcome.ClearWinner is not null,
            Lead = outcome?.Margin is { } margin ? Generalising.Lead(margin) : null,
            Decisions = [.. _weighing.Decisions.Select(Decision)],
            CameOfIt = _request.CameOfIt,
            Quotes = [.. _request.Quotes.Select(q => new CaseQuote(Speaker(q), Released(q)!))],
        };
    }

    /// <summary>Those that are scored, and numbered on from them those that stand beside, of which the kind is told.</summary>
    private IEnumerable<CaseCriterion> Criteria(CriteriaSet set) => set.Criteria
        .Select((c, i) => new CaseCriterion(i + 1, Given(_request.Criteria, c.Code), c.Direction, !c.Scale.Levels.IsEmpty, Generalising.Weight(c.Weight, set.Criteria)))
        .Concat(set.Beside.Select((c, i) => new CaseCriterion(set.Criteria.Length + i + 1, Given(_request.Criteria, c.Code), null, c.Scale.Kind == BesideScaleKind.Ordinal, null, c.Scale.Kind)));

    private CaseProposal Proposal(Proposal proposal, WeighingOutcome? outcome)
    {
        var content = proposal.Current.Content;
        return new CaseProposal(Letter(proposal.Code)!, Given(_request.Proposals, proposal.Code), content.DoNothing, content.Costs is { } costs ? Generalising.Amount(costs) : null,
            outcome?.Of(proposal.Code)?.Rank, proposal.Withdrawal is not null);
    }

    private CaseParty Party(Stakeholder stakeholder, Statements statements) => new(
        _roles[stakeholder.Code], stakeholder.Say, stakeholder.Withdrawal is not null,
        [
            .. from proposal in _weighing.Proposals
               let position = statements.Positions(proposal.Code).TryGetValue(stakeholder.Code, out var said) ? said.Content.Position : null
               where position is not null
               select new CasePosition(Letter(proposal.Code)!, position.Value),
        ],
        statements.Preferences().TryGetValue(stakeholder.Code, out var preferred) ? Letter(preferred.Content.PreferredProposal) : null,
        [.. _weighing.Objections.Where(o => o.Stakeholder == stakeholder.Code).Select(o => new CaseObjection(Letter(o.Proposal?.Code), o.Resolution?.Means))],
        [.. _weighing.AdviceRequests.Where(a => a.Stakeholder == stakeholder.Code).Select(a => new CaseAdvice(a.Statutory, a.Received?.Tenor, a.Answer?.Followed, a.Answer?.Ground))]);

    private CaseDecision Decision(Decision decision)
    {
        var chosen = decision.Content.Proposals.Select(p => p.Code).ToList();
        return new CaseDecision(
            decision.Kind, [.. chosen.Select(code => Letter(code)!)], PlaceOf(decision, chosen), Generalising.Quarter(decision.Origin),
            [.. decision.Content.Deviations.Select(d => new CaseDeviation(d.From, d.Ground))], !decision.Content.MinorityOpinions.IsEmpty, decision.Approval?.Approved, decision.Standing,
            decision.ExecutionStarted is { } started ? Generalising.Quarter(started) : null, !decision.FallenAssumptions.IsEmpty,
            [.. decision.Reviews.Select(r => new CaseReview(Generalising.Quarter(r.Origin), r.Conclusion))]);
    }

    private int? PlaceOf(Decision decision, List<string> chosen) =>
        chosen.Count == 0 || Outcome(OutcomeInputs.At(_weighing, decision.Origin)) is not { } then ? null : chosen.Select(code => then.Of(code)?.Rank).Min();

    /// <summary>What comes out; null where that would be too much to compute.</summary>
    private WeighingOutcome? Outcome(OutcomeInputs inputs)
    {
        var drawing = new OutcomeDrawing { Draws = 0 };
        return OutcomeWork.Refusals(inputs, drawing).Any() ? null : WeighingOutcome.Of(inputs, drawing, Cancellation);
    }

    private static string? Given(ImmutableArray<CaseText> texts, string code) => texts.FirstOrDefault(t => Codes.Same(t.Code, code))?.Text;

    private string? Letter(string? code)
    {
        foreach (var (index, proposal) in _weighing.Proposals.Index())
            if (Codes.Same(proposal.Code, code)) return Generalising.Letter(index);
        return null;
    }

    private Dictionary<string, CaseRole> Roles()
    {
        var kinds = _weighing.Stakeholders.ToDictionary(s => s.Code, s => _request.Parties.FirstOrDefault(p => Codes.Same(p.Code, s.Code))?.Kind ?? Generalising.Party(s));
        var (roles, seen) = (new Dictionary<string, CaseRole>(), new Dictionary<PartyKind, int>());
        foreach (var (code, kind) in kinds)
        {
            seen[kind] = seen.GetValueOrDefault(kind) + 1;
            roles[code] = new CaseRole(kind, kinds.Values.Count(k => k == kind) == 1 ? null : seen[kind]);
        }
        return roles;
    }

    private CaseRole? Speaker(CaseRelease quote) => _weighing.Event(quote.Event) is { } recorded && _weighing.HolderOf(recorded.Event) is { } code ? _roles.GetValueOrDefault(code) : null;

    /// <summary>The text that is released; null where it is not there, was erased or cannot be read.</summary>
    private string? Released(CaseRelease quote) => DigestOf(quote) is { } digest && (MayBeReleased is null || MayBeReleased(_weighing.Event(quote.Event)!)) && _weighing.ErasureOf(digest) is null ? _disclosed.GetValueOrDefault(digest) : null;

    /// <summary>Digest of the text that a release is about, as it was corrected last; null where there is none.</summary>
    private string? DigestOf(CaseRelease quote) => _weighing.Released(quote)?.Digest is { } digest ? _weighing.CorrectionOf(digest)?.Text!.Digest ?? digest : null;

    private CaseReport Report(CaseCopy copy, string? corporation, Func<RecordedEvent, bool>? isReadable)
    {
        var values = TakenOut.Of(_weighing, isReadable).ToList();
        var released = _request.Quotes.Select(DigestOf).ToHashSet();
        return new CaseReport
        {
            Removed = TakenOut.ByKind(values.Where(v => v.Value is not Sealed text || !released.Contains(text.Digest))),
            Hints = [.. Hints(copy, values, corporation)],
        };
    }

    private IEnumerable<CaseHint> Hints(CaseCopy copy, List<RecordedValue> values, string? corporation)
    {
        if (copy.Parties.Length < FewParties) yield return new CaseHint(CaseTelltale.FewParties, copy.Parties.Length, [], []);
        ImmutableArray<UnusualFeature> features = [.. Features(copy)];
        if (features.Length >= UnusualFeatures) yield return new CaseHint(CaseTelltale.UnusualCombination, features.Length, [], features);
        if (!copy.Quotes.IsEmpty) yield return new CaseHint(CaseTelltale.QuotesReleased, copy.Quotes.Length, [], []);
        var texts = values.Select(v => v.Value).OfType<Sealed>().Select(text => text.Digest).Distinct().ToList();
        var original = new OwnWords(values.Select(v => v.Value is Sealed text ? _disclosed.GetValueOrDefault(text.Digest) : OwnText(v.Value)).Append(corporation is null ? null : Identifiers.Core(corporation)).OfType<string>());
        var (names, numbers, words) = original.In(OfOwner().Select(t => t.Text));
        if (!names.IsEmpty) yield return new CaseHint(CaseTelltale.NamesInOwnTexts, names.Length, names, []);
        if (!numbers.IsEmpty) yield return new CaseHint(CaseTelltale.NumbersInOwnTexts, numbers.Length, numbers, []);
        if (!words.IsEmpty) yield return new CaseHint(CaseTelltale.WordsInOwnTexts, words.Length, words, []);
        var replaced = Newest.TextCorrections.Select(c => c.Replaced).ToHashSet();
        var unread = texts.Count(digest => !_disclosed.ContainsKey(digest) && !replaced.Contains(digest) && Newest.ErasureOf(digest) is null);
        if (unread > 0) yield return new CaseHint(CaseTelltale.TextsNotRead, unread, [], []);
    }

    /// <summary>A value that was recorded, as people write it; null for moments and ids, which nobody writes in a text.</summary>
    private static string? OwnText(object value) => value switch
    {
        string text => text,
        decimal number => Forms.Number(number, System.Globalization.CultureInfo.InvariantCulture).Replace(",", "", StringComparison.Ordinal),
        int number => Invariant($"{number}"),
        DateOnly day => $"{Forms.Day(day, Forms.Dutch)} {Forms.Day(day, Forms.English)}",
        DateTimeOffset moment => OwnText(Calendar.DayOf(moment)),
        _ => null,
    };

    private static IEnumerable<UnusualFeature> Features(CaseCopy copy)
    {
        if (copy.Scale == WeighingScale.Portfolio) yield return UnusualFeature.WholePortfolio;
        if (copy.SgeiRegime != SgeiRegime.Sgei) yield return UnusualFeature.NotOnlySgei;
        if (copy.ProcessForm is ProcessForm.Consensus or ProcessForm.Majority) yield return UnusualFeature.DecidedTogether;
        if (copy.Proposals.Any(p => p.Costs == AmountBand.VeryLarge)) yield return UnusualFeature.VeryLargeAmount;
        if (copy.Decisions.Any(d => d.Kind == DecisionKind.DoNothingChosen)) yield return UnusualFeature.NothingDone;
        if (copy.Decisions.Any(d => !d.Stands && d.Kind != DecisionKind.Deferred)) yield return UnusualFeature.DecidedAgain;
        if (copy.Decisions.Any(d => d.ChosenPlace > 1)) yield return UnusualFeature.FirstPassedOver;
    }
}
