using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using Wolverine;

namespace WikkenWegen.Api.Learning;

/// <summary>
/// Registers the tenant of the learning network at the first start, as a corporation is registered, so that all that holds for the record of a corporation holds for
/// that of the network. Where it cannot be recorded now, the next start does it; until then nobody is in the network, and all else works.
/// </summary>
public sealed class RegisterNetwork(IServiceScopeFactory scopes, ICorporationRegistry corporations, ILogger<RegisterNetwork> log) : IAfterStart
{
    /// <summary>What is registered. It is no organisation, so it has the number that none has.</summary>
    private static readonly Registration Registration = new() { Code = Access.Network, Name = "Leernetwerk", KvkNumber = "00000000" };

    /// <inheritdoc />
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            if (await corporations.Knows(Registration.Code, cancellation)) return;
            await using var scope = scopes.CreateAsyncScope();
            var message = new RecordCorporationStep(new RegisterCorporation { Registration = Registration }, null, new StepEnvelope(Actor.Everything("installation"), Registration.Code, "start"));
            var result = await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(Registration.Code, message, CancellationToken.None);
            if (result is StepResult.CorporationRecorded) log.LogInformation("Registered the learning network");
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("The learning network was not registered; the next start does it. {Why}", e.Message);
        }
    }
}
