using System.Collections.Immutable;
using System.Text.Json.Serialization;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Learning;

/// <summary>
/// An edition of the learning network: a closed group of strategists who bring their own questions, work on each other's cases in a few sessions, and turn what they
/// learn into something that others can use.
/// </summary>
public sealed record Edition
{
    /// <summary>What is announced of it, as it was changed last.</summary>
    public required EditionContent Content { get; init; }

    /// <summary>Number of times that it was announced or changed, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>Who signed up, by number. Who does not organise it gets their own alone.</summary>
    public ImmutableArray<SignUp> SignUps { get; init; } = [];

    /// <summary>The sessions that were held, by number.</summary>
    public ImmutableArray<HeldSession> Held { get; init; } = [];

    /// <summary>What was learnt, by number.</summary>
    public ImmutableArray<Insight> Insights { get; init; } = [];

    /// <summary>The guides that were published, by version.</summary>
    public ImmutableArray<Guide> Guides { get; init; } = [];

    /// <summary>The decisions on whether it is blocked; the last one is in force. Who does not organise it gets none of them.</summary>
    public ImmutableArray<EditionBlock> Blocks { get; init; } = [];

    /// <summary>The decision by which it is blocked now, so that nothing that people wrote in it is erased; null where it is not.</summary>
    [JsonIgnore]
    public EditionBlock? Block => Blocks is [.., { Blocked: true } block] ? block : null;

    /// <summary>Where it was announced.</summary>
    public required Origin Origin { get; init; }

    /// <summary>Where what is announced was changed last, and why; null where it never was.</summary>
    internal (Origin Origin, Sealed Reason)? LastChange { get; init; }

    /// <summary>How many of its places are given to somebody.</summary>
    [JsonIgnore]
    public int Confirmed => SignUps.Count(s => s.TakesPlace);

    /// <summary>How many of its places nobody asked for yet, by a sign-up that stands: as long as there is one, who signs up does not come on the waiting list.</summary>
    [JsonIgnore]
    public int PlacesLeft => Math.Max(0, Content.Places - SignUps.Count(s => s.Withdrawal is null));

    /// <summary>The edition as somebody may read it who does not organise it: with their own sign-up, and nobody else's.</summary>
    /// <param name="subject">Their subject id.</param>
    public Edition SeenBy(string subject) => this with { SignUps = [.. SignUps.Where(s => s.Subject == subject)], Blocks = [] };

    /// <summary>The edition as it is announced to somebody who takes no part in the network: what they need to sign up, and their own sign-up.</summary>
    /// <param name="subject">Their subject id.</param>
    public Edition AnnouncedTo(string subject) => SeenBy(subject) with { Held = [], Insights = [], Guides = [] };

    /// <summary>The sign-up with this number, or null.</summary>
    public SignUp? SignUp(int number) => SignUps.FirstOrDefault(s => s.Number == number);

    /// <summary>The held session with this number, or null.</summary>
    public HeldSession? Session(int number) => Held.FirstOrDefault(s => s.Number == number);

    /// <summary>The insight with this number, or null.</summary>
    public Insight? Insight(int number) => Insights.FirstOrDefault(i => i.Number == number);

    /// <summary>The edition with each sign-up on the waiting list, or off it: who withdraws, and a place that is added, makes room for whoever waits longest.</summary>
    internal Edition Queued()
    {
        var (left, queued) = (Content.Places - Confirmed, ImmutableArray.CreateBuilder<SignUp>(SignUps.Length));
        foreach (var signUp in SignUps)
        {
            var waits = signUp is { Confirmation: null, Withdrawal: null } && left-- <= 0;
            queued.Add(signUp.Waiting == waits ? signUp : signUp with { Waiting = waits }); // after each event of many, most stay as they are
        }
        return this with { SignUps = queued.MoveToImmutable() };
    }

    /// <summary>The edition with one of its sign-ups changed.</summary>
    internal Edition Change(int signUp, Func<SignUp, SignUp> change) =>
        this with { SignUps = [.. SignUps.Select(s => s.Number == signUp ? change(s) : s)] };

    /// <summary>The edition with one of its insights changed.</summary>
    internal Edition Change(int insight, Func<Insight, Insight> change) =>
        this with { Insights = [.. Insights.Select(i => i.Number == insight ? change(i) : i)] };
}

/// <summary>A decision on whether an edition is blocked.</summary>
/// <param name="Number">Its number, from 1 within the edition.</param>
/// <param name="Blocked">Whether it is blocked from then on.</param>
/// <param name="Reason">Why, kept in the vault.</param>
/// <param name="Origin">Where it was decided.</param>
public sealed record EditionBlock(int Number, bool Blocked, Sealed Reason, Origin Origin);

/// <summary>What is announced of an edition.</summary>
public sealed record EditionContent
{
    /// <summary>What it is about.</summary>
    public required string Theme { get; init; }

    /// <summary>The same at more length; absent where that was not said.</summary>
    public string? Description { get; init; }

    /// <summary>The organisation that organises it.</summary>
    public required string Organiser { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Its last day, which belongs to it.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>How many can take part.</summary>
    public required int Places { get; init; }

    /// <summary>What it costs somebody of a partner of the network, in euro; 0 where it is free.</summary>
    public required decimal PriceForPartners { get; init; }

    /// <summary>What it costs anybody else, in euro; 0 where it is free.</summary>
    public required decimal PriceForOthers { get; init; }

    /// <summary>When its sessions are to be; empty where that was not said yet.</summary>
    public ImmutableArray<PlannedSession> Sessions { get; init; } = [];

    /// <summary>Whether a day in the Netherlands lies in it.</summary>
    internal bool Holds(DateOnly day) => FirstDay <= day && day <= LastDay;
}

/// <summary>A session as it is planned.</summary>
/// <param name="StartsAt">When it begins, in UTC.</param>
/// <param name="EndsAt">When it ends, in UTC.</param>
/// <param name="Location">Where it is; absent where that was not said.</param>
public sealed record PlannedSession(DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? Location);

/// <summary>That somebody signed up.</summary>
public sealed record SignUp
{
    /// <summary>Number of the sign-up, from 1 within the edition.</summary>
    public required int Number { get; init; }

    /// <summary>Pseudonymous subject id of the person; absent where they do not sign in, and so read nothing of the network by themselves.</summary>
    public string? Subject { get; init; }

    /// <summary>Name of the person, kept in the vault.</summary>
    public required Sealed PersonName { get; init; }

    /// <summary>How to reach them, kept in the vault; absent where it was not given.</summary>
    public Sealed? Contact { get; init; }

    /// <summary>Their role in their organisation, kept in the vault.</summary>
    public required Sealed Role { get; init; }

    /// <summary>Their organisation, kept in the vault.</summary>
    public required Sealed Organisation { get; init; }

    /// <summary>Whether that is a partner of the network.</summary>
    public required bool Partner { get; init; }

    /// <summary>The question that they bring, kept in the vault.</summary>
    public required Sealed Question { get; init; }

    /// <summary>Whether they are on the waiting list: places go to who was confirmed, then to whoever signed up first. False where they withdrew.</summary>
    public required bool Waiting { get; init; }

    /// <summary>Where it was confirmed that they take part; absent as long as it was not.</summary>
    public Origin? Confirmation { get; init; }

    /// <summary>That they no longer take part; absent where they do.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>The conversations about their question, oldest first.</summary>
    public ImmutableArray<Intake> Intakes { get; init; } = [];

    /// <summary>Where it was recorded.</summary>
    public required Origin Origin { get; init; }

    /// <summary>Whether one of the places is theirs.</summary>
    internal bool TakesPlace => Confirmation is not null && Withdrawal is null;
}

/// <summary>A short conversation with somebody who signed up, about the question that they bring.</summary>
/// <param name="Number">Its number, from 1 within the sign-up.</param>
/// <param name="Content">What came out.</param>
/// <param name="Origin">Where it was recorded.</param>
public sealed record Intake(int Number, IntakeContent Content, Origin Origin);

/// <summary>What came out of an intake.</summary>
public sealed record IntakeContent
{
    /// <summary>What the question is, kept in the vault.</summary>
    public required Sealed Question { get; init; }

    /// <summary>At which level it is asked.</summary>
    public required Level Level { get; init; }

    /// <summary>With whom it is weighed, kept in the vault; absent where that was not said.</summary>
    public Sealed? WithWhom { get; init; }

    /// <summary>By which process, kept in the vault; absent where that was not said.</summary>
    public Sealed? Process { get; init; }

    /// <summary>What makes it hard, kept in the vault; absent where that was not said.</summary>
    public Sealed? Difficulty { get; init; }

    /// <summary>What is hoped for, kept in the vault; absent where that was not said.</summary>
    public Sealed? Hope { get; init; }
}

/// <summary>A session that was held.</summary>
/// <param name="Number">Its number, from 1 within the edition.</param>
/// <param name="Content">What was done.</param>
/// <param name="Origin">Where it was recorded.</param>
public sealed record HeldSession(int Number, SessionContent Content, Origin Origin);

/// <summary>What was done in a session.</summary>
public sealed record SessionContent
{
    /// <summary>The day on which it was.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>What was on the agenda, kept in the vault.</summary>
    public required Sealed Agenda { get; init; }

    /// <summary>The cases of the network that were worked on, by their identities.</summary>
    public ImmutableArray<Guid> Cases { get; init; } = [];

    /// <summary>Who was there, by the numbers of their sign-ups.</summary>
    public ImmutableArray<int> Present { get; init; } = [];

    /// <summary>What was tried, such as an instrument, and how that went; kept in the vault; absent where that was not said.</summary>
    public Sealed? Tried { get; init; }
}

/// <summary>Something that was learnt, in a sentence that is about no person.</summary>
public sealed record Insight
{
    /// <summary>Its number, from 1 within the edition.</summary>
    public required int Number { get; init; }

    /// <summary>What was learnt.</summary>
    public required string Statement { get; init; }

    /// <summary>The cases of the network that it comes from, by their identities.</summary>
    public ImmutableArray<Guid> Cases { get; init; } = [];

    /// <summary>Number of the session in which it was drawn; absent where that was in none.</summary>
    public int? Session { get; init; }

    /// <summary>Later cases that confirm it, oldest first.</summary>
    public ImmutableArray<InsightTest> Confirmations { get; init; } = [];

    /// <summary>Later cases that contradict it, oldest first.</summary>
    public ImmutableArray<InsightTest> Contradictions { get; init; } = [];

    /// <summary>Those of its cases, and of the later ones, that were taken back since, by their identities: what was learnt stays, and what it was learnt from can no longer be read. It is told also of a moment before that.</summary>
    public ImmutableArray<Guid> TakenBack { get; init; } = [];

    /// <summary>Where it was recorded.</summary>
    public required Origin Origin { get; init; }

    /// <summary>All cases that it rests on: those that it comes from, and the later ones.</summary>
    [JsonIgnore]
    public IEnumerable<Guid> AllCases => [.. Cases, .. Confirmations.Concat(Contradictions).Select(test => test.Case)];

    /// <summary>The insight as it is told, with those of its cases that were taken back, which only they themselves say.</summary>
    /// <param name="takenBack">Cases that were taken back, also others.</param>
    public Insight Told(IReadOnlySet<Guid> takenBack) => this with { TakenBack = [.. AllCases.Where(takenBack.Contains).Distinct()] };
}

/// <summary>A later case by which an insight was confirmed or contradicted.</summary>
/// <param name="Number">Its number, from 1 within the confirmations or the contradictions of the insight.</param>
/// <param name="Case">Identity of the case.</param>
/// <param name="Why">Why, kept in the vault.</param>
/// <param name="Origin">Where it was recorded.</param>
public sealed record InsightTest(int Number, Guid Case, Sealed Why, Origin Origin);

/// <summary>The insights of an edition in order, published as one document.</summary>
/// <param name="Version">Its version, from 1 within the edition.</param>
/// <param name="Title">Its title.</param>
/// <param name="Preface">What stands before the insights; absent where nothing does.</param>
/// <param name="Insights">The numbers of the insights, in their order.</param>
/// <param name="Origin">Where it was published.</param>
public sealed record Guide(int Version, string Title, string? Preface, ImmutableArray<int> Insights, Origin Origin);

/// <summary>Something that happened in an edition.</summary>
public abstract record EditionEvent : StreamEvent<Edition>
{
    /// <summary>Number of the sign-up that the event is about; null where it is about none. Who does not organise the edition reads such an event of their own sign-up alone.</summary>
    [JsonIgnore]
    public int? SignUpAbout => About;

    /// <summary>The same, given by each event. It is not public, so that it is never written into the JSON of the event.</summary>
    private protected virtual int? About => null;

    /// <summary>Whether who organises the edition reads it alone, also where it is about no sign-up.</summary>
    [JsonIgnore]
    public bool IsForOrganisersAlone => ForOrganisersAlone;

    /// <summary>The same, given by each event; false by default. It is not public, so that it is never written into the JSON of the event.</summary>
    private protected virtual bool ForOrganisersAlone => false;

    /// <inheritdoc />
    protected sealed override string? Whose => About is { } number ? Invariant($"sign-ups/{number}") : null;

    /// <inheritdoc />
    internal sealed override Edition Evolve(Edition? before, Origin origin) => Then(before!, origin).Queued();

    /// <summary>The edition after this event. It never refuses, because the event has already happened.</summary>
    /// <param name="edition">The edition before; null for the announcement alone.</param>
    /// <param name="origin">Where the event stands.</param>
    private protected abstract Edition Then(Edition edition, Origin origin);
}

/// <summary>Something to be recorded of an edition.</summary>
public abstract record EditionCommand : StreamCommand<Edition>
{
    /// <inheritdoc />
    protected sealed override Rule Unknown => LearningRules.NoSuchEdition;

    /// <inheritdoc />
    protected sealed override IEnumerable<Refusal> Refusals(Edition? state, Actor actor) => Broken(state!, actor);

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(Edition state) => [state.Origin];

    /// <inheritdoc />
    protected sealed override StreamEvent<Edition> EventFor(Edition? state, Actor actor) => Event(state!, actor);

    /// <summary>Every rule that the command breaks.</summary>
    /// <param name="edition">The edition; null for the announcement alone.</param>
    /// <param name="actor">Who asks.</param>
    private protected abstract IEnumerable<Refusal> Broken(Edition edition, Actor actor);

    /// <summary>The event to record. Called only where nothing is refused.</summary>
    /// <param name="edition">The edition; null for the announcement alone.</param>
    /// <param name="actor">Who asks.</param>
    private protected abstract EditionEvent Event(Edition edition, Actor actor);
}
