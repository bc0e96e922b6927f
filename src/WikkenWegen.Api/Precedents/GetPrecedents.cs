using System.Collections.Immutable;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Learning;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Registers;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Precedents;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Precedents;

/// <summary>GET /v1/weighings/{id}/precedents</summary>
public static class GetPrecedents
{
    /// <summary>How many weighings are told where nobody says it.</summary>
    private const int Standard = 10;

    /// <summary>Most inputs of the weighing in which is looked for signs that a question may come back.</summary>
    private const int MostInputs = 200;

    /// <summary>Most weighings that are told.</summary>
    private const int Most = 50;

    /// <summary>Maps the operation that looks for precedents of a weighing.</summary>
    public static void MapPrecedents(this IEndpointRouteBuilder routes) => routes.MapOperation(HttpMethods.Get, "/v1/weighings/{id}/precedents", new Operation
    {
        Id = "getPrecedents",
        Tag = RegistersSetup.Tag,
        Summary = "Get the precedents of a weighing",
        Dutch = "Wat eerdere afwegingen over deze zeggen: welke er het meest op lijken en waarin, welke criteria er anders wegen en of daarvoor een reden is vastgelegd, eerdere afwijkingen op dezelfde gronden en wat ervan kwam, en eerdere besluiten om hetzelfde niet te doen, met de gevallen waarin de vraag terug mag komen. De afweging is zoals zij was op het gevraagde moment; de andere zijn zoals zij nu zijn, en alleen die u mag lezen. Wie meedoet aan het leernetwerk vindt ook casussen en inzichten daarvan.",
        English = "What earlier weighings say about this one: which are most alike and in what, which criteria weigh otherwise and whether a reason for that was recorded, earlier deviations on the same grounds and what came of them, and earlier decisions not to do the same thing, with the cases in which the question may come back. The weighing is as it was at the moment that is asked for; the others are as they are now, and only those that you may read. Who takes part in the learning network also finds cases and insights of it.",
        Query =
        [
            new("most", typeof(int), $"Most weighings that are told, 1 to {Most}; {Standard} where it is left out. As many of the learning network.", $"Hoeveel afwegingen hoogstens, 1 tot {Most}; standaard {Standard}. Evenveel uit het leernetwerk.", 5, Most: _ => Most),
            .. GetWeighing.Moment,
        ],
        Roles = Access.Readers,
        MomentHeaders = true,
        Responses = [new OperationResponse(200, typeof(PrecedentsView), "The precedents.", "De precedenten.", Spoken: true, Dated: true)],
        Problems = [ProblemKinds.NotFound],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var most = query.Whole("most", 1, Most) ?? Standard;
        var at = PointInTime.Of(query);
        if (!await query.IsRight()) return;
        if (await GetWeighing.Read(http, at) is not { } read) return;

        var corporation = Caller.Of(http).Corporation;
        await using var connection = await http.RequestServices.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(http.RequestAborted);
        var search = new PrecedentSearch(connection, corporation, read.Reader, http.RequestServices.GetRequiredService<IDocumentStore>().Options.Serializer(), http.RequestAborted);
        var own = read.State;
        var compared = new ComparedWeighing(own.Framing, own.Criteria?.Set.All().Select(c => (c.Code, c.Name)) ?? []);
        var alike = (await search.Candidates(own.Id, compared)).Heeding(http.RequestAborted)
            .Select(candidate => (Candidate: candidate, Likeness: Likeness.Between(compared, candidate.Compared))).Where(c => c.Likeness.Score > 0)
            .OrderByDescending(c => c.Likeness.Score).ThenBy(c => c.Candidate.Weighing.Id).Take(most).ToList();
        var entries = await search.Entries([.. alike.Select(c => c.Candidate.Weighing.Id)]);
        var grounds = RegisterEntries.Of(own, Register.Deviations).Select(e => ((DeviationEntry)e.Content).Ground).Distinct().ToList();
        var deviations = grounds.Count > 0 ? await search.Deviations(own.Id, grounds) : [];

        var language = http.Request.Language();
        var texts = await http.RequestServices.GetRequiredService<Vault>().Texts(connection, corporation,
            [.. entries.SelectMany(e => e).SelectMany(e => Digests.In(e.Data)), .. deviations.SelectMany(d => Digests.In(d.Data)), .. Told(own).Select(text => text.Digest)], http.RequestAborted);
        await connection.CloseAsync(); // a caller who reads the answer slowly holds none
        texts = await http.RequestServices.GetRequiredService<WeighingStore>().WithFates(corporation, texts,
            [.. entries.SelectMany(e => e, (of, e) => (of.Key, Digests: Digests.In(e.Data))).SelectMany(e => e.Digests, (e, digest) => (e.Key, digest)), .. deviations.SelectMany(d => Digests.In(d.Data), (d, digest) => (d.Item.Weighing.Id, digest)), .. Told(own).Select(text => (own.Id, text.Digest))],
            http.RequestAborted);
        var composed = new Composition(own, language, alike, entries, texts, http.RequestAborted);
        var network = await http.RequestServices.GetRequiredService<NetworkContent>().Like(read.Reader.Subject, compared, most, http.RequestAborted);
        var view = composed.View(grounds.Count > 0 ? [.. deviations.Select(d => d.Item)] : null) with { Network = network?.Found, NetworkLookedAt = network?.LookedAt };
        var told = alike.Select(c => (c.Candidate.Weighing, c.Candidate.IsNamed)).Concat(deviations.Select(d => (d.Item.Weighing, d.IsNamed)));
        foreach (var secret in told.Where(t => t.Weighing.Confidentiality == Confidentiality.Secret && !t.IsNamed).Select(t => t.Weighing.Id).Distinct())
            SecretReadings.Log(http, secret, read.Reader.Subject);
        http.Response.Headers.ContentLanguage = language.Tag();
        http.Response.Headers.Vary = $"Accept-Language, {VeraHeaders.Happened}, {VeraHeaders.Recorded}";
        await http.WriteJson(ViewJson.Bytes(view, texts));
    }

    /// <summary>The inputs of this weighing in which is looked for signs: the newest that stand. The reader sees no others than they may read.</summary>
    private static IEnumerable<Input> Heard(Weighing own) => own.Inputs.Reverse().Where(i => i is { Withdrawal: null, Current.Content.Statement: not null }).Take(MostInputs);

    /// <summary>The texts of the vault of which this weighing is told, or in which is looked for signs.</summary>
    private static IEnumerable<Sealed> Told(Weighing own) => Heard(own).Select(i => i.Current.Content.Statement!).Concat(own.Criteria?.Reason is { } reason ? [reason] : []);

    /// <summary>Puts the answer together.</summary>
    private sealed class Composition(Weighing own, Language language, IReadOnlyList<(Candidate Candidate, Likeness Likeness)> alike, ILookup<Guid, StoredEntry> entries, Texts texts, CancellationToken cancellation)
    {
        private readonly Lazy<ImmutableArray<(DateTimeOffset At, RecordedText Recorded)>> _here = new(() => [.. Here(own, texts)]);

        /// <summary>The answer.</summary>
        /// <param name="onSameGrounds">The deviations on the grounds of the weighing; null where it has none.</param>
        public PrecedentsView View(IEnumerable<RegisterItem<DeviationEntry>>? onSameGrounds) => new()
        {
            Version = own.Version,
            Similar = [.. alike.Select(c => Similar(c.Candidate.Weighing, c.Likeness))],
            WeighedDifferently = [.. alike.Heeding(cancellation).SelectMany(c => Differences(c.Candidate.Weighing)).OrderBy(d => d.Reason is not null).ThenByDescending(d => Math.Abs(d.Difference))],
            Deviations = [.. onSameGrounds ?? alike.SelectMany(c => Deviations(c.Candidate.Weighing)).Take(PrecedentSearch.MostDeviations)],
            NotToDo = [.. alike.Heeding(cancellation).SelectMany(c => NotToDo(c.Candidate.Weighing))],
        };

        private IEnumerable<StoredEntry> Of(WeighingInRegister weighing, Register register) => entries[weighing.Id].Where(e => e.Register == register);

        private SimilarWeighing Similar(WeighingInRegister weighing, Likeness likeness) => new()
        {
            Weighing = weighing,
            Score = likeness.Score,
            Reasons = [.. likeness.Reasons.Select(r => new SimilarityReason(r.Feature, r.Points, r.Of, r.Sentence.In(language)))],
            Decisions = [.. Of(weighing, Register.Decisions).Select(e => (e.Event, e.Path, Entry: e.Read<DecisionEntry>())).Select(e => new EarlierDecision(e.Event, e.Path, e.Entry.Decision, e.Entry.Proposals))],
        };

        private IEnumerable<WeighedDifferently> Differences(WeighingInRegister weighing) =>
            DifferentWeight.Between(Criteria, [.. Of(weighing, Register.Criteria).Select(e => e.Read<CriterionEntry>())]).Select(d => new WeighedDifferently
            {
                Weighing = weighing,
                Event = d.Own.Newest.Event,
                Path = CriterionUse.PathOf(d.Own, d.Own.Newest),
                OtherEvent = d.Other.Newest.Event,
                OtherPath = CriterionUse.PathOf(d.Other, d.Other.Newest),
                Code = d.Own.Code,
                Name = d.Own.Name,
                Weight = d.Own.Newest,
                OtherWeight = d.Other.Newest,
                Difference = d.Difference,
                Reason = d.Own.Reason,
                Sentence = d.Sentence.In(language),
            });

        private ImmutableArray<CriterionEntry> Criteria { get; } = [.. RegisterEntries.Of(own, Register.Criteria).Select(e => (CriterionEntry)e.Content)];

        private IEnumerable<RegisterItem<DeviationEntry>> Deviations(WeighingInRegister weighing) => Of(weighing, Register.Deviations)
            .Select(e => new RegisterItem<DeviationEntry> { Weighing = weighing, Event = e.Event, Path = e.Path, Entry = e.Read<DeviationEntry>() });

        private IEnumerable<EarlierNotToDo> NotToDo(WeighingInRegister weighing) => Of(weighing, Register.NotToDo).Select(e => (Stored: e, Entry: e.Read<NotToDoEntry>())).Select(e => new EarlierNotToDo
        {
            Weighing = weighing,
            Event = e.Stored.Event,
            Path = e.Stored.Path,
            Entry = e.Entry,
            Conditions = [.. ReopeningCondition.Of(e.Entry.ReopenWhen, RecordedSince(weighing, e.Entry), cancellation).Select(c => new ConditionInView(c.Number, c.Text, c.State, c.Signs, c.Sentence.In(language)))],
        });

        /// <summary>
        /// What happened since a decision and can show a condition of it: why its weighing was reopened, how this weighing is framed, what was brought in
        /// here, and the assumptions that fell, there and here.
        /// </summary>
        private IEnumerable<RecordedText> RecordedSince(WeighingInRegister weighing, NotToDoEntry entry)
        {
            var since = entry.Decision.Origin.OccurredAt;
            if (entry.Reopened is { } reopened && texts.Of(reopened.Reason.Digest) is { } why)
                yield return new RecordedText(weighing.Id, reopened.Origin.Event, FormattableString.Invariant($"/reopenings/{reopened.Number}/reason"), why);
            foreach (var told in _here.Value.Where(r => r.At >= since)) yield return told.Recorded;
            foreach (var fallen in Of(weighing, Register.Assumptions).Select(e => e.Read<AssumptionEntry>()).Where(a => a.Fall is not null && a.Fall.Origin.OccurredAt >= since))
                yield return Fallen(weighing.Id, fallen.Decision.Number, fallen.Fall!, fallen.Text);
        }

        /// <summary>What this weighing has that can show a condition, and when that happened.</summary>
        private static IEnumerable<(DateTimeOffset At, RecordedText Recorded)> Here(Weighing own, Texts texts)
        {
            var framing = own.Framings[^1];
            foreach (var (name, text) in new[] { ("title", framing.Framing.Title), ("question", framing.Framing.Question), ("occasion", framing.Framing.Occasion) })
                if (text is not null) yield return (framing.Origin.OccurredAt, new RecordedText(own.Id, framing.Origin.Event, FormattableString.Invariant($"/framings/{framing.Version}/framing/{name}"), text));
            foreach (var input in Heard(own))
                if (texts.Of(input.Current.Content.Statement!.Digest) is { } said)
                    yield return (input.Current.Origin.OccurredAt,
                        new RecordedText(own.Id, input.Current.Origin.Event, FormattableString.Invariant($"/inputs/{input.Number}/revisions/{input.Current.Revision}/content/statement"), said));
            foreach (var d in own.Decisions)
                foreach (var fall in d.FallenAssumptions)
                    yield return (fall.Origin.OccurredAt, Fallen(own.Id, d.Number, fall, d.Content.Assumptions[fall.Assumption - 1]));
        }

        private static RecordedText Fallen(Guid weighing, int decision, AssumptionFall fall, string text) =>
            new(weighing, fall.Origin.Event, FormattableString.Invariant($"/decisions/{decision}/fallenAssumptions/{fall.Assumption}"), text);
    }
}
