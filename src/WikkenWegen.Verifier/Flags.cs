using System.Diagnostics.CodeAnalysis;

namespace WikkenWegen.Verifier;

/// <summary>What the auditor asked for.</summary>
internal sealed class Flags
{
    /// <summary>bag, proof, checkpoints, online, witness or help.</summary>
    public required string Command { get; init; }

    /// <summary>What the command is about: paths, or an address.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>vkeys, or paths of files with vkeys.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Path of a tlog-policy; null where none was given.</summary>
    public string? Policy { get; init; }

    /// <summary>Path of the changes of the key of a log; null where none was given.</summary>
    public string? KeyChanges { get; init; }

    /// <summary>Paths of certificates of whoever names authorities for time stamps.</summary>
    public required IReadOnlyList<string> TimestampRoots { get; init; }

    /// <summary>Paths of checkpoints that were kept.</summary>
    public required IReadOnlyList<string> Checkpoints { get; init; }

    /// <summary>Path of the leaf that a proof is about.</summary>
    public string? Leaf { get; init; }

    /// <summary>Path of a consistency proof.</summary>
    public string? Proof { get; init; }

    /// <summary>Folder in which checkpoints of a live installation are kept.</summary>
    public string? Keep { get; init; }

    /// <summary>Address at which a witness listens.</summary>
    public string? Listen { get; init; }

    /// <summary>Path of a file with the token for a live installation.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Whether texts that are not included are no reason to call a bag incomplete.</summary>
    public bool WithoutTexts { get; init; }

    /// <summary>Whether the report is JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Whether no progress is shown.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether the report is in English instead of Dutch.</summary>
    public bool English { get; init; }

    private static readonly Dictionary<string, int> Wanted = new() { ["bag"] = 1, ["proof"] = 1, ["checkpoints"] = 2, ["online"] = 1, ["witness"] = 1 };

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="flags">What they ask for; null where they are wrong.</param>
    /// <param name="wrong">What is wrong, with how it should be; null where nothing is.</param>
    public static bool TryRead(string[] args, [NotNullWhen(true)] out Flags? flags, [NotNullWhen(false)] out string? wrong)
    {
        (flags, wrong) = (null, null);
        var (subjects, keys, checkpoints, roots) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        var values = new Dictionary<string, string>();
        var switches = new HashSet<string>();
        for (var i = 1; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--json" or "--quiet" or "--without-texts":
                    switches.Add(args[i]);
                    break;
                case "--key" or "--checkpoint" or "--timestamp-root" or "--policy" or "--key-changes" or "--leaf" or "--proof" or "--keep" or "--listen" or "--token-file" or "--language" when i + 1 == args.Length:
                    return Refuse($"{args[i]}: waarde ontbreekt / value missing", out wrong);
                case "--key":
                    keys.Add(args[++i]);
                    break;
                case "--checkpoint":
                    checkpoints.Add(args[++i]);
                    break;
                case "--timestamp-root":
                    roots.Add(args[++i]);
                    break;
                case "--policy" or "--key-changes" or "--leaf" or "--proof" or "--keep" or "--listen" or "--token-file" or "--language":
                    if (!values.TryAdd(args[i], args[++i])) return Refuse($"{args[i - 1]}: tweemaal / twice", out wrong);
                    break;
                case ['-', '-', ..]:
                    return Refuse($"{args[i]}: onbekend / unknown", out wrong);
                default:
                    subjects.Add(args[i]);
                    break;
            }
        }
        var language = values.GetValueOrDefault("--language", "nl");
        if (language is not ("nl" or "en")) return Refuse("--language: nl, en", out wrong);
        var command = args is [] or ["--help" or "-h" or "help", ..] ? "help" : args[0];
        if (command != "help")
        {
            if (!Wanted.TryGetValue(command, out var wanted)) return Refuse($"{command}: onbekend / unknown", out wrong);
            if (subjects.Count != wanted) return Refuse($"{command}: {wanted} verwacht, {subjects.Count} gegeven / {wanted} expected, {subjects.Count} given", out wrong);
            if (keys.Count > 0 && values.ContainsKey("--policy")) return Refuse("--key of/or --policy", out wrong);
            if (command != "bag" && keys.Count == 0 && !values.ContainsKey("--policy")) return Refuse($"{command}: --key of/or --policy", out wrong);
            if (values.ContainsKey("--key-changes") && command is not ("proof" or "checkpoints" or "witness")) return Refuse($"{command}: --key-changes", out wrong);
            if (command == "witness" && !(values.ContainsKey("--listen") && values.ContainsKey("--keep"))) return Refuse("witness: --listen, --keep", out wrong);
            if (command == "proof" && !values.ContainsKey("--leaf")) return Refuse("proof: --leaf", out wrong);
        }
        flags = new Flags
        {
            Command = command,
            Subjects = subjects,
            Keys = keys,
            Checkpoints = checkpoints,
            TimestampRoots = roots,
            Policy = values.GetValueOrDefault("--policy"),
            KeyChanges = values.GetValueOrDefault("--key-changes"),
            Leaf = values.GetValueOrDefault("--leaf"),
            Proof = values.GetValueOrDefault("--proof"),
            Listen = values.GetValueOrDefault("--listen"),
            Keep = values.GetValueOrDefault("--keep"),
            TokenFile = values.GetValueOrDefault("--token-file"),
            WithoutTexts = switches.Contains("--without-texts"),
            Json = switches.Contains("--json"),
            Quiet = switches.Contains("--quiet"),
            English = language == "en",
        };
        return true;
    }

    /// <summary>How it is used.</summary>
    public static string Help(bool english) => english
        ? """
          wikkenwegen-verify bag BAG [--key KEY]… [--policy FILE] [--checkpoint FILE]… [--timestamp-root FILE]… [--without-texts]
              an export: a zip, or the folder of an unpacked one; --checkpoint: one that you kept earlier;
              --timestamp-root: a certificate (PEM or DER) that time stamps must lead to
          wikkenwegen-verify proof FILE.tlog-proof --leaf FILE (--key KEY | --policy FILE)
              that one event is in the log, or one checkpoint in the log over all corporations
          wikkenwegen-verify checkpoints OLDER NEWER [--proof FILE] (--key KEY | --policy FILE)
              that the log only grew
          wikkenwegen-verify online ADDRESS --token-file FILE [--keep FOLDER] (--key KEY | --policy FILE)
              a live installation: its newest checkpoint continues the one that was kept in FOLDER, and takes its place
          wikkenwegen-verify witness NAME --listen http://ADDRESS:PORT/ --keep FOLDER (--key KEY… | --policy FILE)
              runs a witness (c2sp.org/tlog-witness) of the logs of these keys; its key and what it saw are kept in FOLDER

          KEY is a vkey, or a file with vkeys.  --language nl|en   --json   --quiet (no progress)
          --key-changes FILE (proof, checkpoints, witness): the answer of GET /v1/audit/log/key-changes, where the key of the log was changed since you got yours; a bag has it itself, and 'online' asks for it
          Exit codes: 0 sound, 1 altered, 2 incomplete, 3 unreadable. No network but for 'online' and 'witness'; nothing is written but to the folder of --keep.
          """
        : """
          wikkenwegen-verify bag BAG [--key SLEUTEL]… [--policy BESTAND] [--checkpoint BESTAND]… [--timestamp-root BESTAND]… [--without-texts]
              een export: een zip, of de map van een uitgepakte; --checkpoint: een dat u eerder bewaarde;
              --timestamp-root: een certificaat (PEM of DER) waar tijdstempels op uit moeten komen
          wikkenwegen-verify proof BESTAND.tlog-proof --leaf BESTAND (--key SLEUTEL | --policy BESTAND)
              dat een gebeurtenis in het logboek staat, of een checkpoint in het logboek over alle corporaties
          wikkenwegen-verify checkpoints OUDSTE NIEUWSTE [--proof BESTAND] (--key SLEUTEL | --policy BESTAND)
              dat het logboek alleen is aangevuld
          wikkenwegen-verify online ADRES --token-file BESTAND [--keep MAP] (--key SLEUTEL | --policy BESTAND)
              een draaiende installatie: haar nieuwste checkpoint zet het in MAP bewaarde voort, en neemt zijn plaats in
          wikkenwegen-verify witness NAAM --listen http://ADRES:POORT/ --keep MAP (--key SLEUTEL… | --policy BESTAND)
              draait een getuige (c2sp.org/tlog-witness) van de logboeken van deze sleutels; zijn sleutel en wat hij zag blijven in MAP

          SLEUTEL is een vkey, of een bestand met vkeys.  --language nl|en   --json   --quiet (geen voortgang)
          --key-changes BESTAND (proof, checkpoints, witness): het antwoord van GET /v1/audit/log/key-changes, als de sleutel van het logboek is gewisseld sinds u de uwe kreeg; een bag heeft het zelf, en 'online' vraagt het
          Uitkomst: 0 deugdelijk, 1 gewijzigd, 2 onvolledig, 3 onleesbaar. Geen netwerk dan bij 'online' en 'witness'; alleen in de map van --keep wordt geschreven.
          """;

    private static bool Refuse(string why, out string? wrong)
    {
        wrong = $"{why}\n\n{Help(english: false)}";
        return false;
    }
}
