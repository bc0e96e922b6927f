using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Weighings.AdviceRequests;
using WikkenWegen.Api.Weighings.Assessment;
using WikkenWegen.Api.Weighings.Consultation;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Api.Weighings.Decisions;
using WikkenWegen.Api.Weighings.Framings;
using WikkenWegen.Api.Weighings.Inputs;
using WikkenWegen.Api.Weighings.Proposals;
using WikkenWegen.Api.Weighings.Stakeholders;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Demo;

/// <summary>One request for a step, as any caller could send it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the weighing; empty for the opening.</param>
/// <param name="Body">The body of the request.</param>
/// <param name="Role">A role that may do it.</param>
/// <param name="Command">Makes the command that the request leads to.</param>
public sealed record ExampleStep(string Method, string Path, StepRequest Body, string Role, Func<Seals, WeighingCommand> Command)
{
    /// <summary>Subject id of the person who does it. Each role has its own, because the person who approves must not be the one who decided.</summary>
    public string Actor => "demo-" + Role;

    internal static ExampleStep Of(StepEndpoint step, StepRequest request, object? code = null, object? number = null)
    {
        var values = new RouteValueDictionary { ["code"] = code?.ToString(), ["number"] = number?.ToString() };
        var path = step.Path.Replace("{code}", code?.ToString(), StringComparison.Ordinal).Replace("{number}", number?.ToString(), StringComparison.Ordinal);
        return new ExampleStep(step.Method, step.Opens ? "" : path, request, step.Roles[0], seals => step.CommandFor(request, new Address(values), seals));
    }
}

/// <summary>
/// An example weighing as the requests that record it, in the order of its events. What the file leaves open is filled in here: days become
/// moments from 08:00 UTC on, a round runs from its first to its last input, the owner gives the scores on the day of the decision, and
/// every criterion has the scale that the description of the file gives, from 1 to 10 points.
/// </summary>
public sealed partial class ExampleWeighing
{
    private readonly Afweging _example = null!;
    private readonly List<ExampleStep> _steps = [];
    private readonly Dictionary<int, int> _rounds = [];
    private readonly Dictionary<string, string> _descriptions = [];
    private readonly HashSet<string> _objected = [];
    private int _inputs;
    private DateTimeOffset _moment;

    /// <summary>An example that consists of the given steps.</summary>
    internal ExampleWeighing(string reference, IEnumerable<ExampleStep> steps)
    {
        Reference = reference;
        _steps.AddRange(steps);
    }

    private ExampleWeighing(Afweging example)
    {
        _example = example;
        Reference = example.Code;
        _descriptions = example.Voorstellen.ToDictionary(v => v.Code, v => v.Omschrijving);
        foreach (var gebeurtenis in example.Gebeurtenissen)
        {
            _moment = Later(gebeurtenis.Datum);
            Add(gebeurtenis);
        }
    }

    /// <summary>The examples of the file.</summary>
    public static ImmutableArray<ExampleWeighing> All() => [.. ExampleFile.Read().Afwegingen.Select(a => new ExampleWeighing(a))];

    /// <summary>All weighings that are loaded in Development: the examples of the file, and the practice weighings.</summary>
    public static ImmutableArray<ExampleWeighing> Loaded() => [.. All(), .. PracticeWeighings.All];

    /// <summary>The corporation's own number for the weighing, such as AFW-2026-014.</summary>
    public string Reference { get; }

    /// <summary>The requests, in order; the first opens the weighing.</summary>
    public IReadOnlyList<ExampleStep> Steps => _steps;

    /// <summary>
    /// The id of the weighing: a UUIDv7 made from the moment of the opening and the reference. It is the same on every machine, so that
    /// documentation can name it.
    /// </summary>
    public Guid Id
    {
        get
        {
            var milliseconds = _steps[0].Body.OccurredAt!.Value.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);
            return Guid.Parse($"{milliseconds[..8]}-{milliseconds[8..]}-7000-8000-{new string([.. Reference.Where(char.IsAsciiDigit)]).PadLeft(12, '0')}");
        }
    }

    private void Add(Gebeurtenis g)
    {
        switch (g.Soort)
        {
            case "AfwegingGestart":
                Add(OpenWeighingRequest.Endpoint, Opening());
                break;
            case "VoorstelIngediend":
                Add(SubmitProposalRequest.Endpoint, Proposal(_example.Voorstellen.Single(v => v.Code == g.Over)));
                break;
            case "CriteriaVastgesteld" or "CriteriaGewijzigd":
                Add(SetCriteriaRequest.Endpoint, Criteria(_example.Criteria[g.Over]));
                break;
            case "BelanghebbendeUitgenodigd":
                var b = _example.Belanghebbenden.Single(s => s.Code == g.Over);
                Add(InviteStakeholderRequest.Endpoint, new InviteStakeholderRequest { OccurredAt = _moment, Code = b.Code, Party = b.Partij, Role = b.Rol, Say = Say(b.Bevoegdheid) });
                break;
            case "InbrengGeregistreerd" or "BezwaarGemaakt":
                AddInput(g);
                break;
            case "BezwaarOpgelost":
                AddResolution(g);
                break;
            case "AdviesGevraagd":
                Add(RequestAdviceRequest.Endpoint, new RequestAdviceRequest
                {
                    OccurredAt = _moment,
                    Stakeholder = g.Over,
                    About = $"Het voorgenomen besluit over '{_example.Titel}'",
                    Statutory = _example.Advies!.Grondslag.StartsWith("Wet", StringComparison.Ordinal),
                    Basis = _example.Advies.Grondslag,
                    AdviseBy = _example.Advies.TermijnTot,
                });
                break;
            case "AdviesOntvangen":
                var advice = _example.Inbreng.Single(i => i.Van == g.Over && i.Op == g.Datum);
                Add(ReceiveAdviceRequest.Endpoint, new ReceiveAdviceRequest { OccurredAt = _moment, Tenor = Tenor(advice.Standpunt), Text = advice.Tekst }, number: 1);
                break;
            case "BesluitGenomen":
                AddScores();
                Add(TakeDecisionRequest.Endpoint, Decision());
                break;
            case "AfwijkingVanAdviesGemotiveerd":
                var deviation = _example.Besluit.AfwijkingVanAdvies!;
                Add(ReasonAdviceDeviationRequest.Endpoint, new ReasonAdviceDeviationRequest
                {
                    OccurredAt = _moment,
                    PartOfAdvice = deviation.Deel,
                    Ground = Ground(deviation.Reden),
                    Reason = deviation.Reden,
                }, number: 1);
                break;
            case "BesluitGoedgekeurd":
                Add(ApproveDecisionRequest.Endpoint, new ApproveDecisionRequest { OccurredAt = _moment, Approved = true }, number: 1);
                break;
            case "AfwijkingVanKaderGemotiveerd" or "EvaluatieGepland":
                break; // both are part of the decision itself
            default:
                throw new InvalidOperationException($"The example has an event of an unknown kind: {g.Soort}.");
        }
    }

    private void Add<TRequest>(StepEndpoint<TRequest> step, TRequest request, object? code = null, object? number = null) where TRequest : StepRequest
    {
        _steps.Add(ExampleStep.Of(step, request, code, number));
        _moment = _moment.AddMinutes(1);
    }

    /// <summary>08:00 UTC of a day, or the moment after the last step where that is later.</summary>
    private DateTimeOffset Later(DateOnly day)
    {
        var morning = new DateTimeOffset(day.ToDateTime(new TimeOnly(8, 0)), TimeSpan.Zero);
        return morning > _moment ? morning : _moment;
    }

    private OpenWeighingRequest Opening() => new()
    {
        OccurredAt = _moment,
        Title = _example.Titel,
        Question = _example.Vraag,
        Reference = _example.Code,
        Level = _example.Niveau switch { "STRATEGISCH" => Level.Strategic, "TACTISCH" => Level.Tactical, "OPERATIONEEL" => Level.Operational, var x => throw Unknown(x) },
        Scale = _example.Schaal switch
        {
            "PORTEFEUILLE" => WeighingScale.Portfolio,
            "WIJK" => WeighingScale.District,
            "BUURT" => WeighingScale.Neighbourhood,
            "COMPLEX" => WeighingScale.Complex,
            "PROJECT" => WeighingScale.Project,
            var x => throw Unknown(x),
        },
        Areas = [.. new[] { _example.Locatie.Gemeentecode, _example.Locatie.Wijkcode, _example.Locatie.Buurtcode }.Select(code => new AreaRequest { Code = code, Year = 2026 })],
        Complexes = _example.Locatie.Complexcode is { } complex ? [$"https://woonwijzer-merenland.example/complexen/{complex}"] : null,
        Ownership = _example.Afwegingstype.Wie == "EIGEN" ? Ownership.Own : Ownership.Joint,
        Breadth = _example.Afwegingstype.Breedte == "SMAL" ? Breadth.Narrow : Breadth.Broad,
        SgeiRegime = _example.Regime.StartsWith("Overgang", StringComparison.Ordinal) ? SgeiRegime.Both : SgeiRegime.Sgei,
        SgeiNote = _example.Regime == "DAEB" ? null : _example.Regime,
        ProcessForm = _example.Procesvorm switch { "ADVIES" => ProcessForm.Advice, "CONSENT" => ProcessForm.Consent, "CONSENSUS" => ProcessForm.Consensus, var x => throw Unknown(x) },
        OwnerRole = _example.Eigenaar,
        DeciderRole = _example.Beslisser,
        ApproverRole = _example.Goedkeuring.StartsWith("Niet van toepassing", StringComparison.Ordinal) ? null : _example.Goedkeuring,
        Confidentiality = Confidentiality.Internal,
    };

    private SubmitProposalRequest Proposal(Voorstel v) => new()
    {
        OccurredAt = _moment,
        Code = v.Code,
        Name = v.Naam,
        Description = v.Omschrijving,
        Costs = v.Investering,
        DoNothing = v.Naam == "Niets doen" || (_example.Besluit.Uitkomst == "NULALTERNATIEF_GEKOZEN" && _example.Besluit.Voorstel == v.Code),
        Author = new WhoRequest { Role = _example.Eigenaar },
    };

    private SetCriteriaRequest Criteria(Criteriaversie version) => new()
    {
        OccurredAt = _moment,
        Criteria =
        [
            .. version.Criteria.Select(c => new CriterionRequest
            {
                Code = c.Code,
                Name = c.Naam,
                Direction = Direction.HigherIsBetter,
                Scale = new ScaleRequest { Worst = 1, Best = 10, Unit = "punten" },
                Weight = c.Gewicht,
            }),
        ],
        WeightMethod = WeightMethod.Direct,
        Reason = version.Reden,
        RequestedBy = version.Reden is not { } reason ? null
            : _example.Belanghebbenden.FirstOrDefault(b => reason.Contains(b.Partij + " vroeg", StringComparison.OrdinalIgnoreCase)) is { } asked
                ? new WhoRequest { Stakeholder = asked.Code } : new WhoRequest { Role = _example.Eigenaar },
    };

    private void AddInput(Gebeurtenis g)
    {
        var over = RoundForm.Match(g.Over);
        var (stakeholder, number) = (over.Groups[1].Value, int.Parse(over.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        if (_example.Bezwaren?.SingleOrDefault(b => b.OpgelostOp == g.Datum) is { } resolved) AddChangedProposal(resolved);
        if (!_rounds.TryGetValue(number, out var left))
        {
            Add(OpenRoundRequest.Endpoint, new OpenRoundRequest { OccurredAt = _moment, About = _example.Titel });
            left = _example.Gebeurtenissen.Count(e => e.Over.EndsWith($"/ronde {number}", StringComparison.Ordinal));
        }
        var inbreng = _example.Inbreng.Single(i => i.Van == stakeholder && i.Ronde == number);
        Add(GiveInputRequest.Endpoint, new GiveInputRequest
        {
            OccurredAt = _moment,
            Round = number,
            Stakeholder = stakeholder,
            Proposal = inbreng.Over is { } about ? new ProposalChoiceRequest { Code = about } : null,
            Position = Position(inbreng.Standpunt),
            Statement = inbreng.Tekst,
            PreferredProposal = inbreng.Voorkeur,
        });
        _inputs++;
        if (g.Soort == "BezwaarGemaakt")
            Add(RaiseObjectionRequest.Endpoint, new RaiseObjectionRequest
            {
                OccurredAt = _moment,
                Round = number,
                Stakeholder = stakeholder,
                Proposal = new ProposalChoiceRequest { Code = inbreng.Over! },
                Input = _inputs,
                Grounds = inbreng.Tekst,
            });
        _rounds[number] = --left;
        if (left == 0) Add(CloseRoundRequest.Endpoint, new CloseRoundRequest { OccurredAt = _moment }, number: number);
    }

    private void AddChangedProposal(Bezwaar bezwaar)
    {
        if (ChangeForm.Match(bezwaar.Oplossing) is not { Success: true } change || !_objected.Add(bezwaar.Van)) return;
        var (code, what) = (change.Groups[1].Value, change.Groups[2].Value);
        var proposal = _example.Voorstellen.Single(v => v.Code == code);
        Add(ReviseProposalRequest.Endpoint, new ReviseProposalRequest
        {
            OccurredAt = _moment,
            Name = proposal.Naam,
            Description = $"{_descriptions[code]} {char.ToUpperInvariant(what[0])}{what[1..]}",
            Costs = proposal.Investering,
            Author = new WhoRequest { Role = _example.Eigenaar },
            Reason = bezwaar.Oplossing,
        }, code: code);
    }

    private void AddResolution(Gebeurtenis g)
    {
        var bezwaar = _example.Bezwaren!.Single(b => b.Van == g.Over);
        AddChangedProposal(bezwaar);
        var code = ChangeForm.Match(bezwaar.Oplossing).Groups[1].Value;
        Add(ResolveObjectionRequest.Endpoint, new ResolveObjectionRequest
        {
            OccurredAt = _moment,
            Means = ResolutionMeans.ProposalChanged,
            Resolution = bezwaar.Oplossing,
            Proposal = new ProposalChoiceRequest { Code = code },
        }, number: 1);
    }

    private void AddScores()
    {
        foreach (var (proposal, scores) in _example.Scores)
            foreach (var (criterion, band) in scores)
                Add(GiveScoreRequest.Endpoint, new GiveScoreRequest
                {
                    OccurredAt = _moment,
                    Proposal = new ProposalChoiceRequest { Code = proposal },
                    Criterion = criterion,
                    By = new WhoRequest { Role = _example.Eigenaar },
                    Low = band.Laag,
                    Expected = band.Verwacht,
                    High = band.Hoog,
                });
    }

    private TakeDecisionRequest Decision()
    {
        var besluit = _example.Besluit;
        var deviations = new List<DeviationRequest>();
        if (besluit.AfwijkingVanAdvies is { } advice)
            deviations.Add(new DeviationRequest { From = DeviationFrom.Advice, AdviceRequest = 1, Ground = Ground(advice.Reden), Reason = advice.Reden });
        if (besluit.AfwijkingVanKader is { } kader)
            deviations.Add(new DeviationRequest { From = DeviationFrom.Framework, Framework = kader.Kader, Ground = Ground(kader.Reden), Reason = kader.Reden });
        return new TakeDecisionRequest
        {
            OccurredAt = _moment,
            Kind = besluit.Uitkomst == "NULALTERNATIEF_GEKOZEN" ? DecisionKind.DoNothingChosen : DecisionKind.Chosen,
            Proposal = new ProposalChoiceRequest { Code = besluit.Voorstel },
            DeciderRole = besluit.GenomenDoor,
            Rationale = besluit.Motivering,
            Deviations = [.. deviations],
            Conditions = besluit.Voorwaarden,
            Assumptions = besluit.Aannames,
            MinorityOpinions = besluit.Minderheidsstandpunt is { } minority ? [minority] : null,
            ReviewDate = besluit.EvaluatieDatum,
            ReopenWhen = [besluit.HeroverwegenAls],
        };
    }

    private static Say Say(string bevoegdheid) => bevoegdheid switch
    {
        "ADVIES" => Domain.Say.Advises,
        "INBRENG" => Domain.Say.GivesInput,
        "TEGENSPRAAK" => Domain.Say.Dissents,
        "CONSENT" or "CONSENSUS" => Domain.Say.Consents,
        _ => throw Unknown(bevoegdheid),
    };

    private static Position Position(string standpunt) => standpunt switch
    {
        "VOOR" => Domain.Position.InFavour,
        "VOOR_MET_VOORWAARDE" => Domain.Position.InFavourWithConditions,
        "CONSENT" => Domain.Position.Consent,
        "TEGEN" => Domain.Position.Against,
        "OVERWEGEND_BEZWAAR" => Domain.Position.OverridingObjection,
        _ => throw Unknown(standpunt),
    };

    private static AdviceTenor Tenor(string standpunt) => standpunt switch
    {
        "VOOR" => AdviceTenor.Positive,
        "VOOR_MET_VOORWAARDE" => AdviceTenor.PositiveWithConditions,
        "TEGEN" => AdviceTenor.Negative,
        _ => throw Unknown(standpunt),
    };

    /// <summary>
    /// The coded ground of a deviation. The file gives only reasons in words, so the code follows from a word in the reason, else it is
    /// Other.
    /// </summary>
    private static DeviationGround Ground(string reason) =>
        reason.Contains("ongelijk", StringComparison.Ordinal) ? DeviationGround.EqualTreatment
        : reason.Contains("proef", StringComparison.Ordinal) ? DeviationGround.Experiment
        : DeviationGround.Other;

    private static InvalidOperationException Unknown(string value) => new($"The example has an unknown value: {value}.");

    [GeneratedRegex(@"^(\w+)/ronde (\d+)$")]
    private static partial Regex RoundForm { get; }

    [GeneratedRegex(@"^Voorstel (\w+) gewijzigd \(versie \d+\): (.+)$")]
    private static partial Regex ChangeForm { get; }
}
