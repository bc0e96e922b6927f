using System.Text.Json.Serialization;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>What a check comes to; its number is the exit code of the verifier.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>All that was asked was checked, and all of it holds.</summary>
    [JsonStringEnumMemberName("sound")]
    Sound = 0,

    /// <summary>Something was altered, or does not belong here.</summary>
    [JsonStringEnumMemberName("altered")]
    Altered = 1,

    /// <summary>Nothing is known to be altered, but something is missing or could not be checked.</summary>
    [JsonStringEnumMemberName("incomplete")]
    Incomplete = 2,

    /// <summary>What was given cannot be read as what it should be.</summary>
    [JsonStringEnumMemberName("unreadable")]
    Unreadable = 3,
}

/// <summary>An event that a finding is about.</summary>
/// <param name="LeafIndex">Index of its leaf in the log, from 0.</param>
/// <param name="Stream">Its stream; a weighing's identity for its steps.</param>
/// <param name="Version">Its number in the stream, from 1.</param>
/// <param name="Type">Its type.</param>
public sealed record NamedEvent(long LeafIndex, Guid? Stream, int? Version, string? Type)
{
    /// <summary>The event in Dutch.</summary>
    [JsonIgnore]
    public string Dutch => Stream is null ? $"blad {LeafIndex}" : $"blad {LeafIndex}: gebeurtenis {Version} ({Containers.BagFiles.Shown(Type ?? "")}) van {Stream}";

    /// <summary>The event in English.</summary>
    [JsonIgnore]
    public string English => Stream is null ? $"leaf {LeafIndex}" : $"leaf {LeafIndex}: event {Version} ({Containers.BagFiles.Shown(Type ?? "")}) of {Stream}";
}

/// <summary>Something that does not hold.</summary>
/// <param name="Verdict">What it makes of the whole.</param>
/// <param name="Code">Its kind, for programs; stable.</param>
/// <param name="Dutch">What it is, in Dutch.</param>
/// <param name="English">The same in English.</param>
/// <param name="Event">The event that it is about; null where it is about none.</param>
public sealed record Finding(Verdict Verdict, string Code, string Dutch, string English, NamedEvent? Event = null);

/// <summary>Something that was checked and holds, or that the reader should know.</summary>
/// <param name="Code">Its kind, for programs; stable.</param>
/// <param name="Dutch">What it is, in Dutch.</param>
/// <param name="English">The same in English.</param>
public sealed record Remark(string Code, string Dutch, string English);

/// <summary>What came of a check.</summary>
/// <param name="Verdict">What it comes to.</param>
/// <param name="Bag">What the bag says about itself; null where it was not about a bag, or that cannot be read.</param>
/// <param name="Findings">What does not hold.</param>
/// <param name="MoreFindings">How many findings were left out, since there were too many of one kind.</param>
/// <param name="Remarks">What was checked.</param>
public sealed record CheckReport(Verdict Verdict, BagHead? Bag, IReadOnlyList<Finding> Findings, long MoreFindings, IReadOnlyList<Remark> Remarks)
{
    /// <summary>The report of something that cannot be read.</summary>
    public static CheckReport Unreadable(Containers.UnreadableBagException why) => Of(new Finding(Verdict.Unreadable, "unreadable", why.Dutch, why.English));

    /// <summary>A report of one finding.</summary>
    public static CheckReport Of(Finding finding) => new(finding.Verdict, null, [finding], 0, []);
}

/// <summary>How far a check is.</summary>
/// <param name="Dutch">What it does now, in Dutch.</param>
/// <param name="English">The same in English.</param>
/// <param name="Done">How much of that is done.</param>
/// <param name="Total">How much there is of it.</param>
public sealed record CheckProgress(string Dutch, string English, long Done, long Total);

/// <summary>Gathers findings; of each kind only so many are kept, so that a hostile bag costs no memory.</summary>
internal sealed class Gathering
{
    private const int MostOfAKind = 100;
    private readonly List<Finding> _findings = [];
    private readonly List<Remark> _remarks = [];
    private readonly Dictionary<string, int> _counts = [];
    private long _more;
    private Verdict _verdict = Verdict.Sound;

    public bool IsAltered => _verdict == Verdict.Altered;

    public bool Has(string code) => _counts.ContainsKey(code);

    public void Altered(string code, string dutch, string english, NamedEvent? about = null) => Add(new Finding(Verdict.Altered, code, dutch, english, about));

    public void Incomplete(string code, string dutch, string english, NamedEvent? about = null) => Add(new Finding(Verdict.Incomplete, code, dutch, english, about));

    public void Remark(string code, string dutch, string english) => _remarks.Add(new Remark(code, dutch, english));

    public CheckReport Report(BagHead? head) => new(_verdict, head, _findings, _more, _remarks);

    private void Add(Finding finding)
    {
        // Altered is worse than incomplete.
        if (_verdict != Verdict.Altered) _verdict = finding.Verdict;
        var count = _counts[finding.Code] = _counts.GetValueOrDefault(finding.Code) + 1;
        if (count > MostOfAKind) _more++;
        else _findings.Add(finding);
    }
}
