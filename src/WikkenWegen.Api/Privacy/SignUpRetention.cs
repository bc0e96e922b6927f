using System.ComponentModel.DataAnnotations;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Privacy;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Privacy;

/// <summary>The settings of the section Network.</summary>
public sealed record NetworkSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Network";

    /// <summary>
    /// How many months after the last day of an edition what people wrote in its sign-ups and intakes is kept: from 1 to 1,200; 12 by default. On the day after, names, contacts, questions
    /// and the other texts of them are erased, with retention as the ground. All hosts of a database have the same.
    /// </summary>
    [Range(1, 1_200)]
    public int SignUpsKeptForMonths { get; init; } = 12;
}

/// <summary>
/// Erases what people wrote in the sign-ups and intakes of editions whose term is over, soon after the start and then every hour. It is recorded of the edition, by the installation itself, and stands
/// among the erasures of the network. An edition that is blocked waits until it no longer is. Of hosts that do it at once one does; done twice, there is nothing left to erase. What is recorded of such a sign-up later goes with the next round.
/// </summary>
public sealed class SignUpRetention(
    NpgsqlDataSource source, IDocumentStore store, IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SignUpRetention> log) : RepeatedWork(lifetime, clock, log)
{
    /// <summary>How long after the start the first round begins: the first requests go before.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    /// <summary>How long after one round the next one begins.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>What stands in place of the pseudonym of a person where an erasure is of all sign-ups of an edition.</summary>
    private const string Everybody = "sign-ups";

    /// <summary>Does one round.</summary>
    /// <returns>Of how many editions texts were erased.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var done = 0;
        foreach (var id in await Editions(cancellation))
        {
            try
            {
                if (await Erase(id, cancellation)) done++;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested && !Unavailability.Is(e))
            {
                Log.LogWarning("The sign-ups of edition {Edition} were not erased though their term is over, which the next round tries again: {Error}", id, e.Message);
            }
        }
        return done;
    }

    /// <inheritdoc />
    protected override TimeSpan Before => First;

    /// <inheritdoc />
    protected override TimeSpan Pause => Interval;

    /// <inheritdoc />
    protected override string NotDone => "Sign-ups whose term is over were not erased";

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancellation) => Run(cancellation);

    private async Task<bool> Erase(Guid id, CancellationToken cancellation)
    {
        if (await Due(id, cancellation) is not { } due) return false;
        var now = Clock.GetUtcNow().InMilliseconds();
        var request = new ErasureView
        {
            // The same on each host that finds the edition as it is now, so that they wait for each other, and the list outside the database has it once.
            Id = StreamIds.Of("retention", FormattableString.Invariant($"{id}/{due.Stream.Version}")),
            Subject = Everybody,
            Ground = ErasureGround.Retention,
            RequestedBy = Erasing.Installation,
            RequestedAt = now,
            Weighings = [],
        };
        var by = new StepEnvelope(Actor.Everything(Erasing.Installation), "retention", id.ToString());
        var result = await services.GetRequiredService<Erasing>().Erase(request, Found, by, Access.Network, ErasureRows.Confirm, _ => false, cancellation);
        if (result is not StepResult.Erased) return false;
        Log.LogInformation("The term of the sign-ups of edition {Edition} is over: {Texts} texts were erased", id, due.Digests.Length);
        return true;

        async Task<FoundEverywhere> Found() => new([], await Due(id, cancellation) is { } found ? [found] : [], [], []);
    }

    /// <summary>The texts of all sign-ups of an edition; null where its term is not over, it is blocked, or there are none any more.</summary>
    private async Task<StreamWithPerson?> Due(Guid id, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(Access.Network);
        var stream = await StreamFold.Read(session, id, typeof(Edition), cancellation);
        if (stream.State is not Edition { Block: null } edition || Calendar.DayOf(Clock.GetUtcNow()) <= edition.Content.LastDay.AddMonths(services.GetRequiredService<NetworkSettings>().SignUpsKeptForMonths)) return null;
        var found = new StreamWithPerson(stream, StreamSubject.AllOf(edition));
        return found.Digests.IsEmpty ? null : found;
    }

    private async Task<List<Guid>> Editions(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"select id from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and type = 'edition' order by id");
        command.Parameters.Add(new() { Value = Access.Network });
        var found = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(reader.GetGuid(0));
        return found;
    }
}
