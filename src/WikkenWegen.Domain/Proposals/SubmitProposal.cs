namespace WikkenWegen.Domain.Proposals;

/// <summary>A proposal was submitted.</summary>
[EventType("proposal_submitted")]
public sealed record ProposalSubmitted : WeighingEvent
{
    /// <summary>Code of the proposal, such as V1; unique within the weighing.</summary>
    public required string Code { get; init; }

    /// <summary>The proposal itself.</summary>
    public required ProposalContent Content { get; init; }

    /// <summary>Who made it; null where that was not said.</summary>
    public Who? Author { get; init; }

    /// <inheritdoc />
    protected override string Path => $"proposals/{Code}";

    /// <inheritdoc />
    protected override string Dutch => $"Voorstel {Code} '{Content.Name}' is ingediend{(Content.DoNothing ? " als nulalternatief" : "")}.";

    /// <inheritdoc />
    protected override string English => $"Proposal {Code} '{Content.Name}' was submitted{(Content.DoNothing ? " as the do-nothing option" : "")}.";

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new SubmitProposal { Code = Code, Content = Content, Author = Author };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Proposals = weighing.Proposals.Add(new Proposal(Code, [new ProposalRevision(1, Content, Author, null, origin)], null)),
    };
}

/// <summary>Submits a proposal.</summary>
public sealed record SubmitProposal : WeighingCommand
{
    /// <summary>Its code, which no other proposal may have in either case; null to let the system number it: V1, V2, …</summary>
    public string? Code { get; init; }

    /// <summary>The proposal itself.</summary>
    public required ProposalContent Content { get; init; }

    /// <summary>Who made it; null where that was not said.</summary>
    public Who? Author { get; init; }

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with { Author = Author?.WithCodesOf(weighing) };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Proposal(Code) is { } other) yield return Rules.DuplicateCode.At("/code", other.Code);
        foreach (var refusal in Author.Refusals(weighing, "/author")) yield return refusal;
        foreach (var refusal in NotBefore(Author.Invitation(weighing))) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new ProposalSubmitted
    {
        Code = Code ?? Codes.Next("V", weighing.Proposals, p => p.Code),
        Content = Content,
        Author = Author,
    };
}
