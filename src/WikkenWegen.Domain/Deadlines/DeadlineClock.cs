using System.Collections.Immutable;

namespace WikkenWegen.Domain.Deadlines;

/// <summary>
/// The clock of a weighing: all its deadlines, as they follow from its state. By whom something has to be done is who has that role in the framing
/// in force. Moments are those at which things happened, as far as they were corrected by then.
/// </summary>
public static class DeadlineClock
{
    /// <summary>All deadlines of a weighing, settled or not, by kind and then in the order in which what they are about was recorded.</summary>
    public static ImmutableArray<Deadline> Deadlines(this Weighing weighing) => weighing.Opened is null ? [] :
    [
        .. weighing.AdviceRequests.SelectMany(request => weighing.DeadlinesOf(request)),
        .. weighing.DecisionDeadlines(),
        .. weighing.Decisions.SelectMany(decision => weighing.DeadlinesOf(decision)),
    ];

    /// <summary>Whether a step can have changed the deadlines; most steps cannot. It compares no deadlines, and so takes no time to speak of.</summary>
    /// <param name="before">The weighing before the step.</param>
    /// <param name="after">The weighing after it.</param>
    public static bool MayHaveChangedDeadlines(Weighing before, Weighing after) =>
        before.AdviceRequests != after.AdviceRequests || before.Decisions != after.Decisions || before.Framings != after.Framings
        || before.Stakeholders != after.Stakeholders || before.Ended != after.Ended;

    /// <summary>The advice itself, the reasons of a deviation from it, and the execution that waits for those.</summary>
    internal static IEnumerable<Deadline> DeadlinesOf(this Weighing weighing, AdviceRequest request)
    {
        var (path, asked) = (Invariant($"advice-requests/{request.Number}"), weighing.Stakeholder(request.Stakeholder));
        if (request.AdviseBy is { } adviseBy)
            yield return new Deadline
            {
                Kind = DeadlineKind.Advice,
                About = path,
                Day = adviseBy,
                Statutory = request.Statutory,
                By = new Who(request.Stakeholder, null),
                Party = asked?.Party,
                FromEvent = request.Origin.Event,
                Settled = Done(request.Received?.Origin) ?? Lapsed(asked?.Withdrawal?.Origin) ?? Lapsed(weighing.Ended?.Origin),
            };
        if (request.Received is { ReasonDeviationBy: { } reasonBy } received)
            yield return new Deadline
            {
                Kind = DeadlineKind.AdviceAnswer,
                About = path,
                Day = reasonBy,
                Statutory = true,
                By = new Who(null, weighing.Framing.OwnerRole),
                FromEvent = received.Origin.Event,
                // The law sets a day for reasons to deviate, and none for following: whoever follows after that day was not late with anything.
                Settled = request.Answer is { Followed: true } followed && Calendar.DayOf(followed.Origin.OccurredAt) > reasonBy ? Lapsed(followed.Origin)
                    : Done(request.Answer?.Origin) ?? (received.AsksForAnswer ? null : Lapsed(received.Origin)) ?? Lapsed(weighing.Ended?.Origin),
            };
        if (request.Answer is { ExecuteFrom: { } executeFrom } answer)
            yield return new Deadline
            {
                Kind = DeadlineKind.Execution,
                About = path,
                Day = executeFrom,
                Statutory = true,
                By = new Who(null, weighing.Framing.OwnerRole),
                FromEvent = answer.Origin.Event,
                Settled = Execution(weighing, request) is not { } started ? Lapsed(weighing.Ended?.Origin)
                    // It had started when the law did not have it wait (yet): nobody was too early.
                    : started.OccurredAt < Calendar.StartOf(executeFrom) && request.AllowsExecution(started, asked?.Withdrawal?.Origin) ? Lapsed(started) : Done(started),
            };
    }

    /// <summary>The first execution that started after the advice was asked; null where none did. Which decision an advice was about is not recorded.</summary>
    private static Execution? Execution(Weighing weighing, AdviceRequest request) => weighing.Decisions.Select(d => d.ExecutionStarted).OfType<Execution>()
        .Where(e => request.Origin.HappenedBefore(e)).MinBy(e => e.OccurredAt);

    /// <summary>
    /// The day by which a decision is wanted, each time that the framing came to name another. A decision that was taken answers it, unless that was
    /// withdrawn or rejected before the day was changed or the weighing ended; a weighing that is reopened later has its deadline behind it until the
    /// question is framed anew.
    /// </summary>
    internal static IEnumerable<Deadline> DecisionDeadlines(this Weighing weighing)
    {
        DateOnly? before = null;
        foreach (var version in weighing.Framings)
        {
            if (version.Framing.Deadline is { } day && day != before)
            {
                var replaced = weighing.Framings.FirstOrDefault(f => f.Version > version.Version && f.Framing.Deadline != day)?.Origin;
                var decided = weighing.Decisions.FirstOrDefault(d => replaced?.HappenedBefore(d.Origin) != true && Answers(d, version.Origin, replaced ?? weighing.Ended?.Origin))?.Origin;
                yield return new Deadline
                {
                    Kind = DeadlineKind.Decision,
                    About = "framing",
                    Day = day,
                    By = new Who(null, weighing.Framing.DeciderRole),
                    FromEvent = version.Origin.Event,
                    Settled = Done(decided) ?? Lapsed(replaced) ?? Lapsed(weighing.Ended?.Origin),
                };
            }
            before = version.Framing.Deadline;
        }
    }

    /// <summary>
    /// Whether a decision answers a question as it was framed in an event: it stood at any time since, and was not withdrawn or rejected until another
    /// event, in which it was framed anew or the weighing ended; null where there is none.
    /// </summary>
    private static bool Answers(Decision decision, Origin framed, Origin? until)
    {
        var undone = decision.Withdrawal?.Origin ?? (decision.Approval is { Approved: false } ruling ? ruling.Origin : null);
        return decision.IsFinal && (undone is null || until?.HappenedBefore(undone) == true) && (decision.Superseded is null || decision.Superseded.Event > framed.Event);
    }

    /// <summary>The review of a decision, and by then a look at each of its assumptions. A review looks at all of them; the first that was held counts, whenever it was recorded.</summary>
    internal static IEnumerable<Deadline> DeadlinesOf(this Weighing weighing, Decision decision)
    {
        if (decision.Content.ReviewDate is not { } day) yield break;
        var reviewed = decision.Reviews.MinBy(r => r.Origin.OccurredAt)?.Origin;
        var review = new Deadline
        {
            Kind = DeadlineKind.Review,
            About = Invariant($"decisions/{decision.Number}"),
            Day = day,
            By = new Who(null, weighing.Framing.OwnerRole),
            FromEvent = decision.Origin.Event,
            Settled = Settled(reviewed),
        };
        yield return review;
        for (var number = 1; number <= decision.Content.Assumptions.Length; number++)
        {
            var fell = decision.FallenAssumptions.FirstOrDefault(f => f.Assumption == number)?.Origin;
            yield return review with
            {
                Kind = DeadlineKind.AssumptionCheck,
                About = Invariant($"decisions/{decision.Number}/assumptions/{number}"),
                Settled = Settled(new[] { fell, reviewed }.OfType<Origin>().MinBy(o => o.OccurredAt)),
            };
        }

        // A decision that ended before the day need not be reviewed by then, also where it was all the same later.
        Settlement? Settled(Origin? done) =>
            decision.End is { } end && end.OccurredAt < Calendar.EndOf(day) && !(done?.OccurredAt < Calendar.EndOf(day)) ? Lapsed(end) : Done(done) ?? Lapsed(decision.End);
    }

    private static Settlement? Done(Origin? origin) => origin is null ? null : new Settlement(origin.Event, origin.OccurredAt, Lapsed: false);

    private static Settlement? Lapsed(Origin? origin) => origin is null ? null : new Settlement(origin.Event, origin.OccurredAt, Lapsed: true);
}
