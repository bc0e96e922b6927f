using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.AuditBundle.Writing;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Criteria;
using WikkenWegen.Domain.Framings;
using WikkenWegen.Domain.Inputs;
using WikkenWegen.Domain.Proposals;
using WikkenWegen.Domain.Stakeholders;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Proofs;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>
/// What the database of an installation holds of one corporation, in memory: leaves with the hashes that they got with their place, the texts of the vault, and the
/// checkpoints that were signed. Whoever holds it may change everything in it; the key is apart.
/// </summary>
internal sealed class SmallStore
{
    public const string Corporation = "thuis";
    public static readonly Guid Flat = new("019c2283-f800-7000-8000-000000000001");
    public static readonly Guid Square = new("019c2283-f800-7000-8000-000000000002");
    public static readonly Guid Registration = new("019c2283-f800-7000-8000-0000000000aa");
    public static readonly DateTimeOffset Start = new(2026, 2, 3, 9, 0, 0, TimeSpan.Zero);

    private NoteSigner _signer;
    private readonly Dictionary<Guid, int> _versions = [];

    public SmallStore(string origin = "wikkenwegen.local/thuis", byte seed = 7)
    {
        Origin = origin;
        _signer = SignerOf(seed);
    }

    public string Origin { get; }

    public string Key => _signer.VerifierKey.ToString();

    /// <summary>The leaves by index: the bytes, the hash that is kept beside them, and the body where it is too large.</summary>
    public List<(byte[] Bytes, byte[] Hash, byte[]? Body)> Leaves { get; } = [];

    public List<string> Disclosures { get; } = [];

    /// <summary>Digests of texts that the store has, and that whoever asks for a bag may not see.</summary>
    public List<string> Withheld { get; } = [];

    /// <summary>Signed notes, by ascending size.</summary>
    public List<byte[]> Checkpoints { get; } = [];

    /// <summary>The events of weighings as their rows have them, by the index of the leaf that each got: what the pages of the installation show.</summary>
    public SortedDictionary<int, (Guid Stream, RecordedEvent Event)> Rows { get; } = [];

    /// <summary>What the store has as the event of a leaf, by its index, where that is not what the leaf says.</summary>
    public Dictionary<int, StoredEvent> Differing { get; } = [];

    /// <summary>How many events the store has that have no leaf.</summary>
    public long WithoutLeaf { get; set; }

    /// <summary>How many leaves were there when a bag was asked for, that no checkpoint has.</summary>
    public long Unsigned { get; set; }

    /// <summary>Whether a bag has the states that follow from the rows, as those of an installation have; else those that follow from the leaves.</summary>
    public bool ShowsRows { get; set; }

    /// <summary>A store with two weighings, interleaved, as it was before anybody touched it.</summary>
    public static SmallStore Honest()
    {
        var store = new SmallStore();
        store.Record(Registration, "corporation", new CorporationRegistered { OccurredAt = Start, Registration = new Registration { Code = Corporation, Name = "Thuis", KvkNumber = "01234567" } });
        store.Record(Flat, "weighing", new WeighingOpened { OccurredAt = Start.AddDays(1), Framing = Framing("De flat") });
        store.Record(Square, "weighing", new WeighingOpened { OccurredAt = Start.AddDays(1), Framing = Framing("Het plein") });
        store.Record(Flat, "weighing", new ProposalSubmitted { OccurredAt = Start.AddDays(2), Code = "V1", Content = new ProposalContent { Name = "Renoveren", Costs = 8750000.50m } });
        store.Record(Flat, "weighing", new StakeholderInvited { OccurredAt = Start.AddDays(2), Code = "B1", Party = "Bewonerscommissie", Role = "bewoner", Say = Say.Advises, PersonName = store.Seal("personName", "Mevrouw De Vries") });
        store.Record(Square, "weighing", new ProposalSubmitted { OccurredAt = Start.AddDays(3), Code = "V1", Content = new ProposalContent { Name = "=Groen \"en\" stil" } });
        store.Record(Flat, "weighing", new CriteriaAdopted { OccurredAt = Start.AddDays(3), Set = Criteria() });
        store.Record(Flat, "weighing", new InputGiven { OccurredAt = Start.AddDays(4), Number = 1, Stakeholder = "B1", Content = new InputContent { Statement = store.Seal("statement", "Wij willen blijven.\nEn wel hier.") } });
        store.Record(Flat, "weighing", new ProposalRevised { OccurredAt = Start.AddDays(5), Code = "V1", Revision = 2, Content = new ProposalContent { Name = "Rustig renoveren" }, Reason = store.Seal("reason", "Op verzoek van de bewoners") });
        store.Record(Square, "weighing", new ProposalWithdrawn { OccurredAt = Start.AddDays(6), Code = "V1", Reason = store.Seal("reason", "Geen draagvlak") });
        store.Erase(store.Disclosures[0]);
        store.Record(Flat, "weighing", new ProposalSubmitted { OccurredAt = Start.AddDays(8), Code = "V2", Content = new ProposalContent { Name = "Niets doen", DoNothing = true } });
        return store;
    }

    /// <summary>Records an event as the trigger does, and signs where asked.</summary>
    public void Record(Guid stream, string streamType, DomainEvent happened, bool sign = true)
    {
        if (happened is WeighingEvent step) Rows.Add(Leaves.Count, (stream, new RecordedEvent(step, _versions.GetValueOrDefault(stream) + 1, RecordedAt(Leaves.Count), "subject-1")));
        Append(stream, streamType, EventContract.Names[happened.GetType()], JsonSerializer.Serialize(happened, happened.GetType(), EventContract.Json), sign);
    }

    /// <summary>When the event of a leaf was recorded.</summary>
    public static DateTimeOffset RecordedAt(int index) => Start.AddDays(index).AddMinutes(1);

    public void Append(Guid stream, string streamType, string type, string data, bool sign = true, bool large = false)
    {
        var version = _versions[stream] = _versions.GetValueOrDefault(stream) + 1;
        var body = large ? Encoding.UTF8.GetBytes(data) : null;
        AddLeaf(Leaf(Leaves.Count, stream, streamType, version, type, data, body), body);
        if (sign) Sign();
    }

    /// <summary>Passes over a number, as for an event of which no leaf was made.</summary>
    public void SkipVersion(Guid stream) => _versions[stream] = _versions.GetValueOrDefault(stream) + 1;

    public void AddLeaf(string leaf, byte[]? body = null)
    {
        var bytes = Encoding.UTF8.GetBytes(leaf);
        Leaves.Add((bytes, MerkleTree.HashLeaf(bytes).ToArray(), body));
    }

    /// <summary>Changes the key: by a leaf that says so under the old one and the new, or where others sign it, under theirs.</summary>
    public void ChangeKey(byte seed, byte? signedBy = null, bool uses = true)
    {
        var (from, to) = (_signer, SignerOf(seed));
        var statement = KeyChange.Sign(signedBy is { } other ? SignerOf(other) : from, to);
        if (uses) _signer = to;
        Append(Registration, "corporation", KeyChange.Type, JsonSerializer.Serialize(new LogKeyChanged { OccurredAt = Start.AddDays(Leaves.Count), From = from.VerifierKey.ToString(), To = to.VerifierKey.ToString(), Statement = statement }, EventContract.Json));
        KeyChanges.Add(Leaves.Count - 1);
    }

    /// <summary>Signs by another key from now on, of which no leaf tells.</summary>
    public void UseKey(byte seed) => _signer = SignerOf(seed);

    /// <summary>The places of the leaves by which the key was changed.</summary>
    public List<int> KeyChanges { get; } = [];

    private NoteSigner SignerOf(byte seed) => NoteSigner.Create(Origin, Ed25519.ImportSeed(Enumerable.Repeat(seed, 32).ToArray()).Value).Value;

    /// <summary>Deletes a text, and records that.</summary>
    public void Erase(string disclosure)
    {
        Disclosures.Remove(disclosure);
        Append(Registration, "corporation", "personal_data_erased",
            $$"""{"erasureId":"019c2283-f800-7000-8000-0000000000ee","subject":"p-1","digests":["{{DigestOf(disclosure)}}"],"ground":"consentWithdrawn","decidedBy":"s-1","confirmedBy":"s-2","requestedAt":"2026-02-10T09:00:00Z","occurredAt":"2026-02-10T09:00:00Z"}""");
    }

    /// <summary>Lists a text as withheld from whoever asks, instead of disclosing it.</summary>
    public void Withhold(string disclosure)
    {
        Disclosures.Remove(disclosure);
        Withheld.Add(DigestOf(disclosure));
    }

    public Sealed Seal(string name, string text)
    {
        var salt = SHA256.HashData(Encoding.UTF8.GetBytes(name + text))[..16];
        var encoded = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new[] { Base64Url.EncodeToString(salt), name, text }));
        Disclosures.Add(encoded);
        return new Sealed(DigestOf(encoded));
    }

    public static string DigestOf(string encoded) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(encoded)));

    /// <summary>Signs the tree of all leaves, as their kept hashes tell it.</summary>
    public byte[] Sign()
    {
        var root = MerkleTree.Root(Leaves.Select(leaf => new TreeHash(leaf.Hash)).ToArray());
        var note = Note.Sign(Checkpoint.Create(Origin, new TreeHead((ulong)Leaves.Count, root)).Value.ToString(), _signer).Value;
        Checkpoints.Add(note);
        return note;
    }

    /// <summary>Changes the text of a leaf; the hash beside it too, where asked.</summary>
    public void Change(int index, string from, string to, bool hash = false)
    {
        var text = Encoding.UTF8.GetString(Leaves[index].Bytes);
        text.ShouldContain(from);
        var bytes = Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
        Leaves[index] = (bytes, hash ? MerkleTree.HashLeaf(bytes).ToArray() : Leaves[index].Hash, Leaves[index].Body);
    }

    /// <summary>Builds the tree and every checkpoint again from the leaves as they are now, with the key.</summary>
    public void Rebuild()
    {
        for (var i = 0; i < Leaves.Count; i++) Leaves[i] = (Leaves[i].Bytes, MerkleTree.HashLeaf(Leaves[i].Bytes).ToArray(), Leaves[i].Body);
        Checkpoints.Clear();
        Sign();
    }

    /// <summary>The bag of all of it.</summary>
    public byte[] Bag(IEnumerable<int>? indices = null, string? corporation = null)
    {
        return Write(Request(corporation ?? Corporation), (indices ?? Enumerable.Range(0, Leaves.Count)).Select(Given));
    }

    /// <summary>The bag of one weighing.</summary>
    public byte[] Bag(Guid weighing) => Bag(i => Encoding.UTF8.GetString(Leaves[i].Bytes).Contains(weighing.ToString(), StringComparison.Ordinal) ? null : LeftOut.Selection, weighing);

    /// <summary>A bag that leaves out what it is told to, with the texts of the rest.</summary>
    public byte[] Bag(Func<int, LeftOut?> leftOut, Guid? weighing = null, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        var leaves = Enumerable.Range(0, Leaves.Count).Select(i => leftOut(i) is { } why ? BundleLeaf.NotHere(i, Leaves[i].Hash, why) : Given(i)).ToList();
        var texts = string.Concat(leaves.Where(leaf => leaf.LeftOut is null).Select(leaf => Encoding.UTF8.GetString(leaf.Bytes.Span)));
        Disclosures.RemoveAll(text => !texts.Contains(DigestOf(text), StringComparison.Ordinal));
        Withheld.RemoveAll(digest => !texts.Contains(digest, StringComparison.Ordinal));
        return Write(Request(Corporation) with { Weighing = weighing, From = from, Until = until }, leaves);
    }

    public byte[] Proof(long index)
    {
        var proof = MerkleTree.InclusionProof(Leaves.Select(leaf => new TreeHash(leaf.Hash)).ToArray(), (ulong)index).Value;
        return TlogProof.Create((ulong)index, proof, Checkpoints[^1]).Value.Format();
    }

    private BundleRequest Request(string corporation) => new(corporation, Origin, Start.AddDays(30), Key + "\n", $"log {Key}\nquorum none\n", null, null, null, WithoutLeaf);

    private BundleLeaf Given(int index) => new(index, Leaves[index].Bytes, Leaves[index].Body is { } body ? body : null, Leaves[index].Hash, Event: Differing.GetValueOrDefault(index));

    /// <summary>Time stamps by the size of the checkpoint, as the store has them.</summary>
    public List<(long Size, byte[] Token)> Timestamps { get; } = [];

    private byte[] Write(BundleRequest request, IEnumerable<BundleLeaf> leaves)
    {
        request = request with { Unsigned = Unsigned, Timestamps = Timestamps, TextsWithheld = Withheld, KeyChanges = [.. KeyChanges.Select(i => new BundleLeaf(i, Leaves[i].Bytes, null))] };
        using var zip = new MemoryStream();
        BundleWriter.Write(zip, request, leaves.ToAsyncEnumerable(), Checkpoints, Disclosures.ToAsyncEnumerable(), ShowsRows ? (id, number, _) => Task.FromResult(Shown(id, number)) : null, new Progress<long>(), CancellationToken.None)
            .GetAwaiter().GetResult();
        return zip.ToArray();
    }

    /// <summary>The state that follows from the rows, with those that are beyond a number and have no leaf.</summary>
    private Weighing? Shown(Guid id, int number)
    {
        var events = Rows.Where(row => row.Value.Stream == id && (row.Value.Event.Number <= number || row.Key >= Leaves.Count)).Select(row => row.Value.Event).ToList();
        try
        {
            return events.Count == 0 ? null : Weighing.Fold(events);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NullReferenceException)
        {
            return null; // rows that do not follow each other are no weighing
        }
    }

    private static string Leaf(int index, Guid stream, string streamType, int version, string type, string data, byte[]? body)
    {
        var recorded = RecordedAt(index).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var occurred = JsonDocument.Parse(data).RootElement.TryGetProperty("occurredAt", out var at) ? $"\"{at.GetString()}\"" : "null";
        var id = new Guid(0x019c2283, unchecked((short)0xf801), 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)index);
        var content = body is null ? $"\"data\":{data}" : $"\"dataLength\":{body.Length},\"dataSha256\":\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"";
        return $$"""{"v":1,"corporation":"{{Corporation}}","streamType":"{{streamType}}","stream":"{{stream}}","version":{{version}},"eventId":"{{id}}","type":"{{type}}","recordedAt":"{{recorded}}","occurredAt":{{occurred}},"actor":"subject-1","roles":"strategist decider","correlation":"c-{{index}}","recorder":"WikkenWegen/1.0.0","nonce":"{{Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(index))[..16])}}",{{content}}}""";
    }

    private static Framing Framing(string title) => new()
    {
        Title = title,
        Question = $"Wat doen wij met {title.ToLowerInvariant()}?",
        Level = Level.Tactical,
        Scale = WeighingScale.Complex,
        Ownership = Ownership.Own,
        Breadth = Breadth.Narrow,
        SgeiRegime = SgeiRegime.Sgei,
        ProcessForm = ProcessForm.Advice,
        OwnerRole = "Strateeg wonen",
        DeciderRole = "Bestuurder",
        Confidentiality = Confidentiality.Internal,
    };

    private static CriteriaSet Criteria() => new()
    {
        Criteria = [new Criterion { Code = "BET", Name = "Betaalbaarheid", Direction = Direction.HigherIsBetter, Scale = new Scale { Worst = 0, Best = 10 }, Weight = 100 }],
        WeightMethod = WeightMethod.Swing,
    };
}
