using Npgsql;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.TransparencyLog.Tiles;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.Api.Ledger;

/// <summary>
/// The last checkpoint of each log, as files outside the database: what a host has signed or seen, it knows also after the database was put back or
/// rewritten. A file is there whole or not at all, also after a power cut.
/// </summary>
/// <remarks>They are at &lt;folder&gt;/&lt;hex SHA-256 of the origin&gt;/checkpoint, as a witness has them (c2sp.org/tlog-witness). Hosts on one machine may share a folder.</remarks>
public sealed class LastCheckpoints
{
    private readonly NpgsqlDataSource _source;
    private string? _folder;

    /// <summary>Keeps them where the settings say.</summary>
    /// <exception cref="StartupException">They do not say it, and this is not Development.</exception>
    public LastCheckpoints(LedgerSettings settings, IHostEnvironment environment, NpgsqlDataSource source)
    {
        (_source, _folder) = (source, settings.LastCheckpointsFolder is { Length: > 0 } named ? named : null);
        if (_folder is null && !environment.IsDevelopment())
            throw new StartupException($"{environment.EnvironmentName} needs a folder for the last checkpoints, outside the database and its backups: set {LedgerSettings.Section}__{nameof(LedgerSettings.LastCheckpointsFolder)}.");
    }

    /// <summary>The last signed checkpoint of a log; null where there is none yet.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<ReadOnlyMemory<byte>?> Read(string origin, CancellationToken cancellation) => await (await Store(origin, cancellation)).ReadCheckpointAsync(cancellation);

    /// <summary>Keeps a signed checkpoint; it is on disk on return.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task Write(string origin, ReadOnlyMemory<byte> note, CancellationToken cancellation) => await (await Store(origin, cancellation)).WriteCheckpointAsync(note, cancellation);

    private async Task<FileTileStore> Store(string origin, CancellationToken cancellation) => new(Path.Combine(_folder ??= await Own(cancellation), Witness.OriginHash(origin)));

    /// <summary>In Development one for each database, which is found again after a backup was put back: logs of several may have the same name.</summary>
    private async Task<string> Own(CancellationToken cancellation)
    {
        await using var ask = _source.CreateCommand($"select installation from {LedgerSchema.Progress}");
        var installation = await ask.ExecuteScalarAsync(cancellation) as Guid? ?? throw new InvalidOperationException("The ledger has not begun yet.");
        return Path.Combine(SecretKey.UserFolder($"{LedgerSettings.Section}__{nameof(LedgerSettings.LastCheckpointsFolder)}"), "checkpoints", installation.ToString());
    }
}
