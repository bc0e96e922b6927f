using System.Globalization;
using System.Text.RegularExpressions;
using WikkenWegen.LocalPostgres.Processes;

namespace WikkenWegen.LocalPostgres.Binaries;

/// <summary>
/// Finds PostgreSQL's programs. A supported version on PATH wins, even from a newer one elsewhere, since somebody put it there on
/// purpose; else it is the newest in the usual folders.
/// </summary>
internal sealed partial class BinaryFinder
{
    private readonly IReadOnlyList<PostgresBinaries> onPath;
    private readonly IReadOnlyList<PostgresBinaries> inUsualFolders;

    private BinaryFinder(IReadOnlyList<PostgresBinaries> onPath, IReadOnlyList<PostgresBinaries> inUsualFolders) =>
        (this.onPath, this.inUsualFolders) = (onPath, inUsualFolders);

    /// <summary>All installations found, including versions that are too old.</summary>
    public IEnumerable<PostgresBinaries> All => onPath.Concat(inUsualFolders).DistinctBy(binaries => binaries.Folder);

    /// <summary>Looks through folders, and asks the programs in them for their version.</summary>
    /// <param name="searchPath">The folders of PATH, in order.</param>
    /// <param name="usualFolders">Where else to look; one part of each path may hold a <c>*</c>.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<BinaryFinder> SearchAsync(IEnumerable<string> searchPath, IEnumerable<string> usualFolders, CancellationToken cancellation) =>
        new(await IdentifyAsync(searchPath, cancellation), await IdentifyAsync(usualFolders.SelectMany(Expand), cancellation));

    /// <summary>The programs for a new cluster; null when no supported version was found.</summary>
    public PostgresBinaries? ForNewCluster() => Newest(onPath) ?? Newest(inUsualFolders);

    /// <summary>The newest minor version of <paramref name="major"/>; null when there is none, or when that version is no longer supported.</summary>
    public PostgresBinaries? ForClusterOf(int major) => Newest(All.Where(binaries => binaries.Major == major));

    private static PostgresBinaries? Newest(IEnumerable<PostgresBinaries> binaries) =>
        binaries.Where(candidate => candidate.IsSupported).MaxBy(candidate => (candidate.Major, candidate.Minor));

    private static async Task<IReadOnlyList<PostgresBinaries>> IdentifyAsync(IEnumerable<string> folders, CancellationToken cancellation)
    {
        var found = folders.Select(RealFolder).OfType<string>().Distinct().Select(folder => IdentifyAsync(folder, cancellation));
        return [.. (await Task.WhenAll(found)).OfType<PostgresBinaries>()];
    }

    private static async Task<PostgresBinaries?> IdentifyAsync(string folder, CancellationToken cancellation)
    {
        var answer = await new Command(Path.Combine(folder, PostgresBinaries.FileName("postgres")), "--version").RunAsync(cancellation);
        var version = VersionPattern().Match(answer.Output);
        return answer.Succeeded && version.Success ? new(folder, Number(version.Groups["major"]), Number(version.Groups["minor"])) : null;
    }

    // PATH often holds links to the programs, while PostgreSQL looks for its other files beside the real ones. Null when a program is missing.
    private static string? RealFolder(string folder)
    {
        var postgres = new FileInfo(Path.Combine(folder, PostgresBinaries.FileName("postgres")));
        if (!postgres.Exists) return null;
        var real = (postgres.ResolveLinkTarget(returnFinalTarget: true) ?? postgres).FullName;
        var realFolder = Path.GetDirectoryName(real)!;
        return PostgresBinaries.Programs.All(program => File.Exists(Path.Combine(realFolder, PostgresBinaries.FileName(program)))) ? realFolder : null;
    }

    // All folders that match a path with at most one part that holds a star.
    private static IEnumerable<string> Expand(string pattern)
    {
        var parts = pattern.Split(Path.DirectorySeparatorChar);
        var star = Array.FindIndex(parts, part => part.Contains('*'));
        if (star < 0) return [pattern];
        var parent = string.Join(Path.DirectorySeparatorChar, parts[..star]) + Path.DirectorySeparatorChar;
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, parts[star]).Select(folder => Path.Combine([folder, .. parts[(star + 1)..]]))
            : [];
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 0;

    // For example "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)" or "postgres (PostgreSQL) 18beta1".
    [GeneratedRegex(@"^postgres \(PostgreSQL\) (?<major>\d+)(\.(?<minor>\d+))?")]
    private static partial Regex VersionPattern();
}
