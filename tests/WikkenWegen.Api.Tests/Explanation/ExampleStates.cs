using WikkenWegen.Api.Demo;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Explanation;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Tests.Explanation;

/// <summary>An example weighing as its events tell it, without a host: each step is decided and folded as the gate does.</summary>
/// <param name="Weighing">The state.</param>
/// <param name="Texts">The texts of the vault, by digest.</param>
internal sealed record ExampleState(Weighing Weighing, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>The example with this reference, after so many steps; all of them where that is left out.</summary>
    public static ExampleState Of(string reference, int? steps = null)
    {
        var example = ExampleWeighing.All().Single(e => e.Reference == reference);
        var (weighing, texts) = (Weighing.None with { Id = example.Id }, new Dictionary<string, string>());
        foreach (var (step, i) in example.Steps.Take(steps ?? int.MaxValue).Select((step, i) => (step, i)))
        {
            var seals = new Seals();
            var moment = step.Body.OccurredAt!.Value;
            var ruling = (step.Command(seals) with { OccurredAt = moment }).Decide(weighing, moment);
            ruling.Refusals.ShouldBeEmpty();
            weighing = weighing.After(new RecordedEvent(ruling.Event!, i + 1, moment, step.Actor));
            foreach (var disclosure in seals.Disclosures) texts.Add(disclosure.Digest, Disclosure.ValueOf(disclosure.Encoded));
        }
        return new ExampleState(weighing, texts);
    }

    /// <summary>What an explanation of it is made of.</summary>
    public ExplanationGround Ground() => ExplanationGround.Of(
        Weighing, WeighingOutcome.Of(Weighing, OutcomeSelection.Everything, OutcomeDrawing.Usual, CancellationToken.None), Weighing.Heard(), CancellationToken.None);

    /// <summary>Its explanation.</summary>
    public Explained Explain(ExplanationReader reader, Language language) => Explaining.Explain(Ground(), reader, language, text => Texts.GetValueOrDefault(text.Digest));
}
