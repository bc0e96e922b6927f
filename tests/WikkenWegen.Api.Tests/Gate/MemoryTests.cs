using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Gate;

/// <summary>What a host keeps in memory of weighings: it can be old but never wrong.</summary>
public class MemoryTests(SharedApi shared)
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WeighingStore Store => shared.Api.Services.GetRequiredService<WeighingStore>();

    [Fact]
    public void A_history_knows_the_state_after_each_of_its_events()
    {
        var (history, states) = Grown(200);
        for (var number = 0; number <= 200; number++)
        {
            var state = history.After(number);
            state.Version.ShouldBe(number);
            state.Proposals.Count.ShouldBe(number);
            // Every 64th state is kept, and not folded anew.
            ReferenceEquals(state, states[number]).ShouldBe(number % 64 == 0, $"{number}");
        }
        foreach (var number in (int[])[1, 8, 9, 16, 17, 64, 65, 200]) history[number].Recorded.Number.ShouldBe(number);
        history.Between(1, 200).ToArray().Select(e => e.Recorded.Number).ShouldBe(Enumerable.Range(1, 200));
        history.Between(64, 66).ToArray().Select(e => e.Recorded.Number).ShouldBe([64, 65, 66]);
        history.Between(7, 7).ToArray().ShouldHaveSingleItem().ShouldBe(history[7]);
        history.Between(7, 6).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_history_takes_an_event_once_and_leaves_none_out()
    {
        var (history, states) = Grown(64);
        var other = Event(64) with { Correlation = "een ander" };
        history.Add(other, Weighing.None);
        history.Add(Event(1), Weighing.None);
        history[64].Correlation.ShouldBe("gesprek 64");
        ReferenceEquals(history.After(64), states[64]).ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => history.Add(Event(66), Weighing.None)).Message.ShouldBe("Event 65 comes next, not 66.");
        history.Add(Event(65), states[64].After(Event(65).Recorded));
        history.After(65).Version.ShouldBe(65);
        Should.Throw<InvalidOperationException>(() => new WeighingHistory().Add(Event(2), Weighing.None));
    }

    [Fact]
    public async Task The_newest_state_is_the_kept_one_as_long_as_it_is_the_newest()
    {
        var id = await shared.Api.Open();
        var kept = Store.Kept(Gates.Corporation, id)!;
        (await Store.Newest(Gates.Corporation, id, Cancellation)).ShouldBeSameAs(kept);
        (await Store.Newest("een-andere", id, Cancellation)).ShouldBeNull();
        Store.Kept("een-andere", id).ShouldBeNull();

        Store.Forget(Gates.Corporation, id);
        Store.Kept(Gates.Corporation, id).ShouldBeNull();
        var read = (await Store.Newest(Gates.Corporation, id, Cancellation))!;
        (read.State.Id, read.State.Version).ShouldBe((id, 1));
        (await Store.Newest(Gates.Corporation, id, Cancellation)).ShouldBeSameAs(read);

        // Where the database has it no more, memory does not speak for it.
        await Stored.Run(shared.Api.ConnectionString, $"delete from wikkenwegen.mt_events where stream_id = '{id}'; delete from wikkenwegen.mt_doc_weighing_summary where id = '{id}'; delete from wikkenwegen.mt_streams where id = '{id}'");
        (await Store.Newest(Gates.Corporation, id, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_kept_grows_with_what_was_recorded_and_never_shrinks()
    {
        var id = await shared.Api.Open();
        var first = Store.Kept(Gates.Corporation, id)!;
        await shared.Api.Record(id, Gates.Proposal());
        var second = Store.Kept(Gates.Corporation, id)!;
        second.State.Version.ShouldBe(2);
        second.History.ShouldBeSameAs(first.History);
        first.State.Version.ShouldBe(1);

        // A writer that was slower, and comes with what is kept already.
        Store.Keep(Gates.Corporation, first, [(second.History[2], second.State)]);
        Store.Kept(Gates.Corporation, id).ShouldBeSameAs(second);
    }

    [Fact]
    public async Task Texts_are_read_once_for_a_version()
    {
        var id = await shared.Api.Open();
        await Give("eerste");
        var kept = Store.Kept(Gates.Corporation, id)!;
        var texts = await Store.Texts(Gates.Corporation, kept, Cancellation);
        texts.ByDigest.Values.ShouldBe(["eerste"]);
        (await Store.Texts(Gates.Corporation, kept, Cancellation)).ShouldBeSameAs(texts);
        await Give("tweede");
        (await Store.Texts(Gates.Corporation, Store.Kept(Gates.Corporation, id)!, Cancellation)).ByDigest.Values.ShouldBe(["eerste", "tweede"], ignoreOrder: true);
        (await Store.Texts("een-andere", new KeptWeighing(kept.State, kept.History), Cancellation)).ByDigest.ShouldBeEmpty();

        async Task Give(string text)
        {
            var seals = new Seals();
            await shared.Api.Record(id, new InviteStakeholder { Party = "Partij", Role = "Rol", Say = Say.Advises, Contact = seals.Text("contact", text) }, seals: seals);
        }
    }

    [Fact]
    public async Task Writers_of_a_weighing_take_turns_and_those_of_others_do_not_wait()
    {
        var (id, elsewhere) = (new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]));
        var first = await Store.Turn(id, Cancellation);
        var second = Store.Turn(id, Cancellation);
        (await Store.Turn(elsewhere, Cancellation)).Dispose();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(Store.Turn(id, impatient.Token));
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second.WaitAsync(TimeSpan.FromMinutes(2), Cancellation)).Dispose();
        (await Store.Turn(id, Cancellation).WaitAsync(TimeSpan.FromMinutes(2), Cancellation)).Dispose();

        // Whoever they are, every weighing has a turn, and a step that failed has given its own back.
        foreach (var some in Enumerable.Range(0, 3_000).Select(_ => Guid.NewGuid())) (await Store.Turn(some, Cancellation).WaitAsync(TimeSpan.FromMinutes(2), Cancellation)).Dispose();
    }

    [Fact]
    public async Task A_host_that_ends_lets_go_of_all_it_keeps()
    {
        var store = new WeighingStore(null!, null!, null!, new MemorySettings(), new MemoryGuard(() => 0));
        store.Keep("een", null, [(Event(1), Weighing.None.After(Event(1).Recorded))]);
        store.Kept("een", Guid.Empty)!.State.Version.ShouldBe(1);
        store.Dispose();
        await Should.ThrowAsync<ObjectDisposedException>(() => store.Turn(Guid.Empty, Cancellation));
    }

    [Fact]
    public void What_is_kept_is_counted_in_bytes_and_who_was_not_asked_for_longest_goes_first()
    {
        var kept = new KeptWeighings(1_000_000);
        var ids = Enumerable.Range(1, 40).Select(n => new Guid(n, 0, 0, new byte[8])).ToList();
        foreach (var id in ids)
        {
            kept.Keep("een", Long(id, 50_000)); // a text of 100,000 bytes
            kept.Find("een", ids[0]).ShouldNotBeNull("somebody asks for it all the time");
            kept.Bytes.ShouldBeLessThanOrEqualTo(1_000_000);
        }
        ids.Where(id => kept.Find("een", id) is not null).ShouldBe([ids[0], .. ids.TakeLast(ids.Skip(1).Count(id => kept.Find("een", id) is not null))]);
        ids.Count(id => kept.Find("een", id) is not null).ShouldBeInRange(7, 9);

        // What is larger than all that may be kept, is not.
        var large = Long(Guid.NewGuid(), 600_000);
        kept.Keep("een", large).ShouldBeSameAs(large);
        kept.Find("een", large.State.Id).ShouldBeNull();
        kept.Bytes.ShouldBe(0);
        kept.Keep("een", Long(ids[0], 10));
        kept.Bytes.ShouldBeGreaterThan(0);
        kept.Forget("een", ids[0]);
        kept.Forget("een", ids[0]);
        kept.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Many_who_keep_and_forget_at_once_leave_the_count_right()
    {
        var kept = new KeptWeighings(1_000_000);
        var ids = Enumerable.Range(1, 50).Select(n => new Guid(n, 0, 0, new byte[8])).ToList();
        Parallel.For(0, 20_000, n =>
        {
            var id = ids[n * 31 % ids.Count];
            if (n % 7 == 0) kept.Forget("een", id);
            else if (n % 3 == 0 && kept.Find("een", id) is { } found) kept.Weigh("een", found);
            else kept.Keep("een", Long(id, n % 50_000));
        });
        kept.Bytes.ShouldBe(ids.Sum(id => kept.Find("een", id)?.Bytes ?? 0));
        kept.Bytes.ShouldBeLessThanOrEqualTo(1_000_000);
    }

    [Fact]
    public async Task Texts_and_views_that_are_kept_count_too()
    {
        var store = new WeighingStore(shared.Api.Services.GetRequiredService<Marten.IDocumentStore>(), null!, shared.Api.Services.GetRequiredService<PrivacyVault.Vault>(), new MemorySettings { KeptBytes = 1_000_000 }, new MemoryGuard(() => 0));
        var seals = new Seals();
        var id = await shared.Api.Open();
        await shared.Api.Record(id, new InviteStakeholder { Party = "Partij", Role = "Rol", Say = Say.Advises, Contact = seals.Text("contact", new string('x', 10_000)) }, seals: seals);
        var kept = (await store.Newest(Gates.Corporation, id, Cancellation))!;
        kept.Bytes.ShouldBeInRange(1_000, 10_000);
        await store.Texts(Gates.Corporation, kept, Cancellation);
        kept.Bytes.ShouldBeInRange(20_000, 30_000);
        store.KeepView(Gates.Corporation, kept, true, new byte[100_000]);
        store.KeepView(Gates.Corporation, kept, false, new byte[100_000]);
        kept.Bytes.ShouldBeInRange(220_000, 230_000);
        store.Kept(Gates.Corporation, id).ShouldBeSameAs(kept);
        store.KeepView(Gates.Corporation, kept, true, new byte[1_000_000]);
        store.Kept(Gates.Corporation, id).ShouldBeNull("with its view it is too large to be kept");
    }

    private static KeptWeighing Long(Guid id, int characters)
    {
        var happened = new HistoricEvent(new RecordedEvent(new ProposalSubmitted { OccurredAt = Moment, Code = "V1", Content = new ProposalContent { Name = "Voorstel", Description = new string('x', characters) } }, 1, Moment, "subject"), null, null);
        var (state, history) = ((Weighing.None with { Id = id }).After(happened.Recorded), new WeighingHistory());
        history.Add(happened, state);
        return new KeptWeighing(state, history);
    }

    private static (WeighingHistory History, List<Weighing> States) Grown(int events)
    {
        var (history, states) = (new WeighingHistory(), new List<Weighing> { Weighing.None });
        for (var number = 1; number <= events; number++)
        {
            states.Add(states[^1].After(Event(number).Recorded));
            history.Add(Event(number), states[^1]);
        }
        return (history, states);
    }

    private static HistoricEvent Event(int number) => new(
        new RecordedEvent(new ProposalSubmitted { OccurredAt = Moment, Code = $"V{number}", Content = new ProposalContent { Name = "Voorstel" } }, number, Moment.AddSeconds(number), "subject"),
        $"gesprek {number}", $"verzoek {number}");
}
