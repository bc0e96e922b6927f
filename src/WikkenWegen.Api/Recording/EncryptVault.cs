using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// Encrypts the texts that are in the vault as they are: of before there were keys, or stored by a host that does not encrypt. It begins soon after the start and looks again every
/// hour. Done twice, or on two hosts, it does no harm; stopped halfway, what is not encrypted yet is read as ever.
/// </summary>
public sealed class EncryptVault(
    NpgsqlDataSource source, Vault vault, IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<EncryptVault> log) : RepeatedWork(lifetime, clock, log)
{
    /// <summary>How long after the start the first round begins: the first requests go before.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(8);

    /// <summary>How long after one round the next one begins.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private const int AtATime = 100;

    /// <summary>Does one round.</summary>
    /// <returns>Of how many weighings and other streams texts were encrypted.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var weighings = services.GetRequiredService<WeighingStore>(); // made no earlier than it is needed, so that its settings are checked with all others
        var (done, passedOver) = (0, new List<Guid>());
        await using var connection = await source.OpenConnectionAsync(cancellation);
        while (await vault.Plain(connection, [.. passedOver], AtATime, cancellation) is { Count: > 0 } plain)
            foreach (var (corporation, id) in plain)
            {
                passedOver.Add(id); // whatever comes of it, it is not met again in this round
                try
                {
                    var state = (await weighings.Newest(corporation, id, cancellation))?.State;
                    var holders = state is null ? await OfStream(corporation, id, cancellation)
                        : state.PersonalTextsOf().Where(text => text.Stakeholder is not null).DistinctBy(text => text.Digest).ToDictionary(text => text.Digest, text => text.Stakeholder!);
                    await vault.Encrypt(connection, corporation, id, holders, cancellation);
                    done++;
                }
                catch (Exception e) when (e is not (OperationCanceledException or NpgsqlException))
                {
                    Log.LogWarning("Texts of stream {Stream} were not encrypted, which is tried again within the hour: {Error}", id, e.Message);
                }
            }
        if (done > 0) Log.LogInformation("Encrypted texts in the vault of {Streams} weighings and other streams", done);
        return done;
    }

    /// <summary>Whose the texts of a stream that is no weighing are, by digest.</summary>
    private async Task<Dictionary<string, string>> OfStream(string tenant, Guid id, CancellationToken cancellation)
    {
        await using var session = services.GetRequiredService<IDocumentStore>().QuerySession(tenant);
        var stream = await StreamFold.Read(session, id, cancellation);
        return stream.Events.Select(e => (e.Event, Holder: e.Told.HolderFor(e.Origin.Actor))).Where(e => e.Holder is not null)
            .SelectMany(e => PersonalTexts.In(e.Event), (e, text) => (text.Text.Digest, e.Holder)).DistinctBy(text => text.Digest).ToDictionary(text => text.Digest, text => text.Holder!);
    }

    /// <inheritdoc />
    protected override TimeSpan Before => First;

    /// <inheritdoc />
    protected override TimeSpan Pause => Interval;

    /// <inheritdoc />
    protected override string NotDone => "Texts in the vault were not encrypted";

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancellation) => Run(cancellation);
}
