using System.Buffers.Text;
using System.Text;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>
/// The texts that a bag lists as withheld: the installation has them, and whoever asked for the bag may not see them. So they are not missing. But that the installation has them is only what it
/// says itself, so that their number is told.
/// </summary>
internal sealed class WithheldTexts(Gathering found)
{
    private readonly HashSet<TreeHash> _listed = [];

    /// <summary>Whether the text of a digest is listed.</summary>
    public bool Has(TreeHash digest) => _listed.Contains(digest);

    /// <summary>Takes up the list, where the bag has one.</summary>
    public void Read(BagFiles bag)
    {
        if (!bag.Files.TryGetValue(BagFormat.TextsWithheld, out var file)) return;
        using var lines = new Lines(file.OpenRead(), file.Name, BagFormat.MaxLeafBytes);
        while (lines.Read())
        {
            if (!Leaf.TryDigest(Encoding.UTF8.GetString(lines.Current.Span), out var digest))
                found.Altered("withheld-text-unreadable", $"{file.Name} noemt iets dat geen digest is.", $"{file.Name} lists what is no digest.");
            else if (!_listed.Add(digest))
                found.Altered("withheld-text-twice", $"{file.Name} noemt een tekst (digest {Shown(digest)}) twee keer.", $"{file.Name} lists a text (digest {Shown(digest)}) twice.");
            if (_listed.Count > BagFormat.MaxKept) throw new UnreadableBagException($"Er zijn meer dan {BagFormat.MaxKept} teksten.", $"There are more than {BagFormat.MaxKept} texts.");
        }
    }

    /// <summary>All leaves were taken up: tells what does not belong in the list, and how many texts are withheld.</summary>
    /// <param name="texts">The texts that are here.</param>
    /// <param name="without">The digests in events of which the text is not here, with the event.</param>
    /// <param name="erased">What was erased.</param>
    /// <param name="holes">Whether leaves are missing, so that a text may be of one of those.</param>
    public void Judge(Texts texts, IReadOnlyDictionary<TreeHash, NamedEvent> without, IReadOnlyDictionary<TreeHash, ErasureLeaf> erased, bool holes)
    {
        foreach (var digest in _listed)
        {
            if (texts.Has(digest))
                found.Altered("withheld-text-here", $"Een tekst (digest {Shown(digest)}) is als achtergehouden genoemd en staat toch in de bag.", $"A text (digest {Shown(digest)}) is listed as withheld, and yet is in the bag.");
            else if (without.ContainsKey(digest))
                continue;
            else if (holes)
                found.Incomplete("withheld-text-stray", $"Een achtergehouden tekst (digest {Shown(digest)}) hoort bij geen gebeurtenis die hier is.", $"A text that is withheld (digest {Shown(digest)}) belongs to no event that is here.");
            else
                found.Altered("withheld-text-stray", $"Een achtergehouden tekst (digest {Shown(digest)}) hoort bij geen gebeurtenis.", $"A text that is withheld (digest {Shown(digest)}) belongs to no event.");
        }
        var (withheld, kept) = (_listed.Count(d => without.ContainsKey(d) && !erased.ContainsKey(d)), _listed.Count(erased.ContainsKey));
        if (withheld > 0)
            found.Remark("texts-withheld", $"LET OP: {withheld} teksten zijn niet bijgevoegd, omdat wie de bag vroeg ze niet mag zien. Dat de installatie ze nog heeft, zegt alleen zij zelf; de bag bewijst het niet.",
                $"MIND: {withheld} texts are not included, since whoever asked for the bag may not see them. That the installation still has them, only itself says; the bag does not prove it.");
        if (kept > 0) found.Remark("text-erased-yet-withheld", $"LET OP: {kept} teksten zijn gewist, en de installatie zegt dat zij ze nog heeft.", $"MIND: {kept} texts were erased, and the installation says that it still has them.");
    }

    private static string Shown(TreeHash digest) => Base64Url.EncodeToString(digest.AsSpan());
}
