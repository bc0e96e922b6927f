using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Ledger;

namespace WikkenWegen.Api.Audit;

/// <summary>The log of a corporation, for its auditors: where its operations are, and what the contract says of each.</summary>
internal static class LogEndpoints
{
    private const string Base = "/v1/audit/log";

    /// <summary>The form of the place of a leaf, as a regular expression for the whole text.</summary>
    private const string IndexForm = "0|[1-9][0-9]{0,9}";

    private static readonly QueryParameter Size = new("size", typeof(int), "Size of the checkpoint that it is proven against; the newest where it is left out.",
        "Grootte van het checkpoint waartegen het bewijs geldt; het nieuwste als het ontbreekt.", 1234);

    private static readonly ImmutableArray<QueryParameter> Sizes =
    [
        new("from", typeof(int), "The smaller size.", "De kleinste grootte.", 1, Required: true),
        new("to", typeof(int), "The larger size; that of the newest checkpoint where it is left out.", "De grootste grootte; die van het nieuwste checkpoint als het ontbreekt.", 1234),
    ];

    /// <summary>Maps the operations on the log.</summary>
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
            Responses = [new OperationResponse(200, typeof(string), "The signed note.", "De ondertekende notitie.", MediaType: LogAnswers.Note)],
            Problems = [ProblemKinds.NotFound],
        }, LogAnswers.Newest);
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
        }, LogAnswers.List);
        routes.MapOperation(HttpMethods.Get, $"{Base}/checkpoints/{{size}}", new Operation
        {
            Id = "getCheckpointAt",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get an earlier checkpoint",
            Dutch = "Het checkpoint bij een grootte van het logboek, met de ondertekeningen van getuigen tot nu toe.",
            English = "The checkpoint at a size of the log, with the cosignatures of witnesses so far.",
            Responses = [new OperationResponse(200, typeof(string), "The signed note.", "De ondertekende notitie.", MediaType: LogAnswers.Note)],
            Problems = [ProblemKinds.NotFound],
        }, LogAnswers.At);
        routes.MapOperation(HttpMethods.Get, $"{Base}/checkpoints/{{size}}/binding", new Operation
        {
            Id = "getCheckpointBinding",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Prove that a checkpoint is in the log over all corporations",
            Dutch = "Het bewijs (c2sp.org/tlog-proof) dat een checkpoint in het logboek over alle corporaties van de installatie staat. Het blad is de tekst van het checkpoint, tot de lege regel. Bewaar het checkpoint in het bewijs: dat dit logboek sindsdien alleen is aangevuld, bewijst /binding/consistency.",
            English = "The proof (c2sp.org/tlog-proof) that a checkpoint is in the log over all corporations of the installation. The leaf is the text of the checkpoint, up to the empty line. Keep the checkpoint in the proof: that this log only grew since then, /binding/consistency proves.",
            Responses = [new OperationResponse(200, typeof(string), "The proof.", "Het bewijs.", MediaType: LogAnswers.Note)],
            Problems = [ProblemKinds.NotFound],
        }, http => Sound(http, LogProofs.Binding));
        routes.MapOperation(HttpMethods.Get, $"{Base}/checkpoints/{{size}}/timestamp", new Operation
        {
            Id = "getCheckpointTimestamp",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get the time stamp of a checkpoint",
            Dutch = "Het tijdstempel (RFC 3161) van een checkpoint, waar de installatie een tijdstempeldienst heeft: het token (DER), over de SHA-256 van de tekst van het checkpoint tot de lege regel. Zo bewijst een ander dan de installatie wanneer het er al was.",
            English = "The time stamp (RFC 3161) of a checkpoint, where the installation has an authority for it: the token (DER), over the SHA-256 of the text of the checkpoint up to the empty line. So somebody other than the installation proves when it was there already.",
            Responses = [new OperationResponse(200, typeof(Stream), "The token.", "Het token.", MediaType: LogAnswers.Binary)],
            Problems = [ProblemKinds.NotFound],
        }, LogAnswers.Timestamp);
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
        }, LogAnswers.AddCosignatures);
        routes.MapOperation(HttpMethods.Get, $"{Base}/consistency", new Operation
        {
            Id = "getConsistencyProof",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Prove that the log only grew",
            Dutch = "Het bewijs dat het logboek van de ene grootte tot de andere alleen is aangevuld (RFC 6962, §2.1.2).",
            English = "The proof that the log was only added to from one size to another (RFC 6962, section 2.1.2).",
            Query = Sizes,
            Responses = [new OperationResponse(200, typeof(ConsistencyProof), "The proof.", "Het bewijs.")],
            Problems = [ProblemKinds.NotFound],
        }, http => Sound(http, LogProofs.Consistency));
        routes.MapOperation(HttpMethods.Get, $"{Base}/binding/consistency", new Operation
        {
            Id = "getBindingConsistencyProof",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Prove that the log over all corporations only grew",
            Dutch = "Het bewijs dat het logboek over alle corporaties van de installatie van de ene grootte tot de andere alleen is aangevuld (RFC 6962, §2.1.2). De grootten en wortels staan in de checkpoints van de bewijzen van …/binding.",
            English = "The proof that the log over all corporations of the installation was only added to from one size to another (RFC 6962, section 2.1.2). The sizes and roots are in the checkpoints of the proofs of …/binding.",
            Query = Sizes,
            Responses = [new OperationResponse(200, typeof(ConsistencyProof), "The proof.", "Het bewijs.")],
            Problems = [ProblemKinds.NotFound],
        }, http => Sound(http, LogProofs.ConsistencyOfAll));
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
            Responses = [new OperationResponse(200, typeof(string), "The proof.", "Het bewijs.", MediaType: LogAnswers.Note)],
            Problems = [ProblemKinds.NotFound],
        }, http => Sound(http, LogProofs.Inclusion));
        routes.MapOperation(HttpMethods.Get, $"{Base}/tile/{{level}}/{{**tile}}", new Operation
        {
            Id = "getTile",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get a tile of the log, or a bundle of its entries",
            Dutch = "Een tegel van het logboek, of een bundel van zijn bladeren (level entries), in de indeling van c2sp.org/tlog-tiles: het adres van het logboek is dat van het checkpoint zonder het laatste deel. Een bundel met iets uit een blinde ronde die nog open is, komt als de ronde gesloten is (409), en een met een keuze in een casus als de keuzes zijn getoond.",
            English = "A tile of the log, or a bundle of its leaves (level entries), in the layout of c2sp.org/tlog-tiles: the address of the log is that of the checkpoint without its last part. A bundle with something of a blind round that is still open comes when the round is closed (409), and one with a choice in a case when the choices are shown.",
            Responses = [new OperationResponse(200, typeof(Stream), "Its bytes.", "De bytes.", MediaType: LogAnswers.Binary)],
            Problems = [ProblemKinds.NotFound, ProblemKinds.Conflict],
        }, http => Sound(http, LogAnswers.Tile));
        routes.MapOperation(HttpMethods.Get, $"{Base}/keys", new Operation
        {
            Id = "getLogKeys",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get the public keys of the log",
            Dutch = "De openbare sleutels waarmee wordt ondertekend, een vkey per regel: die van het logboek van de corporatie, en die van het logboek over alle corporaties. Is een sleutel gewisseld, dan staan de oude en de nieuwe er beide, met in een regel commentaar (#) welke checkpoints zij ondertekenen.",
            English = "The public keys under which is signed, a vkey a line: that of the corporation's log, and that of the log over all corporations. Where a key was changed, the old and the new are both there, with a line of comment (#) that says which checkpoints they sign.",
            Responses = [new OperationResponse(200, typeof(string), "The keys.", "De sleutels.", MediaType: LogAnswers.Note)],
        }, http => LogAnswers.Write(http, async (trust, corporation, stop) => await trust.Keys(corporation, stop) + await trust.Keys(LedgerSchema.Everything, stop)));
        routes.MapOperation(HttpMethods.Get, $"{Base}/key-changes", new Operation
        {
            Id = "listLogKeyChanges",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get the changes of the key of the log",
            Dutch = "De bladeren waarin staat dat de sleutel van het logboek van de corporatie is gewisseld, een per regel (JSON): plaats en blad, letterlijk. Elk is onder de oude en de nieuwe sleutel ondertekend: wie alleen de oude heeft, kan daarmee verder (wikkenwegen-verify … --key-changes). Leeg als de sleutel nooit is gewisseld.",
            English = "The leaves that say that the key of the corporation's log was changed, one a line (JSON): place and leaf, verbatim. Each is signed under the old and the new key: who has the old one alone can go on by it (wikkenwegen-verify … --key-changes). Empty where the key was never changed.",
            Responses = [new OperationResponse(200, typeof(string), "The changes.", "De wisselingen.", MediaType: LogAnswers.Note)],
        }, LogAnswers.KeyChanges);
        routes.MapOperation(HttpMethods.Get, $"{Base}/policy", new Operation
        {
            Id = "getLogPolicy",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get the policy of the log",
            Dutch = "Wanneer een checkpoint geldig is: de sleutels van het logboek, de getuigen, en hoeveel daarvan moeten hebben ondertekend (c2sp.org/tlog-policy).",
            English = "When a checkpoint is valid: the keys of the log, the witnesses, and how many of these must have cosigned (c2sp.org/tlog-policy).",
            Responses = [new OperationResponse(200, typeof(string), "The policy.", "Het beleid.", MediaType: LogAnswers.Note)],
        }, http => LogAnswers.Write(http, async (trust, corporation, stop) => await trust.Policy(corporation, stop)));
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
}
