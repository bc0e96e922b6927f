using WikkenWegen.Domain;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>Metadata for an archive (MDTO-XML 1.0.1 of the Nationaal Archief): one information object, and one file description for each of its files.</summary>
internal static class MdtoExport
{
    /// <summary>The files that are described, with what they are.</summary>
    public static readonly (string File, string Kind, string? Pronom)[] Files =
    [
        (BagFormat.Leaves, "Newline Delimited JSON", null),
        (BagFormat.History, "Plain Text File", "x-fmt/111"),
        (BagFormat.Ocel, "JSON Data Interchange Format", "fmt/817"),
        (BagFormat.OcelSqlite, "SQLite Database File Format", "fmt/729"),
        (BagFormat.Xes, "Extensible Markup Language", "fmt/101"),
        (BagFormat.Csv, "Comma Separated Values", "x-fmt/18"),
        (BagFormat.CloudEvents, "Newline Delimited JSON", null),
    ];

    /// <summary>Writes the information object: the dossier that the bag is.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="head">What the bag says about itself.</param>
    /// <param name="retention">The newest decision on how long the weighing is kept; null where there is none, or the bag is not about one.</param>
    public static void WriteDossier(Stream stream, BagHead head, RetentionSet? retention)
    {
        var output = new Output(stream);
        Begin(output, "informatieobject");
        Identity(output, Identification(head), head.Origin);
        output.Text("<naam>").Xml(Name(head)).Text("</naam>\n");
        Concept(output, "aggregatieniveau", head.Weighing is null ? "Serie" : "Dossier", null, "Begrippenlijst Aggregatieniveaus MDTO");
        output.Text("<omschrijving>").Xml($"{head.Leaves} vastgelegde gebeurtenissen, te controleren tegen het logboek {head.Origin} bij grootte {head.Size}").Text("</omschrijving>\n");
        output.Text("<taal>nl</taal>\n");
        output.Text("<event>\n");
        Concept(output, "eventType", "Export", null, "WikkenWegen");
        output.Text("<eventTijd>").Text(Moment(head)).Text("</eventTijd>\n</event>\n");
        Retention(output, head.IsOfFirst ? null : retention);
        foreach (var (file, _, _) in Files)
        {
            output.Text("<heeftRepresentatie>\n");
            Reference(output, file[BagFormat.Payload.Length..], $"{Identification(head)}/{file[BagFormat.Payload.Length..]}", head.Origin);
            output.Text("</heeftRepresentatie>\n");
        }
        output.Text("<archiefvormer>\n<verwijzingNaam>").Xml(head.Corporation).Text("</verwijzingNaam>\n</archiefvormer>\n");
        output.Text("<beperkingGebruik>\n");
        Concept(output, "beperkingGebruikType", "Beperkt: alleen voor wie de corporatie toestemming geeft", null, "WikkenWegen");
        output.Text("</beperkingGebruik>\n");
        End(output, "informatieobject");
    }

    /// <summary>Writes the description of one file.</summary>
    public static void WriteFile(Stream stream, BagHead head, string file, long length, string sha256)
    {
        var (_, kind, pronom) = Files.First(f => f.File == file);
        var (output, path) = (new Output(stream), file[BagFormat.Payload.Length..]);
        Begin(output, "bestand");
        Identity(output, $"{Identification(head)}/{path}", head.Origin);
        output.Text("<naam>").Xml(path).Text("</naam>\n<omvang>").Number(length).Text("</omvang>\n");
        Concept(output, "bestandsformaat", kind, pronom, "PRONOM-register");
        output.Text("<checksum>\n");
        Concept(output, "checksumAlgoritme", "SHA256", null, "Begrippenlijst ChecksumAlgoritme MDTO");
        output.Text("<checksumWaarde>").Text(sha256).Text("</checksumWaarde>\n<checksumDatum>").Text(Moment(head)).Text("</checksumDatum>\n</checksum>\n<isRepresentatieVan>\n");
        Reference(output, Name(head), Identification(head), head.Origin);
        output.Text("</isRepresentatieVan>\n");
        End(output, "bestand");
    }

    /// <summary>How long it is kept. Of a record of which nobody decided that, it is still to be said.</summary>
    private static void Retention(Output output, RetentionSet? set)
    {
        const string list = "Begrippenlijst Waarderingen MDTO";
        if (set is { Nomination: ArchiveNomination.Destroy }) Concept(output, "waardering", "Tijdelijk te bewaren", "V", list);
        else if (set is { Nomination: ArchiveNomination.Keep } or { Status: ArchiveStatus.ToBeKept }) Concept(output, "waardering", "Blijvend te bewaren", "B", list);
        else Concept(output, "waardering", "Nog te waarderen", null, "WikkenWegen");
        if (set?.ActionDay is { } day)
            output.Text("<bewaartermijn>\n<termijnEinddatum>").Text(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).Text("</termijnEinddatum>\n</bewaartermijn>\n");
    }

    private static string Identification(BagHead head) => head.Weighing?.ToString() ?? $"{head.Corporation}@{head.Size}";

    private static string Name(BagHead head) => head.Weighing is { } id ? $"Afweging {id}" : $"Afwegingen van {head.Corporation}";

    private static string Moment(BagHead head) => head.MadeAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static void Begin(Output output, string kind) => output
        .Text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MDTO xmlns=\"https://www.nationaalarchief.nl/mdto\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"")
        .Text(" xsi:schemaLocation=\"https://www.nationaalarchief.nl/mdto https://www.nationaalarchief.nl/mdto/MDTO-XML1.0.1.xsd\">\n<").Text(kind).Text(">\n");

    private static void End(Output output, string kind)
    {
        output.Text("</").Text(kind).Text(">\n</MDTO>\n");
        output.Flush();
    }

    private static void Identity(Output output, string mark, string source, string element = "identificatie") => output
        .Text("<").Text(element).Text(">\n<identificatieKenmerk>").Xml(mark).Text("</identificatieKenmerk>\n<identificatieBron>").Xml(source).Text("</identificatieBron>\n</").Text(element).Text(">\n");

    private static void Reference(Output output, string name, string mark, string source)
    {
        output.Text("<verwijzingNaam>").Xml(name).Text("</verwijzingNaam>\n");
        Identity(output, mark, source, "verwijzingIdentificatie");
    }

    private static void Concept(Output output, string element, string label, string? code, string list)
    {
        output.Text("<").Text(element).Text(">\n<begripLabel>").Xml(label).Text("</begripLabel>\n");
        if (code is not null) output.Text("<begripCode>").Xml(code).Text("</begripCode>\n");
        output.Text("<begripBegrippenlijst>\n<verwijzingNaam>").Xml(list).Text("</verwijzingNaam>\n</begripBegrippenlijst>\n</").Text(element).Text(">\n");
    }
}
