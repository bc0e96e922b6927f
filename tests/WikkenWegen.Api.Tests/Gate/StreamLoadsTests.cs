using WikkenWegen.Api.Recording;

namespace WikkenWegen.Api.Tests.Gate;

/// <summary>Streams that are no weighing are read few at once, and not while memory is short.</summary>
public class StreamLoadsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_comes_when_all_turns_are_taken_waits_until_one_ends_or_they_leave()
    {
        using var loads = new StreamLoads(2, new MemoryGuard(() => 0));
        var (first, second) = (await loads.Turn(Cancellation), await loads.Turn(Cancellation));
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(loads.Turn(impatient.Token));
        var third = loads.Turn(Cancellation);
        third.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await third.WaitAsync(TimeSpan.FromMinutes(2), Cancellation)).Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task While_memory_is_short_nobody_gets_a_turn_and_none_is_lost_by_that()
    {
        var taken = 0.61;
        using var loads = new StreamLoads(1, new MemoryGuard(() => Volatile.Read(ref taken)));
        for (var time = 0; time < 3; time++) await Should.ThrowAsync<InsufficientMemoryException>(loads.Turn(Cancellation));
        Volatile.Write(ref taken, 0.6);
        for (var time = 0; time < 3; time++) (await loads.Turn(Cancellation).WaitAsync(TimeSpan.FromMinutes(2), Cancellation)).Dispose();

        // Who waited is told of the memory as it is when their turn comes, and not as it was when they came.
        var turn = await loads.Turn(Cancellation);
        var waiting = loads.Turn(Cancellation);
        Volatile.Write(ref taken, 0.61);
        turn.Dispose();
        await Should.ThrowAsync<InsufficientMemoryException>(waiting);
    }

    [Fact]
    public async Task Every_reading_outside_the_gate_takes_a_turn_of_the_process()
    {
        // A turn that is asked for by who has left is not taken, so that nothing is read.
        await Should.ThrowAsync<OperationCanceledException>(StreamFold.Read(null!, Guid.NewGuid(), new CancellationToken(canceled: true)));
        await Should.ThrowAsync<OperationCanceledException>(StreamFold.Read(null!, [Guid.NewGuid()], new CancellationToken(canceled: true)));
        (await StreamFold.Read(null!, [], Cancellation)).ShouldBeEmpty();
    }
}
