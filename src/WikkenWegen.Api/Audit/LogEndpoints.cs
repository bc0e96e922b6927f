using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.AuditBundle;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Proofs;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.Api.Audit;

/// <summary>A checkpoint in a list.</summary>
/// <param name="Size">How many leaves the log had.</param>
/// <param name="Root">Root hash of the tree of those leaves, in base64.</param>
/// <param name="SignedAt">When the log signed it.</param>
/// <param name="CosignedBy">The witnesses that cosigned it: the name of the key of each, a plus sign, and the id of that key.</param>
public sealed record CheckpointEntry(long Size, string Root, DateTimeOffset SignedAt, ImmutableArray<string> CosignedBy)
{
    /// <summary>A checkpoint in a list.</summary>
    public static CheckpointEntry Of(SignedCheckpoint checkpoint) =>
        new(checkpoint.Size, checkpoint.Root.ToString(), checkpoint.SignedAt.ToUniversalTime(), [.. checkpoint.Cosignatures.Select(c => c.By)]);
}

/// <summary>That a log only grew from one size to another (RFC 6962, section 2.1.2).</summary>
/// <param name="From">The smaller size.</param>
/// <param name="FromRoot">Root hash of the tree of so many leaves, in base64.</param>
/// <param name="To">The larger size.</param>
/// <param name="ToRoot">Root hash of the tree of so many leaves, in base64.</param>
/// <param name="Proof">The hashes of the proof, in base64.</param>
public sealed record ConsistencyProof(long From, string FromRoot, long To, string ToRoot, ImmutableArray<string> Proof);

/// <summary>Body of POST /v1/audit/log/checkpoints/{size}/cosignatures</summary>
public sealed record AddCosignaturesRequest
{
    /// <summary>Lines of a signed note, each with a cosignature, as a witness answers them.</summary>
    [MinLength(1), MaxLength(100), StringLength(2000)]
    public required string[] Lines { get; init; }
}

/// <summary>The log of a corporation, for its auditors.</summary>
internal static class LogEndpoints
{
    private const string Base = "/v1/audit/log";
    private const string Note = "text/plain";
    private const string Binary = "application/octet-stream";

    /// <summary>The form of the place of a leaf, as a regular expression for the whole text.</summary>
    private const string IndexForm = "0|[1-9][0-9]{0,9}";

    private static readonly QueryParameter Size = new("size", typeof(int), "Size of the checkpoint that it is proven against; the newest where it is left out.",
        "Grootte van het checkpoint waartegen het bewijs geldt; het nieuwste als het ontbreekt.", 1234);

    /// <summary>Maps it.</summary>
    public static void MapLog(this IEndpointRouteBuilder routes)
    {
        routes.MapOperation(HttpMethods.Get, $"{Base}/checkpoint", new Operation
        {
            Id = "getCheckpoint",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get the newest checkpoint",
            Dutch = "Het nieuwste ondertekende checkpoint van het logboek van de corporatie (c2sp.org/tlog-checkpoint), met de ondertekeningen van getuigen tot nu toe. Wie er een bewaart, kan later bewijzen dat daarvoor niets is veranderd, weggelaten of ingevoegd.",
            English = "The newest signed checkpoint of the corporation's log (c2sp.org/tlog-checkpoint), with the cosignatures of witnesses so far. Whoever keeps one can later prove that nothing before it was changed, left out or inserted.",
            Responses = [new OperationResponse(200, typeof(string), "The signed note.", "De ondertekende notitie.", MediaType: Note)],
            Problems = [ProblemKinds.NotFound],
        }, Newest);
        routes.MapOperation(HttpMethods.Get, $"{Base}/checkpoints", new Operation
        {
            Id = "listCheckpoints",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "List the checkpoints",
            Dutch = "Alle checkpoints van het logboek van de corporatie, nieuwste eerst.",
            English = "All checkpoints of the corporation's log, newest first.",
            Query = Paging.Parameters,
            Responses = [new OperationResponse(200, typeof(Page<CheckpointEntry>), "A page of checkpoints.", "Een pagina met checkpoints.", Links: true)],
        }, List);
        routes.MapOperation(HttpMethods.Get, $"{Base}/checkpoints/{{size}}", new Operation
        {
            Id = "getCheckpointAt",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get an earlier checkpoint",
            Dutch = "Het checkpoint bij een grootte van het logboek, met de ondertekeningen van getuigen tot nu toe.",
            English = "The checkpoint at a size of the log, with the cosignatures of witnesses so far.",
            Responses = [new OperationResponse(200, typeof(string), "The signed note.", "De ondertekende notitie.", MediaType: Note)],
            Problems = [ProblemKinds.NotFound],
        }, At);
        routes.MapOperation(HttpMethods.Get, $"{Base}/checkpoints/{{size}}/binding", new Operation
        {
            Id = "getCheckpointBinding",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Prove that a checkpoint is in the log over all corporations",
            Dutch = "Het bewijs (c2sp.org/tlog-proof) dat een checkpoint in het logboek over alle corporaties van de installatie staat. Het blad is de tekst van het checkpoint, tot de lege regel. Dat dit logboek zelf alleen is aangevuld, bewijst het niet: daarvan geeft de installatie niet meer dan het checkpoint in het bewijs.",
            English = "The proof (c2sp.org/tlog-proof) that a checkpoint is in the log over all corporations of the installation. The leaf is the text of the checkpoint, up to the empty line. That this log itself only grew, it does not prove: of that, the installation gives no more than the checkpoint in the proof.",
            Responses = [new OperationResponse(200, typeof(string), "The proof.", "Het bewijs.", MediaType: Note)],
            Problems = [ProblemKinds.NotFound],
        }, http => Sound(http, Binding));
        routes.MapOperation(HttpMethods.Get, $"{Base}/checkpoints/{{size}}/timestamp", new Operation
        {
            Id = "getCheckpointTimestamp",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get the time stamp of a checkpoint",
            Dutch = "Het tijdstempel (RFC 3161) van een checkpoint, waar de installatie een tijdstempeldienst heeft: het token (DER), over de SHA-256 van de tekst van het checkpoint tot de lege regel. Zo bewijst een ander dan de installatie wanneer het er al was.",
            English = "The time stamp (RFC 3161) of a checkpoint, where the installation has an authority for it: the token (DER), over the SHA-256 of the text of the checkpoint up to the empty line. So somebody other than the installation proves when it was there already.",
            Responses = [new OperationResponse(200, typeof(Stream), "The token.", "Het token.", MediaType: Binary)],
            Problems = [ProblemKinds.NotFound],
        }, Timestamp);
        routes.MapOperation(HttpMethods.Post, $"{Base}/checkpoints/{{size}}/cosignatures", new Operation
        {
            Id = "addCosignatures",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Add cosignatures of witnesses to a checkpoint",
            Dutch = "Voegt ondertekeningen toe van getuigen die de installatie kent. Elke wordt nagerekend; deugt er een niet, dan wordt er geen toegevoegd.",
            English = "Adds cosignatures of witnesses that the installation knows. Each is checked; where one is wrong, none is added.",
            Body = typeof(AddCosignaturesRequest),
            Example = new AddCosignaturesRequest { Lines = ["— accountant.example/witness VFaR+gAAAABlU/EAHf54p9bIeaann7nTYxVdYQtecYIK2Sebke23ci9x4hErGhHMIzOpAJ2yTrQiP1MiBrPIq8JheLINtXQzTswfDA=="] },
            IdempotencyKey = true,
            Responses = [new OperationResponse(200, typeof(CheckpointEntry), "They are kept, or were before.", "Ze zijn bewaard, of waren dat al.")],
            Problems = [ProblemKinds.NotFound, ProblemKinds.Conflict, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType, ProblemKinds.KeyReused],
        }, AddCosignatures);
        routes.MapOperation(HttpMethods.Get, $"{Base}/consistency", new Operation
        {
            Id = "getConsistencyProof",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Prove that the log only grew",
            Dutch = "Het bewijs dat het logboek van de ene grootte tot de andere alleen is aangevuld (RFC 6962, §2.1.2).",
            English = "The proof that the log was only added to from one size to another (RFC 6962, section 2.1.2).",
            Query =
            [
                new QueryParameter("from", typeof(int), "The smaller size.", "De kleinste grootte.", 1, Required: true),
                new QueryParameter("to", typeof(int), "The larger size; that of the newest checkpoint where it is left out.", "De grootste grootte; die van het nieuwste checkpoint als het ontbreekt.", 1234),
            ],
            Responses = [new OperationResponse(200, typeof(ConsistencyProof), "The proof.", "Het bewijs.")],
            Problems = [ProblemKinds.NotFound],
        }, http => Sound(http, Consistency));
        routes.MapOperation(HttpMethods.Get, $"{Base}/proof", new Operation
        {
            Id = "getInclusionProof",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Prove that an event is in the log",
            Dutch = "Het bewijs dat een gebeurtenis in het logboek staat, als één bestand dat zonder deze installatie na te rekenen is (c2sp.org/tlog-proof). De gebeurtenis wordt genoemd met event, met weighing en number, of met index; zonder een daarvan is het de nieuwste.",
            English = "The proof that an event is in the log, as one file that can be checked without this installation (c2sp.org/tlog-proof). The event is named by event, by weighing and number, or by index; without any of them it is the newest.",
            Query =
            [
                new QueryParameter("event", typeof(Guid), "Identity of the event.", "Nummer van de gebeurtenis.", "019c2283-f800-7000-8000-0000000000e1"),
                new QueryParameter("weighing", typeof(Guid), "Identity of its weighing.", "Nummer van haar afweging.", "019c2283-f800-7000-8000-000002026014"),
                new QueryParameter("number", typeof(int), "Its number within the weighing, from 1.", "Haar nummer binnen de afweging, vanaf 1.", 1),
                new QueryParameter("index", typeof(string), "Its place in the log, from 0.", "Haar plaats in het logboek, vanaf 0.", "0", MostCharacters: 10, Pattern: IndexForm),
                Size,
            ],
            Responses = [new OperationResponse(200, typeof(string), "The proof.", "Het bewijs.", MediaType: Note)],
            Problems = [ProblemKinds.NotFound],
        }, http => Sound(http, Inclusion));
        routes.MapOperation(HttpMethods.Get, $"{Base}/tile/{{level}}/{{**tile}}", new Operation
        {
            Id = "getTile",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get a tile of the log, or a bundle of its entries",
            Dutch = "Een tegel van het logboek, of een bundel van zijn bladeren (level entries), in de indeling van c2sp.org/tlog-tiles: het adres van het logboek is dat van het checkpoint zonder het laatste deel. Een bundel met iets uit een blinde ronde die nog open is, komt als de ronde gesloten is (409), en een met een keuze in een casus als de keuzes zijn getoond.",
            English = "A tile of the log, or a bundle of its leaves (level entries), in the layout of c2sp.org/tlog-tiles: the address of the log is that of the checkpoint without its last part. A bundle with something of a blind round that is still open comes when the round is closed (409), and one with a choice in a case when the choices are shown.",
            Responses = [new OperationResponse(200, typeof(Stream), "Its bytes.", "De bytes.", MediaType: Binary)],
            Problems = [ProblemKinds.NotFound, ProblemKinds.Conflict],
        }, http => Sound(http, Tile));
        routes.MapOperation(HttpMethods.Get, $"{Base}/keys", new Operation
        {
            Id = "getLogKeys",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get the public keys of the log",
            Dutch = "De openbare sleutels waarmee wordt ondertekend, een vkey per regel: die van het logboek van de corporatie, en die van het logboek over alle corporaties. Is een sleutel gewisseld, dan staan de oude en de nieuwe er beide, met in een regel commentaar (#) welke checkpoints zij ondertekenen.",
            English = "The public keys under which is signed, a vkey a line: that of the corporation's log, and that of the log over all corporations. Where a key was changed, the old and the new are both there, with a line of comment (#) that says which checkpoints they sign.",
            Responses = [new OperationResponse(200, typeof(string), "The keys.", "De sleutels.", MediaType: Note)],
        }, http => Write(http, async (trust, corporation, stop) => await trust.Keys(corporation, stop) + await trust.Keys(LedgerSchema.Everything, stop)));
        routes.MapOperation(HttpMethods.Get, $"{Base}/key-changes", new Operation
        {
            Id = "listLogKeyChanges",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get the changes of the key of the log",
            Dutch = "De bladeren waarin staat dat de sleutel van het logboek van de corporatie is gewisseld, een per regel (JSON): plaats en blad, letterlijk. Elk is onder de oude en de nieuwe sleutel ondertekend: wie alleen de oude heeft, kan daarmee verder (wikkenwegen-verify … --key-changes). Leeg als de sleutel nooit is gewisseld.",
            English = "The leaves that say that the key of the corporation's log was changed, one a line (JSON): place and leaf, verbatim. Each is signed under the old and the new key: who has the old one alone can go on by it (wikkenwegen-verify … --key-changes). Empty where the key was never changed.",
            Responses = [new OperationResponse(200, typeof(string), "The changes.", "De wisselingen.", MediaType: Note)],
        }, KeyChanges);
        routes.MapOperation(HttpMethods.Get, $"{Base}/policy", new Operation
        {
            Id = "getLogPolicy",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get the policy of the log",
            Dutch = "Wanneer een checkpoint geldig is: de sleutels van het logboek, de getuigen, en hoeveel daarvan moeten hebben ondertekend (c2sp.org/tlog-policy).",
            English = "When a checkpoint is valid: the keys of the log, the witnesses, and how many of these must have cosigned (c2sp.org/tlog-policy).",
            Responses = [new OperationResponse(200, typeof(string), "The policy.", "Het beleid.", MediaType: Note)],
        }, http => Write(http, async (trust, corporation, stop) => await trust.Policy(corporation, stop)));
    }

    /// <summary>Tells an auditor in so many words where the database has another log than was signed: nothing is more important to them.</summary>
    private static async Task Sound(HttpContext http, RequestDelegate answer)
    {
        try
        {
            await answer(http);
        }
        catch (InvalidDataException e) when (!http.Response.HasStarted)
        {
            http.RequestServices.GetRequiredService<ILogger<AuditLog>>().LogCritical("The log of {Corporation} is not sound: {Error}", Caller.Of(http).Corporation, e.Message);
            await http.Respond(ProblemKinds.InternalError, "Het logboek in de database is niet het logboek dat is ondertekend.", "The log in the database is not the log that was signed.");
        }
    }

    private static async Task Newest(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Checkpoint(http, null) is { } checkpoint) await http.WriteText(checkpoint.Text, Note);
    }

    private static async Task At(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Checkpoint(http, Number(http)) is { } checkpoint) await http.WriteText(checkpoint.Text, Note);
    }

    private static async Task List(HttpContext http)
    {
        var (query, corporation) = (new Query(http), Caller.Of(http).Corporation);
        var limit = query.Limit(http);
        var list = $"checkpoints {corporation}";
        var start = query.Cursor(list, 1);
        var last = query.Number(start);
        if (!await query.IsRight()) return;
        var found = await http.Log().Near(corporation, start is null ? null : last, start?.Back == true, limit + 1, http.RequestAborted);
        var (page, previous) = Paging.Of(found, limit, start, (c, back) => Paging.Cursor(list, back, c.Size.ToString(CultureInfo.InvariantCulture)));
        await http.Respond(new Page<CheckpointEntry>([.. page.Items.Select(CheckpointEntry.Of)], page.NextCursor), previous, ApiJson.Responses);
    }

    private static async Task Binding(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Checkpoint(http, Number(http)) is not { } checkpoint) return;
        var (log, cancellation) = (http.Log(), http.RequestAborted);
        var index = await log.TopIndex(Caller.Of(http).Corporation, checkpoint.Size, cancellation);
        if (index is not { } place || await log.Newest(LedgerSchema.Everything, cancellation) is not { } top || top.Size <= place)
        {
            await http.Respond(ProblemKinds.NotFound, "Dit checkpoint staat (nog) niet in het logboek over alle corporaties; een nieuwer wel, of over enkele seconden.",
                "This checkpoint is not in the log over all corporations, or not yet; a newer one is, or will be within seconds.");
            return;
        }
        await Prove(http, log, LedgerSchema.Everything, place, top);
    }

    private static async Task Timestamp(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        var size = Number(http);
        if (await http.Log().Timestamps(Caller.Of(http).Corporation, [size], http.RequestAborted) is not [var (_, token)])
        {
            await http.Respond(ProblemKinds.NotFound, "Dit checkpoint heeft geen tijdstempel, of nog niet.", "This checkpoint has no time stamp, or not yet.");
            return;
        }
        http.Response.ContentType = Binary;
        http.Response.ContentLength = token.Length;
        await http.Response.StartAsync(http.RequestAborted);
        await http.Response.Body.WriteAsync(token, http.RequestAborted);
    }

    private static async Task AddCosignatures(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await RequestBody.Read<AddCosignaturesRequest>(http) is not { } request) return;
        await IdempotencyKeys.Run(http, request, async _ =>
        {
            var (corporation, cosigning) = (Caller.Of(http).Corporation, http.RequestServices.GetRequiredService<Cosigning>());
            var size = Number(http);
            if (await http.Log().At(corporation, size, http.RequestAborted) is not { } checkpoint) return NoCheckpoint(http, size);
            var (refusals, right) = cosigning.Check(checkpoint, request.Lines);
            if (!refusals.IsEmpty) return Problems.Render(http, refusals);
            await cosigning.Keep(corporation, size, right, http.RequestAborted);
            var kept = await http.Log().At(corporation, size, http.RequestAborted);
            return RenderedResponse.Of(CheckpointEntry.Of(kept!), StatusCodes.Status200OK, null, null);
        });
    }

    private static async Task Consistency(HttpContext http)
    {
        var query = new Query(http);
        var (from, to) = (query.Whole("from", 1, int.MaxValue), query.Whole("to", 1, int.MaxValue));
        if (from is null && !http.Request.Query.ContainsKey("from")) query.Refuse("from", InputRules.FieldMissing);
        if (from > to) query.Refuse("to", InputRules.FromAfterTo);
        if (!await query.IsRight()) return;
        if (await Checkpoint(http, null) is not { } newest) return;
        var (small, large) = ((long)from!.Value, to ?? newest.Size);
        if (Math.Max(small, large) > newest.Size)
        {
            await BeyondTheLog(http, newest.Size);
            return;
        }
        var (log, corporation, cancellation) = (http.Log(), Caller.Of(http).Corporation, http.RequestAborted);
        var whole = log.Tree(corporation, newest.Head);
        var roots = (Small: await Right(whole.RootAsync((ulong)small, cancellation)), Large: await Right(whole.RootAsync((ulong)large, cancellation)));
        var proof = await Right(log.Tree(corporation, new TreeHead((ulong)large, roots.Large)).ConsistencyProofAsync((ulong)small, cancellation));
        await http.WriteJson(new ConsistencyProof(small, roots.Small.ToString(), large, roots.Large.ToString(), [.. proof.Select(hash => hash.ToString())]), ApiJson.Responses);
    }

    private static async Task Inclusion(HttpContext http)
    {
        var query = new Query(http);
        var (@event, weighing) = (Identity(query, "event"), Identity(query, "weighing"));
        var (number, size, index) = (query.Whole("number", 1, int.MaxValue), query.Whole("size", 1, int.MaxValue), Place(query));
        var asked = http.Request.Query;
        if ((asked.ContainsKey("event") ? 1 : 0) + (asked.ContainsKey("weighing") || asked.ContainsKey("number") ? 1 : 0) + (asked.ContainsKey("index") ? 1 : 0) > 1)
            query.Refuse(asked.ContainsKey("index") ? "index" : "weighing", InputRules.EitherEventOrNumberOrIndex);
        else if (asked.ContainsKey("weighing") != asked.ContainsKey("number"))
            query.Refuse(asked.ContainsKey("weighing") ? "number" : "weighing", InputRules.FieldMissing);
        if (!await query.IsRight()) return;

        if (await Checkpoint(http, size) is not { } checkpoint) return;
        var (log, corporation, cancellation) = (http.Log(), Caller.Of(http).Corporation, http.RequestAborted);
        var place = index;
        if (@event is not null || weighing is not null)
        {
            var leaf = @event is { } id ? await log.Find(corporation, id, cancellation) : await log.Find(corporation, weighing!.Value, number!.Value, cancellation);
            if (leaf is null)
            {
                await http.Respond(ProblemKinds.NotFound, "Er is geen gebeurtenis die zo heet.", "There is no event by that name.");
                return;
            }
            place = leaf.Index ?? long.MaxValue;
        }
        if ((place ?? checkpoint.Size - 1) >= checkpoint.Size)
        {
            await (index is null
                ? http.Respond(ProblemKinds.NotFound, "De gebeurtenis staat nog niet in dit checkpoint: vraag een nieuwer, of probeer het over enkele seconden.", "The event is not in this checkpoint yet: ask for a newer one, or again within seconds.")
                : BeyondTheLog(http, checkpoint.Size));
            return;
        }
        await Prove(http, log, corporation, place ?? checkpoint.Size - 1, checkpoint);
    }

    private static async Task Tile(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        // A slash that a caller escaped is the same here: to some tools the rest of the path is one parameter.
        var path = $"tile/{http.Request.RouteValues["level"]}/{http.Request.RouteValues["tile"]}".Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var (log, corporation, cancellation) = (http.Log(), Caller.Of(http).Corporation, http.RequestAborted);
        var newest = await log.Newest(corporation, cancellation);
        var tiles = log.TilesOf(corporation, newest?.Size ?? 0);
        if (newest is null || !TileId.Parse(path).TryGet(out var tile, out _) || !tiles.IsWithin(tile))
        {
            await http.Respond(ProblemKinds.NotFound, "Deze tegel heeft het logboek niet, of nog niet.", "The log has no such tile, or not yet.");
            return;
        }
        var events = tile.IsEntries ? await log.Events(corporation, (long)tile.Index * TileId.FullWidth, tile.Width, cancellation) : [];
        if (await IsWithheld(http, corporation, events))
        {
            http.Response.Headers.RetryAfter = "60";
            await http.Respond(ProblemKinds.Conflict, "In deze bundel staat iets uit een blinde ronde die nog open is, of een keuze in een casus die nog niet is getoond; daarna komt hij. De tegels met hashes zijn er al.",
                "In this bundle is something of a blind round that is still open, or a choice in a case that is not shown yet; it comes afterwards. The tiles of hashes are there already.");
            return;
        }
        var bytes = await tiles.ReadAsync(tile, cancellation) ?? throw new InvalidDataException($"The log of {corporation} lacks {tile}, which its checkpoint of {newest.Size} leaves includes.");
        var reader = Caller.Of(http).Subject;
        foreach (var secret in await http.RequestServices.GetRequiredService<UnnamedSecrets>().Among(corporation, reader, events.Select(e => e.Stream), cancellation)) SecretReadings.Log(http, secret, reader);
        http.Response.ContentType = Binary;
        http.Response.ContentLength = bytes.Length;
        await http.Response.StartAsync(cancellation);
        await http.Response.Body.WriteAsync(bytes, cancellation);
    }

    private static async Task<bool> IsWithheld(HttpContext http, string corporation, List<(Guid Stream, int Number)> events)
    {
        if (events.Count == 0) return false;
        var withheld = await http.RequestServices.GetRequiredService<Withheld>().Of(corporation, Caller.Of(http).Subject, events.Select(e => e.Stream), http.RequestAborted);
        return events.Any(withheld.Contains);
    }

    private static async Task Write(HttpContext http, Func<Trust, string, CancellationToken, Task<string>> text)
    {
        if (await new Query(http).IsRight()) await http.WriteText(await text(http.RequestServices.GetRequiredService<Trust>(), Caller.Of(http).Corporation, http.RequestAborted), Note);
    }

    private static async Task KeyChanges(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        var changes = await http.RequestServices.GetRequiredService<KeyChanges>().Leaves(Caller.Of(http).Corporation, long.MaxValue, http.RequestAborted);
        await http.WriteText(string.Concat(changes.Select(change => BundleWriter.KeyChangeLine(change.Index, change.Bytes))), Note);
    }

    private static async Task Prove(HttpContext http, AuditLog log, string tenant, long index, SignedCheckpoint checkpoint)
    {
        var proof = await Right(log.Tree(tenant, checkpoint.Head).InclusionProofAsync((ulong)index, http.RequestAborted));
        await http.WriteText(Encoding.UTF8.GetString(TlogProof.Create((ulong)index, proof, checkpoint.Bytes).Value.Format()), Note);
    }

    /// <summary>The checkpoint of the caller's corporation at a size, or the newest; null where there is none, and then the request was answered.</summary>
    private static async Task<SignedCheckpoint?> Checkpoint(HttpContext http, long? size)
    {
        var (log, corporation) = (http.Log(), Caller.Of(http).Corporation);
        var checkpoint = size is { } at ? await log.At(corporation, at, http.RequestAborted) : await log.Newest(corporation, http.RequestAborted);
        if (checkpoint is null) await http.Write(NoCheckpoint(http, size));
        return checkpoint;
    }

    private static RenderedResponse NoCheckpoint(HttpContext http, long? size) => size is null
        ? Problems.Render(http, ProblemKinds.NotFound, "Er is nog niets ondertekend; probeer het over enkele seconden.", "Nothing was signed yet; try again within seconds.")
        : Problems.Render(http, ProblemKinds.NotFound, "Bij deze grootte is geen checkpoint ondertekend; de lijst noemt de grootten die er zijn.", "No checkpoint was signed at this size; the list gives the sizes that there are.");

    private static Task BeyondTheLog(HttpContext http, long size) => http.Respond(ProblemKinds.NotFound,
        string.Create(CultureInfo.InvariantCulture, $"Zo ver gaat het logboek niet: dit checkpoint telt {size} bladeren."),
        string.Create(CultureInfo.InvariantCulture, $"The log does not go that far: this checkpoint has {size} leaves."));

    /// <summary>What the tree gives.</summary>
    /// <exception cref="InvalidDataException">What the database has does not hash to the root that was signed.</exception>
    private static async ValueTask<T> Right<T>(ValueTask<Result<T>> asked) where T : notnull =>
        (await asked).TryGet(out var value, out var error) ? value : throw new InvalidDataException($"The log in the database is not the one that was signed: {error.Message}");

    private static Guid? Identity(Query query, string name)
    {
        if (query.Text(name) is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var id)) return id;
        query.Refuse(name, InputRules.NotAnIdentity);
        return null;
    }

    private static long? Place(Query query)
    {
        if (query.Text("index", 10) is not { } text) return null;
        if (text.All(char.IsAsciiDigit) && (text == "0" || text[0] != '0')) return long.Parse(text, CultureInfo.InvariantCulture);
        query.Refuse("index", InputRules.NotAnInteger);
        return null;
    }

    /// <summary>The size in the address; 0, at which nothing is signed, where it is no number or has leading zeros.</summary>
    private static long Number(HttpContext http) =>
        http.Request.RouteValues["size"] is string { Length: <= 10 } text && text[0] is >= '1' and <= '9' && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;

    private static AuditLog Log(this HttpContext http) => http.RequestServices.GetRequiredService<AuditLog>();
}
