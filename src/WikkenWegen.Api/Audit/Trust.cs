using System.Text;
using WikkenWegen.Api.Ledger;

namespace WikkenWegen.Api.Audit;

/// <summary>What an auditor must trust, in the forms that tools read: the keys of a log, and its policy.</summary>
public sealed class Trust(LedgerKeys keys, AuditSettings settings)
{
    private const string Group = "enough";

    /// <summary>Origin of the log of a corporation.</summary>
    public string Origin(string corporation) => keys.OriginOf(corporation);

    /// <summary>The key of the log of a corporation: a vkey in a line.</summary>
    public string Keys(string corporation) => $"{keys.VerifierKeyOf(corporation).Value}\n";

    /// <summary>The policy by which its checkpoints are valid (c2sp.org/tlog-policy): its key, the witnesses, and how many of these are needed.</summary>
    public string Policy(string corporation)
    {
        var policy = new StringBuilder($"log {Keys(corporation)}");
        foreach (var witness in settings.Witnesses) policy.Append($"witness {witness.Name} {witness.Key}{(witness.Address is { } address ? $" {address}" : "")}\n");
        if (settings.Quorum == "none") return policy.Append("quorum none\n").ToString();
        return policy.Append($"group {Group} {settings.Quorum} {string.Join(' ', settings.Witnesses.Select(w => w.Name))}\nquorum {Group}\n").ToString();
    }
}
