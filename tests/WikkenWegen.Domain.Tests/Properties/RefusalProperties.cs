using FsCheck.Fluent;

namespace WikkenWegen.Domain.Tests;

/// <summary>
/// What a caller may not read yet, no refusal tells them: whatever they ask for in whatever state, the answer is the same whatever it says, and the
/// same as if it were not there, but for what everybody sees of it: that it is there, in which round, when, of which kind and whose it is.
/// </summary>
public class RefusalProperties
{
    private static readonly Actor[] Clerks = [Colleague("clerk-1"), Colleague("clerk-2"), Colleague("subject-B1")];

    /// <summary>The only refusals that rest on it: each of them tells what everybody sees.</summary>
    private static readonly Rule[] Seen = [GivingCommand.GivenUnread, CorrectStakeholder.GaveInOpenRound, Rules.OccurredBeforeItsGround, Rules.EndedBeforeTheRest];

    /// <summary>A history, of which a reader may not read all.</summary>
    private sealed record Sample(ImmutableArray<RecordedEvent> Events, Actor Reader, Dice Dice)
    {
        public Weighing Whole { get; } = Weighing.Fold(Events);

        public IReadOnlySet<string> Hidden => Whole.AsReadBy(Reader.Reader, Whole).Hidden.Select(h => h.Part).ToHashSet();

        /// <summary>The same weighing, in which each event about what is hidden is another one, or none where that is null.</summary>
        public Weighing With(Func<WeighingEvent, WeighingEvent?> other)
        {
            var hidden = Hidden;
            return Weighing.Fold([.. from e in Events
                                     let changed = hidden.Contains(string.Join('/', e.Event.Part.Split('/').Take(2))) ? other(e.Event) : e.Event
                                     where changed is not null
                                     select e with { Event = changed }]);
        }

        /// <summary>Digests of the texts in what is hidden.</summary>
        public IReadOnlySet<string> HiddenDigests
        {
            get
            {
                var hidden = Hidden;
                return Events.Where(e => hidden.Contains(string.Join('/', e.Event.Part.Split('/').Take(2)))).SelectMany(e => PersonalTexts.In(e.Event)).Select(text => text.Text!.Digest).ToHashSet();
            }
        }

        /// <summary>One command of each kind, some of them about what is hidden, at moments before and after it.</summary>
        public IEnumerable<WeighingCommand> Commands() =>
            from at in new[] { Now, Dice.Of(Events.Select(e => e.Event.OccurredAt).ToList()), Dice.Of(Events.Select(e => e.Event.OccurredAt).ToList()).AddHours(1) }
            from command in RandomCommands.OneOfEach(Dice, Whole, at)
            where command is not OpenWeighing
            select command;
    }

    [Fact]
    public void They_are_the_same_whatever_it_says()
    {
        var compared = 0;
        foreach (var sample in Samples())
        {
            var (other, digests) = (sample.With(Otherwise), sample.HiddenDigests);
            // Whoever names the digest of a text has seen its event; where that says something else, it is the digest of nothing.
            foreach (var command in sample.Commands().Where(c => c is not ErasePersonalData { Digests: var named } || !named.Any(digests.Contains)))
            {
                Answer(sample.Whole, command, sample.Reader).ShouldBe(Answer(other, command, sample.Reader), $"{command}");
                compared++;
            }
        }
        compared.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void They_are_the_same_as_if_it_were_not_there()
    {
        var told = new HashSet<Rule>();
        foreach (var sample in Samples())
        {
            var without = sample.With(_ => null);
            // Events have numbers and moments of their own, which everybody sees. A digest tells nothing, and is found by nobody who has not seen the event.
            foreach (var command in sample.Commands().Where(c => c is not CorrectMoment and not CorrectText and not RecordOutcome and not ErasePersonalData))
            {
                var (refusals, others) = (Refusals(sample.Whole, command, sample.Reader), Refusals(without, command, sample.Reader));
                if (others.IsEmpty && refusals is [var only] && Seen.Contains(only.Rule)) told.Add(only.Rule);
                else ButForTheLatest(refusals).ShouldBe(ButForTheLatest(others), $"{command}");
            }
        }
        told.ShouldContain(GivingCommand.GivenUnread);

        static IEnumerable<string> ButForTheLatest(IEnumerable<Refusal> refusals) => refusals.Where(r => r.Rule != Rules.EndedBeforeTheRest).Select(Show);
    }

    /// <summary>Histories of several clerks and a party, in which something is hidden from one of them.</summary>
    private static IEnumerable<Sample> Samples()
    {
        foreach (var seed in Seeded.Samples(Gen.Choose(0, int.MaxValue), 250))
        {
            var dice = new Dice(new Random(seed), wild: 3);
            var events = ImmutableArray.Create(new RecordedEvent(Opened(), 1, Day(0), "clerk-1"));
            var (weighing, now) = (Weighing.Fold(events), Day(0));
            foreach (var _ in Enumerable.Range(0, 120))
            {
                now = now.AddHours(dice.Between(1, 60));
                var (actor, at) = (dice.Of(Clerks), dice.Chance(60) ? now : Day(0).AddHours(dice.Between(0, (int)(now - Day(0)).TotalHours)));
                if (RandomCommands.Next(dice, weighing, at) is not (CloseWeighing or CancelWeighing) and var command && command.Decide(weighing, now, actor).Event is { } e)
                {
                    // Of one of the parties somebody signs in.
                    if (e is StakeholderInvited { Code: "B1" } invited) e = invited with { Subject = "subject-B1" };
                    events = events.Add(new RecordedEvent(e, weighing.Version + 1, now, actor.Subject));
                    weighing = weighing.After(events[^1]);
                }
            }
            foreach (var reader in Clerks)
                if (new Sample(events, reader, dice) is { Hidden.Count: > 0 } sample) yield return sample;
        }
    }

    /// <summary>The same at the same moment by the same party or role, about something else and with other words.</summary>
    private static WeighingEvent Otherwise(WeighingEvent e) => e switch
    {
        InputGiven given => given with { Content = Other(given.Content) },
        InputRevised revised => revised with { Content = Other(revised.Content), Reason = Text("another reason") },
        InputWithdrawn withdrawn => withdrawn with { Reason = Text("another reason") },
        ObjectionRaised raised => raised with { Proposal = Other(raised.Proposal), Input = null, Grounds = Text("other grounds") },
        ObjectionResolved resolved => resolved with { Means = ResolutionMeans.SetAside, Resolution = Text("another resolution"), Proposal = null },
        ScoreGiven scored => scored with { Proposal = Other(scored.Proposal)!, Criterion = scored.Criterion == "BET" ? "KWA" : "BET", Estimate = new Estimate(1, 2, 3) },
        ScoreRevised rescored => rescored with { Estimate = new Estimate(1, 2, 3), Ground = Text("another ground") },
        ConsequenceStated stated => stated with { Proposal = Other(stated.Proposal)!, Criterion = "WIE", Content = Signs(true, true), Unit = null },
        ConsequenceRevised restated => restated with { Content = Signs(false, true), Unit = null },
        _ => e,
    };

    private static InputContent Other(InputContent content) =>
        content with { Proposal = Other(content.Proposal), Position = content.Position is null ? Position.Neutral : null, Resistance = 7, PreferredProposal = content.PreferredProposal is null ? "V1" : null };

    private static ProposalRevisionReference? Other(ProposalRevisionReference? reference) => reference is { Code: "V1" } ? new ProposalRevisionReference("V2", 1) : new ProposalRevisionReference("V1", 1);

    private static ImmutableArray<Refusal> Refusals(Weighing weighing, WeighingCommand command, Actor reader) => command.Decide(weighing, Now, reader).Refusals;

    private static string Answer(Weighing weighing, WeighingCommand command, Actor reader) => string.Join('\n', Refusals(weighing, command, reader).Select(Show));
}
