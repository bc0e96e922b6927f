using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using Wolverine;

namespace WikkenWegen.Api.Corporations;

/// <summary>Rules of a corporation's own, by which findings are made beside those of the rules that everybody has. They are of one's own corporation: nobody sees those of another.</summary>
internal static class FindingRuleEndpoints
{
    private const string Path = "/v1/corporations/{corporation}/finding-rules";

    private static readonly OperationResponse Created = new(201, typeof(StreamReceipt), "Recorded.", "Vastgelegd.", Location: true, ETag: true);

    private static readonly ImmutableArray<ProblemKind> Recording = [ProblemKinds.NotFound, ProblemKinds.Conflict, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType, ProblemKinds.KeyReused];

    /// <summary>Maps them.</summary>
    public static void MapFindingRules(this IEndpointRouteBuilder routes)
    {
        routes.MapOperation(HttpMethods.Get, Path, new Operation
        {
            Id = "listFindingRules",
            Roles = Access.Readers,
            Tag = CorporationEndpoints.Tag,
            Summary = "List the corporation's own rules for findings",
            Dutch = "De eigen regels van de corporatie waarnaar bevindingen worden gedaan, elke versie, in de volgorde waarin zij zijn vastgesteld; ook die niet meer gelden.",
            English = "The corporation's own rules by which findings are made, each version, in the order in which they were adopted; also those that are no longer in force.",
            Responses = [new OperationResponse(200, typeof(OwnRuleList), "The rules.", "De regels.")],
            Problems = [ProblemKinds.NotFound],
        }, List);
        routes.MapOperation(HttpMethods.Post, Path, new Operation
        {
            Id = "adoptFindingRule",
            Roles = Access.Strategist,
            Tag = CorporationEndpoints.Tag,
            Summary = "Adopt a rule for findings of the corporation's own",
            Dutch = "Stelt een eigen regel vast: wat een besluit daarvoor mist, is vanaf nu een bevinding. Zo wordt een inzicht uit het leernetwerk een vraag bij elke afweging, met de verwijzing erbij. Bevindingen van een moment in het verleden gaan naar de regels die toen golden.",
            English = "Adopts a rule of one's own: what a decision lacks by it is a finding from now on. So an insight of the learning network becomes a question of every weighing, with its reference. Findings of a moment of the past go by the rules that were in force then.",
            Body = typeof(AdoptFindingRuleRequest),
            Example = new AdoptFindingRuleRequest
            {
                Code = "NIETSDOEN",
                Dutch = "Voordat we scoren ligt er een voorstel om niets te doen.",
                English = "Before we score, there is a proposal to do nothing.",
                Requires = new OwnRuleRequirementRequest { Check = FindingCheck.DoNothingBeforeScores },
                Severity = FindingSeverity.Attention,
                From = new DateOnly(2027, 1, 1),
            },
            IdempotencyKey = true,
            Responses = [Created],
            Problems = Recording,
        }, Adopt);
        routes.MapOperation(HttpMethods.Get, Path + "/{code}", new Operation
        {
            Id = "getFindingRule",
            Roles = Access.Readers,
            Tag = CorporationEndpoints.Tag,
            Summary = "Get one of the corporation's own rules for findings",
            Dutch = "De nieuwste versie van een eigen regel, ook als zij niet meer geldt.",
            English = "The newest version of a rule of the corporation's own, also where it is no longer in force.",
            Responses = [new OperationResponse(200, typeof(OwnRuleView), "The rule.", "De regel.", ETag: true)],
            Problems = [ProblemKinds.NotFound],
        }, Get);
        routes.MapOperation(HttpMethods.Post, Path + "/{code}/ending", new Operation
        {
            Id = "endFindingRule",
            Roles = Access.Strategist,
            Tag = CorporationEndpoints.Tag,
            Summary = "End one of the corporation's own rules for findings",
            Dutch = "Beëindigt een eigen regel: er wordt niets meer naar gevonden. Wat ernaar gevonden was, blijft in elke weergave van vóór dit moment.",
            English = "Ends a rule of the corporation's own: nothing is found by it any more. What was found by it stays in every view of before this moment.",
            Body = typeof(EndFindingRuleRequest),
            Example = new EndFindingRuleRequest { Why = "De vraag staat nu in de meetlat zelf." },
            IfMatch = true,
            IdempotencyKey = true,
            Responses = [Created],
            Problems = [.. Recording, ProblemKinds.StaleVersion, ProblemKinds.VersionRequired],
        }, End);
    }

    private static async Task List(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Own(http) is { } corporation) await http.WriteJson(new OwnRuleList([.. corporation.FindingRules.Select(OwnRuleView.Of)]), ApiJson.Responses);
    }

    private static async Task Get(HttpContext http)
    {
        if (!await new Query(http).IsRight() || await Own(http) is not { } corporation) return;
        var code = new Address(http).Code;
        if (corporation.FindingRule(code) is { } rule) await http.Write(RenderedResponse.Of(OwnRuleView.Of(rule), StatusCodes.Status200OK, Preconditions.ETag(rule.Latest.Event), null));
        else await http.Respond([EndFindingRule.NoSuchFindingRule.Whole(code)]);
    }

    private static async Task Adopt(HttpContext http)
    {
        if (!await new Query(http).IsRight() || await RequestBody.Read<AdoptFindingRuleRequest>(http) is not { } request || !await IsOwn(http)) return;
        var command = request.ToCommand(CorporationEndpoints.Code(http), Calendar.DayOf(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()));
        if (command.Rule.Insight is { } insight) command = command with { KnownInsights = await http.RequestServices.GetRequiredService<IInsights>().Known(Caller.SubjectOf(http.User), [insight], http.RequestAborted) };
        await Run(http, request, command, command.Rule.Code, null);
    }

    private static async Task End(HttpContext http)
    {
        if (!await new Query(http).IsRight() || await Preconditions.IfMatch(http, required: true) is not { } match) return;
        if (await RequestBody.Read<EndFindingRuleRequest>(http) is not { } request || !await IsOwn(http)) return;
        var code = new Address(http).Code;
        await Run(http, request, request.ToCommand(CorporationEndpoints.Code(http), code), code, match.Versions);
    }

    /// <summary>Records a step once, however often it is sent with the same key, and answers with its receipt.</summary>
    private static Task Run<TRequest>(HttpContext http, TRequest request, CorporationCommand command, string rule, ImmutableArray<int>? versions)
    {
        return IdempotencyKeys.Run(http, request, Record, complete: answer =>
            http.RequestServices.GetRequiredService<InclusionPromises>().Added(answer, command.Corporation, [], http.RequestAborted));

        async Task<RenderedResponse?> Record(RetriableRequest? retriable)
        {
            var kept = retriable is null ? null : new KeptResponse<StepResult.CorporationRecorded>(http.RequestServices.GetRequiredService<StoredResponses>(), retriable, Render);
            var envelope = new StepEnvelope(Actor.Everything(Caller.SubjectOf(http.User)), Caller.Conversation(http), http.TraceIdentifier) { Roles = Roles.Acting(http.User, Access.Strategist) };
            var bus = http.RequestServices.GetRequiredService<IMessageBus>();
            return await bus.InvokeForTenantAsync<StepResult>(command.Corporation, new RecordCorporationStep(command, versions, envelope, kept), http.RequestAborted) switch
            {
                StepResult.CorporationRecorded recorded => kept?.Response ?? Render(recorded),
                // An insight that it points at may be there for the caller later: the refusal is not kept for a retry.
                StepResult.Refused refused => Problems.Render(http, refused.Refusals) with { MayChange = true },
                StepResult.Stale stale => Preconditions.Stale(http, "De regel is intussen gewijzigd. Lees haar opnieuw.", "The rule has changed meanwhile. Read it again.", stale.Version),
                StepResult.Repeated => null,
                _ => Problems.Render(http, ProblemKinds.NotFound, CorporationCommand.NoSuchCorporation.Dutch, CorporationCommand.NoSuchCorporation.English),
            };
        }

        RenderedResponse Render(StepResult.CorporationRecorded recorded)
        {
            var version = recorded.Corporation.FindingRule(rule)!;
            var receipt = new StreamReceipt
            {
                StreamId = CorporationStreams.IdOf(recorded.Corporation.Code),
                Version = version.Latest.Event,
                Type = EventContract.Names[version.Ended is null ? typeof(FindingRuleAdopted) : typeof(FindingRuleEnded)],
                Part = $"finding-rules/{version.Rule.Code}",
                OccurredAt = version.Latest.OccurredAt,
                RecordedAt = version.Latest.RecordedAt,
            };
            return RenderedResponse.Of(receipt, StatusCodes.Status201Created, Preconditions.ETag(receipt.Version), $"/v1/corporations/{recorded.Corporation.Code}/{receipt.Part}");
        }
    }

    /// <summary>The caller's own corporation with all of its rules, where the address names that; else the request was answered.</summary>
    private static async Task<Corporation?> Own(HttpContext http)
    {
        if (!await IsOwn(http)) return null;
        var code = CorporationEndpoints.Code(http);
        await using var session = http.Store().QuerySession(code);
        var history = await CorporationStreams.Read(session, code, http.RequestAborted);
        if (history.Aggregate((Corporation?)null, (corporation, e) => Corporation.After(corporation, e.Event, e.Origin)) is { } found) return found;
        await CorporationEndpoints.Unknown(http);
        return null;
    }

    /// <summary>Whether the address names the caller's own corporation; else the request was answered.</summary>
    private static async Task<bool> IsOwn(HttpContext http)
    {
        if (Caller.CorporationOf(http.User) == CorporationEndpoints.Code(http)) return true;
        await CorporationEndpoints.Unknown(http);
        return false;
    }
}
