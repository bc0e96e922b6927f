using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Framings;

namespace WikkenWegen.Api.Weighings.Framings;

/// <summary>Body of POST /v1/weighings</summary>
public sealed record OpenWeighingRequest : FramingRequest
{
    internal static readonly StepEndpoint<OpenWeighingRequest> Endpoint = new()
    {
        Path = "/v1/weighings",
        Id = "openWeighing",
        Tag = "Framing",
        Roles = Access.Strategist,
        Parts =
        [
            Part.At("/framing", "getFraming", "Get the framing in force", "De geldende vraagstelling.", (weighing, _) => weighing.Framings[^1]),
            Part.ListAt<FramingVersion>("/framings", "listFramings", "List all versions of the framing", "Alle versies van de vraagstelling.", (weighing, _) => weighing.Framings),
            Part.At("/framings/{number}", "getFramingVersion", "Get a version of the framing", "Een versie van de vraagstelling.", (weighing, at) => weighing.Framings.FirstOrDefault(f => f.Version == at.Number())),
        ],
        Summary = "Open a weighing",
        Dutch = "Opent een afweging: de vraag, het niveau, wie beslist en langs welk proces, en waarvoor de corporatie hier wel en niet is.",
        English = "Opens a weighing: the question, its level, who decides by which process, and what the corporation is and is not here for.",
        Command = (request, _, _) => new OpenWeighing { Framing = request.ToFraming() },
        Example = new OpenWeighingRequest
        {
            Title = "Binnentuin Merelhof",
            Question = "Maken wij met de bewoners een gemeenschappelijke binnentuin op het terrein van de gesloopte garages?",
            Occasion = "De garages zijn gesloopt; de bewonersgroep vroeg om een tuin in plaats van parkeerplaatsen.",
            Level = Level.Operational,
            Scale = WeighingScale.Neighbourhood,
            Areas = [new AreaRequest { Code = "BU99010302", Year = 2026 }],
            Ownership = Ownership.Joint,
            Breadth = Breadth.Broad,
            SgeiRegime = SgeiRegime.Sgei,
            HereFor = "Leefbaarheid in de directe woonomgeving van onze huurders.",
            NotHereFor = "Openbaar groen: dat is van de gemeente.",
            ProcessForm = ProcessForm.Consent,
            OwnerRole = "Gebiedsregisseur",
            DeciderRole = "Wijktafel",
            ApproverRole = "Bestuurder",
            Confidentiality = Confidentiality.Internal,
            Deadline = new DateOnly(2027, 3, 31),
        },
    };
}
