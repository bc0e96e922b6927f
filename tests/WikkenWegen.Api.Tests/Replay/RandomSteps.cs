using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>A request for a step.</summary>
/// <param name="Method">POST or PUT.</param>
/// <param name="Path">Below the weighing.</param>
/// <param name="Body">The body.</param>
internal sealed record Attempt(string Method, string Path, JsonObject Body);

/// <summary>
/// Makes up steps of every kind that a weighing could take next, the same ones for the same seed. Most are accepted; the rules
/// about moments are left to the host, so that some are refused.
/// </summary>
/// <param name="seed">Where the dice start.</param>
internal sealed class RandomSteps(int seed)
{
    private static readonly string[] Words =
    [
        "renovatie", "binnentuin", "leefbaarheid", "huurders", "café 'De Merel' & zoon", "<b>gevel</b>", "isolatie\tlabel A", "regel één\nregel twee",
        "\"tussen aanhalingstekens\"", "vocht — schimmel", "speelplek 🌳", "\\schuin\\", "prijs €\u00a01.000", "scheiding\u2028teken",
    ];

    private readonly Random _random = new(seed);
    private readonly Dictionary<int, int> _tried = [];
    private readonly List<string> _sealed = [];
    private int _codes;

    /// <summary>Every text that was made up for the vault, each unlike any other.</summary>
    public IReadOnlyList<string> Sealed => _sealed;

    /// <summary>Whether the weighing may be closed or cancelled.</summary>
    public bool Ends { get; init; } = true;

    /// <summary>Part of the rounds that are blind.</summary>
    public double Blind { get; init; } = 0.5;

    /// <summary>How confidential the weighing is, always; any way at any time for null.</summary>
    public Confidentiality? Secrecy { get; init; }

    /// <summary>Under which names stakeholders sign in; a name of their own where there are none.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>The opening of a weighing, some weeks ago.</summary>
    public JsonObject Opening(DateTimeOffset now, string reference)
    {
        var framing = Framing();
        framing["reference"] = reference;
        framing["occurredAt"] = JsonValue.Create(now.AddDays(-_random.Next(30, 60)));
        return framing;
    }

    /// <summary>A step that <paramref name="weighing"/> could take.</summary>
    public Attempt Next(Weighing weighing, DateTimeOffset now)
    {
        while (true)
        {
            // Of three kinds the one that was tried least, so that none is left out for long.
            var kind = Enumerable.Range(0, 3).Select(_ => _random.Next(Kinds.Length)).MinBy(k => _tried.GetValueOrDefault(k));
            if (Kinds[kind](weighing) is not { } attempt) continue;
            _tried[kind] = _tried.GetValueOrDefault(kind) + 1;
            if (Chance(0.5)) attempt.Body["occurredAt"] = JsonValue.Create(Between(weighing.Opened!.OccurredAt, now));
            return attempt;
        }
    }

    /// <summary>One of <paramref name="items"/>.</summary>
    public T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>True in this part of the cases.</summary>
    public bool Chance(double part) => _random.NextDouble() < part;

    /// <summary>From 0 up to but not including <paramref name="end"/>.</summary>
    public int Number(int end) => _random.Next(end);

    /// <summary>Kinds of steps; what makes room for others stands there more often.</summary>
    private Func<Weighing, Attempt?>[] Kinds =>
    [
        SubmitProposal, SubmitProposal, ReviseProposal, WithdrawProposal, SetCriteria, SetCriteria, Invite, Invite, Invite, WithdrawStakeholder,
        OpenRound, OpenRound, CloseRound, GiveInput, GiveInput, GiveInput, GiveInput, ReviseInput, ReviseInput, WithdrawInput, RaiseObjection,
        RaiseObjection, ResolveObjection, ResolveObjection, RequestAdvice, RequestAdvice, ReceiveAdvice, ReceiveAdvice, FollowAdvice, ReasonDeviation,
        GiveScore, GiveScore, GiveScore, GiveScore, ReviseScore, StateConsequence, StateConsequence, ReviseConsequence, RecordOutcome, Reframe, TakeDecision, TakeDecision, TakeDecision, ApproveDecision,
        ApproveDecision, WithdrawDecision, Reopen, DropAssumption, StartExecution, StartExecution, HoldReview, Close, Cancel,
        CorrectStakeholder, GrantAccess, EndAccess, HoldBallot, CorrectBallot, CorrectMoment, CorrectMoment, SetRetention,
    ];

    private Attempt SubmitProposal(Weighing w) => Post("/proposals", new
    {
        Code = Chance(0.5) ? Code("P") : null,
        Name = Word(),
        Description = Maybe(Word),
        Costs = Maybe(() => Amount(-1000, 20_000_000)),
        DoNothing = Chance(0.3),
        Author = Author(w),
    });

    private Attempt? ReviseProposal(Weighing w) => One(w.Proposals) is { } p ? Post($"/proposals/{p.Code}/revisions", new
    {
        Name = Word(),
        Description = Maybe(Word),
        Costs = Maybe(() => Amount(0, 1000)),
        p.Current.Content.DoNothing,
        Author = Author(w),
        Reason = Secret(),
    }) : null;

    private Attempt? WithdrawProposal(Weighing w) => w.Proposals.Count > 2 ? Post($"/proposals/{One(w.Proposals)!.Code}/withdrawal", new { Reason = Secret() }) : null;

    private Attempt SetCriteria(Weighing w) => new("PUT", "/criteria", Json(new
    {
        Criteria = Enumerable.Range(1, _random.Next(1, 4)).Select(n => Criterion("C" + n.ToString(CultureInfo.InvariantCulture))),
        Beside = Chance(0.5) ? new object[]
        {
            new { Code = "S1", Name = Word(), Goal = Maybe(Word), Scale = new { Kind = "positiveNegative" } },
            new { Code = "S2", Name = Word(), Scale = new { Kind = "ordinal", Words = new[] { "minder", "gelijk", "meer" } } },
            new { Code = "S3", Name = Word(), Scale = new { Kind = "moneyPerParty", Unit = "euro" } },
        } : null,
        WeightMethod = Name<WeightMethod>(),
        Instrument = Maybe(() => new { Name = Word(), Version = Maybe(Word), Uri = Maybe(() => "https://kader.example/" + Code("K")) }),
        Reason = w.Criteria is null ? null : Secret(),
        RequestedBy = w.Criteria is null ? null : Author(w) ?? new { Role = "Bestuurder" },
    }));

    private object Criterion(string code)
    {
        var (worst, best) = (Amount(-10, 0), Amount(1, 10));
        if (Chance(0.3)) (worst, best) = (best, worst);
        var middle = (worst + best) / 2;
        return new
        {
            Code = code,
            Name = Word(),
            Goal = Maybe(Word),
            Direction = best > worst ? "higherIsBetter" : "lowerIsBetter",
            Scale = new
            {
                Worst = worst,
                Best = best,
                Unit = Maybe(Word),
                Levels = Chance(0.4) ? new[] { worst, middle, best }.Select(value => new { Value = value, Words = Word() }) : null,
            },
            Weight = Amount(1, 100),
        };
    }

    private Attempt Invite(Weighing w) => Post("/stakeholders", new
    {
        Code = Chance(0.5) ? Code("S") : null,
        Party = Any(["Gemeente", "Bewonerscommissie", "Zorgorganisatie", "Wijkteam"]),
        Role = Word(),
        Say = Name<Say>(),
        Interest = Maybe(Word),
        PersonName = Maybe(Secret),
        Contact = Maybe(Secret),
        Subject = Maybe(() => Subjects.Count > 0 ? Any(Subjects) : "subject-" + Code("")),
    });

    private Attempt? WithdrawStakeholder(Weighing w) =>
        w.Stakeholders.Count > 3 ? Post($"/stakeholders/{One(w.Stakeholders)!.Code}/withdrawal", new { Reason = Maybe(Secret) }) : null;

    private Attempt? CorrectStakeholder(Weighing w) => One(w.Stakeholders) is { } s ? Post($"/stakeholders/{s.Code}/corrections", new
    {
        s.Party,
        Role = Word(),
        Say = JsonNamingPolicy.CamelCase.ConvertName(s.Say.ToString()),
        PersonName = Maybe(Secret),
        s.Subject,
        Reason = Secret(),
    }) : null;

    private Attempt SetRetention(Weighing w) => Post("/retentions", new { Status = Name<ArchiveStatus>(), Nomination = Maybe(() => Name<ArchiveNomination>()), Reason = Secret() });

    private Attempt GrantAccess(Weighing w) => Post("/access", new { Subject = "reader-" + Code(""), Role = Word(), Reason = Secret() });

    private Attempt? EndAccess(Weighing w) => w.Access.Count > 1 ? Post($"/access/{_random.Next(2, w.Access.Count + 1)}/ending", new { Reason = Secret() }) : null;

    private Attempt? HoldBallot(Weighing w) => One(w.Proposals) is { } p ? Post("/ballots", new
    {
        Proposals = new[] { new { p.Code } },
        Entitled = new { Number = 100, Description = Word() },
        Stakeholder = Maybe(() => One(w.Stakeholders)?.Code),
        Votes = new[] { new { Vote = "inFavour", Number = _random.Next(0, 51) }, new { Vote = "against", Number = _random.Next(0, 50) } },
        Threshold = Maybe(() => new { Percent = Amount(1, 99), Of = Name<ThresholdBase>() }),
    }) : null;

    private Attempt? CorrectBallot(Weighing w) => w.Ballots.Count > 0 && One(w.Proposals) is { } p ? Post($"/ballots/{_random.Next(1, w.Ballots.Count + 1)}/corrections", new
    {
        Proposals = new[] { new { p.Code } },
        Entitled = new { Number = 100, Description = Word() },
        Votes = new[] { new { Vote = "inFavour", Number = _random.Next(0, 51) }, new { Vote = "against", Number = _random.Next(0, 50) } },
        Reason = Secret(),
    }) : null;

    private Attempt CorrectMoment(Weighing w) => Post("/moment-corrections", new
    {
        Event = _random.Next(1, w.Version + 1),
        Moment = w.Opened!.OccurredAt.AddMinutes(_random.Next(-1_000, 40_000)),
        Reason = Secret(),
    });

    private Attempt? OpenRound(Weighing w) =>
        w.Rounds.Count(r => r.Closed is null) < 3 ? Post("/rounds", new { About = Word(), Blind = Chance(Blind) }) : null;

    private Attempt? CloseRound(Weighing w) => One([.. w.Rounds.Where(r => r.Closed is null)]) is { } r ? Post($"/rounds/{r.Number}/closing", new { }) : null;

    private Attempt? GiveInput(Weighing w)
    {
        if (One(w.Stakeholders) is not { } stakeholder) return null;
        var body = Content(w);
        body["round"] = OpenRoundNumber(w);
        body["stakeholder"] = stakeholder.Code;
        return new Attempt("POST", "/inputs", body);
    }

    private Attempt? ReviseInput(Weighing w)
    {
        if (One([.. w.Inputs.Where(i => i.Withdrawal is null)]) is not { } input) return null;
        var body = Content(w);
        body["reason"] = Maybe(Secret);
        return new Attempt("POST", $"/inputs/{input.Number}/revisions", body);
    }

    private JsonObject Content(Weighing w) => Json(new
    {
        Proposal = Proposal(w),
        Position = Maybe(Name<Position>),
        Statement = Secret(),
        Conditions = Chance(0.3) ? new[] { Secret(), Secret() } : null,
        Resistance = Chance(0.5) ? _random.Next(0, 11) : (int?)null,
        PreferredProposal = Chance(0.3) ? One(w.Proposals)?.Code : null,
    });

    private Attempt? WithdrawInput(Weighing w) => One(w.Inputs) is { } input ? Post($"/inputs/{input.Number}/withdrawal", new { Reason = Maybe(Secret) }) : null;

    private Attempt? RaiseObjection(Weighing w) => One(w.Stakeholders) is { } stakeholder ? Post("/objections", new
    {
        Round = OpenRoundNumber(w),
        Stakeholder = stakeholder.Code,
        Proposal = Proposal(w),
        Input = One([.. w.Inputs.Where(i => i.Stakeholder == stakeholder.Code)])?.Number,
        Grounds = Secret(),
    }) : null;

    private Attempt? ResolveObjection(Weighing w) => One(w.Objections) is { } o
        ? Post($"/objections/{o.Number}/resolution", new { Means = Name<ResolutionMeans>(), Resolution = Secret(), Proposal = Proposal(w) }) : null;

    private Attempt? RequestAdvice(Weighing w) => One(w.Stakeholders) is { } stakeholder ? Post("/advice-requests", new
    {
        Stakeholder = stakeholder.Code,
        About = Word(),
        Proposal = Proposal(w),
        Statutory = Chance(0.5),
        Basis = Maybe(Word),
    }) : null;

    private Attempt? ReceiveAdvice(Weighing w) => One(w.AdviceRequests) is { } a ? Post($"/advice-requests/{a.Number}/advice", new
    {
        Tenor = Name<AdviceTenor>(),
        Text = Maybe(Secret),
        Document = Maybe(() => new { Uri = "https://advies.example/" + Code("D"), Sha256 = Maybe(() => new string('a', 64)) }),
    }) : null;

    private Attempt? FollowAdvice(Weighing w) => One(w.AdviceRequests) is { } a ? Post($"/advice-requests/{a.Number}/following", new { }) : null;

    private Attempt? ReasonDeviation(Weighing w) => One(w.AdviceRequests) is { } a
        ? Post($"/advice-requests/{a.Number}/deviation", new { PartOfAdvice = Maybe(Secret), Ground = Name<DeviationGround>(), Reason = Secret() }) : null;

    private Attempt? GiveScore(Weighing w)
    {
        if (w.Criteria is null || One(w.Proposals) is null) return null;
        var criterion = Any(w.Criteria.Set.Criteria);
        var body = Estimate(criterion);
        body["proposal"] = Json(Proposal(w) ?? new { One(w.Proposals)!.Code });
        body["criterion"] = criterion.Code;
        body["by"] = Json(One(w.Stakeholders) is { } s ? new { Stakeholder = s.Code } : new { Role = "Assessor " + Code("") });
        body["round"] = OpenRoundNumber(w);
        return new Attempt("POST", "/scores", body);
    }

    private Attempt? ReviseScore(Weighing w) => One(w.Scores) is { } score && w.CriteriaVersions[score.CriteriaVersion - 1].Set.Criterion(score.Criterion) is { } criterion
        ? new Attempt("POST", $"/scores/{score.Number}/revisions", Estimate(criterion)) : null;

    private Attempt? StateConsequence(Weighing w)
    {
        if (w.Criteria is null || One(w.Proposals) is null || One([.. w.Criteria.Set.Beside]) is not { } criterion) return null;
        var body = Consequence(criterion);
        body["proposal"] = Json(Proposal(w) ?? new { One(w.Proposals)!.Code });
        body["criterion"] = criterion.Code;
        body["by"] = Json(One(w.Stakeholders) is { } s ? new { Stakeholder = s.Code } : new { Role = "Assessor " + Code("") });
        body["round"] = OpenRoundNumber(w);
        return new Attempt("POST", "/consequences", body);
    }

    private Attempt? ReviseConsequence(Weighing w) => One(w.Consequences) is { } c && w.CriteriaVersions[c.CriteriaVersion - 1].Set.BesideCriterion(c.Criterion) is { } criterion
        ? new Attempt("POST", $"/consequences/{c.Number}/revisions", Consequence(criterion)) : null;

    private JsonObject Consequence(CriterionBeside criterion)
    {
        var body = criterion.Scale.Kind switch
        {
            BesideScaleKind.Ordinal => Json(new { Word = Any(criterion.Scale.Words) }),
            BesideScaleKind.PositiveNegative => Json(new { Positive = Chance(0.5), Negative = Chance(0.5) }),
            _ => Json(new { Amounts = new[] { new { Party = "huurders", Low = -1, Expected = _random.Next(-1, 9), High = 9 } } }),
        };
        body["ground"] = Secret();
        return body;
    }

    private JsonObject Estimate(Criterion criterion)
    {
        var (least, most) = (Math.Min(criterion.Scale.Worst, criterion.Scale.Best), Math.Max(criterion.Scale.Worst, criterion.Scale.Best));
        decimal[] values = criterion.Scale.Levels.IsEmpty
            ? [.. Enumerable.Range(0, 3).Select(_ => least + Math.Round((most - least) * (decimal)_random.NextDouble(), 4)).Order()]
            : [.. Enumerable.Range(0, 3).Select(_ => Any(criterion.Scale.Levels).Value).Order()];
        return Json(new
        {
            Low = values[0],
            Expected = values[1],
            High = values[2],
            Ground = Maybe(Secret),
            Evidence = Chance(0.3) ? new[] { new { Uri = "https://bewijs.example/1" }, new { Uri = "https://bewijs.example/2" } } : null,
        });
    }

    private Attempt? RecordOutcome(Weighing w) => w.Proposals.Count == 0 ? null : Post("/outcomes", new
    {
        Method = new { Name = "additive-value", Version = "1.0.0" },
        Fingerprint = new string('b', 64),
        ReadVersion = _random.Next(1, w.Version + 1),
        Seed = Maybe(() => Code("seed-")),
        Unit = Maybe(() => Code("unit-")),
        Results = w.Proposals.Select((p, i) => new
        {
            Proposal = new { p.Code, Revision = _random.Next(1, p.Revisions.Length + 1) },
            Rank = i + 1,
            Value = new { Low = 1.50m, Expected = Amount(2, 3), High = 4m },
        }),
    });

    private Attempt Reframe(Weighing w)
    {
        var body = Framing();
        body["reference"] = w.Framing.Reference;
        body["reason"] = Secret();
        // Mostly the same approver: who names another once there is a proposal, decides no more.
        if (w.Proposals.Count > 0 && Chance(0.9)) body["approverRole"] = w.Framing.ApproverRole;
        return new Attempt("PUT", "/framing", body);
    }

    private Attempt TakeDecision(Weighing w)
    {
        var proposal = One(w.Proposals);
        var kind = proposal is null || Chance(0.3) ? Any([DecisionKind.Deferred, DecisionKind.None])
            : proposal.Current.Content.DoNothing ? DecisionKind.DoNothingChosen : DecisionKind.Chosen;
        object? deviation = !Chance(0.5) ? null : One(w.AdviceRequests) is { } advice
            ? new { From = "advice", AdviceRequest = advice.Number, Ground = Name<DeviationGround>(), Reason = Secret() }
            : new { From = "framework", Framework = Word(), Ground = Name<DeviationGround>(), Reason = Secret() };
        return Post("/decisions", new
        {
            Kind = JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()),
            Proposal = kind is DecisionKind.Chosen or DecisionKind.DoNothingChosen ? new { proposal!.Code } : null,
            DeciderRole = Maybe(Word),
            Rationale = Secret(),
            Deviations = deviation is null ? null : new[] { deviation },
            Conditions = new[] { Word(), Word() },
            Assumptions = new[] { Word(), Word(), Word() },
            MinorityOpinions = Chance(0.5) ? new[] { Secret(), Secret() } : null,
            ReviewDate = Maybe(() => "2039-06-01"),
            ReopenWhen = Chance(0.5) ? new[] { Word() } : null,
            ProjectfasebesluitId = Maybe(() => Code("PFB-")),
        });
    }

    // Mostly the newest decision, since that is the one that can stand.
    private Decision? Decided(Weighing w) => Chance(0.8) && w.Decisions is [.., var newest] ? newest : One(w.Decisions);

    private Attempt? ApproveDecision(Weighing w) => Decided(w) is { } d ? Post($"/decisions/{d.Number}/approval", new { Approved = Chance(0.5), Reason = Secret() }) : null;

    private Attempt? WithdrawDecision(Weighing w) => Decided(w) is { } d ? Post($"/decisions/{d.Number}/withdrawal", new { Reason = Secret() }) : null;

    private Attempt Reopen(Weighing w) => Post("/reopenings", new { Reason = Secret() });

    private Attempt? DropAssumption(Weighing w) => Decided(w) is { } d
        ? Post($"/decisions/{d.Number}/fallen-assumptions", new { Assumption = _random.Next(1, 4), Explanation = Secret() }) : null;

    private Attempt? StartExecution(Weighing w) => Decided(w) is { } d ? Post($"/decisions/{d.Number}/execution", new { WithoutApprovalReason = Unapproved(w, d) }) : null;

    private Attempt? HoldReview(Weighing w) => Decided(w) is { } d ? Post($"/decisions/{d.Number}/reviews", new
    {
        Expected = Secret(),
        Found = Secret(),
        Lessons = Maybe(Secret),
        Conclusion = Name<ReviewConclusion>(),
    }) : null;

    private Attempt? Close(Weighing w) => Ends && Chance(0.3) ? Post("/closing", new { Reason = Maybe(Secret), WithoutApprovalReason = Unapproved(w, w.StandingDecision) }) : null;

    /// <summary>Why there is no approval, where it is probably needed; null where it is probably not.</summary>
    private string? Unapproved(Weighing w, Decision? decision) =>
        decision is { IsChoice: true, Approval: not { Approved: true } } && w.Framings.Any(f => f.Framing.ApproverRole is not null) ? Secret() : null;

    private Attempt? Cancel(Weighing w) => Ends && Chance(0.3) ? Post("/cancellation", new { Reason = Secret() }) : null;

    private JsonObject Framing() => Json(new
    {
        Title = Word() + " " + Code("T"),
        Question = Word(),
        Occasion = Maybe(Word),
        Level = Name<Level>(),
        Scale = Name<WeighingScale>(),
        Areas = Chance(0.5) ? new[] { new { Code = "GM9901", Year = 2025 }, new { Code = "BU99010302", Year = 2026 } } : null,
        Complexes = Chance(0.3) ? new[] { "https://complex.example/1", "https://complex.example/2" } : null,
        Ownership = Name<Ownership>(),
        Breadth = Name<Breadth>(),
        SgeiRegime = Name<SgeiRegime>(),
        HereFor = Maybe(Word),
        ProcessForm = Name<ProcessForm>(),
        OwnerRole = "Strateeg wonen",
        DeciderRole = Any(["Bestuurder", "Wijktafel"]),
        ApproverRole = Chance(0.7) ? "Raad van commissarissen" : null,
        Confidentiality = Secrecy is { } secrecy ? JsonNamingPolicy.CamelCase.ConvertName(secrecy.ToString()) : Name<Confidentiality>(),
        Deadline = Maybe(() => "2038-12-31"),
    });

    private object? Proposal(Weighing w) => One(w.Proposals) is { } p && Chance(0.7)
        ? new { p.Code, Revision = Chance(0.5) ? _random.Next(1, p.Revisions.Length + 1) : (int?)null } : null;

    private object? Author(Weighing w) => !Chance(0.6) ? null : One(w.Stakeholders) is { } s && Chance(0.5) ? new { Stakeholder = s.Code } : new { Role = Word() };

    private int? OpenRoundNumber(Weighing w) => Chance(0.7) ? One([.. w.Rounds.Where(r => r.Closed is null)])?.Number : null;

    private T? One<T>(IReadOnlyList<T> items) where T : class => items.Count == 0 ? null : Any(items);

    private T? Maybe<T>(Func<T?> value) => Chance(0.5) ? value() : default;

    private string Word() => Any(Words);

    private string Secret()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"geheim-{seed}-{_sealed.Count}. {Word()}");
        _sealed.Add(text);
        return text;
    }

    private string Code(string prefix) => prefix + (++_codes).ToString(CultureInfo.InvariantCulture);

    private decimal Amount(int from, int to) => from + Math.Round((to - from) * (decimal)_random.NextDouble(), 2) + 0.00m;

    private DateTimeOffset Between(DateTimeOffset from, DateTimeOffset to) => from.AddMilliseconds(Math.Floor((to - from).TotalMilliseconds * _random.NextDouble()));

    private string Name<T>() where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(Any(Enum.GetNames<T>()));

    private static Attempt Post(string path, object body) => new("POST", path, Json(body));

    private static JsonObject Json(object body) => JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web)!.AsObject();
}
