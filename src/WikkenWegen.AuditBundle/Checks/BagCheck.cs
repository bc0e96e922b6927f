using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Exports;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain.Privacy;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>A checkpoint that an auditor kept from earlier.</summary>
/// <param name="Name">Its name, such as that of its file.</param>
/// <param name="Note">The signed note.</param>
public sealed record KeptCheckpoint(string Name, byte[] Note);

/// <summary>What a bag is checked with, beside itself.</summary>
/// <param name="Trust">Whose signatures count; null for the keys in the bag, which prove nothing against whoever made it.</param>
/// <param name="Kept">Checkpoints that were kept from earlier: what they sign must still be in the log.</param>
/// <param name="WithoutTexts">Whether texts that are neither here nor erased are no reason to call the bag incomplete.</param>
public sealed record BagCheckOptions(Trust? Trust, IReadOnlyList<KeptCheckpoint> Kept, bool WithoutTexts)
{
    /// <summary>Certificates of whoever is trusted to name authorities for time stamps; where there are none, whether those of the bag can be trusted is not asked.</summary>
    public X509Certificate2Collection? TimestampRoots { get; init; }
}

/// <summary>Checks a bag: all that it says is computed anew, from the leaves and checkpoints in it. One pass over the leaves, and one over the streams.</summary>
public sealed class BagCheck : IDisposable
{
    private readonly BagFiles _bag;
    private readonly BagCheckOptions _options;
    private readonly IProgress<CheckProgress> _progress;
    private readonly CancellationToken _cancellation;
    private readonly Gathering _found = new();
    private readonly Texts _texts = new();
    private readonly Dictionary<TreeHash, NamedEvent> _withoutText = [];
    private readonly Dictionary<string, Comparing> _compared = new(StringComparer.Ordinal);
    private readonly Recent _recent = new();
    private readonly KeyChangesOfBag _keyChanges;
    private readonly TimeStampsOfBag _timeStamps;
    private BagHead? _head;
    private Derivation? _current; // what is written now, for a difference to be told at its event
    private Unpacked? _spilledTexts;
    private long _texted;

    private BagCheck(BagFiles bag, BagCheckOptions options, IProgress<CheckProgress> progress, CancellationToken cancellation) =>
        (_bag, _options, _progress, _cancellation, _keyChanges, _timeStamps) = (bag, options, progress, cancellation, new KeyChangesOfBag(_found), new TimeStampsOfBag(_found));

    /// <summary>Checks a bag.</summary>
    /// <param name="path">A zip file, or the folder of an unpacked bag.</param>
    /// <param name="options">What it is checked with.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What came of it; also where it cannot be read.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CheckReport Run(string path, BagCheckOptions options, IProgress<CheckProgress> progress, CancellationToken cancellation)
    {
        BagCheck? check = null;
        try
        {
            using var bag = BagFiles.Open(path);
            using var opened = check = new BagCheck(bag, options, progress, cancellation);
            check.Run();
            return check._found.Report(check._head);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Whatever a bag makes throw: nobody may be left without an outcome.
            var why = UnreadableBagException.Of(e);
            if (check?._found.IsAltered != true) return CheckReport.Unreadable(why);
            // A file that was exchanged need not be readable: that it was exchanged is what counts.
            check._found.Altered("unreadable", $"Verder lezen kan niet: {why.Dutch}", $"It cannot be read any further: {why.English}");
            return check._found.Report(check._head);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _spilledTexts?.Dispose();

    private void Run()
    {
        var hashes = Manifests.Check(_bag, _found, _progress, _cancellation);
        var head = _head = ReadHead();
        var trust = _keyChanges.Read(_bag, FindTrust(), head.Origin);
        var (ours, kept) = (Ours(trust, head), Kept(trust, head));
        Scope(head);
        _timeStamps.Read(_bag, ours, _options.TimestampRoots, _cancellation);
        ReadTexts();

        using var tables = _bag.Files.TryGetValue(BagFormat.OcelSqlite, out var sqlite) ? new ComparedTables(sqlite, () => Differs(BagFormat.OcelSqlite), _cancellation) : null;
        if (tables is null) Missing(BagFormat.OcelSqlite);
        using var derivation = new Derivation(Compared, tables ?? (ITables)new NoTables(), head.IsOfFirst);
        try
        {
            using var leaves = new Unpacked(Need(BagFormat.Leaves));
            using var bodies = _bag.Files.TryGetValue(BagFormat.Bodies, out var file) ? new Unpacked(file) : null;
            _current = derivation;
            GoOverLeaves(head, derivation, leaves, bodies, ours, kept);
            if (!_found.Has("leaf-unreadable"))
            {
                var views = new ViewsExport(Compared(BagFormat.Views));
                derivation.Finish(
                    head, leaves.Place, bodies?.Place, _texts, (weighing, state) => views.Add(weighing, state),
                    done => _progress.Report(new CheckProgress("naspelen", "replay", done, head.Leaves)), _cancellation);
                foreach (var row in derivation.NotFolded)
                    _found.Incomplete("not-replayed", "Deze versie kan de afweging vanaf deze gebeurtenis niet naspelen.", "This version cannot replay the weighing from this event on.", Named(row));
                Describe(head, hashes, derivation.Retention);
                Same(BagFormat.Readme, stream => stream.Write(Encoding.UTF8.GetBytes(BagTexts.Readme(head.IsOfFirst))));
                foreach (var stream in _compared.Values) stream.Finish();
                tables?.Finish();
                if (!_found.Has("export-differs") && !_found.Has("export-other-version") && !_found.Has("view-of-other-version") && !_found.Has("file-missing"))
                    _found.Remark("exports", "OCEL (JSON en SQLite), XES, CSV, CloudEvents, MDTO, de geschiedenis en de standen van de afwegingen volgen regel voor regel uit de bladeren.",
                        "OCEL (JSON and SQLite), XES, CSV, CloudEvents, MDTO, the history and the states of the weighings follow line by line from the leaves.");
            }
            JudgeTexts(derivation);
        }
        finally
        {
            foreach (var stream in _compared.Values) stream.Dispose();
        }
    }

    private BagHead ReadHead()
    {
        var head = BagHead.Read(Need(BagFormat.Head).ReadAll()) ?? throw new UnreadableBagException("bag.json kan niet worden gelezen.", "bag.json cannot be read.");
        return head.Format is BagFormat.Version or BagFormat.First ? head
            : throw new UnreadableBagException($"Dit is het formaat {BagFiles.Shown(head.Format)}; deze versie leest {BagFormat.Version}.", $"This is the format {BagFiles.Shown(head.Format)}; this version reads {BagFormat.Version}.");
    }

    private BagFile Need(string name) => _bag.Files.TryGetValue(name, out var file) ? file : throw new UnreadableBagException($"{name} ontbreekt.", $"{name} is missing.");

    private Trust FindTrust()
    {
        if (_options.Trust is { } given)
        {
            _found.Remark("keys", "De handtekeningen zijn gecontroleerd met de sleutels die u gaf.", "The signatures were checked with the keys that you gave.");
            return given;
        }
        _found.Remark("keys", "LET OP: er is geen sleutel gegeven. De handtekeningen zijn gecontroleerd met de sleutels uit de bag zelf; dat bewijst niets tegenover wie de bag maakte.",
            "MIND: no key was given. The signatures were checked with the keys in the bag itself, which proves nothing against whoever made the bag.");
        return Trust.InKeys(Encoding.UTF8.GetString(Need(BagFormat.Keys).ReadAll()));
    }

    /// <summary>The checkpoints of the bag, by ascending size.</summary>
    private List<Target> Ours(Trust trust, BagHead head)
    {
        var ours = new Dictionary<ulong, Target>();
        var (last, newest) = ((Target?)null, Array.Empty<byte>()); // of the others, only what they sign is kept
        var files = _bag.Files.Values.Where(file => file.Name.StartsWith(BagFormat.Checkpoints, StringComparison.Ordinal)).ToList();
        foreach (var file in files)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (file.Length > BagFormat.MaxCheckpointBytes) throw new UnreadableBagException($"{BagFiles.Shown(file.Name)} is te groot voor een checkpoint ({file.Length} bytes).", $"{BagFiles.Shown(file.Name)} is too large for a checkpoint ({file.Length} bytes).");
            var note = file.ReadAll();
            if (Parse(note) is not { } unverified)
            {
                _found.Altered("checkpoint-unreadable", $"{BagFiles.Shown(file.Name)} is geen checkpoint.", $"{BagFiles.Shown(file.Name)} is no checkpoint.");
                continue;
            }
            if (!trust.Open(note, head.Origin, witnessed: false, compared: true).TryGet(out _, out var error))
                _found.Altered("checkpoint-signature", $"{BagFiles.Shown(file.Name)} is niet door het logboek {BagFiles.Shown(head.Origin)} ondertekend: {error.Message}.", $"{BagFiles.Shown(file.Name)} is not signed by the log {BagFiles.Shown(head.Origin)}: {error.Message}.");
            if (ours.TryGetValue(unverified.Head.Size, out var twin))
            {
                if (twin.Head.Root != unverified.Head.Root)
                    _found.Altered("split-view", $"Er zijn twee checkpoints van grootte {twin.Head.Size} met een verschillende wortel: het logboek is in twee versies ondertekend.", $"There are two checkpoints of size {twin.Head.Size} with different roots: two versions of the log were signed.");
                continue;
            }
            var target = new Target(file.Name, unverified.Head, IsKept: false);
            ours.Add(unverified.Head.Size, target);
            if (last is null || target.Head.Size > last.Head.Size) (last, newest) = (target, note);
        }
        if (last is null) throw new UnreadableBagException("Er is geen checkpoint in de bag.", "There is no checkpoint in the bag.");
        if (trust.AsksWitnesses && !trust.Open(newest, head.Origin, witnessed: true, compared: true).TryGet(out _, out var quorum) && trust.Open(newest, head.Origin, witnessed: false, compared: true).IsOk)
            _found.Incomplete("quorum", $"Het laatste checkpoint is niet door genoeg getuigen medeondertekend: {quorum.Message}.", $"The last checkpoint was not cosigned by enough witnesses: {quorum.Message}.");
        if (head.Size != last.Head.Size)
            _found.Altered("head", $"bag.json noemt een logboek van {head.Size} bladeren; het laatste checkpoint is er een van {last.Head.Size}.", $"bag.json names a log of {head.Size} leaves; the last checkpoint is one of {last.Head.Size}.");
        _found.Remark("checkpoints", $"Checkpoints van {BagFiles.Shown(head.Origin)}: {files.Count}; het laatste van {last.Head.Size} bladeren.", $"Checkpoints of {BagFiles.Shown(head.Origin)}: {files.Count}; the last of {last.Head.Size} leaves.");
        return [.. ours.Values.OrderBy(target => target.Head.Size)];
    }

    /// <summary>Tells what the bag is about, where that is not the whole log. It decides so itself, so what it leaves out is told.</summary>
    private void Scope(BagHead head)
    {
        if (head.WithoutLeaf is { } without)
            _found.Altered("events-without-leaf", $"De installatie heeft {without} gebeurtenissen waarvan geen blad is gemaakt: zij zijn buiten haar om toegevoegd, of hun blad is weg.", $"The installation has {without} events of which no leaf was made: they were added past it, or their leaf is gone.");
        if (head.Complete) return;
        if (head.Weighing is null && head.From is null && head.Until is null)
        {
            _found.Incomplete("not-whole", "De bag zegt dat zij niet het hele logboek is, en niet waarvan zij een selectie is.", "The bag says that it is not the whole log, and not what it is a selection of.");
            return;
        }
        var (dutch, english) = (new StringBuilder(), new StringBuilder());
        if (head.Weighing is { } weighing) Add($"afweging {weighing}", $"weighing {weighing}");
        if (head.From is { } from) Add($"vastgelegd vanaf {from:u}", $"recorded from {from:u} on");
        if (head.Until is { } until) Add($"vastgelegd voor {until:u}", $"recorded before {until:u}");
        _found.Remark("selection", $"LET OP: dit is een selectie ({dutch}). Wat erin staat is bewezen; dat er aan het eind niets van is weggelaten niet: daarvoor is een export van de hele corporatie nodig.",
            $"MIND: this is a selection ({english}). What is in it is proven; that nothing of it was left out at the end is not: that takes an export of the whole corporation.");

        void Add(string inDutch, string inEnglish)
        {
            dutch.Append(dutch.Length == 0 ? "" : ", ").Append(inDutch);
            english.Append(english.Length == 0 ? "" : ", ").Append(inEnglish);
        }
    }

    private List<Target> Kept(Trust trust, BagHead head)
    {
        var kept = new List<Target>();
        foreach (var checkpoint in _options.Kept)
        {
            var unverified = Parse(checkpoint.Note) ?? throw new UnreadableBagException($"{BagFiles.Shown(checkpoint.Name)} is geen checkpoint.", $"{BagFiles.Shown(checkpoint.Name)} is no checkpoint.");
            if (trust.Open(checkpoint.Note, head.Origin, witnessed: false, compared: true).TryGet(out _, out var error))
                kept.Add(new Target(checkpoint.Name, unverified.Head, IsKept: true));
            else
                _found.Altered("kept-signature", $"Het bewaarde checkpoint {BagFiles.Shown(checkpoint.Name)} is niet van het logboek {BagFiles.Shown(head.Origin)}: {error.Message}.", $"The kept checkpoint {BagFiles.Shown(checkpoint.Name)} is not of the log {BagFiles.Shown(head.Origin)}: {error.Message}.");
        }
        return kept;
    }

    private static Checkpoint? Parse(byte[] note) =>
        UnverifiedNote.Parse(note).TryGet(out var signed, out _) && Checkpoint.Parse(signed.UnverifiedText).TryGet(out var checkpoint, out _) ? checkpoint : null;

    private void ReadTexts()
    {
        if (!_bag.Files.TryGetValue(BagFormat.Disclosures, out var file))
        {
            _found.Incomplete("file-missing", $"{BagFormat.Disclosures} ontbreekt.", $"{BagFormat.Disclosures} is missing.");
            return;
        }
        _spilledTexts = new Unpacked(file);
        using var lines = new Lines(_spilledTexts.OpenRead(), file.Name, BagFormat.MaxLineBytes);
        while (lines.Read()) _texts.Add(lines.Current.Span, lines.Offset);
        if (file.Length > 0) _texts.File = _spilledTexts.Place;
    }

    private void GoOverLeaves(BagHead head, Derivation derivation, Unpacked leaves, Unpacked? bodies, List<Target> ours, List<Target> kept)
    {
        var tree = new GrowingTree(_found, _recent, head.Complete || !head.IsOfFirst, ours, kept);
        var withheld = new WithheldLeaves(_found, head);
        var period = head is { Complete: false, Weighing: null } && (head.From ?? head.Until) is not null ? new LeftOutOfPeriod(_found, head) : null;
        using var lines = new Lines(leaves.OpenRead(), BagFormat.Leaves, BagFormat.MaxLeafBytes + 1024);
        using var positions = new Lines(Need(BagFormat.Positions).OpenRead(), BagFormat.Positions, 64 * 1024);
        using var bodyLines = bodies is null ? null : new Lines(bodies.OpenRead(), BagFormat.Bodies, BagFormat.MaxLineBytes);
        long count = 0, next = 0;
        var (hasBody, last) = (bodyLines?.Read() ?? false, -1L);
        while (positions.Read())
        {
            _cancellation.ThrowIfCancellationRequested();
            if (Place.Read(positions.Current.Span) is not { } position || (head.IsOfFirst && position is not { LeftOut: null, Event: StoredEvent.AsLeaf })) throw NoFit();
            if (position.Index > BagFormat.MaxIndex) throw new UnreadableBagException($"Een blad staat op plaats {position.Index}.", $"A leaf is at place {position.Index}.");
            if (position.LeftOut is { } why)
            {
                var place = new NamedEvent(position.Index, null, null, null);
                InOrder(position, place, ref last);
                tree.Add(position, position.Hash, place, ref next);
                _keyChanges.Compare(position, null, place);
                NotHere(head, why, place, period, withheld);
                continue;
            }
            if (!lines.Read()) throw NoFit();
            count++;
            var bytes = lines.Current;
            var hash = MerkleTree.HashLeaf(bytes.Span);
            var read = Leaf.TryRead(bytes, out var leaf, out var wrong);
            var named = new NamedEvent(position.Index, leaf?.Stream, leaf?.Version, leaf is null ? null : string.Intern(leaf.Type.Length < 100 ? leaf.Type : "…"));
            if (head.IsOfFirst && position.Index > last + 1) period?.Add(last + 1, position.Index - 1); // there, what is left out has no place of its own
            InOrder(position, named, ref last);
            tree.Add(position, hash, named, ref next);
            _keyChanges.Compare(position, leaf, named);
            if (!read)
            {
                _found.Altered("leaf-unreadable", $"Dit is geen blad: {BagFiles.Shown(wrong!)}.", $"This is no leaf: {BagFiles.Shown(wrong!)}.", named);
                continue;
            }
            if (leaf!.Corporation != head.Corporation)
                _found.Altered("other-corporation", $"Dit blad is van {BagFiles.Shown(leaf.Corporation)}.", $"This leaf is of {BagFiles.Shown(leaf.Corporation)}.", named);
            if (position.Event != StoredEvent.AsLeaf)
                _found.Altered("event-differs", position.Event == StoredEvent.Gone ? "De installatie heeft de gebeurtenis van dit blad niet meer." : "De installatie heeft een andere gebeurtenis dan dit blad zegt: wat zij toont is gewijzigd.",
                    position.Event == StoredEvent.Gone ? "The installation has the event of this leaf no more." : "The installation has another event than this leaf says: what it shows was altered.", named);
            var isBeside = head.HasBeside(leaf);
            if ((head.Weighing is { } weighing && leaf.Stream != weighing) || (!isBeside && !head.IsOfPeriod(leaf.RecordedAtMoment)))
                _found.Altered("leaf-outside-selection", "Dit blad hoort niet bij waar de bag over gaat.", "This leaf is not of what the bag is about.", named);
            if (!isBeside) period?.Pass(leaf.RecordedAtMoment);
            _timeStamps.Compare(leaf, named);
            // The bytes of the line are used again for the next one, and the exports write at once.
            var data = leaf.Data ?? ReadOnlyMemory<byte>.Empty;
            (long, int)? body = null;
            if (leaf.Data is null) (data, body) = Body(bodyLines, ref hasBody, leaf, named);
            var expected = derivation.Add(new EventRow(position.Index, hash, leaf, data), lines.Offset, bytes.Length, body, isBeside);
            if (!isBeside) Versions(head, expected, leaf, named, withheld);
            if (leaf.Type == BagFormat.CorrectionType) Correction(head, data, named);
            withheld.Pass(leaf, data, named);
            var digests = Leaf.SealedIn(data.Span, out var areDigests);
            foreach (var digest in digests)
            {
                _texted++;
                if (!_texts.Claim(digest)) _withoutText.TryAdd(digest, named);
                if (_withoutText.Count > BagFormat.MaxKept) throw new UnreadableBagException($"Er zijn meer dan {BagFormat.MaxKept} teksten.", $"There are more than {BagFormat.MaxKept} texts.");
            }
            if (!areDigests) _found.Altered("digest-unreadable", "In deze gebeurtenis staat als digest van een tekst wat er geen is.", "In this event, what stands as the digest of a text is none.", named);
            if (count % 4096 == 0) _progress.Report(new CheckProgress("bladeren", "leaves", count, head.Leaves));
        }
        _progress.Report(new CheckProgress("bladeren", "leaves", count, head.Leaves));
        if (lines.Read()) throw NoFit();
        if (hasBody) _found.Altered("body-added", "Er is een inhoud die bij geen blad hoort.", "There is a body that belongs to no leaf.");
        if (count < head.Leaves) _found.Incomplete("leaves-fewer", $"bag.json noemt {head.Leaves} bladeren; er zijn er {count}.", $"bag.json names {head.Leaves} leaves; there are {count}.");
        if (count > head.Leaves) _found.Altered("leaves-more", $"bag.json noemt {head.Leaves} bladeren; er zijn er {count}.", $"bag.json names {head.Leaves} leaves; there are {count}.");
        tree.Finish(next);
        _keyChanges.Finish();
        if (head.IsOfFirst && last + 1 < (long)ours[^1].Head.Size) period?.Add(last + 1, (long)ours[^1].Head.Size - 1);
        period?.Finish();
        withheld.Finish();
        var (dutch, english) = head.Complete ? (", alle vanaf het eerste", ", all from the first on") : head.IsOfFirst ? (", elk met zijn bewijs", ", each with its proof") : ($" van de {next} in het logboek", $" of the {next} in the log");
        _found.Remark("leaves", $"{count} bladeren gelezen{dutch}.", $"{count} leaves read{english}.");

        void InOrder(Place position, NamedEvent named, ref long last)
        {
            if (position.Index <= last) _found.Altered("leaf-order", $"Dit blad staat na blad {last}.", $"This leaf stands after leaf {last}.", named);
            last = position.Index;
        }

        static UnreadableBagException NoFit() => new($"{BagFormat.Positions} past niet bij {BagFormat.Leaves}.", $"{BagFormat.Positions} does not fit {BagFormat.Leaves}.");
    }

    /// <summary>A place whose leaf is not in the bag.</summary>
    private void NotHere(BagHead head, LeftOut why, NamedEvent place, LeftOutOfPeriod? period, WithheldLeaves withheld)
    {
        switch (why)
        {
            case LeftOut.Selection when head.Complete:
                _found.Incomplete("leaf-missing", "Dit blad is weggelaten uit een bag die over het hele logboek gaat.", "This leaf was left out of a bag that is about the whole log.", place);
                break;
            case LeftOut.Selection:
                period?.Add(place.LeafIndex, place.LeafIndex);
                break;
            case LeftOut.BlindRound:
                withheld.Add(place.LeafIndex);
                break;
            default:
                _found.Incomplete("leaf-missing", "De installatie heeft dit blad niet meer, alleen nog zijn hash.", "The installation has this leaf no more, but its hash alone.", place);
                break;
        }
    }

    /// <summary>A correction replaces a text of an event before it.</summary>
    private void Correction(BagHead head, ReadOnlyMemory<byte> data, NamedEvent named)
    {
        // Where the bag begins at a moment, the text may be of before.
        if (Leaf.CorrectedBy(data.Span) is var (replaced, _) && (head.From is not null || _withoutText.ContainsKey(replaced) || _texts.IsClaimed(replaced))) return;
        if (_found.Has("leaf-missing") || _found.Has("version-missing")) _found.Incomplete("text-correction", "Deze verbetering gaat over een tekst van een gebeurtenis die hier niet is.", "This correction is about a text of an event that is not here.", named);
        else _found.Altered("text-correction", "Deze verbetering gaat over een tekst die geen eerdere gebeurtenis heeft.", "This correction is about a text that no event before it has.", named);
    }

    /// <summary>The body of a leaf that holds only its length and hash.</summary>
    private (ReadOnlyMemory<byte> Data, (long Offset, int Length)? Place) Body(Lines? bodies, ref bool has, Leaf leaf, NamedEvent named)
    {
        var start = Encoding.UTF8.GetBytes($"{{\"index\":{named.LeafIndex},\"data\":");
        if (!has || !bodies!.Current.Span.StartsWith(start) || bodies.Current.Length <= start.Length)
        {
            _found.Incomplete("body-missing", "De inhoud van deze gebeurtenis ontbreekt.", "The body of this event is missing.", named);
            return (ReadOnlyMemory<byte>.Empty, null);
        }
        var (data, offset) = (bodies.Current[start.Length..^1].ToArray(), bodies.Offset + start.Length);
        if (data.Length != leaf.DataLength || !string.Equals(Convert.ToHexStringLower(SHA256.HashData(data)), leaf.DataSha256, StringComparison.OrdinalIgnoreCase))
            _found.Altered("body-altered", "De inhoud van deze gebeurtenis is niet die van haar blad.", "The body of this event is not that of its leaf.", named);
        has = bodies.Read();
        return (data, (offset, data.Length));
    }

    /// <summary>Events of a stream are numbered 1, 2, … without a hole.</summary>
    private void Versions(BagHead head, int? expected, Leaf leaf, NamedEvent named, WithheldLeaves withheld)
    {
        // The first one here of a stream is the first of all, but where the bag begins at a moment.
        if (expected is null && head.From is not null) return;
        var wanted = expected ?? 1;
        if (leaf.Version == wanted) return;
        if (leaf.Version > wanted && withheld.Explains(leaf.Stream, (long)leaf.Version - wanted, named)) return;
        if (leaf.Version > wanted)
            _found.Incomplete("version-missing", $"Gebeurtenis {(leaf.Version - 1 == wanted ? $"{wanted}" : $"{wanted} tot en met {leaf.Version - 1}")} van {leaf.Stream} ontbreekt voor deze.", $"Event {(leaf.Version - 1 == wanted ? $"{wanted}" : $"{wanted} to {leaf.Version - 1}")} of {leaf.Stream} is missing before this one.", named);
        else
            _found.Altered("version-order", $"Deze gebeurtenis heeft nummer {leaf.Version}; verwacht was {wanted}.", $"This event has number {leaf.Version}; {wanted} was expected.", named);
    }

    private void JudgeTexts(Derivation derivation)
    {
        long erased = 0, missing = 0;
        foreach (var (digest, named) in _withoutText)
        {
            if (derivation.Erased.TryGetValue(digest, out _))
            {
                erased++;
                continue;
            }
            missing++;
            if (_options.WithoutTexts) continue;
            _found.Incomplete("text-missing", "Een tekst van deze gebeurtenis is niet in de bag en niet gewist.", "A text of this event is neither in the bag nor erased.", named);
        }
        // A text without its event was changed or added, but where leaves are missing, it may be of one of those.
        var holes = _found.Has("leaf-missing") || _found.Has("leaves-missing-at-end") || _found.Has("leaves-fewer") || _found.Has("version-missing");
        foreach (var stray in _texts.Strays)
        {
            var digest = System.Buffers.Text.Base64Url.EncodeToString(stray.AsSpan());
            if (holes) _found.Incomplete("text-stray", $"Een tekst (digest {digest}) hoort bij geen gebeurtenis die hier is.", $"A text (digest {digest}) belongs to no event that is here.");
            else _found.Altered("text-stray", $"Een tekst (digest {digest}) hoort bij geen gebeurtenis: hij is gewijzigd of toegevoegd.", $"A text (digest {digest}) belongs to no event: it was changed or added.");
        }
        var kept = derivation.Erased.Count(e => _texts.Has(e.Key));
        if (kept > 0) _found.Remark("text-erased-yet-here", $"LET OP: {kept} teksten zijn gewist en staan toch nog in deze bag.", $"MIND: {kept} texts were erased and still stand in this bag.");
        _found.Remark("texts", $"{_texted} verzegelde teksten: {_texts.Count} aanwezig, {erased} gewist met het blad dat dat zegt, {missing} niet bijgevoegd.", $"{_texted} sealed texts: {_texts.Count} present, {erased} erased with the leaf that says so, {missing} not included.");
    }

    private void Describe(BagHead head, Dictionary<string, string> hashes, RetentionSet? retention)
    {
        Same(BagFormat.Mdto, stream => MdtoExport.WriteDossier(stream, head, retention));
        foreach (var (file, _, _) in MdtoExport.Files)
            if (hashes.TryGetValue(file, out var hash)) Same(file + BagFormat.MdtoOfFile, stream => MdtoExport.WriteFile(stream, head, file, _bag.Files[file].Length, hash));
    }

    private void Same(string name, Action<Stream> write)
    {
        _current = null; // what follows is about no single event
        write(Compared(name));
    }

    /// <summary>A stream that compares what an export should hold with what it holds.</summary>
    private Stream Compared(string name)
    {
        if (!_bag.Files.TryGetValue(name, out var file))
        {
            Missing(name);
            return Stream.Null;
        }
        Comparing stream = name == BagFormat.Views ? new ComparingViews(file, IsOfOtherVersion, _current!.NotFolded, ViewDiffers) : new ComparingStream(file, () => Differs(name));
        _compared.Add(name, stream);
        return stream;
    }

    /// <summary>A file that the manifest lists and that is not here was told before.</summary>
    private void Missing(string name)
    {
        if (!_found.Has("file-missing")) _found.Incomplete("file-missing", $"{name} ontbreekt.", $"{name} is missing.");
    }

    private void Differs(string name)
    {
        var named = _current?.Current is { } row ? Named(row) : null;
        if (name == BagFormat.History && IsOfOtherVersion)
            _found.Incomplete("export-other-version", $"{name} is door een andere versie gemaakt ({BagFiles.Shown(_head!.Software)}) en kan door deze niet worden vergeleken.", $"{name} was made by another version ({BagFiles.Shown(_head!.Software)}) and cannot be compared by this one.", named);
        else if (name == BagFormat.Views && !_head!.IsOfFirst)
            _found.Altered("export-differs", $"Wat de installatie toont van een afweging is niet wat uit haar bladeren volgt{(named is null ? "" : ", het eerst van de afweging van deze gebeurtenis")}: haar gebeurtenissen zijn gewijzigd, of {name} is dat.",
                $"What the installation shows of a weighing is not what follows from its leaves{(named is null ? "" : ", first of the weighing of this event")}: its events were altered, or {name} was.", named);
        else
            _found.Altered("export-differs", $"{name} zegt iets anders dan de bladeren{(named is null ? "" : ", het eerst bij deze gebeurtenis")}.", $"{name} says something else than the leaves{(named is null ? "" : ", first at this event")}.", named);
    }

    /// <summary>Whether the bag says that another version made it. Nothing bears that out, so it never makes sound what is not.</summary>
    private bool IsOfOtherVersion => _head!.Software != BagFormat.Software;

    private void ViewDiffers(Likeness likeness)
    {
        var (by, named) = (BagFiles.Shown(_head!.Software), _current?.Current is { } row ? Named(row) : null);
        if (likeness == Likeness.Other)
            _found.Incomplete("view-of-other-version", $"De stand van deze afweging is niet de stand die deze versie uit haar bladeren berekent. De bag zegt dat een andere versie haar maakte ({by}): die kan anders rekenen, of de stand is gewijzigd. De stand is dus niet gecontroleerd; doe dat met die versie.",
                $"The state of this weighing is not the one that this version computes from its leaves. The bag says that another version made it ({by}): that may compute otherwise, or the state was altered. So the state was not checked; do so with that version.", named);
        else if (likeness == Likeness.More && !_found.Has("export-other-version"))
            _found.Incomplete("export-other-version", $"{BagFormat.Views} is door een andere versie gemaakt ({by}) en zegt meer van een afweging dan deze versie kent. Alleen wat deze versie kent, is vergeleken.", $"{BagFormat.Views} was made by another version ({by}) and says more of a weighing than this version knows. Only what this version knows was compared.");
        else if (likeness == Likeness.OfAnother)
            Differs(BagFormat.Views);
    }

    private static NamedEvent Named(EventRow row) => new(row.Index, row.Leaf.Stream, row.Leaf.Version, row.Leaf.Type);

    /// <summary>Where there is no SQLite file to compare with.</summary>
    private sealed class NoTables : ITables
    {
        public void Table(string name, string sql)
        {
        }

        public void Row(string table, params ReadOnlySpan<string?> values)
        {
        }
    }
}
