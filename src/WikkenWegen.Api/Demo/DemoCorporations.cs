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

    /// <summary>Registers those that are not yet there, through the gate that every caller uses.</summary>
    /// <param name="bus">Leads to the gate.</param>
    /// <param name="causation">What causes it.</param>
    public static async Task Register(IMessageBus bus, string causation)
    {
        foreach (var registration in new[] { Merenland, Duinstreek })
        {
            var message = new RecordCorporationStep(new RegisterCorporation { Registration = registration }, null, new StepEnvelope(Actor.Everything("demo"), registration.Code, causation));
            var result = await bus.InvokeForTenantAsync<StepResult>(registration.Code, message, CancellationToken.None);
            if (result is not (StepResult.CorporationRecorded or StepResult.Refused { Refusals: [{ Rule.Code: "duplicate-code" }] }))
                throw new InvalidOperationException($"Corporation {registration.Code} was not registered: {result}.");
        }
    }

    private static Registration Demo(string code, string name, string kvkNumber, string number) => new() { Code = code, Name = name, KvkNumber = kvkNumber, CorporationNumber = number };
}
