using System.Text.Json;

namespace WikkenWegen.Domain.Tests;

/// <summary>How a case is made of a weighing: what goes in, what stays out, what is refused, and what the owner is told.</summary>
public class CasePreparationTests
{
    private static readonly JsonSerializerOptions Indented = new(EventContract.Json) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly CaseRequest Asked = new() { Question = "Opknappen of vervangen?" };

    private static readonly Weighing Flat = Given(
        Opened(), Submitted(), Submitted("V2"), Submitted("V3", doNothing: true), Invited(), Invited("B2"), AdoptedCriteria(),
        GaveInput() with { Content = new InputContent { Proposal = new ProposalRevisionReference("V2", 1), Position = Position.Against, Statement = Text("Niet doen.") } });

    private static readonly Dictionary<string, string> Vault = new() { [Text("Niet doen.").Digest] = "Niet doen." };

    private static PreparedCase Of(Weighing weighing, CaseRequest? request = null, Dictionary<string, string>? vault = null) => CasePreparation.Of(weighing, request ?? Asked, vault ?? Vault, cancellation: TestContext.Current.CancellationToken);

    private static void Refused(PreparedCase prepared, params IEnumerable<Refusal> expected)
    {
        prepared.Refusals.Select(Show).ShouldBe(expected.Select(Show));
        prepared.Copy.ShouldBeNull();
        prepared.Report.ShouldBeNull();
    }

    // What is refused

    /// <summary>Nobody computes for a caller who left, nor longer than a request may take.</summary>
    [Fact]
    public void It_stops_when_it_is_cancelled() =>
        Should.Throw<OperationCanceledException>(() => CasePreparation.Of(Flat, Asked, Vault, cancellation: new CancellationToken(canceled: true)));

    [Fact]
    public void Of_a_secret_weighing_no_case_is_made() => Refused(
        Of(Given(new WeighingOpened { OccurredAt = Day(0), Framing = Framing() with { Confidentiality = Confidentiality.Secret } })), PrepareCase.CaseOfSecret.Whole());

    [Fact]
    public void Nor_of_one_with_an_open_blind_round_until_that_closes()
    {
        var blind = Flat.And(OpenedRound(1, on: 8, blind: true), OpenedRound(2, on: 8));
        Refused(Of(blind), PrepareCase.CaseInBlindRound.Whole(1));
        Of(blind.And(ClosedRound(1, on: 9))).Refusals.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_request_names_must_be_there_and_once() => Refused(
        Of(Flat, Asked with
        {
            Criteria = [new CaseText("bet", "Betaalbaar"), new CaseText("XYZ", "Anders")],
            Proposals = [new CaseText("V9", "Slopen"), new CaseText("V1", "Opknappen"), new CaseText("v1", "Opknappen")],
            Parties = [new CasePartyKind("B9", PartyKind.Care)],
        }),
        CasePreparation.CaseCriterionUnknown.At("/criteria/1/code", "XYZ"), Rules.UnknownProposal.At("/proposals/0/code", "V9"), Rules.UnknownStakeholder.At("/parties/0/code", "B9"),
        Rules.CodeTwice.At("/proposals/2/code", "v1"));

    [Theory]
    [InlineData("Het gaat om AFW-2026-014.", "AFW-2026-014")]
    [InlineData("In BU12345678 speelt dit.", "BU12345678")]
    [InlineData("Complex 1043 is oud.", "1043")]
    [InlineData("Zie https://example.org/stuk", "https://example.org/stuk")]
    [InlineData("Mail jan@example.org", "jan@example.org")]
    [InlineData("Op 1234 AB.", "1234 AB")]
    [InlineData("Bel 0612345678", "0612345678")]
    [InlineData("Vraag het SUBJECT-B1.", "subject-B1")]
    [InlineData("Jannie de Vries zei dat.", "Jannie de Vries")]
    [InlineData("VERA 889-X is het.", "889-X")]
    public void A_text_that_identifies_is_refused_wherever_it_stands(string text, string found)
    {
        var weighing = Given(
            new WeighingOpened
            {
                OccurredAt = Day(0),
                Framing = Framing() with { Reference = "AFW-2026-014", Complexes = ["https://corporatie.example/complexen/1043"], Identity = new ExternalIdentity { IdExtern = "889-X" } },
            },
            Submitted(), AdoptedCriteria(), Invited() with { PersonName = Text("Jannie de Vries") }, GaveInput() with { Content = new InputContent { Statement = Text("said") } });
        var vault = new Dictionary<string, string> { [Text("Jannie de Vries").Digest] = "Jannie de Vries", [Text("said").Digest] = text };
        var asked = new CaseRequest
        {
            Title = text, Question = text, Background = text, CameOfIt = text, Criteria = [new CaseText("BET", text)], Proposals = [new CaseText("V1", text)], Quotes = [new CaseRelease(5, "statement", 1)],
        };
        Refused(Of(weighing, asked, vault),
            new[] { "/title", "/question", "/background", "/cameOfIt", "/criteria/0/text", "/proposals/0/text", "/quotes/0" }.Select(pointer => CasePreparation.CaseTextIdentifies.At(pointer, found)));
    }

    /// <summary>A name is looked for wherever it was recorded: with the invitation, in a correction of the stakeholder, and in one of the text itself.</summary>
    [Theory]
    [InlineData("Wat vond jannie de vries ervan?", "Jannie de Vries")]
    [InlineData("Wat vond Jan de Wit ervan?", "Jan de Wit")]
    [InlineData("Wat vond ANNA BAKKER ervan?", "Anna Bakker")]
    [InlineData("Bel Anna via kantoor-3.", "kantoor-3")]
    public void A_name_or_contact_that_the_weighing_knows_is_refused_also_as_it_was_corrected(string text, string found)
    {
        string[] known = ["Jannie de Vries", "Jan de Wit", "Anna Bakker", "kantoor-3"];
        var weighing = Flat.And(
            Invited("B3", on: 9) with { PersonName = Text(known[0]), Contact = Text("balie") },
            new StakeholderCorrected { OccurredAt = Day(10), Code = "B3", Number = 1, Party = "Bewoners", Role = "Bewoner", Say = Say.GivesInput, PersonName = Text(known[1]), Contact = Text("balie"), Reason = Text("reason") },
            new TextCorrected { OccurredAt = Day(11), Number = 1, Event = 10, Field = "personName", Replaced = Text(known[1]).Digest, Text = Text(known[2]), Ground = RectificationGround.Inaccurate },
            new TextCorrected { OccurredAt = Day(11), Number = 2, Event = 10, Field = "contact", Replaced = Text("balie").Digest, Text = Text(known[3]), Ground = RectificationGround.Inaccurate });
        Refused(Of(weighing, new CaseRequest { Question = text, Criteria = [new CaseText("BET", text)] }, Vault.Concat(known.ToDictionary(name => Text(name).Digest)).ToDictionary()),
            CasePreparation.CaseTextIdentifies.At("/question", found), CasePreparation.CaseTextIdentifies.At("/criteria/0/text", found));
        Of(weighing, Asked with { Question = "Wat vond Jannie ervan, en de Vriesen, en Jan de Witte?" }, Vault.Concat(known.ToDictionary(name => Text(name).Digest)).ToDictionary()).Refusals.ShouldBeEmpty("a part of a name, or a name that only begins so, is told and not refused");
    }

    [Theory]
    [InlineData("Stichting Woonwijzer Merenland (fictief)", "Wat doet woonwijzer merenland?", "Woonwijzer Merenland")]
    [InlineData("Stichting Woonwijzer Merenland (fictief)", "Wat doet Stichting Woonwijzer Merenland hier?", "Woonwijzer Merenland")]
    [InlineData("Woningbouwvereniging De Goede Buurt", "Bij De Goede Buurt speelt dit.", "De Goede Buurt")]
    [InlineData("Coöperatie Samen Wonen B.V.", "Samen Wonen wil dit.", "Samen Wonen")]
    [InlineData("Wonen", "Dit is van Wonen.", "Wonen")]
    [InlineData("Stichting VIVARE", "Vivare heeft een flat.", "VIVARE")]
    [InlineData("Ymere", "Een flat van YMERE.", "Ymere")]
    [InlineData("deltaWonen", "Deltawonen heeft een flat.", "deltaWonen")]
    [InlineData("deltaWonen", "Een flat van DELTAWONEN.", "deltaWonen")]
    [InlineData("woonzorg", "Een flat van woonzorg.", "woonzorg")]
    [InlineData("woonzorg", "Een flat van Woonzorg.", "woonzorg")]
    public void The_name_of_the_corporation_is_refused_as_people_write_it(string corporation, string text, string found)
    {
        Refused(CasePreparation.Of(Flat, Asked with { Title = text, Question = text }, Vault, corporation, cancellation: TestContext.Current.CancellationToken), CasePreparation.CaseTextIdentifies.At("/title", found), CasePreparation.CaseTextIdentifies.At("/question", found));
        Of(Flat, Asked with { Question = text }).Refusals.ShouldBeEmpty("without a name nothing is looked for");
    }

    [Fact]
    public void Words_of_the_name_of_the_corporation_are_told_and_not_refused()
    {
        var prepared = CasePreparation.Of(Flat, new CaseRequest { Question = "Hoe willen wij in Merenland wonen?" }, Vault, "Stichting Woonwijzer Merenland (fictief)", cancellation: TestContext.Current.CancellationToken);
        prepared.Report!.Hints.Single(h => h.Kind == CaseTelltale.NamesInOwnTexts).Words.ShouldBe(["Merenland"]);
        CasePreparation.Of(Flat, new CaseRequest { Question = "Hoe willen wij wonen?" }, Vault, "Stichting Wonen", cancellation: TestContext.Current.CancellationToken).Refusals.ShouldBeEmpty("it is a word of any text");
        CasePreparation.Of(Flat, new CaseRequest { Question = "Hoe willen wij wonen?" }, Vault, "WONEN", cancellation: TestContext.Current.CancellationToken).Refusals.ShouldBeEmpty("also where it was registered in capitals");
        CasePreparation.Of(Flat, new CaseRequest { Question = "Hoe staat het met Woningen en het Wonenbeleid?" }, Vault, "Wonen", cancellation: TestContext.Current.CancellationToken).Refusals.ShouldBeEmpty("it only begins so");
    }

    [Theory]
    [InlineData("Wij kiezen in 2026 voor 1043a en 21043 woningen.")]
    [InlineData("Een uitgave van 10.000 euro in de periode 2024-2026.")]
    public void Words_and_numbers_that_only_look_like_it_are_not(string text) =>
        Of(Given(new WeighingOpened { OccurredAt = Day(0), Framing = Framing() with { Complexes = ["https://corporatie.example/complexen/1043"] } }), Asked with { Question = text }).Refusals.ShouldBeEmpty();

    [Fact]
    public void A_quote_must_be_there_be_readable_and_be_no_name()
    {
        var named = Flat.And(Invited("B3", on: 9) with { PersonName = Text("Jannie") });
        Refused(Of(named, Asked with { Quotes = [new CaseRelease(8, "statement", 2), new CaseRelease(99, "statement", 1), new CaseRelease(8, "reason", 1), new CaseRelease(9, "personName", 1)] }),
            CasePreparation.CaseQuoteNotThere.At("/quotes/0", 8, "statement"), CasePreparation.CaseQuoteNotThere.At("/quotes/1", 99, "statement"), CasePreparation.CaseQuoteNotThere.At("/quotes/2", 8, "reason"),
            CasePreparation.CaseQuoteOfPerson.At("/quotes/3/field"));
        Refused(Of(Flat, Asked with { Quotes = [new CaseRelease(8, "statement", 1)] }, []), CasePreparation.CaseQuoteNotThere.At("/quotes/0", 8, "statement"));
        Refused(Of(Flat.And(Erased(1, 70, Text("Niet doen.").Digest)), Asked with { Quotes = [new CaseRelease(8, "statement", 1)] }), CasePreparation.CaseQuoteNotThere.At("/quotes/0", 8, "statement"));
    }

    [Fact]
    public void A_case_is_made_again_of_what_was_recorded_then_as_long_as_its_texts_hold()
    {
        var vault = new Dictionary<string, string>(Vault) { [Text("question").Digest] = Asked.Question };
        var quote = new CaseRelease(8, "statement", 1);
        var content = new CaseContent { Question = Text("question"), Quotes = [quote] };
        var made = CasePreparation.Of(Flat, content, vault, cancellation: TestContext.Current.CancellationToken)!;
        made.Copy!.Quotes.ShouldBe(Of(Flat, Asked with { Quotes = [quote] }).Copy!.Quotes);
        var prepared = Flat.And(PreparedCase() with { Content = content, ReadVersion = 8, Digest = made.Digest! });
        JsonSerializer.Serialize(Again(prepared)!.Copy, EventContract.Json).ShouldBe(JsonSerializer.Serialize(made.Copy, EventContract.Json));
        Again(prepared.And(Submitted("V4", on: 60)))!.Copy!.Proposals.Length.ShouldBe(3, "what came later is not in it");
        Again(prepared.And(Erased(1, 70, Text("Niet doen.").Digest))).ShouldBeNull();
        Again(prepared.And(Erased(1, 70, Text("question").Digest))).ShouldBeNull();
        Again(prepared.And(CorrectedText(8, "Niet doen."))).ShouldBeNull();
        CasePreparation.Again(prepared, prepared.Case(1)!, Vault, cancellation: TestContext.Current.CancellationToken).ShouldBeNull("a text is not there");
        CasePreparation.Again(prepared, prepared.Case(1)! with { Digest = new string('a', 64) }, vault, cancellation: TestContext.Current.CancellationToken).ShouldBeNull("it comes out otherwise");

        PreparedCase? Again(Weighing weighing) => CasePreparation.Again(weighing, weighing.Case(1)!, vault, cancellation: TestContext.Current.CancellationToken);
    }

    /// <summary>Its end says what the link was about, which is for nobody who may not see the other weighing; and so says a correction of that.</summary>
    [Fact]
    public void What_who_prepares_it_may_not_read_is_neither_released_nor_told()
    {
        var linked = Flat.And(Linked(on: 9) with { Note = "Vanwege de Merelflat" }, Unlinked(on: 10), CorrectedMoment(10, from: 10, to: 9.5, on: 11), CorrectedText(10, "because", on: 12, field: "reason"));
        var vault = new Dictionary<string, string>(Vault) { [Text("because").Digest] = "Omdat de gemeente verkoopt.", [Text("right 1").Digest] = "Omdat de gemeente sloopt." };
        CaseRelease[] quotes = [new(10, "reason", 1), new(11, "reason", 1), new(12, "text", 1)];
        var unseen = new HashSet<Guid> { Other };
        Refused(CasePreparation.Of(linked, Asked with { Quotes = [.. quotes] }, vault, null, IsReadable, cancellation: TestContext.Current.CancellationToken), quotes.Select((quote, i) => CasePreparation.CaseQuoteNotThere.At($"/quotes/{i}", quote.Event, quote.Field)));
        Of(linked, Asked with { Quotes = [.. quotes] }, vault).Copy!.Quotes.Length.ShouldBe(3, "who may read them all may release them");

        var asked = Asked with { Question = "Is de merelflat te redden?", Quotes = [new CaseRelease(8, "statement", 1)] };
        var (all, told) = (Of(linked, asked, vault).Report!, CasePreparation.Of(linked, asked, vault, null, IsReadable, cancellation: TestContext.Current.CancellationToken).Report!);
        all.Hints.ShouldContain(h => h.Words.Contains("merelflat"));
        all.Removed.SelectMany(r => r.Events).Max().ShouldBe(12);
        Json(told).ShouldBe(Json(Of(Flat, asked, vault).Report), "as if it had not happened");

        // What was released by who might is in the copy for whoever reads it, and its report is for them alone.
        var content = new CaseContent { Question = Text("question"), Quotes = [quotes[0]] };
        vault[Text("question").Digest] = asked.Question;
        var prepared = linked.And(PreparedCase() with { Content = content, ReadVersion = 12, Digest = CasePreparation.Of(linked, content, vault, cancellation: TestContext.Current.CancellationToken)!.Digest! });
        var again = CasePreparation.Again(prepared, prepared.Case(1)!, vault, null, IsReadable, cancellation: TestContext.Current.CancellationToken)!;
        again.Copy!.Quotes.Single().Text.ShouldBe("Omdat de gemeente sloopt.");
        again.Report!.Hints.ShouldNotContain(h => h.Words.Contains("merelflat"));
        again.Report.Removed.SelectMany(r => r.Events).Max().ShouldBe(8);

        bool IsReadable(RecordedEvent recorded) => !linked.IsAboutLinkTo(unseen, recorded.Event);
        static string Json(CaseReport? report) => JsonSerializer.Serialize(report, EventContract.Json);
    }

    /// <summary>Whether it comes out the same does not depend on who makes it again, nor on what became of texts that it does not hold.</summary>
    [Fact]
    public void Made_again_it_is_told_by_the_name_of_now_and_not_refused_and_what_was_erased_or_corrected_since_is_not_told_as_unread()
    {
        var weighing = Flat.And(GaveInput(2, on: 9) with { Content = new InputContent { Statement = Text("other") } }, GaveInput(3, on: 9) with { Content = new InputContent { Statement = Text("unread") } });
        var vault = new Dictionary<string, string>(Vault) { [Text("other").Digest] = "Nog iets.", [Text("question").Digest] = "Wat doet Woonlust?" };
        var content = new CaseContent { Question = Text("question") };
        var made = CasePreparation.Of(weighing, content, vault, "Stichting Woonrust", cancellation: TestContext.Current.CancellationToken)!;
        Unread(made).ShouldBe(1);
        var prepared = weighing.And(PreparedCase() with { Content = content, ReadVersion = 10, Digest = made.Digest! });
        var renamed = Again(prepared).ShouldNotBeNull("its texts were looked at for the name of then");
        renamed.Report!.Hints.Single(h => h.Kind == CaseTelltale.NamesInOwnTexts).Words.ShouldBe(["Woonlust"]);
        renamed.Digest.ShouldBe(CasePreparation.Again(prepared, prepared.Case(1)!, vault, cancellation: TestContext.Current.CancellationToken)!.Digest);
        Unread(Again(prepared.And(Erased(1, 70, Text("other").Digest)))!).ShouldBe(1);
        Unread(Again(prepared.And(CorrectedText(9, "other")))!).ShouldBe(1);
        Unread(Again(prepared.And(Erased(1, 70, Text("unread").Digest)))!).ShouldBe(0);

        PreparedCase? Again(Weighing newest) => CasePreparation.Again(newest, newest.Case(1)!, vault, "Stichting Woonlust", cancellation: TestContext.Current.CancellationToken);
        static int Unread(PreparedCase prepared) => prepared.Report!.Hints.SingleOrDefault(h => h.Kind == CaseTelltale.TextsNotRead)?.Count ?? 0;
    }

    // What goes in

    [Fact]
    public void A_quote_is_told_with_who_said_it_and_as_it_was_corrected()
    {
        var asked = Asked with { Quotes = [new CaseRelease(8, "statement", 1)] };
        Of(Flat, asked).Copy!.Quotes.ShouldBe([new CaseQuote(new CaseRole(PartyKind.Residents, 1), "Niet doen.")]);
        var corrected = Flat.And(CorrectedText(8, "Niet doen."));
        Of(corrected, asked, new Dictionary<string, string>(Vault) { [Text("right 1").Digest] = "Nog niet doen." }).Copy!.Quotes.Single().Text.ShouldBe("Nog niet doen.");
    }

    [Fact]
    public void Parties_are_of_a_kind_and_numbered_where_there_are_more()
    {
        string[] names = ["Gemeente Merenland", "Bewoners", "Huurdersvereniging", "Stichting Zorgzaam", "Vrienden van het park", "Thuiszorg West", "VvE De Linden", "Corporatie"];
        var weighing = Given(names.Select((name, i) => (WeighingEvent)(Invited($"B{i + 1}") with { Party = name, Role = "Lid" })).Prepend(Opened()));
        Of(weighing).Copy!.Parties.Select(p => p.Role).ShouldBe(
        [
            new(PartyKind.Municipality, null), new(PartyKind.Residents, null), new(PartyKind.TenantsOrganisation, null), new(PartyKind.Care, 1), new(PartyKind.Other, null), new(PartyKind.Care, 2),
            new(PartyKind.Owners, null), new(PartyKind.Corporation, null),
        ]);
        Of(weighing, Asked with { Parties = [new CasePartyKind("b5", PartyKind.Residents)] }).Copy!.Parties.Select(p => p.Role).Where(r => r.Kind == PartyKind.Residents)
            .ShouldBe([new(PartyKind.Residents, 1), new(PartyKind.Residents, 2)]);
    }

    [Theory]
    [InlineData("-1", AmountBand.Yields)]
    [InlineData("0", AmountBand.Nothing)]
    [InlineData("0.01", AmountBand.Small)]
    [InlineData("100000", AmountBand.Small)]
    [InlineData("100000.01", AmountBand.Medium)]
    [InlineData("1000000", AmountBand.Medium)]
    [InlineData("1000001", AmountBand.Large)]
    [InlineData("10000000", AmountBand.Large)]
    [InlineData("10000001", AmountBand.VeryLarge)]
    public void An_amount_is_a_band(string amount, AmountBand band)
    {
        var costs = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        Of(Given(Opened(), Submitted() with { Content = new ProposalContent { Name = "Renovate", Costs = costs } })).Copy!.Proposals.Single().Costs.ShouldBe(band);
    }

    [Fact]
    public void A_weight_is_a_band_of_its_share()
    {
        var set = CriteriaOf(Criterion("A", 0), Criterion("B", 9), Criterion("C", 10), Criterion("D", 25), Criterion("E", 56));
        Of(Given(Opened(), AdoptedCriteria() with { Set = set })).Copy!.Criteria.Select(c => c.Weight)
            .ShouldBe([WeightBand.None, WeightBand.Small, WeightBand.Medium, WeightBand.Large, WeightBand.Dominant]);
    }

    [Fact]
    public void Criteria_that_stand_beside_are_there_too_with_the_kind_of_their_scale_and_without_weight()
    {
        var beside = CriteriaWithBeside().Beside;
        Of(Flat.And(AdoptedWithBeside()), Asked with { Criteria = [new CaseText("wie", "Wie ervan profiteert"), new CaseText("KWA", "Hoe goed het wordt")] }).Copy!.Criteria.ShouldBe(
        [
            new(1, null, Direction.HigherIsBetter, false, WeightBand.Dominant), new(2, "Hoe goed het wordt", Direction.HigherIsBetter, false, WeightBand.Large),
            new(3, "Wie ervan profiteert", null, false, null, BesideScaleKind.PositiveNegative), new(4, null, null, true, null, BesideScaleKind.Ordinal), new(5, null, null, false, null, BesideScaleKind.MoneyPerParty),
        ]);
        Of(Given(Opened(), AdoptedCriteria() with { Set = CriteriaOf() with { Criteria = [], Beside = beside } })).Copy!.Criteria.Select(c => (c.Number, c.Beside))
            .ShouldBe([(1, BesideScaleKind.PositiveNegative), (2, BesideScaleKind.Ordinal), (3, BesideScaleKind.MoneyPerParty)]);
    }

    [Theory]
    [InlineData(2026, 1, 1, "2026-Q1")]
    [InlineData(2026, 3, 31, "2026-Q2")] // 23:00 UTC on the last of March is April in the Netherlands
    [InlineData(2026, 6, 15, "2026-Q2")]
    [InlineData(2026, 9, 15, "2026-Q3")]
    [InlineData(2026, 12, 1, "2026-Q4")]
    public void A_day_is_a_quarter_of_the_Dutch_calendar(int year, int month, int day, string quarter) =>
        Of(Given(new WeighingOpened { OccurredAt = new DateTimeOffset(year, month, day, 23, 0, 0, TimeSpan.Zero), Framing = Framing() })).Copy!.Began.ShouldBe(quarter);

    [Fact]
    public void Of_a_place_its_kinds_are_told()
    {
        var framing = Framing() with { Areas = [new Area("BU99010302", 2026), new Area("GM9901", 2026), new Area("BU99010303", 2026)], Clusters = ["https://example.org/c/7"], BagIds = ["0363010000012345"] };
        Of(Given(new WeighingOpened { OccurredAt = Day(0), Framing = framing })).Copy!.Places.ShouldBe([PlaceKind.Municipality, PlaceKind.Neighbourhood, PlaceKind.Cluster, PlaceKind.Address]);
    }

    [Fact]
    public void Proposals_have_letters_in_their_order_also_beyond_Z()
    {
        var weighing = Given(Enumerable.Range(1, 28).Select(i => (WeighingEvent)Submitted($"V{i}")).Prepend(Opened()));
        Of(weighing).Copy!.Proposals.Select(p => p.Letter).Where((_, i) => i is 0 or 1 or 25 or 26 or 27).ShouldBe(["A", "B", "Z", "AA", "AB"]);
    }

    [Fact]
    public void The_digest_is_of_all_that_is_in_the_copy_and_of_texts_the_salted_digest_alone()
    {
        var content = new CaseContent { Question = Text("question"), Title = Text("title"), Proposals = [new SealedCaseText("V1", Text("plain"))], Quotes = [new CaseRelease(8, "statement", 1)] };
        var vault = new Dictionary<string, string>(Vault) { [Text("question").Digest] = "Opknappen of vervangen?", [Text("title").Digest] = "Een flat", [Text("plain").Digest] = "Opknappen", [Text("other").Digest] = "Een flat" };
        var digest = Digest(Flat, content, vault);
        digest.ShouldMatch("^[0-9a-f]{64}$");
        Digest(Flat, content, vault).ShouldBe(digest);
        Digest(Flat.And(WithdrewProposal()), content, vault).ShouldNotBe(digest);
        Digest(Flat, content with { Title = Text("other") }, vault).ShouldNotBe(digest, "the same words, sealed once more, are another text");
        Digest(Flat, content with { Quotes = [] }, vault).ShouldNotBe(digest);
        Digest(Flat, content with { Proposals = [] }, vault).ShouldNotBe(digest);
        // Who has the digest and all but a text cannot find out by it whether that text is what they guess: no word is in what is hashed.
        Digest(Flat, content, vault.ToDictionary(text => text.Key, text => "Geraden.")).ShouldBe(digest);
        CasePreparation.Of(Flat, Asked, Vault, cancellation: TestContext.Current.CancellationToken).Digest.ShouldBeNull("a preview has no digests of texts");

        static string Digest(Weighing weighing, CaseContent content, Dictionary<string, string> vault) => CasePreparation.Of(weighing, content, vault, cancellation: TestContext.Current.CancellationToken)!.Digest.ShouldNotBeNull();
    }

    // What the owner is told

    [Fact]
    public void What_was_taken_out_is_told_by_kind_with_its_events()
    {
        var weighing = Given(
            new WeighingOpened { OccurredAt = Day(0), Framing = Framing() with { Reference = "AFW-1", Areas = [new Area("GM9901", 2026)], Complexes = ["https://example.org/c/1", "https://example.org/c/2"] } },
            Submitted() with { Content = new ProposalContent { Name = "Renovate", Costs = 500 } },
            Invited() with { PersonName = Text("Jannie"), Interest = "Rust" },
            GaveInput() with { Content = new InputContent { Statement = Text("Niet doen."), Resistance = 3 } });
        var removed = Of(weighing, Asked with { Quotes = [new CaseRelease(4, "statement", 1)] }).Report!.Removed;
        removed.Select(r => (r.Kind, r.Count, string.Join(' ', r.Events))).ShouldBe(
        [
            (RemovedKind.Place, 1, "1"), (RemovedKind.Complex, 2, "1"), (RemovedKind.Reference, 1, "1"), (RemovedKind.Amount, 1, "2"), (RemovedKind.Number, 2, "1 4"), (RemovedKind.Day, 8, "1 2 3 4"),
            (RemovedKind.PartyName, 1, "3"), (RemovedKind.RoleName, 4, "1 3"), (RemovedKind.Person, 1, "3"), (RemovedKind.Subject, 5, "1 2 3 4"), (RemovedKind.Text, 4, "1 2 3"),
            (RemovedKind.Code, 4, "2 3 4"),
        ], ignoreOrder: true);
        Of(weighing).Report!.Removed.Single(r => r.Kind == RemovedKind.SealedText).Events.ShouldBe([4]);
    }

    [Fact]
    public void What_could_still_tell_is_told()
    {
        var weighing = Given(
            new WeighingOpened { OccurredAt = Day(0), Framing = Framing(question: "Wat doen wij met de Merelflat en haar 96 woningen?") with { Scale = WeighingScale.Portfolio, ProcessForm = ProcessForm.Consensus } },
            Invited(), GaveInput() with { Content = new InputContent { Statement = Text("Niet doen.") } }, GaveInput(2) with { Content = new InputContent { Statement = Text("unread") } });
        var asked = new CaseRequest { Question = "Wat te doen met de merelflat: 96 keer woningen?", Quotes = [new CaseRelease(3, "statement", 1)] };
        var report = Of(weighing, asked).Report!;
        report.Hints.Select(h => (h.Kind, h.Count, string.Join(' ', h.Words), string.Join(' ', h.Features))).ShouldBe(
        [
            (CaseTelltale.FewParties, 1, "", ""), (CaseTelltale.UnusualCombination, 2, "", "WholePortfolio DecidedTogether"), (CaseTelltale.QuotesReleased, 1, "", ""),
            (CaseTelltale.NamesInOwnTexts, 1, "merelflat", ""), (CaseTelltale.NumbersInOwnTexts, 1, "96", ""), (CaseTelltale.WordsInOwnTexts, 1, "woningen", ""), (CaseTelltale.TextsNotRead, 1, "", ""),
        ]);
        report.Notice.ShouldBe(CaseReport.NoPromise);
    }

    [Fact]
    public void Nowhere_is_anonymity_promised() => Rules.All.Values.SelectMany(r => new[] { r.Dutch, r.English }).Append(CaseReport.NoPromise.Dutch).Append(CaseReport.NoPromise.English)
        .Where(text => text.Contains("anoni", StringComparison.OrdinalIgnoreCase) || text.Contains("anony", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();

    // The examples, whole

    [Theory]
    [InlineData("AFW-2026-014", "Een oud gebouw met klachten: opknappen, vervangen of nog even mee?", "Opgelapt", "Opgeknapt", "Vervangen")]
    [InlineData("AFW-2026-021", "Geven wij een lege ruimte aan een initiatief waarvan het effect onzeker is?", "Afwachten", "Uitproberen", "Voor vast")]
    [InlineData("AFW-2026-030", "Zetten wij goedkope voorraad om zodat een buurt meer soorten mensen krijgt?", "Laten zoals het is", "Omzetten", "Omzetten en elders aanvullen")]
    public void The_case_of_an_example_is_as_agreed(string code, string question, params string[] proposals)
    {
        var original = ExampleHistories.Get(code);
        var quoted = original.Events.First(e => e.Event is InputGiven).Number;
        var request = new CaseRequest
        {
            Question = question,
            CameOfIt = "Het gesprek duurde langer dan gedacht.",
            Criteria = [new CaseText(original.Weighing.Criteria!.Set.Criteria[0].Code, "Kosten voor wie er woont")],
            Proposals = [.. proposals.Select((p, i) => new CaseText($"V{i + 1}", p))],
            Quotes = [new CaseRelease(quoted, "statement", 1)],
        };
        var prepared = CasePreparation.Of(original.Weighing, request, original.Vault, cancellation: TestContext.Current.CancellationToken);
        prepared.Refusals.Select(Show).ShouldBeEmpty();
        CaseAttack.NotAllowed(prepared.Copy!, [request.Question, request.CameOfIt, request.Criteria[0].Text, .. proposals, prepared.Copy!.Quotes[0].Text]).ShouldBeEmpty();
        Golden.Text(Path.Combine("Learning", "Cases"), $"{code}.txt", [JsonSerializer.Serialize(prepared.Copy, Indented), JsonSerializer.Serialize(prepared.Report, Indented)]);
    }
}
