using System.Text;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Exports;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>The files of a bag that follow from its leaves: each is made anew, and compared with the one that is there while it is made.</summary>
/// <param name="bag">The files.</param>
/// <param name="head">What the bag says about itself.</param>
/// <param name="found">Gets what does not hold.</param>
internal sealed class RemadeFiles(BagFiles bag, BagHead head, Gathering found) : IDisposable
{
    private readonly Dictionary<string, Comparing> _compared = new(StringComparer.Ordinal);
    private ComparedTables? _tables;
    private Derivation? _derivation;
    private Derivation? _current; // what is written now, for a difference to be told at its event

    /// <summary>Gives what takes up the leaves.</summary>
    public Derivation Begin(CancellationToken cancellation)
    {
        if (bag.Files.TryGetValue(BagFormat.OcelSqlite, out var sqlite)) _tables = new ComparedTables(sqlite, () => Differs(BagFormat.OcelSqlite), cancellation);
        else Missing(BagFormat.OcelSqlite);
        return _current = _derivation = new Derivation(Compared, _tables ?? (ITables)new NoTables(), head.IsOfFirst);
    }

    /// <summary>All leaves were taken up: makes what follows from whole weighings, and the files that are about no leaf.</summary>
    /// <param name="derivation">What took them up.</param>
    /// <param name="leaves">The file of leaves.</param>
    /// <param name="bodies">The file of bodies; null where there is none.</param>
    /// <param name="texts">The texts that are here.</param>
    /// <param name="hashes">The hash of each file of the bag.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    public void Finish(Derivation derivation, Unpacked leaves, Unpacked? bodies, Texts texts, Dictionary<string, string> hashes, IProgress<CheckProgress> progress, CancellationToken cancellation)
    {
        var views = new ViewsExport(Compared(BagFormat.Views));
        derivation.Finish(
            head, leaves.Place, bodies?.Place, texts, (weighing, state) => views.Add(weighing, state),
            done => progress.Report(new CheckProgress("naspelen", "replay", done, head.Leaves)), cancellation);
        foreach (var row in derivation.NotFolded)
            found.Incomplete("not-replayed", "Deze versie kan de afweging vanaf deze gebeurtenis niet naspelen.", "This version cannot replay the weighing from this event on.", Named(row));
        Describe(hashes, derivation.Retention);
        Same(BagFormat.Readme, stream => stream.Write(Encoding.UTF8.GetBytes(BagTexts.Readme(head.IsOfFirst, bag.Files.ContainsKey(BagFormat.TextsWithheld)))));
        foreach (var stream in _compared.Values) stream.Finish();
        _tables?.Finish();
        if (!found.Has("export-differs") && !found.Has("export-other-version") && !found.Has("view-of-other-version") && !found.Has("file-missing"))
            found.Remark("exports", "OCEL (JSON en SQLite), XES, CSV, CloudEvents, MDTO, de geschiedenis en de standen van de afwegingen volgen regel voor regel uit de bladeren.",
                "OCEL (JSON and SQLite), XES, CSV, CloudEvents, MDTO, the history and the states of the weighings follow line by line from the leaves.");
    }

    public void Dispose()
    {
        foreach (var stream in _compared.Values) stream.Dispose();
        _derivation?.Dispose();
        _tables?.Dispose();
    }

    /// <summary>The metadata of the dossier and of its files.</summary>
    private void Describe(Dictionary<string, string> hashes, RetentionSet? retention)
    {
        Same(BagFormat.Mdto, stream => MdtoExport.WriteDossier(stream, head, retention));
        foreach (var (file, _, _) in MdtoExport.Files)
            if (hashes.TryGetValue(file, out var hash)) Same(file + BagFormat.MdtoOfFile, stream => MdtoExport.WriteFile(stream, head, file, bag.Files[file].Length, hash));
    }

    private void Same(string name, Action<Stream> write)
    {
        _current = null; // what follows is about no single event
        write(Compared(name));
    }

    /// <summary>A stream that compares what an export should hold with what it holds.</summary>
    private Stream Compared(string name)
    {
        if (!bag.Files.TryGetValue(name, out var file))
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
        if (!found.Has("file-missing")) found.Incomplete("file-missing", $"{name} ontbreekt.", $"{name} is missing.");
    }

    private void Differs(string name)
    {
        var named = _current?.Current is { } row ? Named(row) : null;
        if (name == BagFormat.History && IsOfOtherVersion)
            found.Incomplete("export-other-version", $"{name} is door een andere versie gemaakt ({BagFiles.Shown(head.Software)}) en kan door deze niet worden vergeleken.", $"{name} was made by another version ({BagFiles.Shown(head.Software)}) and cannot be compared by this one.", named);
        else if (name == BagFormat.Views && !head.IsOfFirst)
            found.Altered("export-differs", $"Wat de installatie toont van een afweging is niet wat uit haar bladeren volgt{(named is null ? "" : ", het eerst van de afweging van deze gebeurtenis")}: haar gebeurtenissen zijn gewijzigd, of {name} is dat.",
                $"What the installation shows of a weighing is not what follows from its leaves{(named is null ? "" : ", first of the weighing of this event")}: its events were altered, or {name} was.", named);
        else
            found.Altered("export-differs", $"{name} zegt iets anders dan de bladeren{(named is null ? "" : ", het eerst bij deze gebeurtenis")}.", $"{name} says something else than the leaves{(named is null ? "" : ", first at this event")}.", named);
    }

    /// <summary>Whether the bag says that another version made it. Nothing bears that out, so it never makes sound what is not.</summary>
    private bool IsOfOtherVersion => head.Software != BagFormat.Software;

    private void ViewDiffers(Likeness likeness)
    {
        var (by, named) = (BagFiles.Shown(head.Software), _current?.Current is { } row ? Named(row) : null);
        if (likeness == Likeness.Other)
            found.Incomplete("view-of-other-version", $"De stand van deze afweging is niet de stand die deze versie uit haar bladeren berekent. De bag zegt dat een andere versie haar maakte ({by}): die kan anders rekenen, of de stand is gewijzigd. De stand is dus niet gecontroleerd; doe dat met die versie.",
                $"The state of this weighing is not the one that this version computes from its leaves. The bag says that another version made it ({by}): that may compute otherwise, or the state was altered. So the state was not checked; do so with that version.", named);
        else if (likeness == Likeness.More && !found.Has("export-other-version"))
            found.Incomplete("export-other-version", $"{BagFormat.Views} is door een andere versie gemaakt ({by}) en zegt meer van een afweging dan deze versie kent. Alleen wat deze versie kent, is vergeleken.", $"{BagFormat.Views} was made by another version ({by}) and says more of a weighing than this version knows. Only what this version knows was compared.");
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
