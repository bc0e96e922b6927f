using System.Text;
using WikkenWegen.AuditBundle.Containers;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>Checks a bag: all that it says is computed anew, from the leaves and checkpoints in it. One pass over the leaves, and one over the streams.</summary>
public sealed class BagCheck
{
    private readonly BagFiles _bag;
    private readonly BagCheckOptions _options;
    private readonly IProgress<CheckProgress> _progress;
    private readonly CancellationToken _cancellation;
    private readonly Gathering _found = new();
    private BagHead? _head;

    private BagCheck(BagFiles bag, BagCheckOptions options, IProgress<CheckProgress> progress, CancellationToken cancellation) =>
        (_bag, _options, _progress, _cancellation) = (bag, options, progress, cancellation);

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
            check = new BagCheck(bag, options, progress, cancellation);
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

    private void Run()
    {
        var hashes = Manifests.Check(_bag, _found, _progress, _cancellation);
        var head = _head = ReadHead();
        var (keyChanges, timeStamps) = (new KeyChangesOfBag(_found), new TimeStampsOfBag(_found));
        var checkpoints = new CheckpointsOfBag(_found, keyChanges.Read(_bag, FindTrust(), head.Origin), head);
        var (ours, kept) = (checkpoints.Read(_bag, _cancellation), checkpoints.Read(_options.Kept));
        Scope(head);
        timeStamps.Read(_bag, ours, _options.TimestampRoots, _cancellation);
        using var texts = new TextsOfBag(_found);
        texts.Read(_bag);

        using var remade = new RemadeFiles(_bag, head, _found);
        var derivation = remade.Begin(_cancellation);
        using var leaves = new Unpacked(_bag.Need(BagFormat.Leaves));
        using var bodies = _bag.Files.TryGetValue(BagFormat.Bodies, out var file) ? new Unpacked(file) : null;
        new LeavesOfBag(_bag, head, _found, texts, keyChanges, timeStamps).Check(derivation, leaves, bodies, ours, kept, _progress, _cancellation);
        if (!_found.Has("leaf-unreadable")) remade.Finish(derivation, leaves, bodies, texts.Here, hashes, _progress, _cancellation);
        texts.Judge(derivation.Erased, _options.WithoutTexts);
    }

    private BagHead ReadHead()
    {
        var head = BagHead.Read(_bag.Need(BagFormat.Head).ReadAll()) ?? throw new UnreadableBagException("bag.json kan niet worden gelezen.", "bag.json cannot be read.");
        return head.Format is BagFormat.Version or BagFormat.First ? head
            : throw new UnreadableBagException($"Dit is het formaat {BagFiles.Shown(head.Format)}; deze versie leest {BagFormat.Version}.", $"This is the format {BagFiles.Shown(head.Format)}; this version reads {BagFormat.Version}.");
    }

    private Trust FindTrust()
    {
        if (_options.Trust is { } given)
        {
            _found.Remark("keys", "De handtekeningen zijn gecontroleerd met de sleutels die u gaf.", "The signatures were checked with the keys that you gave.");
            return given;
        }
        _found.Remark("keys", "LET OP: er is geen sleutel gegeven. De handtekeningen zijn gecontroleerd met de sleutels uit de bag zelf; dat bewijst niets tegenover wie de bag maakte.",
            "MIND: no key was given. The signatures were checked with the keys in the bag itself, which proves nothing against whoever made the bag.");
        return Trust.InKeys(Encoding.UTF8.GetString(_bag.Need(BagFormat.Keys).ReadAll()));
    }

    /// <summary>Tells what the bag is about, where that is not the whole log. It decides so itself, so what it leaves out is told.</summary>
    private void Scope(BagHead head)
    {
        if (head.WithoutLeaf is { } without)
            _found.Altered("events-without-leaf", $"De installatie heeft {without} gebeurtenissen waarvan geen blad is gemaakt: zij zijn buiten haar om toegevoegd, of hun blad is weg.", $"The installation has {without} events of which no leaf was made: they were added past it, or their leaf is gone.");
        if (head.Unsigned is { } unsigned)
            _found.Incomplete("leaves-unsigned", $"Toen om deze bag werd gevraagd waren er {unsigned} bladeren meer, die nog niet waren ondertekend: zij zitten er niet in. Vraag later een nieuwe.", $"When this bag was asked for there were {unsigned} more leaves, which were not signed yet: they are not in it. Ask for another one later.");
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
}
