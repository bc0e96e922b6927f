using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using Wolverine;

namespace WikkenWegen.Api.Demo;

/// <summary>The fictional corporations of Development: that of the examples, and one beside it to see that neither sees the other.</summary>
public static class DemoCorporations
{
    /// <summary>The corporation of the examples.</summary>
    public static readonly Registration Merenland = Demo("woonwijzer-merenland", "Stichting Woonwijzer Merenland (fictief)", "00000019", "L9999");

    /// <summary>The other one.</summary>
    public static readonly Registration Duinstreek = Demo("thuis-in-duinstreek", "Woningstichting Thuis in Duinstreek (fictief)", "00000035", "L9997");

    /// <summary>A rule of the corporation of the examples itself, for decisions that are still to come.</summary>
    private static readonly OwnRule Reviewed = new()
    {
        Code = "EVALUATIE",
        Dutch = "Bij elk besluit is gezegd wanneer we terugkijken.",
        English = "Of each decision it is said when we look back.",
        Requires = new OwnRuleRequirement { Check = FindingCheck.ReviewDateSet },
        Severity = FindingSeverity.Attention,
        From = new DateOnly(2027, 1, 1),
    };

    /// <summary>Registers those that are not yet there, through the gate that every caller uses.</summary>
    /// <param name="bus">Leads to the gate.</param>
    /// <param name="causation">What causes it.</param>
    public static async Task Register(IMessageBus bus, string causation)
    {
        foreach (var registration in new[] { Merenland, Duinstreek })
        {
            var result = await Record(bus, new RegisterCorporation { Registration = registration }, causation);
            if (result is not (StepResult.CorporationRecorded or StepResult.Refused { Refusals: [{ Rule.Code: "duplicate-code" }] }))
                throw new InvalidOperationException($"Corporation {registration.Code} was not registered: {result}.");
        }
    }

    /// <summary>Adopts the rule of the corporation of the examples; where another host was first, nothing happens.</summary>
    /// <param name="bus">Leads to the gate.</param>
    /// <param name="causation">What causes it.</param>
    public static Task AdoptRule(IMessageBus bus, string causation) => Record(bus, new AdoptFindingRule { Code = Merenland.Code, Rule = Reviewed }, causation);

    private static Task<StepResult> Record(IMessageBus bus, CorporationCommand command, string causation) =>
        bus.InvokeForTenantAsync<StepResult>(command.Corporation, new RecordCorporationStep(command, null, new StepEnvelope(Actor.Everything("demo"), command.Corporation, causation)), CancellationToken.None);

    private static Registration Demo(string code, string name, string kvkNumber, string number) => new() { Code = code, Name = name, KvkNumber = kvkNumber, CorporationNumber = number };
}
