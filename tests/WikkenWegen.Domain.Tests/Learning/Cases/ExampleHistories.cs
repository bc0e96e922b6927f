using System.Text.Json;

namespace WikkenWegen.Domain.Tests;

/// <summary>A weighing with its events, and with the texts that lie in the vault, by digest.</summary>
internal sealed record ToldWeighing(Weighing Weighing, ImmutableArray<RecordedEvent> Events, Dictionary<string, string> Vault);

/// <summary>The three example weighings as events, in the order in which their file tells them; each text of a person lies in the vault.</summary>
internal static class ExampleHistories
{
    private static readonly JsonElement[] All =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Tests, "..", "..", "src", "WikkenWegen.Api", "Demo", "weighings.nl.json"))).RootElement.GetProperty("afwegingen").EnumerateArray()];

    /// <summary>The corporation's own numbers of the examples.</summary>
    public static TheoryData<string> Codes => [.. All.Select(a => Of(a, "code"))];

    /// <summary>The example with this number.</summary>
    public static ToldWeighing Get(string code)
    {
        var (example, vault, events, rounds, inputs) = (All.Single(a => Of(a, "code") == code), new Dictionary<string, string>(), new List<WeighingEvent>(), new Dictionary<int, int>(), 0);
        foreach (var g in example.GetProperty("gebeurtenissen").EnumerateArray()) Add(Of(g, "soort"), Of(g, "over"), At(g, "datum"));
        return new ToldWeighing(Given(events) with { Id = new Guid("019d6c1a-f800-7000-8000-000002026021") }, Recorded(events), vault);

        void Add(string kind, string over, DateTimeOffset at)
        {
            switch (kind)
            {
                case "AfwegingGestart":
                    events.Add(new WeighingOpened { OccurredAt = at, Framing = Framing() });
                    break;
                case "VoorstelIngediend":
                    events.Add(new ProposalSubmitted { OccurredAt = at, Code = over, Content = Proposal(over), Author = new Who(null, Of(example, "eigenaar")) });
                    break;
                case "CriteriaVastgesteld":
                    events.Add(new CriteriaAdopted { OccurredAt = at, Set = Set(over) });
                    break;
                case "CriteriaGewijzigd":
                    events.Add(new CriteriaChanged { OccurredAt = at, Version = 2, Set = Set(over), Reason = Sealed(Of(example.GetProperty("criteria").GetProperty(over), "reden")), RequestedBy = new Who(null, "MT") });
                    break;
                case "BelanghebbendeUitgenodigd":
                    var b = List("belanghebbenden").Single(s => Of(s, "code") == over);
                    events.Add(new StakeholderInvited
                    {
                        OccurredAt = at,
                        Code = over,
                        Party = Of(b, "partij"),
                        Role = Of(b, "rol"),
                        Say = Of(b, "bevoegdheid") switch { "ADVIES" => Say.Advises, "INBRENG" => Say.GivesInput, "TEGENSPRAAK" => Say.Dissents, _ => Say.Consents },
                        PersonName = Sealed($"Jannie de Vries-{over}"),
                        Contact = Sealed($"{over}@woonwijzer.example"),
                        Subject = $"subject-{over}",
                    });
                    break;
                case "InbrengGeregistreerd" or "BezwaarGemaakt":
                    AddInput(over.Split("/ronde ")[0], int.Parse(over.Split("/ronde ")[1], System.Globalization.CultureInfo.InvariantCulture), kind == "BezwaarGemaakt", at);
                    break;
                case "BezwaarOpgelost":
                    events.Add(new ObjectionResolved { OccurredAt = at, Number = 1, Means = ResolutionMeans.ProposalChanged, Resolution = Sealed(Of(List("bezwaren").Single(), "oplossing")) });
                    break;
                case "AdviesGevraagd":
                    events.Add(new AdviceRequested { OccurredAt = at, Number = 1, Stakeholder = over, About = $"Het voorgenomen besluit over '{Of(example, "titel")}'", Statutory = true });
                    break;
                case "AdviesOntvangen":
                    events.Add(new AdviceReceived { OccurredAt = at, Number = 1, Tenor = AdviceTenor.PositiveWithConditions, Text = Sealed(Of(List("inbreng").Single(i => Of(i, "van") == over), "tekst")) });
                    break;
                case "BesluitGenomen":
                    AddScores(at);
                    events.Add(new DecisionTaken { OccurredAt = at, Number = 1, Content = Decision() });
                    break;
                case "AfwijkingVanAdviesGemotiveerd":
                    events.Add(new AdviceDeviationReasoned { OccurredAt = at, Number = 1, Ground = DeviationGround.EqualTreatment, Reason = Sealed(Of(example.GetProperty("besluit").GetProperty("afwijkingVanAdvies"), "reden")) });
                    break;
                case "BesluitGoedgekeurd":
                    events.Add(new DecisionApproved { OccurredAt = at, Number = 1, ApproverRole = Of(example, "goedkeuring") });
                    break;
            }
        }

        Framing Framing()
        {
            var place = example.GetProperty("locatie");
            return Past.Framing() with
            {
                Title = Of(example, "titel"),
                Question = Of(example, "vraag"),
                Reference = code,
                Level = Of(example, "niveau") switch { "STRATEGISCH" => Level.Strategic, "TACTISCH" => Level.Tactical, _ => Level.Operational },
                Scale = Of(example, "schaal") switch { "PORTEFEUILLE" => WeighingScale.Portfolio, "WIJK" => WeighingScale.District, _ => WeighingScale.Complex },
                Areas = [.. new[] { "gemeentecode", "wijkcode", "buurtcode" }.Select(kind => new Area(Of(place, kind), 2026))],
                Complexes = place.TryGetProperty("complexcode", out var complex) && complex.GetString() is { } number ? [$"https://woonwijzer-merenland.example/complexen/{number}"] : [],
                Ownership = Of(example.GetProperty("afwegingstype"), "wie") == "EIGEN" ? Ownership.Own : Ownership.Joint,
                Breadth = Of(example.GetProperty("afwegingstype"), "breedte") == "SMAL" ? Breadth.Narrow : Breadth.Broad,
                SgeiRegime = Of(example, "regime").StartsWith("Overgang", StringComparison.Ordinal) ? SgeiRegime.Both : SgeiRegime.Sgei,
                SgeiNote = Of(example, "regime"),
                ProcessForm = Of(example, "procesvorm") switch { "ADVIES" => ProcessForm.Advice, "CONSENT" => ProcessForm.Consent, _ => ProcessForm.Consensus },
                OwnerRole = Of(example, "eigenaar"),
                DeciderRole = Of(example, "beslisser"),
                ApproverRole = Of(example, "goedkeuring"),
            };
        }

        ProposalContent Proposal(string proposal)
        {
            var v = List("voorstellen").Single(p => Of(p, "code") == proposal);
            return new ProposalContent
            {
                Name = Of(v, "naam"),
                Description = Of(v, "omschrijving"),
                Costs = v.GetProperty("investering").GetDecimal(),
                DoNothing = Of(v, "naam") == "Niets doen" || Of(example.GetProperty("besluit"), "uitkomst") == "NULALTERNATIEF_GEKOZEN" && proposal == "V1",
            };
        }

        CriteriaSet Set(string version) => new()
        {
            Criteria = [.. example.GetProperty("criteria").GetProperty(version).GetProperty("criteria").EnumerateArray().Select(c => Criterion(Of(c, "code"), c.GetProperty("gewicht").GetDecimal(), 1) with { Name = Of(c, "naam") })],
            WeightMethod = WeightMethod.Direct,
        };

        void AddInput(string stakeholder, int round, bool objected, DateTimeOffset at)
        {
            if (!rounds.ContainsKey(round))
            {
                events.Add(new RoundOpened { OccurredAt = at, Number = round, About = Of(example, "titel"), Blind = false });
                rounds[round] = example.GetProperty("gebeurtenissen").EnumerateArray().Count(e => Of(e, "over").EndsWith($"/ronde {round}", StringComparison.Ordinal));
            }
            var inbreng = List("inbreng").Single(i => Of(i, "van") == stakeholder && i.GetProperty("ronde").GetInt32() == round);
            var about = inbreng.TryGetProperty("over", out var over) ? new ProposalRevisionReference(over.GetString()!, 1) : null;
            events.Add(new InputGiven
            {
                OccurredAt = at,
                Number = ++inputs,
                Round = round,
                Stakeholder = stakeholder,
                Content = new InputContent
                {
                    Proposal = about,
                    Position = Of(inbreng, "standpunt") switch
                    {
                        "VOOR" => Position.InFavour, "VOOR_MET_VOORWAARDE" => Position.InFavourWithConditions, "CONSENT" => Position.Consent, "TEGEN" => Position.Against, _ => Position.OverridingObjection,
                    },
                    Statement = Sealed(Of(inbreng, "tekst")),
                    PreferredProposal = inbreng.TryGetProperty("voorkeur", out var preferred) ? preferred.GetString() : null,
                },
            });
            if (objected) events.Add(new ObjectionRaised { OccurredAt = at, Number = 1, Round = round, Stakeholder = stakeholder, Proposal = about, Input = inputs, Grounds = Sealed(Of(inbreng, "tekst")) });
            if (--rounds[round] == 0) events.Add(new RoundClosed { OccurredAt = at, Number = round });
        }

        void AddScores(DateTimeOffset at)
        {
            var number = 0;
            foreach (var proposal in example.GetProperty("scores").EnumerateObject())
                foreach (var criterion in proposal.Value.EnumerateObject())
                    events.Add(new ScoreGiven
                    {
                        OccurredAt = at,
                        Number = ++number,
                        Proposal = new ProposalRevisionReference(proposal.Name, 1),
                        Criterion = criterion.Name,
                        CriteriaVersion = example.GetProperty("criteria").EnumerateObject().Count(),
                        By = new Who(null, Of(example, "eigenaar")),
                        Estimate = new Estimate(criterion.Value.GetProperty("laag").GetDecimal(), criterion.Value.GetProperty("verwacht").GetDecimal(), criterion.Value.GetProperty("hoog").GetDecimal()),
                    });
        }

        DecisionContent Decision()
        {
            var besluit = example.GetProperty("besluit");
            var deviations = new List<Deviation>();
            if (besluit.TryGetProperty("afwijkingVanAdvies", out var advice)) deviations.Add(new Deviation(DeviationFrom.Advice, null, 1, DeviationGround.EqualTreatment, Sealed(Of(advice, "reden"))));
            if (besluit.TryGetProperty("afwijkingVanKader", out var kader)) deviations.Add(new Deviation(DeviationFrom.Framework, Of(kader, "kader"), null, DeviationGround.Experiment, Sealed(Of(kader, "reden"))));
            return new DecisionContent
            {
                Kind = Of(besluit, "uitkomst") == "GEKOZEN" ? DecisionKind.Chosen : DecisionKind.DoNothingChosen,
                Proposals = [new ProposalRevisionReference(Of(besluit, "voorstel"), 1)],
                DeciderRole = Of(besluit, "genomenDoor"),
                Rationale = Sealed(Of(besluit, "motivering")),
                Deviations = [.. deviations],
                Conditions = [.. besluit.GetProperty("voorwaarden").EnumerateArray().Select(c => c.GetString()!)],
                Assumptions = [.. besluit.GetProperty("aannames").EnumerateArray().Select(a => a.GetString()!)],
                MinorityOpinions = besluit.GetProperty("minderheidsstandpunt").GetString() is { } minority ? [Sealed(minority)] : [],
                ReviewDate = DateOnly.Parse(Of(besluit, "evaluatieDatum"), System.Globalization.CultureInfo.InvariantCulture),
                ReopenWhen = [Of(besluit, "heroverwegenAls")],
            };
        }

        IEnumerable<JsonElement> List(string name) => example.GetProperty(name).EnumerateArray();

        Sealed Sealed(string words)
        {
            vault[Text(words).Digest] = words;
            return Text(words);
        }
    }

    private static string Of(JsonElement part, string name) => part.GetProperty(name).GetString()!;

    private static DateTimeOffset At(JsonElement part, string name) =>
        new(DateOnly.Parse(Of(part, name), System.Globalization.CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(8, 0)), TimeSpan.Zero);
}
