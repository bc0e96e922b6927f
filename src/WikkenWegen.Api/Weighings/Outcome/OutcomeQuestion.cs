using System.Collections.Immutable;
using System.Globalization;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Weighings.Outcome;

/// <summary>What is asked about an outcome: of which moment, of which criteria and scores, and how to recompute it.</summary>
/// <param name="At">Of which moment.</param>
/// <param name="Selection">Of which criteria and scores.</param>
/// <param name="Drawing">How to recompute it; at most so often where that was not asked.</param>
/// <param name="IsDrawnAsUsual">Whether it was not asked how often to recompute it.</param>
internal sealed record OutcomeQuestion(PointInTime At, OutcomeSelection Selection, OutcomeDrawing Drawing, bool IsDrawnAsUsual)
{
    /// <summary>The parameters that choose which scores count.</summary>
    public static readonly ImmutableArray<QueryParameter> WhichScores =
    [
        new("assessor", typeof(string), "Only the scores of this stakeholder, by code, or of this role.", "Alleen de scores van deze belanghebbende, met haar code, of van deze rol.", "Strateeg wonen", Shared: true),
        new("party", typeof(string), "Only the scores of stakeholders of this party.", "Alleen de scores van belanghebbenden van deze partij.", Shared: true),
        new("round", typeof(int), "Only the scores that were given in this round.", "Alleen de scores die in deze ronde zijn gegeven.", Shared: true),
    ];

    /// <summary>The parameters that choose the criteria and how to recompute.</summary>
    public static readonly ImmutableArray<QueryParameter> HowComputed =
    [
        new("criteriaVersion", typeof(int), "Under this version of the criteria; the one in force where it is left out.", "Onder deze versie van de criteria; de geldende als hij ontbreekt.", 1, Shared: true),
        new("draws", typeof(int), "How often to recompute the outcome with drawn scores and weights; 10,000 by default, fewer for many proposals and criteria.", "Hoe vaak de uitkomst wordt herberekend met getrokken scores en gewichten; standaard 10.000, minder bij veel voorstellen en criteria.", 1000, Shared: true, Most: _ => OutcomeDrawing.MostDraws),
        new("weights", typeof(DrawnWeights), "How weights are drawn: any that keep the order of importance (the default), as they are, or any at all.", "Hoe gewichten worden getrokken: alle die de volgorde houden (standaard), zoals zij zijn, of alle.", "sameOrder", Shared: true),
        new("seed", typeof(string), "Seed of the draws, a whole number; derived from the weighing and the inputs where it is left out.", "Zaad van de trekkingen, een geheel getal; afgeleid van de afweging en de invoer als het ontbreekt.", MostCharacters: 20, Pattern: "[0-9]+", Shared: true),
    ];

    /// <summary>Reads the question from a query, and refuses in it what is wrong.</summary>
    /// <param name="query">The query.</param>
    /// <param name="underOneVersion">Whether it is about one version of the criteria, and can be recomputed.</param>
    public static OutcomeQuestion Of(Query query, bool underOneVersion)
    {
        var at = PointInTime.Of(query);
        var selection = new OutcomeSelection { Assessor = query.Text("assessor"), Party = query.Text("party"), Round = query.Whole("round", 1, int.MaxValue) };
        if (!underOneVersion) return new OutcomeQuestion(at, selection, new OutcomeDrawing { Draws = 0 }, IsDrawnAsUsual: false);
        selection = selection with { CriteriaVersion = query.Whole("criteriaVersion", 1, int.MaxValue) };
        var (usual, draws) = (OutcomeDrawing.Usual, query.Whole("draws", 1, OutcomeDrawing.MostDraws));
        return new OutcomeQuestion(at, selection, new OutcomeDrawing
        {
            Draws = draws ?? usual.Draws,
            Weights = query.Choice<DrawnWeights>("weights") ?? usual.Weights,
            Seed = Seed(query),
        }, IsDrawnAsUsual: draws is null);
    }

    /// <summary>The same for who asks which scores count under which version of the criteria, and for nothing to be recomputed.</summary>
    /// <param name="query">The query.</param>
    public static OutcomeQuestion OfScores(Query query)
    {
        var question = Of(query, underOneVersion: false);
        return question with { Selection = question.Selection with { CriteriaVersion = query.Whole("criteriaVersion", 1, int.MaxValue) } };
    }

    /// <summary>How to recompute outcomes: as was asked; where it was not asked how often, less often where there is much to compute.</summary>
    /// <param name="inputs">What is computed from.</param>
    /// <param name="times">How many outcomes of this size there are to compute, from 1.</param>
    public OutcomeDrawing DrawingOf(OutcomeInputs inputs, int times = 1) => IsDrawnAsUsual ? Drawing with { Draws = OutcomeWork.UsualDraws(inputs, times) } : Drawing;

    /// <summary>Reads the weighing of the address at the moment; null where the request was answered.</summary>
    public async Task<ReadWeighing?> Read(HttpContext http)
    {
        if (await ReadableWeighing.Find(http, new Address(http).Weighing) is not { } weighing)
        {
            await StepRoutes.UnknownWeighing(http);
            return null;
        }
        var (isRead, read) = await HeavyWork.Run(http, At is PointInTime.OccurredBy && weighing.Newest.State.Version > ManyEvents, cancellation => ReadWeighing.At(weighing, At, cancellation));
        if (!isRead) return null;
        if (read is null)
        {
            await GetWeighing.NotThere(http, weighing.Newest.State.Version, At);
            return null;
        }
        ImmutableArray<Refusal> refusals = [.. Selection.Refusals(read.State)];
        if (refusals.IsEmpty) return read;
        await http.Respond(refusals, r => r.Pointer);
        return null;
    }

    /// <summary>What tells an answer to this question from others, beside the weighing and its version.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture,
        $"{Selection.CriteriaVersion};{Selection.Round};{IsDrawnAsUsual};{Drawing.Draws};{Drawing.Seed};{Drawing.Weights};{Selection.Assessor?.Length}:{Selection.Assessor};{Selection.Party}");

    /// <summary>So many events take some tens of milliseconds to fold.</summary>
    private const int ManyEvents = 2_000;

    private static ulong? Seed(Query query)
    {
        if (query.Text("seed", 20) is not { } text) return null;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return seed;
        query.Refuse("seed", Domain.Outcomes.RecordOutcome.SeedNotAWhole);
        return null;
    }
}
