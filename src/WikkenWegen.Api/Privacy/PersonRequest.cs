using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Privacy;

/// <summary>A stakeholder of a weighing.</summary>
public sealed record StakeholderOfWeighingRequest
{
    /// <summary>Id of the weighing.</summary>
    public required Guid Weighing { get; init; }

    /// <summary>Code of the stakeholder, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }
}

/// <summary>A sign-up for an edition of the learning network.</summary>
public sealed record SignUpOfEditionRequest
{
    /// <summary>Id of the edition.</summary>
    public required Guid Edition { get; init; }

    /// <summary>Number of the sign-up, from 1 within the edition.</summary>
    [Range(1, int.MaxValue)]
    public required int Number { get; init; }
}

/// <summary>
/// Body of POST /v1/privacy/reports: who the person is, in at least one way. Stakeholders and sign-ups with the subject id of a named one belong to the same person, in every weighing and edition.
/// </summary>
public record PersonRequest
{
    /// <summary>Most texts that can be named at once.</summary>
    private const int MostTexts = 1_000;

    /// <summary>Pseudonymous subject id under which the person signs in.</summary>
    [StringLength(FieldLimits.Name), SubjectForm]
    public string? Subject { get; init; }

    /// <summary>The stakeholders that the person is.</summary>
    [MaxLength(FieldLimits.List)]
    public StakeholderOfWeighingRequest[]? Stakeholders { get; init; }

    /// <summary>The sign-ups for editions of the learning network that are of the person; only a token of the network knows any.</summary>
    [MaxLength(FieldLimits.List)]
    public SignUpOfEditionRequest[]? SignUps { get; init; }

    /// <summary>Digests of other texts in which the person was found, such as a rationale that tells of them.</summary>
    [MaxLength(MostTexts), StringLength(DigestFormAttribute.Characters), DigestForm]
    public string[]? Texts { get; init; }

    /// <summary>Digests of texts that would belong to the person by the above, and do not: of somebody who filled the same role before.</summary>
    [MaxLength(MostTexts), StringLength(DigestFormAttribute.Characters), DigestForm]
    public string[]? LeftOut { get; init; }

    internal Person ToPerson() => new(Subject, Stakeholders.Mapped(s => new PersonAsStakeholder(s.Weighing, s.Code)), Texts.Mapped(t => t), LeftOut.Mapped(t => t))
    {
        SignUps = SignUps.Mapped(s => new PersonAsSignUp(s.Edition, s.Number)),
    };
}

/// <summary>Body of POST /v1/privacy/erasures</summary>
public sealed record ErasurePersonRequest : PersonRequest
{
    /// <summary>On what ground.</summary>
    public required ErasureGround Ground { get; init; }

    /// <summary>Why, in words, for who confirms it and for the auditor. It is kept encrypted, until the erasure is carried out or the request lapses.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Motivation { get; init; }
}

/// <summary>A digest of a text in the vault.</summary>
internal sealed class DigestFormAttribute() : TextFormAttribute("[A-Za-z0-9_-]{43}",
    "een digest: 43 tekens uit letters, cijfers, - en _", "a digest: 43 characters from letters, digits, - and _")
{
    public const int Characters = 43;
}

/// <summary>A person whose data are asked about.</summary>
/// <param name="Subject">Pseudonymous subject id; absent where it was not given.</param>
/// <param name="Stakeholders">The stakeholders that the person is.</param>
/// <param name="Texts">Digests of other texts in which the person was found.</param>
/// <param name="LeftOut">Digests of texts that are not of the person.</param>
public sealed record Person(string? Subject, ImmutableArray<PersonAsStakeholder> Stakeholders, ImmutableArray<string> Texts, ImmutableArray<string> LeftOut)
{
    /// <summary>The sign-ups for editions of the learning network that are of the person.</summary>
    public ImmutableArray<PersonAsSignUp> SignUps { get; init; } = [];

    /// <summary>Whether nobody is named in any way.</summary>
    internal bool IsNobody => Subject is null && Stakeholders.IsEmpty && SignUps.IsEmpty && Texts.IsEmpty;
}

/// <summary>A sign-up that is of a person.</summary>
/// <param name="Edition">Id of the edition.</param>
/// <param name="Number">Number of the sign-up.</param>
public sealed record PersonAsSignUp(Guid Edition, int Number);

/// <summary>A stakeholder that a person is.</summary>
/// <param name="Weighing">Id of the weighing.</param>
/// <param name="Code">Code of the stakeholder.</param>
public sealed record PersonAsStakeholder(Guid Weighing, string Code);
