using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>A weighing in a list.</summary>
public sealed record WeighingListItem
{
    /// <summary>Identity (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>Number of its newest event.</summary>
    public required int Version { get; init; }

    /// <summary>Where it stands.</summary>
    public required WeighingStatus Status { get; init; }

    /// <summary>The framing in force.</summary>
    public required Framing Framing { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When its newest event was recorded, in UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>What kind of decision stands; absent where none does.</summary>
    public DecisionKind? DecisionKind { get; init; }

    /// <summary>What the decision that stands deviates from on purpose; empty where it deviates from nothing, or none stands.</summary>
    public required ImmutableArray<DeviationFrom> Deviations { get; init; }

    /// <summary>When the decision that stands was taken.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The day on which that decision will be reviewed.</summary>
    public DateOnly? ReviewDate { get; init; }

    /// <summary>Parties that were invited.</summary>
    public required ImmutableArray<string> Parties { get; init; }
}

/// <summary>GET /v1/weighings</summary>
public static partial class ListWeighings
{
    /// <summary>Maps the list.</summary>
    public static void MapListing(this IEndpointRouteBuilder routes) => routes.MapOperation(HttpMethods.Get, "/v1/weighings", new Operation
    {
        Id = "listWeighings",
        Tag = "Weighings",
        Summary = "List and search weighings",
        Dutch = "De afwegingen van de corporatie, gefilterd, doorzocht en gesorteerd. Zoeken kent Nederlandse woordvormen, let niet op accenten, vindt een woord ook als deel van een ander (flat in Merelflat) en gaat door titel, vraag, aanleiding, voorstellen, criteria en partijen; niet door wat personen inbrachten.",
        English = "The weighings of the corporation, filtered, searched and sorted. The search knows Dutch word forms, does not mind accents, finds a word as a part of another too (flat in Merelflat) and looks through title, question, occasion, proposals, criteria and parties; not through what persons brought in.",
        Query =
        [
            new("q", typeof(string), "Words to search for; \"a phrase\", or, and -without are understood.", "Woorden om te zoeken; \"een zinsdeel\", or en -zonder worden begrepen.", "renoveren"),
            new("status", typeof(WeighingStatus), "Only weighings with this status.", "Alleen afwegingen met deze status."),
            new("level", typeof(Level), "Only weighings at this level.", "Alleen afwegingen op dit niveau."),
            new("scale", typeof(WeighingScale), "Only weighings of this scale.", "Alleen afwegingen op deze schaal."),
            new("area", typeof(string), "Only weighings about this CBS area or one within it: the code of a gemeente, wijk or buurt, in capitals or not.", "Alleen afwegingen over dit CBS-gebied of een gebied daarbinnen: de code van een gemeente, wijk of buurt, in hoofdletters of niet.", "WK990103", MostCharacters: 10, Pattern: AreaPattern),
            new("party", typeof(string), "Only weighings to which this party was invited, in capitals or not.", "Alleen afwegingen waarvoor deze partij is uitgenodigd, in hoofdletters of niet.", "Gemeente"),
            new("reference", typeof(string), "Only the weighing with this number of the corporation's own, in capitals or not.", "Alleen de afweging met dit eigen kenmerk, in hoofdletters of niet.", "AFW-2026-014"),
            new("idExtern", typeof(string), "Only the weighing with this key in the system that it came from (VERA).", "Alleen de afweging met deze sleutel in het bronsysteem (VERA).", "PROJ-0042"),
            new("openedFrom", typeof(DateTimeOffset), "Only weighings opened from this moment on.", "Alleen afwegingen geopend vanaf dit moment.", "2026-01-01T00:00:00+01:00"),
            new("openedTo", typeof(DateTimeOffset), "Only weighings opened before this moment.", "Alleen afwegingen geopend vóór dit moment.", "2027-01-01T00:00:00+01:00"),
            new("changedSince", typeof(DateTimeOffset), "Only weighings of which an event was recorded from this moment on.", "Alleen afwegingen waarvan vanaf dit moment een gebeurtenis is vastgelegd.", "2026-11-01T00:00:00+01:00"),
            new("deadlineFrom", typeof(DateOnly), "Only weighings with a deadline on this day or later.", "Alleen afwegingen met een uiterste datum op of na deze dag.", "2026-12-01"),
            new("deadlineTo", typeof(DateOnly), "Only weighings with a deadline on this day or earlier.", "Alleen afwegingen met een uiterste datum op of vóór deze dag.", "2027-03-31"),
            new("decisionKind", typeof(DecisionKind), "Only weighings in which a decision of this kind stands.", "Alleen afwegingen waarin een besluit van deze soort geldt."),
            new("deviates", typeof(bool), "true: only weighings whose decision deviates from something on purpose; false: only those whose decision deviates from nothing. The decision is the one that stands.", "true: alleen afwegingen waarvan het besluit ergens bewust van afwijkt; false: alleen die waarvan het besluit nergens van afwijkt. Het gaat om het geldende besluit."),
            new("deviatesFrom", typeof(DeviationFrom), "Only weighings whose decision deviates from this on purpose.", "Alleen afwegingen waarvan het besluit hier bewust van afwijkt."),
            new("sort", typeof(string), "openedAt, decidedAt, deadline, title or changedAt; with - in front for descending. -openedAt where it is left out. Whoever goes from page to page sees each weighing at most once, and in the place that it had when they began.", "openedAt, decidedAt, deadline, title of changedAt; met - ervoor aflopend. Standaard -openedAt. Wie van pagina naar pagina gaat, ziet elke afweging hoogstens één keer, op de plaats die zij bij het begin had.", "-openedAt", Choices: [.. ListSort.Names.SelectMany(name => new[] { name, "-" + name })]),
            new("total", typeof(bool), "true: the page tells how many weighings the whole list has. Counting takes longer the more there are.", "true: de pagina zegt hoeveel afwegingen de hele lijst telt. Tellen duurt langer naarmate het er meer zijn."),
            .. Paging.Parameters,
        ],
        Roles = Access.Readers,
        Responses = [new OperationResponse(200, typeof(CountedPage<WeighingListItem>), "A page of the list.", "Een pagina van de lijst.", Links: true)],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var filter = new ListFilter
        {
            Q = query.Text("q"),
            Status = query.Choice<WeighingStatus>("status"),
            Level = query.Choice<Level>("level"),
            Scale = query.Choice<WeighingScale>("scale"),
            Area = Area(query),
            Party = query.Text("party"),
            Reference = query.Text("reference"),
            IdExtern = query.Text("idExtern"),
            ChangedSince = query.Moment("changedSince"),
            DecisionKind = query.Choice<DecisionKind>("decisionKind"),
            Deviates = query.Flag("deviates"),
            DeviatesFrom = query.Choice<DeviationFrom>("deviatesFrom"),
            Reader = ReadingRights.Reader(http),
        };
        var (openedFrom, openedTo) = query.Period("openedFrom", "openedTo");
        var (deadlineFrom, deadlineTo) = query.PeriodOfDays("deadlineFrom", "deadlineTo");
        filter = filter with { OpenedFrom = openedFrom, OpenedTo = openedTo, DeadlineFrom = deadlineFrom, DeadlineTo = deadlineTo };
        var counted = query.Flag("total") == true;
        var order = query.Text("sort") ?? "-openedAt";
        var sort = ListSort.Of(order);
        if (sort is null) query.Refuse("sort", InputRules.NotAChoice, string.Join(", ", ListSort.Names.SelectMany(name => new[] { name, "-" + name })));
        var (corporation, limit) = (Caller.Of(http).Corporation, query.Limit(http));
        var list = $"weighings {order} {corporation}";
        var start = query.Cursor(list, 3);
        var from = start is not null && sort is not null ? ListStart.Of(start, sort) : null;
        if (from is null && start is not null && sort is not null) query.Refuse("cursor", InputRules.CursorInvalid);
        if (!await query.IsRight()) return;

        var source = http.RequestServices.GetRequiredService<NpgsqlDataSource>();
        await using var connection = await source.OpenConnectionAsync(http.RequestAborted);
        filter = await ListPage.Prepare(connection, corporation, filter, http.RequestAborted);
        var estimate = await ListPage.Estimate(connection, corporation, filter, sort!, http.RequestAborted);
        var serializer = http.RequestServices.GetRequiredService<IDocumentStore>().Options.Serializer();
        var (found, total) = await Found(connection, ListPage.Commands(corporation, filter, sort!, from, limit + 1, estimate, counted), serializer, filter.Reader!.Subject, http.RequestAborted);
        await connection.CloseAsync(); // a caller who reads the answer slowly holds none
        var (page, previous) = Paging.Of(found, limit, start,
            (at, back) => Paging.Cursor(list, back, at.Key, at.Item.Id.ToString(), from?.Snapshot ?? at.Snapshot));
        foreach (var secret in page.Items.Where(i => i.Item.Framing.Confidentiality == Confidentiality.Secret && !i.IsNamed)) SecretReadings.Log(http, secret.Item.Id, filter.Reader!.Subject);
        await http.Respond(new CountedPage<WeighingListItem>([.. page.Items.Select(i => i.Item)], page.NextCursor, total), previous, ApiJson.Responses);
    }

    /// <summary>The form of the code of an area, in capitals or not, as a regular expression for the whole text.</summary>
    internal const string AreaPattern = FieldLimits.AreaInEitherCase;

    /// <summary>Reads <c>area</c>; null where it is missing or wrong.</summary>
    internal static string? Area(Query query)
    {
        var area = query.Text("area")?.ToUpperInvariant();
        if (area is null || AreaForm.IsMatch(area)) return area;
        query.Refuse("area", InputRules.TextForm, new AreaFormAttribute().Words);
        return null;
    }

    [GeneratedRegex($@"^(?:{FieldLimits.AreaForm})\z", RegexOptions.CultureInvariant)]
    private static partial Regex AreaForm { get; }

    private static async Task<(List<(WeighingListItem Item, string Key, string Snapshot, bool IsNamed)> Found, long? Total)> Found(
        NpgsqlConnection connection, NpgsqlBatchCommand[] commands, ISerializer serializer, string subject, CancellationToken cancellation)
    {
        await using var reader = await ListPage.Read(connection, commands, cancellation);
        var found = new List<(WeighingListItem, string, string, bool)>();
        while (await reader.ReadAsync(cancellation))
        {
            var summary = await serializer.FromJsonAsync<WeighingSummary>(reader, 0, cancellation);
            found.Add((Item(summary, checked((int)reader.GetInt64(1)), reader.GetFieldValue<DateTimeOffset>(2)), reader.GetString(3), reader.GetString(4), summary.Named.Contains(subject)));
        }
        return (found, await reader.NextResultAsync(cancellation) && await reader.ReadAsync(cancellation) ? reader.GetInt64(0) : null);
    }

    private static WeighingListItem Item(WeighingSummary summary, int version, DateTimeOffset changedAt) => new()
    {
        Id = summary.Id,
        Version = version,
        Status = summary.Status,
        Framing = summary.Framing,
        OpenedAt = summary.OpenedAt,
        ChangedAt = changedAt,
        DecisionKind = summary.DecisionKind,
        Deviations = [.. summary.Deviations],
        DecidedAt = summary.DecidedAt,
        ReviewDate = summary.ReviewDate,
        Parties = [.. summary.Parties],
    };
}
