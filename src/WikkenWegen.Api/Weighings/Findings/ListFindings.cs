using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Api.Weighings.Findings;

/// <summary>A finding with the weighing in which it is.</summary>
/// <param name="WeighingId">Id of the weighing (UUIDv7).</param>
/// <param name="WeighingTitle">Short name of the weighing.</param>
/// <param name="Reference">The corporation's own number for the weighing; absent where it has none.</param>
/// <param name="Finding">The finding.</param>
public sealed record CorporationFinding(Guid WeighingId, string WeighingTitle, string? Reference, FindingEntry Finding);

/// <summary>How often a rule holds.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Severity">How much weight its findings have.</param>
/// <param name="Title">What it is about, in the language of the request.</param>
/// <param name="Findings">How many findings there are, 1 or more.</param>
/// <param name="Weighings">In how many weighings, 1 or more.</param>
/// <param name="Own">The rule of the corporation's own, of which each is counted by itself; absent for the rules that everybody has.</param>
public sealed record RuleCount(string Rule, FindingSeverity Severity, string Title, long Findings, long Weighings, OwnRuleReference? Own);

/// <summary>A weighing of which a list has nothing.</summary>
/// <param name="WeighingId">Id of the weighing (UUIDv7).</param>
/// <param name="Why">Why it was left out, in the language of the request.</param>
public sealed record LeftOutWeighing(Guid WeighingId, string Why);

/// <summary>A page of the findings of a corporation.</summary>
/// <param name="Items">The items on this page, at most as many as the limit.</param>
/// <param name="NextCursor">The cursor that gives the next page; absent on the last page.</param>
/// <param name="Counts">How often each rule holds in the whole list, the most serious first; on the first page alone.</param>
/// <param name="LeftOut">The weighings that could not be gone through, by id: the list has nothing of them. Absent where all were, as is usual.</param>
public sealed record FindingPage(ImmutableArray<CorporationFinding> Items, string? NextCursor, ImmutableArray<RuleCount>? Counts, ImmutableArray<LeftOutWeighing>? LeftOut) : Page<CorporationFinding>(Items, NextCursor);

/// <summary>GET /v1/findings</summary>
public static class ListFindings
{
    /// <summary>Maps the findings of the corporation.</summary>
    public static void MapFindingList(this IEndpointRouteBuilder routes) => routes.MapOperation(HttpMethods.Get, "/v1/findings", new Operation
    {
        Id = "listFindings",
        Tag = "Findings",
        Summary = "List the findings in all weighings of the corporation",
        Dutch = "De bevindingen in alle afwegingen van de corporatie die u mag lezen, zoals die nu zijn of op een moment in het verleden waren, nieuwste eerst, en op de eerste pagina geteld per regel: voor de auditcommissie en de visitatie. Een bevinding hoort in de periode waarin de laatste van de gebeurtenissen valt die haar laten zien. Wat in een blinde ronde is ingebracht telt hier pas mee als die gesloten is. De eerste keer, en na veel nieuwe gebeurtenissen, kost dit meer tijd: alleen wat veranderde wordt opnieuw doorgenomen.",
        English = "The findings in all weighings of the corporation that you may read, as these are now or were at a moment of the past, newest first, and counted per rule on the first page: for the audit committee and the visitation. A finding belongs in the period in which the last of the events falls that show it. What was given in a blind round counts here only once that has closed. The first time, and after many new events, this takes longer: only what changed is gone through again.",
        Query =
        [
            new("asOf", typeof(DateTimeOffset), "The findings as they were at this moment: of what was recorded by then, and by the days that had passed; which weighings you may read is judged now. Each page takes as long as going through all weighings.", "De bevindingen zoals zij op dit moment waren: van wat toen was vastgelegd, en naar de dagen die toen voorbij waren; welke afwegingen u mag lezen wordt naar nu beoordeeld. Elke pagina kost de tijd van het doornemen van alle afwegingen."),
            new("from", typeof(DateTimeOffset), "Only findings of which the last event falls at this moment or later.", "Alleen bevindingen waarvan de laatste gebeurtenis op of na dit moment valt.", "2026-01-01T00:00:00+01:00"),
            new("to", typeof(DateTimeOffset), "Only findings of which the last event falls before this moment.", "Alleen bevindingen waarvan de laatste gebeurtenis vóór dit moment valt.", "2027-01-01T00:00:00+01:00"),
            new("by", typeof(TimeAxis), "Which moment counts for the period and the order: when it was recorded (the default) or when it occurred; the latter not together with asOf.", "Welk moment telt voor de periode en de volgorde: dat van vastleggen (standaard) of dat van gebeuren; dat laatste niet samen met asOf.", "occurred"),
            new("rule", typeof(string), "Only findings of this rule.", "Alleen bevindingen van deze regel.", "criteria-changed-after-input", Choices: [.. FindingRules.All.Select(r => r.Id)]),
            new("severity", typeof(FindingSeverity), "Only findings with this weight.", "Alleen bevindingen met dit gewicht.", "attention"),
            .. Paging.Parameters,
        ],
        Roles = Access.Readers,
        Responses = [new OperationResponse(200, typeof(FindingPage), "A page of the list.", "Een pagina van de lijst.", Links: true, Spoken: true)],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var (from, to) = query.Period("from", "to");
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var asked = query.Moment("asOf");
        var asOf = asked is { } moment && moment < now ? moment : (DateTimeOffset?)null; // what is to come is not known yet
        var axis = query.Choice<TimeAxis>("by") ?? TimeAxis.Recorded;
        if (asked is not null && axis == TimeAxis.Occurred) query.Refuse("by", InputRules.AsOfIsOfRecording); // elsewhere by says what asOf is of
        var (rule, severity) = (query.Text("rule"), query.Choice<FindingSeverity>("severity"));
        if (rule is not null && !FindingRules.All.Any(r => r.Id == rule)) query.Refuse("rule", InputRules.NotAChoice, string.Join(", ", FindingRules.All.Select(r => r.Id)));
        var (corporation, limit) = (Caller.Of(http).Corporation, query.Limit(http));
        var list = string.Create(CultureInfo.InvariantCulture, $"findings {axis} {corporation} {asOf:O}");
        var start = query.Cursor(list, 3);
        var place = start is null ? null : FindingPlace.Of(start);
        if (start is not null && place is null) query.Refuse("cursor", InputRules.CursorInvalid);
        if (!await query.IsRight()) return;

        var kept = http.RequestServices.GetRequiredService<KeptFindings>();
        var (language, reader) = (http.Request.Language(), ReadingRights.Reader(http));
        var own = await OwnRules.At(http.RequestServices.GetRequiredService<NpgsqlDataSource>(), corporation, asOf, http.RequestAborted);
        if (await (asOf is { } then ? kept.AsOf(http, corporation, reader, own, then) : kept.Renew(http, corporation, reader, own)) is not { } wentThrough) return;
        var filter = new FindingFilter(corporation, reader, axis, asOf is not null, [.. wentThrough.Unreadable.Select(u => u.Id)], from, to, [.. own.All.Where(r => (rule ?? r.Rule.Id) == r.Rule.Id && (severity ?? r.Severity) == r.Severity)]);
        var (found, counts) = await kept.Find(filter, wentThrough.Made, place, limit + 1, counted: start is null, language, http.RequestAborted);
        var (page, previous) = Paging.Of(found, limit, start, (at, back) => Paging.Cursor(list, back, at.Place.Values()));
        foreach (var secret in page.Items.Where(i => i is { Secrecy: Confidentiality.Secret, IsNamed: false }).Select(i => i.Item.WeighingId).Distinct()) SecretReadings.Log(http, secret, reader.Subject);
        http.Response.Headers.ContentLanguage = language.Tag();
        http.Response.Headers.Vary = "Accept-Language";
        await http.Respond(new FindingPage([.. page.Items.Select(i => i.Item)], page.NextCursor, counts, LeftOut(wentThrough.Unreadable, language)), previous, ApiJson.Responses);
    }

    private static readonly Spoken ByLaterRelease = new(
        "In deze afweging is iets vastgelegd dat deze host niet kan lezen, wellicht door een nieuwere uitgave van deze software. Een andere host kan het wel, en deze zodra hij is bijgewerkt.",
        "Something was recorded in this weighing that this host cannot read, perhaps by a later release of this software. Another host can, and this one once it has been upgraded.");

    private static readonly Spoken AlteredRows = new(
        "Wat de database van deze afweging heeft, is niet te lezen zoals het is vastgelegd: er is in de database iets gewijzigd. Vraag de beheerder om de controle fsck; een export voor de auditor bevat wat er is vastgelegd.",
        "What the database has of this weighing cannot be read as it was recorded: something was changed in the database. Ask the operator to run the check fsck; an export for the auditor has what was recorded.");

    private static ImmutableArray<LeftOutWeighing>? LeftOut(IReadOnlyList<UnreadWeighing> unreadable, Language language) =>
        unreadable.Count == 0 ? null : [.. unreadable.OrderBy(u => u.Id).Select(u => new LeftOutWeighing(u.Id, (u.IsAltered ? AlteredRows : ByLaterRelease).In(language)))];
}

/// <summary>Which findings a list has.</summary>
/// <param name="Corporation">Whose list it is.</param>
/// <param name="Reader">Who reads it, and sees only the weighings that they may.</param>
/// <param name="Axis">By which moment it is ordered, and its period counts.</param>
/// <param name="IsOfThePast">Whether it is of a moment of the past, so that nothing that is kept belongs in it.</param>
/// <param name="Unreadable">Ids of weighings that this host cannot read, and of which nothing belongs in it.</param>
/// <param name="From">The beginning of the period, in UTC; null for none.</param>
/// <param name="To">The end of the period, in UTC, not included; null for none.</param>
/// <param name="Rules">The rules whose findings it has.</param>
public sealed record FindingFilter(string Corporation, Reader Reader, TimeAxis Axis, bool IsOfThePast, IReadOnlyList<Guid> Unreadable, DateTimeOffset? From, DateTimeOffset? To, ImmutableArray<KnownRule> Rules);

/// <summary>The place of a finding in the list, newest first.</summary>
/// <param name="Back">Whether the page before it is asked for.</param>
/// <param name="Moment">The moment that it is ordered by.</param>
/// <param name="Weighing">Id of the weighing.</param>
/// <param name="Number">Number of the finding within the weighing, from 1.</param>
public sealed record FindingPlace(bool Back, DateTimeOffset Moment, Guid Weighing, int Number)
{
    /// <summary>Reads the values of a cursor; null where they are none.</summary>
    public static FindingPlace? Of(PageStart start) => start.Values is [var moment, var id, var number]
        && DateTimeOffset.TryParseExact(moment, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && Guid.TryParseExact(id, "D", out var weighing)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? new FindingPlace(start.Back, at.ToUniversalTime(), weighing, n) : null;

    /// <summary>The values by which a cursor names it.</summary>
    public string[] Values() => [Moment.ToString("O", CultureInfo.InvariantCulture), Weighing.ToString(), Number.ToString(CultureInfo.InvariantCulture)];
}

/// <summary>A finding in the list, with its place.</summary>
/// <param name="Item">The finding, as it is shown.</param>
/// <param name="Place">Its place.</param>
/// <param name="Secrecy">The class of confidentiality of its weighing.</param>
/// <param name="IsNamed">Whether the reader is named in its weighing.</param>
public sealed record FoundFinding(CorporationFinding Item, FindingPlace Place, Confidentiality Secrecy, bool IsNamed);
