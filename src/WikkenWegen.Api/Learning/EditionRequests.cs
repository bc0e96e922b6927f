using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.Api.Learning;

/// <summary>A session as it is planned.</summary>
public sealed record PlannedSessionRequest
{
    /// <summary>When it begins, with any offset.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it ends, with any offset; later than it begins.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Where it is.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Location { get; init; }
}

/// <summary>Body of POST /v1/editions</summary>
public record AnnounceEditionRequest : StreamRequest
{
    /// <summary>What the edition is about.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Theme { get; init; }

    /// <summary>The same at more length.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Description { get; init; }

    /// <summary>The organisation that organises it.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Organiser { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Its last day, which belongs to it.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>How many can take part.</summary>
    [Range(1, 10_000)]
    public required int Places { get; init; }

    /// <summary>What it costs somebody of a partner of the network, in euro; 0 where it is free.</summary>
    public required decimal PriceForPartners { get; init; }

    /// <summary>What it costs anybody else, in euro; 0 where it is free.</summary>
    public required decimal PriceForOthers { get; init; }

    /// <summary>When its sessions are to be, each on a day of the edition.</summary>
    [MaxLength(FieldLimits.List)]
    public PlannedSessionRequest[]? Sessions { get; init; }

    internal EditionContent ToContent() => new()
    {
        Theme = Theme,
        Description = Description,
        Organiser = Organiser,
        FirstDay = FirstDay,
        LastDay = LastDay,
        Places = Places,
        PriceForPartners = PriceForPartners,
        PriceForOthers = PriceForOthers,
        Sessions = Sessions.Mapped(s => new PlannedSession(s.StartsAt.ToUniversalTime(), s.EndsAt.ToUniversalTime(), s.Location)),
    };

    /// <summary>The edition of the call, in four half days.</summary>
    internal static readonly AnnounceEditionRequest Example = new()
    {
        Theme = "Samen afwegen in de wijk",
        Description = "Hoe wegen we af in en over samenwerking, zonder dat een partij haar eigen afweging verliest?",
        Organiser = "Kenniscentrum voor de wijk (fictief)",
        FirstDay = new DateOnly(2026, 9, 1),
        LastDay = new DateOnly(2026, 12, 31),
        Places = 15,
        PriceForPartners = 0,
        PriceForOthers = 130,
        Sessions = [HalfDay(9, 15, 2), HalfDay(10, 13, 2), HalfDay(11, 10, 1), HalfDay(12, 8, 1)],
    };

    private static PlannedSessionRequest HalfDay(int month, int day, int offset) => new()
    {
        StartsAt = new DateTimeOffset(2026, month, day, 12, 0, 0, TimeSpan.FromHours(offset)),
        EndsAt = new DateTimeOffset(2026, month, day, 17, 0, 0, TimeSpan.FromHours(offset)),
        Location = "Merenstad (fictief)",
    };
}

/// <summary>Body of PUT /v1/editions/{edition}</summary>
public sealed record ChangeEditionRequest : AnnounceEditionRequest
{
    /// <summary>Why it is changed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Reason { get; init; }

    internal static new readonly ChangeEditionRequest Example = new()
    {
        Theme = AnnounceEditionRequest.Example.Theme,
        Description = AnnounceEditionRequest.Example.Description,
        Organiser = AnnounceEditionRequest.Example.Organiser,
        FirstDay = AnnounceEditionRequest.Example.FirstDay,
        LastDay = AnnounceEditionRequest.Example.LastDay,
        Places = 18,
        PriceForPartners = 0,
        PriceForOthers = 130,
        Sessions = AnnounceEditionRequest.Example.Sessions,
        Reason = "Er is een grotere zaal gevonden.",
    };
}

/// <summary>Body of POST /v1/editions/{edition}/sign-ups</summary>
public sealed record MakeSignUpRequest : StreamRequest
{
    /// <summary>Name of the person. Kept in the vault.</summary>
    [StringLength(FieldLimits.Name)]
    public required string PersonName { get; init; }

    /// <summary>How to reach them. Kept in the vault.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Contact { get; init; }

    /// <summary>Their role in their organisation, such as Strateeg wonen. Kept in the vault.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Role { get; init; }

    /// <summary>Their organisation. Kept in the vault.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Organisation { get; init; }

    /// <summary>Whether that is a partner of the network.</summary>
    public bool Partner { get; init; }

    /// <summary>The question that they bring. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Question { get; init; }

    /// <summary>Pseudonymous subject id of the person, where who organises signs them up. Who signs up themselves leaves it out.</summary>
    [StringLength(FieldLimits.Name), SubjectForm]
    public string? Subject { get; init; }
}

/// <summary>Body of POST /v1/editions/{edition}/sign-ups/{number}/confirmation</summary>
public sealed record ConfirmSignUpRequest : StreamRequest;

/// <summary>Body of POST /v1/editions/{edition}/sign-ups/{number}/withdrawal</summary>
public sealed record WithdrawSignUpRequest : StreamRequest
{
    /// <summary>Why. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }
}

/// <summary>Body of POST /v1/editions/{edition}/blocks</summary>
public sealed record BlockEditionRequest : StreamRequest
{
    /// <summary>Whether the edition is blocked from now on. As long as it is, nothing of it is erased.</summary>
    public required bool Blocked { get; init; }

    /// <summary>Why; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }
}

/// <summary>Body of POST /v1/editions/{edition}/sign-ups/{number}/intakes</summary>
public sealed record HoldIntakeRequest : StreamRequest
{
    /// <summary>What the question is. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Question { get; init; }

    /// <summary>At which level it is asked (niveau).</summary>
    public required Level Level { get; init; }

    /// <summary>With whom it is weighed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? WithWhom { get; init; }

    /// <summary>By which process. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Process { get; init; }

    /// <summary>What makes it hard. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Difficulty { get; init; }

    /// <summary>What is hoped for. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Hope { get; init; }
}

/// <summary>Body of POST /v1/editions/{edition}/sessions</summary>
public sealed record HoldSessionRequest : StreamRequest
{
    /// <summary>The day on which it was, in the edition.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>What was on the agenda. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Agenda { get; init; }

    /// <summary>The cases of the network that were worked on, by their ids.</summary>
    [MaxLength(FieldLimits.List)]
    public Guid[]? Cases { get; init; }

    /// <summary>Who was there, by the numbers of their sign-ups.</summary>
    [MaxLength(FieldLimits.Proposals), Range(1, int.MaxValue)]
    public int[]? Present { get; init; }

    /// <summary>What was tried, such as an instrument, and how that went. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Tried { get; init; }
}

/// <summary>Body of POST /v1/editions/{edition}/insights</summary>
public sealed record DrawInsightRequest : StreamRequest
{
    /// <summary>What was learnt, in a sentence that is about no person: it is published, and cannot be erased.</summary>
    [StringLength(FieldLimits.Line)]
    public required string Statement { get; init; }

    /// <summary>The cases of the network that it comes from, by their ids. An insight comes from a case or a session.</summary>
    [MaxLength(FieldLimits.List)]
    public Guid[]? Cases { get; init; }

    /// <summary>Number of the session in which it was drawn.</summary>
    [Range(1, int.MaxValue)]
    public int? Session { get; init; }
}

/// <summary>Body of POST /v1/editions/{edition}/insights/{number}/confirmations and of /contradictions</summary>
public sealed record TestInsightRequest : StreamRequest
{
    /// <summary>Id of the later case: none that the insight comes from, and none that was worked on in the session in which it was drawn, or in an earlier one.</summary>
    public required Guid Case { get; init; }

    /// <summary>Why. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Why { get; init; }
}

/// <summary>Body of POST /v1/editions/{edition}/guide</summary>
public sealed record PublishGuideRequest : StreamRequest
{
    /// <summary>Its title.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Title { get; init; }

    /// <summary>What stands before the insights.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Preface { get; init; }

    /// <summary>The numbers of the insights, in the order in which they are to be read.</summary>
    [MinLength(1), MaxLength(FieldLimits.Proposals), Range(1, int.MaxValue)]
    public required int[] Insights { get; init; }
}
