using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Inputs;

namespace WikkenWegen.Api.Weighings.Inputs;

/// <summary>What a stakeholder brings in: at least one of position, statement, resistance and preferred proposal.</summary>
public record InputRequest : StepRequest
{
    /// <summary>The proposal that it is about, in one of its revisions; left out where it is about the question as a whole.</summary>
    public ProposalChoiceRequest? Proposal { get; init; }

    /// <summary>Where the stakeholder stands on it (standpunt). An overriding objection needs a statement.</summary>
    public Position? Position { get; init; }

    /// <summary>What the stakeholder says. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Statement { get; init; }

    /// <summary>The conditions that the stakeholder sets. Kept in the vault.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Line)]
    public string[]? Conditions { get; init; }

    /// <summary>Resistance against the proposal, from 0 (none) to 10 (unacceptable), both included.</summary>
    [Range(0, 10)]
    public int? Resistance { get; init; }

    /// <summary>Code of the proposal that the stakeholder prefers over the others.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? PreferredProposal { get; init; }

    internal InputContent ToContent(Seals seals) => new()
    {
        Position = Position,
        Statement = seals.Text("statement", Statement),
        Conditions = Conditions.Mapped(condition => seals.Text("conditions", condition)!),
        Resistance = Resistance,
        PreferredProposal = PreferredProposal,
    };
}

/// <summary>Body of POST /v1/weighings/{id}/inputs</summary>
public sealed record GiveInputRequest : InputRequest
{
    /// <summary>Number of the round, which must have been open when the input was given; left out where it was given outside rounds.</summary>
    [Range(1, int.MaxValue)]
    public int? Round { get; init; }

    /// <summary>Why it is recorded only after the blind round had closed: needed then, and refused otherwise. Kept in the vault.</summary>
    [StringLength(FieldLimits.Line)]
    public string? LateReason { get; init; }

    /// <summary>Code of the stakeholder who gives it; they must take part in the weighing at that moment.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Stakeholder { get; init; }

    internal static readonly StepEndpoint<GiveInputRequest> Endpoint = new()
    {
        Path = "/inputs",
        Id = "giveInput",
        BuildsOn = [],
        InBatches = true,
        Tag = "Input",
        Roles = Access.StrategistOrParty,
        Parts =
        [
            Part.ListAt<Input>("/inputs", "listInputs", "List the inputs that the caller may read", "De inbreng die de vrager mag lezen.", (weighing, _) => weighing.Inputs),
            Part.At("/inputs/{number}", "getInput", "Get an input", "Een inbreng.", (weighing, at) => weighing.Input(at.Number())),
        ],
        Summary = "Record the input of a stakeholder",
        Dutch = "Legt inbreng vast: standpunt, tekst, voorwaarden, weerstand, voorkeur. Wat op papier in een open ronde werd gegeven, mag na sluiting met zijn eigen moment worden vastgelegd. Was de ronde blind, dan alleen door de strateeg en met de reden waarom het later is (lateReason). Een partij geeft over hetzelfde in één ronde één inbreng, die zij kan herzien.",
        English = "Records input: position, statement, conditions, resistance, preference. What was given on paper in an open round may be recorded after it closed, with its own moment. If the round was blind, only by the strategist and with the reason why it is late (lateReason). A party gives one input about the same thing in a round, which they can revise.",
        Command = (request, _, seals) => new GiveInput
        {
            Round = request.Round,
            LateReason = seals.Text("lateReason", request.LateReason),
            Stakeholder = request.Stakeholder,
            Proposal = request.Proposal?.ToChoice(),
            Content = request.ToContent(seals),
        },
        Example = new GiveInputRequest
        {
            Stakeholder = "B1",
            Proposal = new ProposalChoiceRequest { Code = "V2" },
            Position = Domain.Position.InFavourWithConditions,
            Statement = "Renoveren is goed, als de lift tijdens het werk blijft rijden.",
            Conditions = ["De lift blijft rijden"],
            Resistance = 2,
            PreferredProposal = "V2",
        },
    };
}
