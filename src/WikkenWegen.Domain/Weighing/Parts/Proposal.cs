using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>What a proposal holds.</summary>
public sealed record ProposalContent
{
    /// <summary>Short name, by which people know the proposal.</summary>
    public required string Name { get; init; }

    /// <summary>What the proposal comes to, in words; absent where that was not said.</summary>
    public string? Description { get; init; }

    /// <summary>One-off costs for the corporation in euro; negative where the proposal yields money, absent where they are not known.</summary>
    public decimal? Costs { get; init; }

    /// <summary>Whether this is the do-nothing option (nulalternatief); false by default.</summary>
    public bool DoNothing { get; init; }
}

/// <summary>A revision of a proposal.</summary>
/// <param name="Revision">Number of the revision, from 1 within the proposal.</param>
/// <param name="Content">The whole proposal in this revision.</param>
/// <param name="Author">Who made this revision; absent where that was not said.</param>
/// <param name="Reason">Why it was revised, kept in the vault; absent for the first revision.</param>
/// <param name="Origin">The event in which it was submitted or revised.</param>
public sealed record ProposalRevision(int Revision, ProposalContent Content, Who? Author, Sealed? Reason, Origin Origin);

/// <summary>A proposal (voorstel): one of the things that can be chosen.</summary>
/// <param name="Code">Its code in this weighing, such as V1, as it was first written.</param>
/// <param name="Revisions">All its revisions, oldest first; at least one.</param>
/// <param name="Withdrawal">Its withdrawal; absent while it stands.</param>
public sealed record Proposal(string Code, ImmutableArray<ProposalRevision> Revisions, Withdrawal? Withdrawal)
{
    /// <summary>The revision in force.</summary>
    [JsonIgnore]
    public ProposalRevision Current => Revisions[^1];
}

public sealed partial record Weighing
{
    /// <summary>All proposals, in the order in which they came.</summary>
    public GrowingList<Proposal> Proposals { get; internal init; } = [];

    /// <summary>The proposal with this code, in either case, or null.</summary>
    public Proposal? Proposal(string? code) => Proposals.FirstOrDefault(p => Codes.Same(p.Code, code));

    /// <summary>The revision of a proposal; null where there is none.</summary>
    public ProposalRevision? Revision(ProposalRevisionReference? reference) =>
        Proposal(reference?.Code)?.Revisions.FirstOrDefault(r => r.Revision == reference!.Revision);
}

/// <summary>A revision of a proposal, as a caller points at it.</summary>
/// <param name="Code">Code of the proposal, such as V1.</param>
/// <param name="Revision">Number of the revision, from 1; null for the newest.</param>
public sealed record ProposalChoice(string Code, int? Revision)
{
    /// <summary>The path of the proposal where its newest revision is meant, whichever that is; empty where a revision is named.</summary>
    internal IEnumerable<string> AsNewest => Revision is null ? [$"proposals/{Code}"] : [];

    /// <summary>The choice of a revision that was resolved before; null where there is none.</summary>
    internal static ProposalChoice? Of(ProposalRevisionReference? reference) => reference is null ? null : new(reference.Code, reference.Revision);

    /// <summary>What is wrong with it, if anything.</summary>
    internal IEnumerable<Refusal> Refusals(Weighing weighing, string pointer)
    {
        if (weighing.Proposal(Code) is not { } proposal) yield return Rules.UnknownProposal.At(pointer + "/code", Code);
        else if (Revision is { } n && (n < 1 || n > proposal.Revisions.Length)) yield return Rules.UnknownRevision.At(pointer + "/revision", Code, n);
    }

    /// <summary>The revision that is meant. To be called only where <see cref="Refusals"/> finds nothing wrong.</summary>
    internal ProposalRevisionReference Resolve(Weighing weighing) => new(Code, Revision ?? weighing.Proposal(Code)!.Current.Revision);

    /// <summary>The origin of the revision that is meant; null where there is no such revision.</summary>
    internal Origin? Origin(Weighing weighing) =>
        weighing.Proposal(Code) is { } proposal ? (Revision is { } n ? proposal.Revisions.FirstOrDefault(r => r.Revision == n) : proposal.Current)?.Origin : null;
}
