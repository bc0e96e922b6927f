using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Outcomes;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Weighings.Outcome;

/// <summary>Another weight of a criterion.</summary>
public sealed record SupposedWeightRequest
{
    /// <summary>Code of the criterion, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Criterion { get; init; }

    /// <summary>The weight, 0 or more; the other criteria keep theirs. Not all of them are 0.</summary>
    [Range(typeof(decimal), "0", Shape.Largest)]
    public required decimal Weight { get; init; }
}

/// <summary>Another scale of a criterion; the scores stay the numbers that they are, and lie on it.</summary>
public sealed record SupposedScaleRequest
{
    /// <summary>Code of the criterion, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Criterion { get; init; }

    /// <summary>The worst realistic value.</summary>
    public required decimal Worst { get; init; }

    /// <summary>The best realistic value; it differs from the worst.</summary>
    public required decimal Best { get; init; }
}

/// <summary>Another score.</summary>
public sealed record SupposedScoreRequest
{
    /// <summary>Code of the proposal, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Proposal { get; init; }

    /// <summary>Code of the criterion, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Criterion { get; init; }

    /// <summary>Whose score it replaces; it is added to those of the others where they gave none. The scores of all where it is left out.</summary>
    public WhoRequest? By { get; init; }

    /// <summary>The lowest realistic value, on the scale of the criterion in this variant.</summary>
    public required decimal Low { get; init; }

    /// <summary>The expected value, at least low.</summary>
    public required decimal Expected { get; init; }

    /// <summary>The highest realistic value, at least expected.</summary>
    public required decimal High { get; init; }
}

/// <summary>An assumption of a decision that is dropped.</summary>
public sealed record DroppedAssumptionRequest
{
    private const int MostScores = 2_000;

    /// <summary>Number of the decision, from 1.</summary>
    [Range(1, int.MaxValue)]
    public required int Decision { get; init; }

    /// <summary>Number of the assumption: its place in the decision, from 1.</summary>
    [Range(1, int.MaxValue)]
    public required int Assumption { get; init; }

    /// <summary>Numbers of the scores that rest on it, and no longer count without it. No event says which these are.</summary>
    [MaxLength(MostScores), Range(1, int.MaxValue)]
    public int[]? Scores { get; init; }
}

/// <summary>What is supposed in one variant; where nothing is, it is the real one.</summary>
public sealed record WhatIfRequest
{
    private const int MostScores = 2_000;

    /// <summary>A name to know the variant by.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Name { get; init; }

    /// <summary>Other weights.</summary>
    [MaxLength(FieldLimits.Criteria)]
    public SupposedWeightRequest[]? Weights { get; init; }

    /// <summary>Other scales.</summary>
    [MaxLength(FieldLimits.Criteria)]
    public SupposedScaleRequest[]? Scales { get; init; }

    /// <summary>Other scores.</summary>
    [MaxLength(MostScores)]
    public SupposedScoreRequest[]? Scores { get; init; }

    /// <summary>Codes of proposals that are left out, in either case.</summary>
    [MaxLength(FieldLimits.Proposals), StringLength(FieldLimits.Code), CodeForm]
    public string[]? LeftOut { get; init; }

    /// <summary>Assumptions that are dropped.</summary>
    [MaxLength(FieldLimits.List)]
    public DroppedAssumptionRequest[]? Dropped { get; init; }

    internal WhatIf ToWhatIf() => new()
    {
        Weights = Weights.Mapped(w => new SupposedWeight(w.Criterion, w.Weight)),
        Scales = Scales.Mapped(s => new SupposedScale(s.Criterion, s.Worst, s.Best)),
        Scores = Scores.Mapped(s => new SupposedScore(s.Proposal, s.Criterion, s.By?.ToWho(), new Estimate(s.Low, s.Expected, s.High))),
        LeftOut = LeftOut.Mapped(code => code),
        Dropped = Dropped.Mapped(d => new DroppedAssumption(d.Decision, d.Assumption, d.Scores.Mapped(n => n))),
    };
}

/// <summary>Body of POST /v1/weighings/{id}/outcome/what-ifs</summary>
public sealed record WhatIfsRequest
{
    /// <summary>Most variants in one request.</summary>
    public const int MostVariants = 50;

    /// <summary>The variants, each compared with the real outcome.</summary>
    [MinLength(1), MaxLength(MostVariants)]
    public required WhatIfRequest[] Variants { get; init; }
}

/// <summary>The real outcome, and what comes out of the variants.</summary>
/// <param name="Fingerprint">SHA-256 of what the real outcome was computed from: 64 lower-case hexadecimal digits.</param>
/// <param name="Digest">SHA-256 of everything that came out of it: 64 lower-case hexadecimal digits.</param>
/// <param name="First">Codes of the proposals in the first place in the real outcome; empty where no proposal has a total.</param>
/// <param name="ClearWinner">Code of the proposal that is clearly ahead of every other in the real outcome; absent where there is none.</param>
/// <param name="Margin">The difference between the first and the second in the real outcome, in points; absent where fewer than two have a total.</param>
/// <param name="Summary">What really comes out, in one sentence.</param>
/// <param name="Variants">What comes out of each variant, in their order.</param>
public sealed record WhatIfs(
    string Fingerprint, string Digest, ImmutableArray<string> First, string? ClearWinner, decimal? Margin, Spoken Summary, ImmutableArray<WhatIfOutcome> Variants);

/// <summary>POST /v1/weighings/{id}/outcome/what-ifs</summary>
public static class TryWhatIfs
{
    /// <summary>How many times as large as others the body may be: 50 variants with a hundred scores each.</summary>
    private const int BodyTimes = 4;

    /// <summary>Maps the what-ifs.</summary>
    public static void MapWhatIfs(this IEndpointRouteBuilder weighing) => weighing.MapOperation(HttpMethods.Post, "/outcome/what-ifs", new Operation
    {
        Id = "tryWhatIfs",
        Tag = "Outcome",
        Summary = "Try what would come out otherwise",
        Dutch = "Rekent uit wat er zou uitkomen met andere gewichten, scores of meetlatten, zonder een voorstel, of zonder wat op een aanname rust. Er wordt niets vastgelegd. Tot 50 varianten tegelijk, elk vergeleken met de echte uitkomst: wie wisselt van plaats, wie komt er eerst, hoe groot is het verschil. Een variant zonder veronderstelling is tot op de bit de echte.",
        English = "Computes what would come out with other weights, scores or scales, without a proposal, or without what rests on an assumption. Nothing is recorded. Up to 50 variants at once, each compared with the real outcome: who changes places, who comes first, how large is the difference. A variant in which nothing is supposed is the real one to the bit.",
        Roles = Access.Readers,
        Query = [.. OutcomeQuestion.HowComputed, .. OutcomeQuestion.WhichScores, .. GetWeighing.Moment],
        MomentHeaders = true,
        Body = typeof(WhatIfsRequest),
        BodyTimes = BodyTimes,
        Example = new WhatIfsRequest
        {
            Variants =
            [
                new WhatIfRequest { Name = "Woonkwaliteit telt minder", Weights = [new SupposedWeightRequest { Criterion = "KWA", Weight = 1 }] },
                new WhatIfRequest { Name = "Zonder sloop", LeftOut = ["V3"] },
            ],
        },
        Responses = [new OperationResponse(200, typeof(WhatIfs), "What would come out.", "Wat er zou uitkomen.", Dated: true)],
        Problems = [ProblemKinds.NotFound, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var question = OutcomeQuestion.Of(query, underOneVersion: true);
        if (!await query.IsRight()) return;
        if (await RequestBody.Read<WhatIfsRequest>(http) is not { } request) return;
        if (await question.Read(http) is not { } read) return;
        http.Response.Headers.Vary = $"{VeraHeaders.Happened}, {VeraHeaders.Recorded}";

        var drawing = question.Drawing;
        var isHeavy = OutcomeWork.IsHeavy(read.State, drawing, request.Variants.Length + 1);
        var (isDone, answer) = await HeavyWork.Run(http, isHeavy, cancellation => Compute(http.RequestServices.GetRequiredService<KeptOutcomes>(), read.State, question, request, OwnOutcomes.Threads(isHeavy), cancellation));
        if (!isDone) return;
        if (answer.WhatIfs is { } computed) await http.WriteJson(computed, ApiJson.Responses);
        else await http.Respond(answer.Refusals, r => r.Pointer!.StartsWith('/') ? null : r.Pointer);
    }

    private static (WhatIfs? WhatIfs, ImmutableArray<Refusal> Refusals) Compute(
        KeptOutcomes kept, Weighing state, OutcomeQuestion question, WhatIfsRequest request, int threads, CancellationToken cancellation)
    {
        var real = OutcomeInputs.Of(state, question.Selection, cancellation);
        var (times, drawing) = (request.Variants.Length + 1, question.DrawingOf(real, request.Variants.Length + 1) with { Threads = threads });
        ImmutableArray<Refusal> refusals = [.. OutcomeWork.Refusals(real, drawing, times)];
        if (!refusals.IsEmpty) return (null, refusals);
        var supposed = request.Variants.Select((variant, i) => (variant.Name, Made: Suppose(variant, i))).ToList();
        refusals = [.. supposed.SelectMany(s => s.Made.Refusals)];
        if (!refusals.IsEmpty) return (null, refusals);
        var outcome = kept.Of(real, drawing, cancellation);
        return (new WhatIfs(outcome.Inputs.Fingerprint, outcome.Digest, outcome.First, outcome.ClearWinner, outcome.Margin, outcome.Summary,
            [.. supposed.Select((s, i) => WhatIfOutcome.Of(i + 1, s.Name, s.Made.Inputs, outcome, drawing, cancellation))]), []);

        (OutcomeInputs Inputs, ImmutableArray<Refusal> Refusals) Suppose(WhatIfRequest variant, int i)
        {
            cancellation.ThrowIfCancellationRequested();
            var (inputs, refused) = variant.ToWhatIf().Suppose(real, state);
            return (inputs, [.. refused.Select(r => r with { Pointer = FormattableString.Invariant($"/variants/{i}{r.Pointer}") })]);
        }
    }
}
