using System.Collections.Immutable;
using System.Globalization;
using Marten;
using Npgsql;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Listing;

/// <summary>
/// Any number of weighings in the lists of a corporation, without the events that would have made them: as many as it takes to see what
/// a list costs. They are as weighings are: over ten years, the old ones decided and closed, the new ones open, with a few deadlines
/// missing; some words, parties and areas are everywhere and others rare, or of some years only.
/// </summary>
public static class SeededWeighings
{
    /// <summary>When the first is opened.</summary>
    public static readonly DateTimeOffset Start = new(2016, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Span = TimeSpan.FromDays(3650);

    private static readonly string[] Sorts =
        ["renoveren", "sloop", "isoleren", "verkopen", "samenvoegen", "vergroenen", "splitsen", "aankoop", "funderingsherstel", "nieuwbouw", "herbestemmen", "verduurzamen"];

    /// <summary>Filters that let through about the part of the list that they are named by.</summary>
    public static ImmutableArray<(string Name, ListFilter Filter)> Filters(int count) =>
    [
        ("none", new()),
        ("q, all", new() { Q = "woningen" }),
        ("q, 1 in 12", new() { Q = "funderingsherstel" }),
        ("q, 1 in 40", new() { Q = "veertigste" }),
        ("q, 1 in 200", new() { Q = "tweehonderdste" }),
        ("q, of some years", new() { Q = "coronamaatregelen" }),
        ("q, a phrase and a word less", new() { Q = "\"woningen veertigste\" -sloop" }),
        ("q, one", new() { Q = "weging" + (count / 2).ToString(CultureInfo.InvariantCulture) }),
        ("q, nothing", new() { Q = "bestaatniet" }),
        ("status, open", new() { Status = WeighingStatus.Open }),
        ("status, closed", new() { Status = WeighingStatus.Closed }),
        ("status, rare", new() { Status = WeighingStatus.Cancelled }),
        ("status, nothing", new() { Status = WeighingStatus.Deferred }),
        ("level", new() { Level = Level.Tactical }),
        ("level, rare", new() { Level = Level.Strategic }),
        ("scale", new() { Scale = WeighingScale.Complex }),
        ("scale, nothing", new() { Scale = WeighingScale.Project }),
        ("area, gemeente", new() { Area = "GM0001" }),
        ("area, wijk", new() { Area = "WK000103" }),
        ("area, buurt", new() { Area = "BU00010507" }),
        ("party, 1 in 2", new() { Party = "gemeente" }),
        ("party, 1 in 50", new() { Party = "Huurdersbelang 7" }),
        ("party, of some years", new() { Party = "Coronateam" }),
        ("reference", new() { Reference = "AFW-" + (count / 2).ToString(CultureInfo.InvariantCulture) }),
        ("idExtern", new() { IdExtern = "EXT-" + (count / 3).ToString(CultureInfo.InvariantCulture) }),
        ("opened in one year", new() { OpenedFrom = Start + Span * 0.5, OpenedTo = Start + Span * 0.6 }),
        ("openedFrom", new() { OpenedFrom = Start + Span * 0.9 }),
        ("openedTo", new() { OpenedTo = Start + Span * 0.2 }),
        ("decision, chosen", new() { DecisionKind = DecisionKind.Chosen }),
        ("decision, rare", new() { DecisionKind = DecisionKind.None }),
        ("decision, nothing", new() { DecisionKind = DecisionKind.Deferred }),
        ("deviates, 1 in 12", new() { Deviates = true }),
        ("deviates, not", new() { Deviates = false }),
        ("deviates from, rare", new() { DeviatesFrom = DeviationFrom.Advice }),
        ("deadline in a quarter", new() { DeadlineFrom = new DateOnly(2021, 1, 1), DeadlineTo = new DateOnly(2021, 3, 31) }),
        ("changedSince", new() { ChangedSince = Start + Span * 0.97 }),
        ("status and q", new() { Status = WeighingStatus.Closed, Q = "sloop" }),
        ("level and area", new() { Level = Level.Operational, Area = "WK000103" }),
    ];

    /// <summary>Puts them in.</summary>
    public static async Task Seed(IDocumentStore store, NpgsqlDataSource source, string corporation, int count)
    {
        var dice = new Dice((ulong)count);
        await store.BulkInsertDocumentsAsync(corporation, Enumerable.Range(0, count).Select(n => Weighing(n, count, dice)).ToList());
        await using var streams = source.CreateCommand("""
            insert into wikkenwegen.mt_streams (tenant_id, id, type, version)
            select tenant_id, id, 'weighing', 7 from wikkenwegen.mt_doc_weighing_summary where tenant_id = $1 on conflict do nothing
            """);
        await using var changes = source.CreateCommand("""
            insert into wikkenwegen.weighing_change (tenant_id, id, from_xid, changed_at, status)
            select tenant_id, id, from_xid, opened_at + interval '1 hour' * (hashtext(id::text) & 8191), status from wikkenwegen.weighing_list where tenant_id = $1 on conflict do nothing
            """);
        changes.Parameters.Add(new() { Value = corporation });
        streams.Parameters.Add(new() { Value = corporation });
        await streams.ExecuteNonQueryAsync();
        await changes.ExecuteNonQueryAsync();
        await using var vacuum = source.CreateCommand("vacuum (analyze) wikkenwegen.weighing_list, wikkenwegen.weighing_change, wikkenwegen.weighing_list_word, wikkenwegen.mt_doc_weighing_summary, wikkenwegen.mt_streams");
        await vacuum.ExecuteNonQueryAsync();
    }

    private static WeighingSummary Weighing(int n, int count, Dice dice)
    {
        var opened = Start + Span * ((n + dice.Part()) / count);
        var age = Start + Span - opened;
        var decided = opened + TimeSpan.FromDays(20 + 400 * dice.Part());
        var (isDecided, isGivenUp) = (decided < Start + Span && dice.Of(50) > 0, dice.Of(150) == 0);
        var corona = opened.Year is 2020 or 2021 && dice.Of(4) == 0;
        var wijk = dice.Of(40);
        var number = n.ToString(CultureInfo.InvariantCulture);
        string[] words = [Sorts[dice.Of(Sorts.Length)], n % 40 == 0 ? "veertigste" : "", n % 200 == 0 ? "tweehonderdste" : "", corona ? "coronamaatregelen" : "", "weging" + number];
        return new WeighingSummary
        {
            Shape = WeighingSummary.NewestShape,
            Id = Guid.CreateVersion7(opened),
            OpenedAt = opened,
            DecidedAt = isDecided && !isGivenUp ? decided : null,
            StandingDecision = isDecided && !isGivenUp ? 1 : null,
            DecisionKind = !isDecided || isGivenUp ? null : dice.Of(100) == 0 ? DecisionKind.None : dice.Of(10) == 0 ? DecisionKind.DoNothingChosen : DecisionKind.Chosen,
            Deviations = !isDecided || isGivenUp ? [] : dice.Of(15) == 0 ? [DeviationFrom.Framework] : dice.Of(60) == 0 ? [DeviationFrom.Advice] : [],
            Status = isGivenUp ? WeighingStatus.Cancelled : !isDecided ? WeighingStatus.Open : age < TimeSpan.FromDays(900) ? WeighingStatus.InExecution : WeighingStatus.Closed,
            Framing = new Framing
            {
                Title = $"{(char)('A' + dice.Of(26))}{(char)('a' + dice.Of(26))} {words[0]} complex {dice.Of(1000)}",
                Question = $"Wat doen wij met de woningen {string.Join(' ', words.Skip(1))}?",
                Occasion = string.Join(' ', Enumerable.Range(0, 40).Select(_ => "woord" + dice.Of(20_000).ToString(CultureInfo.InvariantCulture))),
                Reference = "AFW-" + number,
                Identity = new ExternalIdentity { IdExtern = "EXT-" + number },
                Level = dice.Of(100) == 0 ? Level.Strategic : dice.Of(3) == 0 ? Level.Operational : Level.Tactical,
                Scale = (WeighingScale)dice.Of(4),
                Areas = [new Area($"BU0001{wijk:00}{dice.Of(20):00}", 2025)],
                Ownership = Ownership.Own,
                Breadth = Breadth.Broad,
                SgeiRegime = SgeiRegime.Sgei,
                ProcessForm = ProcessForm.Advice,
                OwnerRole = "Strateeg wonen",
                DeciderRole = "Bestuurder",
                Confidentiality = Confidentiality.Internal,
                Deadline = dice.Of(5) == 0 ? null : DateOnly.FromDateTime(opened.UtcDateTime.AddDays(60 + dice.Of(640))),
            },
            PartyOf = new[] { dice.Of(2) == 0 ? "Gemeente" : "Bewoners", $"Huurdersbelang {dice.Of(50)}", corona ? "Coronateam" : "Architect" }.Index().ToImmutableSortedDictionary(p => $"B{p.Index + 1}", p => p.Item),
            Proposals = ImmutableSortedDictionary<string, string>.Empty.Add("V1", "Renoveren van de woningen").Add("V2", "Niets doen"),
            Criteria = "Betaalbaarheid Leefbaarheid Duurzaamheid",
        };
    }

    /// <summary>SplitMix64: the same on every version.</summary>
    private sealed class Dice(ulong state)
    {
        /// <summary>From 0 up to 1.</summary>
        public double Part() => (Next() >> 11) * (1.0 / (1UL << 53));

        /// <summary>From 0 up to <paramref name="sides"/>.</summary>
        public int Of(int sides) => (int)(Part() * sides);

        private ulong Next()
        {
            unchecked
            {
                var z = state += 0x9E3779B97F4A7C15;
                z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
                z = (z ^ z >> 27) * 0x94D049BB133111EB;
                return z ^ z >> 31;
            }
        }
    }
}
