using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using Wolverine;

namespace WikkenWegen.Api.Corporations;

/// <summary>
/// Registers the tenants of the installation itself at the first start, as a corporation is registered, so that all that holds for the record of a corporation holds for theirs: that the key of its log
/// can be changed, for one. What cannot be recorded now is done by the next start; until then nobody is in the network, and all else works. An installation of before gets what it lacks.
/// </summary>
public sealed class RegisterOwnTenants(IServiceScopeFactory scopes, ICorporationRegistry corporations, ILogger<RegisterOwnTenants> log) : IAfterStart
{
    /// <summary>What is registered. They are no organisations, so they have the number that none has.</summary>
    private static readonly ImmutableArray<Registration> Own =
    [
        new() { Code = Access.Network, Name = "Leernetwerk", KvkNumber = "00000000" },
        new() { Code = Access.Catalogue, Name = "Catalogus van instrumenten", KvkNumber = "00000000" },
    ];

    /// <inheritdoc />
    public async Task Run(CancellationToken cancellation)
    {
        foreach (var registration in Own)
        {
            try
            {
                if (!await corporations.Knows(registration.Code, cancellation)) await Register(registration);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning("{Tenant} was not registered; the next start does it. {Why}", registration.Name, e.Message);
            }
        }
    }

    private async Task Register(Registration registration)
    {
        await using var scope = scopes.CreateAsyncScope();
        var message = new RecordCorporationStep(new RegisterCorporation { Registration = registration, IsOfInstallation = true }, null, new StepEnvelope(Actor.Everything("installation"), registration.Code, "start"));
        var result = await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(registration.Code, message, CancellationToken.None);
        if (result is StepResult.CorporationRecorded) log.LogInformation("Registered {Tenant}", registration.Name);
    }
}
