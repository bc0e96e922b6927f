namespace WikkenWegen.Domain;

/// <summary>One revision of a proposal.</summary>
/// <param name="Code">Code of the proposal, such as V1.</param>
/// <param name="Revision">Number of the revision, from 1 within the proposal.</param>
public sealed record ProposalRevisionReference(string Code, int Revision);

/// <summary>Who did or asked something: a stakeholder of the weighing, or a role outside its list of stakeholders. Exactly one of the two is given.</summary>
/// <param name="Stakeholder">Code of a stakeholder; absent where a role is given.</param>
/// <param name="Role">A role, never a person's name; absent where a stakeholder is given.</param>
public sealed record Who(string? Stakeholder, string? Role)
{
    /// <summary>Whether it is the same stakeholder, or the same role however that is written.</summary>
    internal bool IsSame(Who other) => Stakeholder == other.Stakeholder && Names.Same(Role, other.Role);
}

/// <summary>What a score or an advice rests on.</summary>
/// <param name="Uri">Where the document is: an absolute URI.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 lower-case hexadecimal digits, so that a later change can be seen; absent where it was not given.</param>
public sealed record Evidence(string Uri, string? Sha256);

/// <summary>That something was withdrawn.</summary>
/// <param name="Reason">Why, kept in the vault; absent where that was not said.</param>
/// <param name="Origin">The event of the withdrawal.</param>
public sealed record Withdrawal(Sealed? Reason, Origin Origin);
