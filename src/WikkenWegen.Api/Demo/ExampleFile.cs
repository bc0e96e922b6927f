using System.Text.Json;
using System.Text.Json.Serialization;

namespace WikkenWegen.Api.Demo;

/// <summary>The file of example weighings, weighings.nl.json: three weighings of a fictional corporation, in Dutch, without names of persons.</summary>
internal sealed record ExampleFile(Afweging[] Afwegingen)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>Reads the file, which is part of the assembly.</summary>
    public static ExampleFile Read()
    {
        using var stream = typeof(ExampleFile).Assembly.GetManifestResourceStream("weighings.nl.json")!;
        return JsonSerializer.Deserialize<ExampleFile>(stream, Json)!;
    }
}

internal sealed record Afweging(
    string Code, string Titel, string Vraag, string Niveau, string Schaal, Afwegingstype Afwegingstype, string Procesvorm, string Regime,
    Locatie Locatie, string Eigenaar, string Beslisser, string Goedkeuring, Voorstel[] Voorstellen, Dictionary<string, Criteriaversie> Criteria,
    Dictionary<string, Dictionary<string, Bandbreedte>> Scores, Belanghebbende[] Belanghebbenden, Inbreng[] Inbreng, Bezwaar[]? Bezwaren,
    Advies? Advies, Besluit Besluit, Gebeurtenis[] Gebeurtenissen);

internal sealed record Afwegingstype(string Wie, string Breedte);

internal sealed record Locatie(string Gemeentecode, string Wijkcode, string Buurtcode, string? Complexcode);

internal sealed record Voorstel(string Code, string Naam, string Omschrijving, decimal Investering);

internal sealed record Criteriaversie(DateOnly VastgesteldOp, string? Reden, Criterium[] Criteria);

internal sealed record Criterium(string Code, string Naam, decimal Gewicht);

internal sealed record Bandbreedte(decimal Laag, decimal Verwacht, decimal Hoog);

internal sealed record Belanghebbende(string Code, string Rol, string Partij, string Bevoegdheid);

internal sealed record Inbreng(string Van, int Ronde, DateOnly Op, string? Voorkeur, string Standpunt, string Tekst, string? Over);

internal sealed record Bezwaar(string Van, DateOnly IngediendOp, DateOnly OpgelostOp, string Oplossing);

internal sealed record Advies(DateOnly AangevraagdOp, DateOnly TermijnTot, DateOnly OntvangenOp, string Grondslag);

internal sealed record Besluit(
    DateOnly Op, string Uitkomst, string Voorstel, string GenomenDoor, RvcBesluit? Rvc, string Motivering, AdviesAfwijking? AfwijkingVanAdvies,
    KaderAfwijking? AfwijkingVanKader, string? Minderheidsstandpunt, string[] Voorwaarden, string[] Aannames, DateOnly EvaluatieDatum, string HeroverwegenAls);

internal sealed record RvcBesluit(DateOnly Op, string Uitkomst);

internal sealed record AdviesAfwijking(string Partij, string Deel, string Reden);

internal sealed record KaderAfwijking(string Kader, string Reden);

internal sealed record Gebeurtenis(int Volgnummer, DateOnly Datum, string Soort, string Over);
