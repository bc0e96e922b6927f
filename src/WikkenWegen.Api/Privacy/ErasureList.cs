using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.TransparencyLog;

namespace WikkenWegen.Api.Privacy;

/// <summary>An erasure as the list outside the database has it. It holds nothing by which the person can be found.</summary>
/// <param name="Corporation">Code of the corporation.</param>
/// <param name="ErasureId">Its identity.</param>
/// <param name="Subject">The pseudonym of the person.</param>
/// <param name="Ground">On what ground.</param>
/// <param name="DecidedBy">Subject id of who asked for it.</param>
/// <param name="ConfirmedBy">Subject id of who confirmed it.</param>
/// <param name="RequestedAt">When it was asked for, in UTC.</param>
/// <param name="ConfirmedAt">When it was confirmed, in UTC.</param>
/// <param name="Weighings">What was erased of each weighing.</param>
public sealed record ListedErasure(
    string Corporation, Guid ErasureId, string Subject, ErasureGround Ground, string DecidedBy, string ConfirmedBy, DateTimeOffset RequestedAt, DateTimeOffset ConfirmedAt,
    ImmutableArray<ErasedOfWeighing> Weighings)
{
    /// <summary>What was erased of each instrument, edition and case.</summary>
    public ImmutableArray<StreamErasure> Streams { get; init; } = [];

    /// <summary>How far it came.</summary>
    public ListedState State { get; init; } = ListedState.Done;

    /// <summary>The same, with the cases that were taken back with it.</summary>
    /// <param name="casesTakenBack">Their numbers, by the weighing of which they are.</param>
    internal ListedErasure With(IReadOnlyDictionary<Guid, ImmutableArray<int>> casesTakenBack) =>
        this with { Weighings = [.. Weighings.Select(w => w with { CasesTakenBack = [.. w.CasesTakenBack.Union(casesTakenBack.GetValueOrDefault(w.Id, []))] })] };
}

/// <summary>How far an erasure on the list came.</summary>
public enum ListedState
{
    /// <summary>It is recorded: whatever brings its texts back, they are erased again.</summary>
    Done,

    /// <summary>It is confirmed, and about to be recorded. Where the host ends now, the next start carries it out, as far as nothing has come in its way since.</summary>
    Confirming,

    /// <summary>Whoever confirmed it was told that it failed. It may have been recorded all the same, as where a connection broke; where it was not, it is not carried out.</summary>
    Failed,
}

/// <summary>The list of erasures cannot be read or written at this moment, so that nothing may be erased.</summary>
public sealed class ErasureListException(string message, Exception inner) : Exception(message, inner);

/// <summary>
/// The list of erasures outside the database: a file an erasure, in a folder that is backed up apart. It is there, whole and on disk, before the erasure is committed; so where an
/// older backup of the database is put back, or the host was killed in between, the next start carries it out. Hosts may share the folder; one that has its own takes over what the others
/// carried out, within a minute.
/// </summary>
public sealed class ErasureList(VaultSettings settings)
{
    private const string Ending = ".erasure.json";

    private static readonly JsonSerializerOptions Json = new(ApiJson.Responses) { WriteIndented = true };

    /// <summary>The list where the settings say.</summary>
    /// <exception cref="StartupException">They do not say it, and this is not Development: without it a backup that is put back undoes every erasure since.</exception>
    public static ErasureList Of(VaultSettings settings, IHostEnvironment environment) => settings.ErasuresFolder is { Length: > 0 } || environment.IsDevelopment() ? new ErasureList(settings)
        : throw new StartupException($"{environment.EnvironmentName} needs a folder for the list of erasures, outside the database and its backups: set {VaultSettings.Section}__{nameof(VaultSettings.ErasuresFolder)}.");

    /// <summary>Whether there is a list.</summary>
    public bool IsKept => settings.ErasuresFolder is { Length: > 0 };

    /// <summary>Writes an erasure down, together with what was written of it before; nothing where no list is kept.</summary>
    /// <exception cref="ErasureListException">It cannot be written; then nothing is to be erased.</exception>
    /// <exception cref="StartupException">What was written of it before cannot be read.</exception>
    public void Keep(ListedErasure erasure)
    {
        if (!IsKept) return;
        if (Find(erasure.ErasureId) is { } before)
            erasure = erasure with
            {
                State = before.State == ListedState.Done ? ListedState.Done : erasure.State,
                Weighings = [.. before.Weighings.Concat(erasure.Weighings).GroupBy(w => w.Id).Select(w => new ErasedOfWeighing(w.Key, [.. w.SelectMany(e => e.Digests).Distinct()]) { CasesTakenBack = [.. w.SelectMany(e => e.CasesTakenBack).Distinct()] })],
                Streams = [.. before.Streams.Concat(erasure.Streams).GroupBy(s => (s.Id, s.Kind)).Select(s => new StreamErasure(s.Key.Id, s.Key.Kind, [.. s.SelectMany(e => e.Digests).Distinct()]))],
            };
        Write(erasure);
    }

    /// <summary>Writes down how far an erasure came; nothing where it is not on the list.</summary>
    /// <exception cref="ErasureListException">It cannot be written.</exception>
    /// <exception cref="StartupException">It cannot be read.</exception>
    public void Mark(Guid erasure, ListedState state)
    {
        if (IsKept && File.Exists(FileOf(erasure)) && Read(FileOf(erasure)) is var listed && listed.State != state && listed.State != ListedState.Done) Write(listed with { State = state });
    }

    private void Write(ListedErasure erasure) => OnDisk(() =>
    {
        Directory.CreateDirectory(settings.ErasuresFolder!);
        var making = Path.Combine(settings.ErasuresFolder!, string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}.making"));
        using (var stream = new FileStream(making, FileMode.CreateNew, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, erasure, Json);
            stream.Flush(flushToDisk: true);
        }
        File.Move(making, FileOf(erasure.ErasureId), overwrite: true);
        AtomicFile.FlushDirectory(settings.ErasuresFolder!); // else a power cut may take the name of the file, and the erasure is committed
    });

    /// <summary>Takes an erasure from the list, because it was not carried out; one that is recorded stays. Nothing where it is not on it, or no list was begun.</summary>
    /// <exception cref="ErasureListException">It cannot be taken from it.</exception>
    /// <exception cref="StartupException">It cannot be read.</exception>
    public void Remove(Guid erasure)
    {
        if (IsKept && File.Exists(FileOf(erasure)) && Read(FileOf(erasure)).State != ListedState.Done) OnDisk(() => File.Delete(FileOf(erasure)));
    }

    private static void OnDisk(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ErasureListException($"The list of erasures ({VaultSettings.Section}__{nameof(VaultSettings.ErasuresFolder)}) cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Every erasure on the list.</summary>
    /// <exception cref="StartupException">A file cannot be read.</exception>
    public IEnumerable<ListedErasure> All()
    {
        if (!IsKept || !Directory.Exists(settings.ErasuresFolder)) yield break;
        foreach (var file in Directory.EnumerateFiles(settings.ErasuresFolder, "*" + Ending).Order(StringComparer.Ordinal)) yield return Read(file);
    }

    /// <summary>An erasure; null where it is not on the list.</summary>
    /// <exception cref="StartupException">Its file cannot be read.</exception>
    public ListedErasure? Find(Guid erasure) => IsKept && File.Exists(FileOf(erasure)) ? Read(FileOf(erasure)) : null;

    private string FileOf(Guid erasure) => Path.Combine(settings.ErasuresFolder!, erasure.ToString("D") + Ending);

    private static ListedErasure Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<ListedErasure>(stream, Json) ?? throw new JsonException("It says null.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The erasure in {file} (Vault__ErasuresFolder) cannot be read: {e.Message} Put the file back from its backup: what it says must stay erased.");
        }
    }
}
