using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>What a weighing was at each of its versions: the same answer then, now, from memory and from the events alone.</summary>
public class VersionTests(SharedApi shared)
{
    public static TheoryData<string> Histories => RecordedHistory.Names;

    [Theory, MemberData(nameof(Histories))]
    public async Task Each_version_reads_as_it_read_when_it_was_the_newest_and_as_the_fold_of_its_events(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        for (var version = 1; version <= history.Events.Length; version++)
        {
            var now = await history.Weighing.Read($"?version={version}");
            now.Text.ShouldBe(history.Views[version], $"version {version}");
            now.Text.ShouldBe(history.Folded(version), $"version {version}");
            now.ETag.ShouldBe(version == history.Events.Length ? $"\"{version}\"" : $"\"{version}-{history.Events.Length}\"");
        }
        (await history.Weighing.StatusOf($"?version={history.Events.Length + 1}")).ShouldBe(HttpStatusCode.NotFound);
        (await history.Weighing.StatusOf("?version=0")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task The_state_in_memory_equals_the_state_that_another_host_loads(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var kept = shared.Api.Services.GetRequiredService<WeighingStore>().Kept(DemoCorporations.Merenland.Code, history.Weighing.Id)!.State;
        kept.Version.ShouldBe(history.Events.Length);

        await using var fresh = Support.Api.Start(shared.Api.ConnectionString);
        var loaded = await RecordedHistory.State(fresh, history.Weighing.Id);

        Written(loaded).ShouldBe(Written(kept));
        (await history.Weighing.As(fresh.Client()).Read("")).Text.ShouldBe(history.Views[^1]);
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task Every_event_is_stored_once_under_its_number_with_both_moments_and_its_actor(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        history.Events.Select(e => e.Number).ShouldBe(Enumerable.Range(1, history.Events.Length));
        history.Events.Zip(history.Events.Skip(1)).ShouldAllBe(pair => pair.First.RecordedAt <= pair.Second.RecordedAt);
        history.Events.ShouldAllBe(e => e.Event.OccurredAt <= e.RecordedAt && e.Actor.StartsWith("demo", StringComparison.Ordinal));
        var stream = await Stored.Rows(shared.Api.ConnectionString, "select version from wikkenwegen.mt_streams where id = $1", row => row.GetInt64(0), history.Weighing.Id);
        stream.ShouldBe([history.Events.Length]);
    }

    private static string Written(Weighing state) => System.Text.Json.JsonSerializer.Serialize(state, EventContract.Json);
}
