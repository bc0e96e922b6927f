using System.Globalization;
using System.Text;
using WikkenWegen.Api.Ledger;

namespace WikkenWegen.Api.Audit;

/// <summary>What an auditor must trust, in the forms that tools read: the keys of a log, and its policy.</summary>
public sealed class Trust(LedgerKeys keys, KeyChanges changes, AuditSettings settings)
{
    private const string Group = "enough";

    /// <summary>Origin of the log of a corporation.</summary>
    public string Origin(string corporation) => keys.OriginOf(corporation);

    /// <summary>
    /// The keys of the log of a corporation, those that were changed before the others: a vkey in a line, and where there are several, comments above each that say of which sizes it signs the
    /// checkpoints. Each is there once, also one that came back.
    /// </summary>
    public async Task<string> Keys(string corporation, CancellationToken cancellation) => string.Concat((await Known(corporation, cancellation)).Select(key => $"{key.Comment}{key.Key}\n"));

    /// <summary>The policy by which its checkpoints are valid (c2sp.org/tlog-policy): its keys, the witnesses, and how many of these are needed.</summary>
    public async Task<string> Policy(string corporation, CancellationToken cancellation)
    {
        var policy = new StringBuilder();
        foreach (var (comment, key) in await Known(corporation, cancellation)) policy.Append($"{comment}log {key}\n");
        foreach (var witness in settings.Witnesses) policy.Append($"witness {witness.Name} {witness.Key}{(witness.Address is { } address ? $" {address}" : "")}\n");
        if (settings.Quorum == "none") return policy.Append("quorum none\n").ToString();
        return policy.Append($"group {Group} {settings.Quorum} {string.Join(' ', settings.Witnesses.Select(w => w.Name))}\nquorum {Group}\n").ToString();
    }

    private async Task<IEnumerable<(string Comment, string Key)>> Known(string corporation, CancellationToken cancellation)
    {
        var history = await changes.History(corporation, cancellation);
        if (history.IsEmpty) return keys.KeysOf(corporation).Select(key => ("", key.ToString()));
        // A policy names a key once. One that came back stands where it signs now, with each of its periods above it.
        return history.Periods.GroupBy(period => period.Key).OrderBy(periods => periods.Max(period => period.Above)).Select(periods => (string.Concat(periods.Select(period => string.Create(CultureInfo.InvariantCulture,
            $"# checkpoints of {keys.OriginOf(corporation)} with {period.Above + 1} leaves and more{(period.UpTo is { } last ? $", up to {last}" : "")}\n"))), periods.Key.ToString()));
    }
}
