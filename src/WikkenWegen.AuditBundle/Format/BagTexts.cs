namespace WikkenWegen.AuditBundle;

/// <summary>What a bag says to the person who opens it, and what no report may leave out.</summary>
public static class BagTexts
{
    /// <summary>What a sound bag does not prove, in Dutch.</summary>
    public static IReadOnlyList<string> LimitsInDutch { get; } =
    [
        "Wat jonger is dan het laatste checkpoint dat buiten deze installatie wordt bewaard, is niet bewezen tegenover wie zowel de database als de sleutel in handen heeft.",
        "Dat iets nooit is vastgelegd, kan geen logboek tonen; wie een ontvangstbewijs heeft, kan tonen dat iets is achtergehouden.",
        "Of waar is wat iemand vastlegde, kan geen logboek zeggen.",
        "Een selectie (een afweging of een periode) bewijst dat wat erin staat ongewijzigd is en dat daartussen niets ontbreekt; dat er aan het eind niets is weggelaten, toont alleen een export van de hele corporatie.",
    ];

    /// <summary>The same in English.</summary>
    public static IReadOnlyList<string> LimitsInEnglish { get; } =
    [
        "What is younger than the last checkpoint that is kept outside this installation is not proven against whoever holds both the database and the key.",
        "No log can show that something was never recorded; whoever has a receipt can show that something was withheld.",
        "Whether what somebody recorded is true, no log can say.",
        "A selection (a weighing or a period) proves that what is in it is unaltered and that nothing between is missing; that nothing was left out at its end, only an export of the whole corporation shows.",
    ];

    /// <summary>How many of the limits stand in a bag of the first format: the newer ones stand behind them.</summary>
    private const int LimitsOfFirst = 3;

    private const string Withheld = "\ndata/texts-withheld.txt digests van teksten die de installatie heeft en de aanvrager niet mag zien; dat zij ze heeft, zegt zij zelf: dit dossier bewijst het niet";

    /// <summary>leesmij.txt, the same in every bag of a format, but for what is told of texts that are withheld.</summary>
    /// <param name="first">Whether the bag is of the first format.</param>
    /// <param name="withheld">Whether it lists texts as withheld from whoever asked for it.</param>
    internal static string Readme(bool first, bool withheld) => first
        ? Readme("", "", LimitsOfFirst, "plaats in het logboek, hash en zo nodig het bewijs", "elke afweging zoals zij uit haar gebeurtenissen volgt")
        : Readme("; in events.csv staat leaf_hash in hexadecimale cijfers", withheld ? Withheld : "", LimitsInDutch.Count, "elke plaats in het logboek met haar hash, ook van bladeren die hier niet zijn (leftOut zegt waarom)", "elke afweging zoals de installatie haar toont; zij moet uit haar gebeurtenissen volgen");

    private static string Readme(string csv, string withheld, int limits, string positions, string views) => $"""
        Dit is een dossier uit WikkenWegen voor een controleur: een BagIt-bag (RFC 8493) met SHA-256.

        Zelf controleren, zonder de installatie en zonder netwerk:
          wikkenwegen-verify bag DIT-BESTAND.zip --key SLEUTEL [--checkpoint EERDER-CHECKPOINT]
          of, uitgepakt: sha256sum -c manifest-sha256.txt
        Gebruik de sleutel en de checkpoints die u zelf eerder kreeg, niet die uit data/: wie een bag kan maken, kan er ook een sleutel in leggen.

        data/leaves.ndjson      de gebeurtenissen, letterlijk, een per regel; de hash van een blad is SHA-256(0x00 ‖ regel zonder regeleinde), RFC 6962
        data/positions.ndjson   regel voor regel daarnaast: {positions}
        data/checkpoints/       ondertekende standen van het logboek (c2sp.org/tlog-checkpoint)
        data/disclosures.txt    teksten die de aanvrager mag zien; een tekst hoort bij het _sd in een gebeurtenis (RFC 9901){withheld}
        data/views.ndjson       {views}
        data/exports/           dezelfde gebeurtenissen als leesbare geschiedenis en voor andere programma's: OCEL 2.0, XES, CSV, CloudEvents, MDTO{csv}

        Wat dit dossier niet bewijst:
        {string.Join('\n', LimitsInDutch.Take(limits).Select(limit => $"- {limit}"))}

        ---
        This is a file from WikkenWegen for an auditor: a BagIt bag (RFC 8493). Check it with wikkenwegen-verify, with keys and checkpoints that you got before, not
        with those in data/. What it does not prove:
        {string.Join('\n', LimitsInEnglish.Take(limits).Select(limit => $"- {limit}"))}

        """.ReplaceLineEndings("\n");
}
