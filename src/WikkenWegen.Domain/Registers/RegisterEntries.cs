using System.Collections.Immutable;
using System.Diagnostics;

namespace WikkenWegen.Domain.Registers;

/// <summary>What a weighing has in the registers: a function of its state, so that a register never says anything that the weighing does not.</summary>
public static class RegisterEntries
{
    private static readonly ImmutableArray<Register> OfDecisions = [Register.Decisions, Register.Deviations, Register.Assumptions, Register.Conditions, Register.NotToDo];

    /// <summary>All entries of a weighing.</summary>
    public static IEnumerable<RegisterEntry> Of(Weighing weighing) => Enum.GetValues<Register>().SelectMany(register => Of(weighing, register));

    /// <summary>The entries of a weighing in a register, by number.</summary>
    public static IEnumerable<RegisterEntry> Of(Weighing weighing, Register register) => register switch
    {
        Register.Decisions => Decisions(weighing),
        Register.Deviations => Deviations(weighing),
        Register.Assumptions => Assumptions(weighing),
        Register.Conditions => Conditions(weighing),
        Register.NotToDo => NotToDo(weighing),
        Register.Criteria => Criteria(weighing),
        Register.CriteriaBeside => CriteriaBeside(weighing),
        Register.Property => Property(weighing),
        Register.Instruments => Instruments(weighing),
        Register.Parties => Parties(weighing),
        _ => throw new UnreachableException($"{register}"),
    };

    /// <summary>
    /// The registers in which steps may have changed an entry. Parts that a step does not touch are the same instances before and after, so that
    /// this costs next to nothing; of a party that was heard before, another input changes nothing.
    /// </summary>
    /// <param name="before">The state before the steps.</param>
    /// <param name="after">The state after them.</param>
    public static ImmutableArray<Register> Touched(Weighing before, Weighing after)
    {
        var touched = ImmutableArray.CreateBuilder<Register>();
        if (before.Decisions != after.Decisions || before.Reopenings != after.Reopenings || IsCalledOtherwise(before, after)) touched.AddRange(OfDecisions);
        else if (IsAdviceLeftOtherwise(before, after)) touched.Add(Register.Deviations);
        if (before.CriteriaVersions != after.CriteriaVersions)
        {
            touched.Add(Register.Criteria);
            if (after.CriteriaVersions.Any(version => !version.Set.Beside.IsEmpty)) touched.Add(Register.CriteriaBeside);
            if (FirstTaken(after) is not null) touched.Add(Register.Instruments);
        }
        if (before.Stakeholders != after.Stakeholders || IsHeardOtherwise(before, after)) touched.Add(Register.Parties);
        if (before.Framings != after.Framings && IsAboutOtherProperty(before, after)) touched.Add(Register.Property);
        return touched.ToImmutable();
    }

    private static bool IsCalledOtherwise(Weighing before, Weighing after) =>
        before.Framings != after.Framings && before.Framings.Count > 0 && before.Framing.Title != after.Framing.Title;

    private static bool IsAboutOtherProperty(Weighing before, Weighing after) =>
        FirstOfProperty(before)?.Origin != FirstOfProperty(after)?.Origin || !(before.Opened is null ? [] : PropertyOf(before.Framing)).SequenceEqual(PropertyOf(after.Framing));

    /// <summary>Whether another advice is not followed, or the party that gave one may be called otherwise.</summary>
    private static bool IsAdviceLeftOtherwise(Weighing before, Weighing after)
    {
        if (before.AdviceRequests == after.AdviceRequests && before.Stakeholders == after.Stakeholders) return false;
        return Left(before) != Left(after) || (before.Stakeholders != after.Stakeholders && after.AdviceRequests.Count > 0);

        static int Left(Weighing weighing) => weighing.AdviceRequests.Count(a => a.Answer is { Followed: false });
    }

    private static bool IsHeardOtherwise(Weighing before, Weighing after)
    {
        if (before.Inputs == after.Inputs && before.Objections == after.Objections && before.Scores == after.Scores && before.Consequences == after.Consequences
            && before.AdviceRequests == after.AdviceRequests && before.Ballots == after.Ballots && before.Rounds == after.Rounds) return false;
        var codes = before.Rounds.Any(r => r.Hides) ? null : before.HeardDifferentlyIn(after); // a round that closes shows what was withdrawn in it
        return codes is not { Count: 0 } && !HeardFirst(before, codes).SequenceEqual(HeardFirst(after, codes));
    }

    /// <summary>
    /// Of each stakeholder who was heard the first event that shows it, in the order of their codes. What was withdrawn in a blind round counts until
    /// that closes: others see that it was given, and not yet what became of it.
    /// </summary>
    /// <param name="weighing">The state.</param>
    /// <param name="among">Codes of the stakeholders who are asked about; null for all.</param>
    private static SortedDictionary<string, int> HeardFirst(Weighing weighing, IReadOnlySet<string>? among = null)
    {
        var first = new SortedDictionary<string, int>(weighing.Heard(among).ToDictionary(h => h.Stakeholder, h => h.Events[0]), StringComparer.Ordinal);
        if (!weighing.Rounds.Any(r => r.Hides)) return first;
        foreach (var given in weighing.Given(among).Where(g => !g.Stands && weighing.Round(g.Round) is { Hides: true }))
            if (given.By.Stakeholder is { } code && !(first.TryGetValue(code, out var shown) && shown < given.Origin.Event)) first[code] = given.Origin.Event;
        return first;
    }

    private static IEnumerable<RegisterEntry> Decisions(Weighing weighing) => weighing.Decisions.Select(d =>
    {
        const Register register = Register.Decisions;
        return new RegisterEntry
        {
            Register = register,
            Number = d.Number,
            Event = d.Origin.Event,
            Path = PathOf(d),
            At = d.Origin.OccurredAt,
            Name = weighing.Framing.Title,
            Marks =
            [
                .. Marks(register, d),
                RegisterEntry.Mark(register, "deviates", !d.Content.Deviations.IsEmpty),
                .. d.Content.Deviations.Select(v => RegisterEntry.Mark(register, "from", v.From)).Distinct(),
                .. d.Content.Deviations.Select(v => RegisterEntry.Mark(register, "ground", v.Ground)).Distinct(),
            ],
            Keys = [.. Keys(register, "decider", d.Content.DeciderRole), .. d.Content.Deviations.SelectMany(v => Keys(register, "framework", v.Framework)).Distinct()],
            Words = Lines([.. Chosen(weighing, d).Select(p => p.Name), .. d.Content.Conditions, .. d.Content.Assumptions, .. d.Content.ReopenWhen]),
            Content = new DecisionEntry
            {
                Decision = DecisionCourse.Of(d),
                Proposals = Chosen(weighing, d),
                Rationale = d.Content.Rationale,
                Deviations = d.Content.Deviations,
                Conditions = d.Content.Conditions,
                Assumptions = d.Content.Assumptions,
                ReopenWhen = d.Content.ReopenWhen,
                ReviewDate = d.Content.ReviewDate,
                ProjectfasebesluitId = d.Content.ProjectfasebesluitId,
            },
        };
    });

    /// <summary>Those of decisions get the numbers up to their count, and those of answers to advice the numbers from <see cref="AnswersFrom"/> on: either grows by itself.</summary>
    private static IEnumerable<RegisterEntry> Deviations(Weighing weighing)
    {
        const Register register = Register.Deviations;
        var number = 0;
        foreach (var d in weighing.Decisions)
            foreach (var (i, deviation) in d.Content.Deviations.Index())
                yield return Entry(++number, $"{PathOf(d)}/content/deviations/{Place(i)}", d.Origin, Marks(register, d), new DeviationEntry
                {
                    From = deviation.From,
                    Ground = deviation.Ground,
                    Framework = deviation.Framework,
                    AdviceRequest = deviation.AdviceRequest,
                    AdviceOf = weighing.Stakeholder(weighing.AdviceRequest(deviation.AdviceRequest)?.Stakeholder)?.Party,
                    Reason = deviation.Reason,
                    Decision = DecisionCourse.Of(d),
                });
        foreach (var advice in weighing.AdviceRequests)
            if (advice.Answer is { Followed: false } answer)
                yield return Entry(AnswersFrom + advice.Number, Invariant($"/adviceRequests/{advice.Number}/answer"), answer.Origin, [RegisterEntry.Mark(register, "standing", true)], new DeviationEntry
                {
                    From = DeviationFrom.Advice,
                    Ground = answer.Ground ?? DeviationGround.Other,
                    AdviceRequest = advice.Number,
                    AdviceOf = weighing.Stakeholder(advice.Stakeholder)?.Party,
                    PartOfAdvice = answer.PartOfAdvice,
                    Reason = answer.Reason,
                });

        RegisterEntry Entry(int place, string path, Origin origin, IEnumerable<string> marks, DeviationEntry content) => new()
        {
            Register = register,
            Number = place,
            Event = origin.Event,
            Path = path,
            At = origin.OccurredAt,
            Name = weighing.Framing.Title,
            Marks = [.. marks, RegisterEntry.Mark(register, "from", content.From), RegisterEntry.Mark(register, "ground", content.Ground)],
            Keys = [.. Keys(register, "framework", content.Framework), .. Keys(register, "adviceOf", content.AdviceOf)],
            Words = content.Framework ?? "",
            Content = content,
        };
    }

    /// <summary>More deviations than the decisions of a weighing have.</summary>
    private const int AnswersFrom = 1_000_000;

    private static IEnumerable<RegisterEntry> Assumptions(Weighing weighing)
    {
        var number = 0;
        foreach (var d in weighing.Decisions)
            foreach (var (i, text) in d.Content.Assumptions.Index())
            {
                var fall = d.FallenAssumptions.FirstOrDefault(f => f.Assumption == i + 1);
                yield return OfText(Register.Assumptions, ++number, d, "assumptions", i, text, [RegisterEntry.Mark(Register.Assumptions, "holds", fall is null)],
                    new AssumptionEntry { Number = i + 1, Text = text, Fall = fall, Decision = DecisionCourse.Of(d) });
            }
    }

    private static IEnumerable<RegisterEntry> Conditions(Weighing weighing)
    {
        var number = 0;
        foreach (var d in weighing.Decisions)
            foreach (var (i, text) in d.Content.Conditions.Index())
                yield return OfText(Register.Conditions, ++number, d, "conditions", i, text, [],
                    new ConditionEntry { Number = i + 1, Text = text, Decision = DecisionCourse.Of(d) });
    }

    private static RegisterEntry OfText(Register register, int number, Decision decision, string list, int index, string text, IEnumerable<string> marks, object content) => new()
    {
        Register = register,
        Number = number,
        Event = decision.Origin.Event,
        Path = $"{PathOf(decision)}/content/{list}/{Place(index)}",
        At = decision.Origin.OccurredAt,
        Name = text,
        Marks = [.. Marks(register, decision), .. marks],
        Keys = [RegisterKey.Of(register, "text", text)],
        Words = text,
        Content = content,
    };

    private static IEnumerable<RegisterEntry> NotToDo(Weighing weighing) => weighing.Decisions.Where(d => d.Kind is DecisionKind.DoNothingChosen or DecisionKind.None).Select(d =>
    {
        const Register register = Register.NotToDo;
        var reopened = weighing.Reopenings.FirstOrDefault(r => r.Decision == d.Number);
        return new RegisterEntry
        {
            Register = register,
            Number = d.Number,
            Event = d.Origin.Event,
            Path = PathOf(d),
            At = d.Origin.OccurredAt,
            Name = weighing.Framing.Title,
            Marks = [.. Marks(register, d), RegisterEntry.Mark(register, "reopened", reopened is not null), RegisterEntry.Mark(register, "conditional", !d.Content.ReopenWhen.IsEmpty)],
            Keys = [.. Keys(register, "decider", d.Content.DeciderRole)],
            Words = Lines([.. d.Content.ReopenWhen]),
            Content = new NotToDoEntry
            {
                Decision = DecisionCourse.Of(d),
                Proposals = Chosen(weighing, d),
                Rationale = d.Content.Rationale,
                ReopenWhen = d.Content.ReopenWhen,
                Reopened = reopened,
            },
        };
    });

    /// <summary>One for each code that any version adds up, in the order in which they came.</summary>
    private static IEnumerable<RegisterEntry> Criteria(Weighing weighing)
    {
        const Register register = Register.Criteria;
        var uses = new List<List<(CriteriaVersion Version, Criterion Criterion, CriterionWeight Weight)>>();
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var version in weighing.CriteriaVersions)
        {
            var total = version.Set.Criteria.Sum(c => (double)c.Weight);
            foreach (var criterion in version.Set.Criteria)
            {
                if (places.TryAdd(criterion.Code, uses.Count)) uses.Add([]);
                uses[places[criterion.Code]].Add((version, criterion, new CriterionWeight(version.Version, version.Origin.Event, criterion.Weight, Share(criterion.Weight, total))));
            }
        }
        foreach (var (i, use) in uses.Index())
        {
            var (version, criterion, weight) = use[^1];
            var inForce = version.Version == weighing.Criteria!.Version;
            yield return new RegisterEntry
            {
                Register = register,
                Number = i + 1,
                Event = version.Origin.Event,
                Path = Invariant($"/criteriaVersions/{version.Version}/set/criteria/{criterion.Code}"),
                At = version.Origin.OccurredAt,
                Name = criterion.Name,
                Marks = [RegisterEntry.Mark(register, "inForce", inForce), RegisterEntry.Mark(register, "weightMethod", version.Set.WeightMethod)],
                Keys = [RegisterKey.Of(register, "code", criterion.Code), RegisterKey.Of(register, "name", criterion.Name), .. Instrument(register, version.Set.Instrument)],
                Words = Lines([criterion.Name, criterion.Goal ?? ""]),
                Content = new CriterionEntry
                {
                    Code = use[0].Criterion.Code,
                    Name = criterion.Name,
                    Goal = criterion.Goal,
                    Direction = criterion.Direction,
                    Scale = criterion.Scale,
                    InForce = inForce,
                    Newest = weight,
                    Lowest = use.MinBy(u => u.Weight.Share).Weight,
                    Highest = use.MaxBy(u => u.Weight.Share).Weight,
                    WeightMethod = version.Set.WeightMethod,
                    Reason = version.Reason,
                    Instrument = version.Set.Instrument,
                },
            };
        }
    }

    /// <summary>One for each code that stands beside the others in any version, in the order in which they came.</summary>
    private static IEnumerable<RegisterEntry> CriteriaBeside(Weighing weighing)
    {
        const Register register = Register.CriteriaBeside;
        var uses = weighing.CriteriaVersions.SelectMany(version => version.Set.Beside, (version, criterion) => (Version: version, Criterion: criterion))
            .GroupBy(use => use.Criterion.Code, StringComparer.OrdinalIgnoreCase);
        foreach (var (i, use) in uses.Index())
        {
            var (version, criterion) = use.Last();
            var inForce = version.Version == weighing.Criteria!.Version;
            yield return new RegisterEntry
            {
                Register = register,
                Number = i + 1,
                Event = version.Origin.Event,
                Path = Invariant($"/criteriaVersions/{version.Version}/set/beside/{criterion.Code}"),
                At = version.Origin.OccurredAt,
                Name = criterion.Name,
                Marks = [RegisterEntry.Mark(register, "inForce", inForce), RegisterEntry.Mark(register, "kind", criterion.Scale.Kind)],
                Keys = [RegisterKey.Of(register, "code", criterion.Code), RegisterKey.Of(register, "name", criterion.Name), .. Instrument(register, version.Set.Instrument)],
                Words = Lines([criterion.Name, criterion.Goal ?? ""]),
                Content = new CriterionBesideEntry
                {
                    Code = use.Key,
                    Name = criterion.Name,
                    Goal = criterion.Goal,
                    Scale = criterion.Scale,
                    InForce = inForce,
                    Version = version.Version,
                    Reason = version.Reason,
                    Instrument = version.Set.Instrument,
                },
            };
        }
    }

    /// <summary>In doubles: numbers of 28 digits cannot be added up without loss.</summary>
    private static decimal Share(decimal weight, double total) => (decimal)Math.Round((double)weight / total, 6);

    /// <summary>One for the weighing, once it names property; it stays where none is named any more.</summary>
    private static IEnumerable<RegisterEntry> Property(Weighing weighing)
    {
        const Register register = Register.Property;
        if (FirstOfProperty(weighing) is not { } first) yield break;
        ImmutableArray<string> ids = [.. PropertyOf(weighing.Framing)];
        yield return new RegisterEntry
        {
            Register = register,
            Number = 1,
            Event = first.Origin.Event,
            Path = Invariant($"/framings/{first.Version}/framing"),
            At = first.Origin.OccurredAt,
            Name = "",
            Keys = [.. ids.Select(id => RegisterKey.Of(register, "id", id)).Distinct()],
            Content = new PropertyEntry(ids),
        };
    }

    private static FramingVersion? FirstOfProperty(Weighing weighing) => weighing.Framings.FirstOrDefault(f => PropertyOf(f.Framing).Any());

    private static IEnumerable<string> PropertyOf(Framing framing) => [.. framing.Complexes, .. framing.Clusters, .. framing.BagIds];

    /// <summary>
    /// The field by which a weighing is found by each version of a published instrument that its criteria come from or ever came from, in the form code@number. Those of the criteria
    /// themselves do not do for that: an instrument may have no criterion that can be added up.
    /// </summary>
    public static RegisterKey InstrumentKey(string code, int version) => RegisterKey.Of(Register.Instruments, "version", Invariant($"{code}@{version}"));

    /// <summary>One for the weighing, once its criteria were taken from a published instrument; it stays where they are no longer.</summary>
    private static IEnumerable<RegisterEntry> Instruments(Weighing weighing)
    {
        if (FirstTaken(weighing) is not { } first) yield break;
        var taken = weighing.CriteriaVersions.Select(v => v.Set.Instrument).Where(i => i is { Id: not null }).Select(i => RegisterKey.Of(Register.Instruments, "version", $"{i!.Code}@{i.Version}"));
        yield return new RegisterEntry
        {
            Register = Register.Instruments,
            Number = 1,
            Event = first.Origin.Event,
            Path = Invariant($"/criteriaVersions/{first.Version}/set/instrument"),
            At = first.Origin.OccurredAt,
            Name = "",
            Keys = [.. taken.Distinct()],
            Content = new InstrumentEntry(weighing.Criteria!.Set.Instrument is { Id: not null } inForce ? inForce : null),
        };
    }

    private static CriteriaVersion? FirstTaken(Weighing weighing) => weighing.CriteriaVersions.FirstOrDefault(v => v.Set.Instrument?.Id is not null);

    private static IEnumerable<RegisterEntry> Parties(Weighing weighing)
    {
        const Register register = Register.Parties;
        var heard = HeardFirst(weighing);
        return weighing.Stakeholders.Select((s, i) => new RegisterEntry
        {
            Register = register,
            Number = i + 1,
            Event = s.Origin.Event,
            Path = $"/stakeholders/{s.Code}",
            At = s.Origin.OccurredAt,
            Name = s.Party,
            Marks =
            [
                RegisterEntry.Mark(register, "say", s.Say),
                RegisterEntry.Mark(register, "heard", heard.ContainsKey(s.Code)),
                RegisterEntry.Mark(register, "withdrew", s.Withdrawal is not null),
            ],
            Keys = [RegisterKey.Of(register, "name", s.Party), .. Keys(register, "kvkNumber", s.KvkNumber)],
            Words = Lines([s.Party, s.Role, s.Interest ?? ""]),
            Content = new PartyEntry
            {
                Code = s.Code,
                Party = s.Party,
                Role = s.Role,
                Say = s.Say,
                Interest = s.Interest,
                KvkNumber = s.KvkNumber,
                Invited = s.Origin,
                Withdrew = s.Withdrawal?.Origin,
                HeardFirst = heard.TryGetValue(s.Code, out var first) ? first : null,
            },
        });
    }

    /// <summary>By what everything that belongs to a decision is found.</summary>
    private static IEnumerable<string> Marks(Register register, Decision decision)
    {
        yield return RegisterEntry.Mark(register, "kind", decision.Kind);
        yield return RegisterEntry.Mark(register, "standing", decision.Standing);
        yield return RegisterEntry.Mark(register, "executed", decision.ExecutionStarted is not null);
        yield return RegisterEntry.Mark(register, "reviewed", !decision.Reviews.IsEmpty);
        if (decision.Approval is { } approval) yield return RegisterEntry.Mark(register, "approved", approval.Approved);
    }

    /// <summary>An instrument is found by its name, and by its code where it is published here.</summary>
    private static IEnumerable<RegisterKey> Instrument(Register register, Instrument? instrument) =>
        new[] { instrument?.Name, instrument?.Code }.SelectMany(name => Keys(register, "instrument", name)).Distinct();

    private static IEnumerable<RegisterKey> Keys(Register register, string field, string? name) => name is null ? [] : [RegisterKey.Of(register, field, name)];

    private static ImmutableArray<ChosenProposal> Chosen(Weighing weighing, Decision decision) =>
    [
        .. decision.Content.Proposals.Select(p => weighing.Revision(p) is { Content: var content }
            ? new ChosenProposal(p.Code, p.Revision, content.Name, content.DoNothing) : new ChosenProposal(p.Code, p.Revision, "", false)),
    ];

    private static string PathOf(Decision decision) => Invariant($"/decisions/{decision.Number}");

    private static string Place(int index) => Invariant($"{index + 1}");

    private static string Lines(IEnumerable<string> texts) => string.Join('\n', texts.Where(t => t.Length > 0));
}
