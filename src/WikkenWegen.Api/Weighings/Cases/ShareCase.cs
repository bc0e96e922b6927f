using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Cases;

namespace WikkenWegen.Api.Weighings.Cases;

/// <summary>Body of POST /v1/weighings/{id}/cases/{number}/sharing</summary>
public sealed record ShareCaseRequest : StepRequest
{
    internal static readonly StepEndpoint<ShareCaseRequest> Endpoint = new()
    {
        Path = "/cases/{number}/sharing",
        Revises = true,
        Id = "shareCase",
        Tag = "Cases",
        Roles = Access.Strategist,
        Summary = "Share a case with the learning network",
        Dutch = "Deelt een goedgekeurde casus met het leernetwerk, onder een nieuw nummer: in één keer, daar en hier. Alleen deze afweging weet dat het dezelfde casus is. Wie deelt, is er in het netwerk de eigenaar van, met hetzelfde subject; daar lezen wat anderen zeggen en vertellen wat ermee is gedaan, vraagt een bevestigde aanmelding. Wie de zaak kent, kan haar herkennen.",
        English = "Shares an approved case with the learning network, under a new identity: at once, there and here. Only this weighing knows that it is the same case. Who shares it owns it in the network, with the same subject; to read there what others say, and to tell what was done with it, takes a confirmed sign-up. Whoever knows the matter may recognise it.",
        Command = (_, address, _) => new ShareCase { Number = address.Number() },
        Completed = CaseCopies.Completed,
        Example = new ShareCaseRequest(),
    };
}
