using System.Text;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Policies;

/// <summary>Reads a policy line by line (c2sp.org/tlog-policy, "Policy file syntax and structure").</summary>
/// <remarks>Names are opaque octets, so they are kept as Latin-1, in which every octet is one character.</remarks>
internal sealed class PolicyParser(Func<VerifierKey, Result<INoteVerifier>> createVerifier)
{
    private const string NoQuorum = "none";

    /// <summary>More items than any line can use: keyword, name and threshold, and every witness and group as a member.</summary>
    private const int MaxItems = 3 + 2 * TlogPolicy.MaxDefinitions;

    private readonly List<PolicyLog> _logs = [];
    private readonly List<PolicyWitness> _witnesses = [];
    private readonly List<VerifierKey> _keys = [];
    private readonly List<INoteVerifier> _verifiers = [];
    private readonly List<Quorum.Group> _groups = [];
    private readonly Dictionary<string, Quorum.Member> _names = new(StringComparer.Ordinal);
    private readonly HashSet<Quorum.Member> _members = [];
    private bool _hasQuorum;
    private Quorum.Member? _quorum;

    public Result<TlogPolicy> Parse(ReadOnlySpan<byte> policy)
    {
        if (policy.Length > TlogPolicy.MaxBytes) return new LogError(LogErrorCode.TooLarge, $"a policy has at most {TlogPolicy.MaxBytes} bytes, not {policy.Length}", TlogPolicy.MaxBytes);
        var lines = new LineReader(policy);
        while (lines.Read())
        {
            for (var column = 0; column < lines.Current.Length; column++)
            {
                if (lines.Current[column] is (< 0x20 and not (byte)'\t') or 0x7f) return lines.Refuse($"control character U+{lines.Current[column]:X4}", column: column);
            }
            var items = Encoding.Latin1.GetString(lines.Current).Split([' ', '\t'], MaxItems + 1, StringSplitOptions.RemoveEmptyEntries);
            if (items.Length == 0 || items[0][0] == '#') continue;
            if (items.Length > MaxItems) return lines.Refuse($"more than {MaxItems} items", LogErrorCode.TooLarge);
            if (ParseLine(items) is { } error) return lines.Refuse(error.Message, error.Code);
        }
        if (lines.Incomplete) return lines.RefuseMissing("the last line");
        if (!_hasQuorum) return lines.RefuseMissing("the quorum line");
        return new TlogPolicy([.. _logs], [.. _witnesses], [.. _verifiers], new Quorum(_groups, _quorum));
    }

    private LogError? ParseLine(string[] items) => items[0] switch
    {
        "log" when items.Length is 2 or 3 => AddLog(items[1], items.ElementAtOrDefault(2)),
        "witness" when items.Length is 3 or 4 => AddWitness(items[1], items[2], items.ElementAtOrDefault(3)),
        "group" when items.Length >= 4 => AddGroup(items[1], items[2], items.AsSpan(3)),
        "quorum" when items.Length == 2 => SetQuorum(items[1]),
        "log" => Refuse("a log line is: log <vkey> [<url>]"),
        "witness" => Refuse("a witness line is: witness <name> <vkey> [<url>]"),
        "group" => Refuse("a group line is: group <name> all|any|<k> <name>..."),
        "quorum" => Refuse("a quorum line is: quorum <name>|none"),
        _ => Refuse($"unknown keyword \"{Show(items[0])}\""),
    };

    private LogError? AddLog(string verifierKey, string? url)
    {
        if (_logs.Count == TlogPolicy.MaxDefinitions) return TooMany("logs");
        if (!VerifierKey.Parse(Encoding.Latin1.GetBytes(verifierKey)).TryGet(out var key, out var error)) return error;
        if (_logs.Exists(log => log.Key.HasSamePublicKey(key))) return Refuse($"the public key of {key.Name} is that of an earlier log");
        if ((CheckUrl(url) ?? AddVerifier(key)) is { } wrong) return wrong;
        _logs.Add(new PolicyLog(key, Show(url)));
        return null;
    }

    private LogError? AddWitness(string name, string verifierKey, string? url)
    {
        if (_witnesses.Count == TlogPolicy.MaxDefinitions) return TooMany("witnesses");
        if (!VerifierKey.Parse(Encoding.Latin1.GetBytes(verifierKey)).TryGet(out var key, out var error)) return error;
        if (key.Type is not (SignatureType.Ed25519Cosignature or SignatureType.MlDsa44Cosignature)) return new(LogErrorCode.UnsupportedSignatureType, $"a witness's key has a cosignature type, not {key.Type}");
        if (_witnesses.Exists(witness => witness.Key.HasSamePublicKey(key))) return Refuse($"the public key of {key.Name} is that of an earlier witness");
        if ((CheckUrl(url) ?? Define(name, new Quorum.Member(IsGroup: false, _witnesses.Count)) ?? AddVerifier(key)) is { } wrong) return wrong;
        _witnesses.Add(new PolicyWitness(Show(name), key, Show(url)));
        return null;
    }

    private LogError? AddGroup(string name, string threshold, ReadOnlySpan<string> members)
    {
        if (_groups.Count == TlogPolicy.MaxDefinitions) return TooMany("groups");
        var places = new Quorum.Member[members.Length];
        for (var i = 0; i < places.Length; i++)
        {
            if (!_names.TryGetValue(members[i], out places[i])) return Refuse($"\"{Show(members[i])}\" is not defined on an earlier line");
            if (!_members.Add(places[i])) return Refuse($"\"{Show(members[i])}\" is already a member of a group");
        }
        ulong least = 1;
        if (threshold == "all") least = (ulong)places.Length;
        else if (threshold != "any" && Encodings.TryParseDecimal(Encoding.Latin1.GetBytes(threshold), out least) is { } wrong) return Refuse($"the threshold {wrong}");
        if (least < 1 || least > (ulong)places.Length) return Refuse($"the threshold is {least}, with {places.Length} members");
        if (Define(name, new Quorum.Member(IsGroup: true, _groups.Count)) is { } error) return error;
        _groups.Add(new Quorum.Group((int)least, places));
        return null;
    }

    private LogError? SetQuorum(string name)
    {
        if (_hasQuorum) return Refuse("a second quorum line");
        _hasQuorum = true;
        if (name == NoQuorum) return null;
        if (!_names.TryGetValue(name, out var member)) return Refuse($"\"{Show(name)}\" is not defined on an earlier line");
        _quorum = member;
        return null;
    }

    private LogError? Define(string name, Quorum.Member member)
    {
        if (name == NoQuorum) return Refuse($"\"{NoQuorum}\" cannot be defined");
        return _names.TryAdd(name, member) ? null : Refuse($"\"{Show(name)}\" is already defined");
    }

    private LogError? AddVerifier(VerifierKey key)
    {
        // One key may both sign as the log and count as a witness; two keys of one name and ID could not be told apart.
        var same = _keys.Find(other => other.Name == key.Name && other.KeyId == key.KeyId);
        if (same is not null) return same.Equals(key) ? null : new(LogErrorCode.AmbiguousKey, $"an earlier key has the name and ID of {key.Name}+{Encodings.Hex(key.KeyId)} too");
        if (!createVerifier(key).TryGet(out var verifier, out var error)) return error;
        _keys.Add(key);
        _verifiers.Add(verifier);
        return null;
    }

    // A comment takes a whole line; one behind a definition must not pass for a URL.
    private static LogError? CheckUrl(string? url) => url is ['#', ..] ? Refuse("a comment stands on a line of its own") : null;

    private static LogError TooMany(string what) => new(LogErrorCode.TooLarge, $"more than {TlogPolicy.MaxDefinitions} {what}");

    private static LogError Refuse(string message) => new(LogErrorCode.Malformed, message);

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(octets))]
    private static string? Show(string? octets) => octets is null ? null : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(octets));
}
