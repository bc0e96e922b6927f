using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>The texts of a bag: each digest in a leaf has its text here, or was erased, or is withheld, or is missing; and each text belongs to a leaf.</summary>
internal sealed class TextsOfBag(Gathering found) : IDisposable
{
    private readonly Dictionary<TreeHash, NamedEvent> _without = []; // digests without their text, with the event of each
    private readonly WithheldTexts _withheld = new(found);
    private Unpacked? _unpacked;
    private long _sealed; // how many digests the leaves have

    /// <summary>The texts that are here.</summary>
    public Texts Here { get; } = new();

    /// <summary>Takes up the texts that are here.</summary>
    public void Read(BagFiles bag)
    {
        _withheld.Read(bag);
        if (!bag.Files.TryGetValue(BagFormat.Disclosures, out var file))
        {
            found.Incomplete("file-missing", $"{BagFormat.Disclosures} ontbreekt.", $"{BagFormat.Disclosures} is missing.");
            return;
        }
        _unpacked = new Unpacked(file);
        using var lines = new Lines(_unpacked.OpenRead(), file.Name, BagFormat.MaxLineBytes);
        while (lines.Read()) Here.Add(lines.Current.Span, lines.Offset);
        if (file.Length > 0) Here.File = _unpacked.Place;
    }

    /// <summary>Takes up the digests of a leaf.</summary>
    public void Claim(ReadOnlyMemory<byte> data, NamedEvent named)
    {
        var digests = Leaf.SealedIn(data.Span, out var areDigests);
        foreach (var digest in digests)
        {
            _sealed++;
            if (!Here.Claim(digest)) _without.TryAdd(digest, named);
            if (_without.Count > BagFormat.MaxKept) throw new UnreadableBagException($"Er zijn meer dan {BagFormat.MaxKept} teksten.", $"There are more than {BagFormat.MaxKept} texts.");
        }
        if (!areDigests) found.Altered("digest-unreadable", "In deze gebeurtenis staat als digest van een tekst wat er geen is.", "In this event, what stands as the digest of a text is none.", named);
    }

    /// <summary>A correction replaces a text of an event before it.</summary>
    public void Correct(BagHead head, ReadOnlyMemory<byte> data, NamedEvent named)
    {
        // Where the bag begins at a moment, the text may be of before.
        if (Leaf.CorrectedBy(data.Span) is var (replaced, _) && (head.From is not null || _without.ContainsKey(replaced) || Here.IsClaimed(replaced))) return;
        if (found.Has("leaf-missing") || found.Has("version-missing")) found.Incomplete("text-correction", "Deze verbetering gaat over een tekst van een gebeurtenis die hier niet is.", "This correction is about a text of an event that is not here.", named);
        else found.Altered("text-correction", "Deze verbetering gaat over een tekst die geen eerdere gebeurtenis heeft.", "This correction is about a text that no event before it has.", named);
    }

    /// <summary>All leaves were taken up: says which texts are missing, and which belong to no leaf.</summary>
    /// <param name="erasures">What the leaves erase, by digest.</param>
    /// <param name="withoutTexts">Whether a text may be missing.</param>
    public void Judge(IReadOnlyDictionary<TreeHash, ErasureLeaf> erasures, bool withoutTexts)
    {
        long erased = 0, missing = 0;
        foreach (var (digest, named) in _without)
        {
            if (erasures.ContainsKey(digest))
            {
                erased++;
                continue;
            }
            missing++;
            if (withoutTexts || _withheld.Has(digest)) continue;
            found.Incomplete("text-missing", "Een tekst van deze gebeurtenis is niet in de bag, niet gewist en niet voor de aanvrager achtergehouden.", "A text of this event is neither in the bag, nor erased, nor withheld from whoever asked.", named);
        }
        // A text without its event was changed or added, but where leaves are missing, it may be of one of those.
        var holes = found.Has("leaf-missing") || found.Has("leaves-missing-at-end") || found.Has("leaves-fewer") || found.Has("version-missing");
        foreach (var stray in Here.Strays)
        {
            var digest = System.Buffers.Text.Base64Url.EncodeToString(stray.AsSpan());
            if (holes) found.Incomplete("text-stray", $"Een tekst (digest {digest}) hoort bij geen gebeurtenis die hier is.", $"A text (digest {digest}) belongs to no event that is here.");
            else found.Altered("text-stray", $"Een tekst (digest {digest}) hoort bij geen gebeurtenis: hij is gewijzigd of toegevoegd.", $"A text (digest {digest}) belongs to no event: it was changed or added.");
        }
        _withheld.Judge(Here, _without, erasures, holes);
        var kept = erasures.Count(e => Here.Has(e.Key));
        if (kept > 0) found.Remark("text-erased-yet-here", $"LET OP: {kept} teksten zijn gewist en staan toch nog in deze bag.", $"MIND: {kept} texts were erased and still stand in this bag.");
        found.Remark("texts", $"{_sealed} verzegelde teksten: {Here.Count} aanwezig, {erased} gewist met het blad dat dat zegt, {missing} niet bijgevoegd.", $"{_sealed} sealed texts: {Here.Count} present, {erased} erased with the leaf that says so, {missing} not included.");
    }

    public void Dispose() => _unpacked?.Dispose();
}
