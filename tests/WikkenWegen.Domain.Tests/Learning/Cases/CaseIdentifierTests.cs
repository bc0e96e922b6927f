namespace WikkenWegen.Domain.Tests;

/// <summary>In which ways of writing an identifier is found in a text for a case, and what only looks like one.</summary>
public class CaseIdentifierTests
{
    private static readonly Weighing Flat = Given(
        new WeighingOpened
        {
            OccurredAt = Day(0),
            Framing = Framing() with { Reference = "AFW-2026-014", Areas = [new Area("BU99010302", 2026)], BagIds = ["0363010000012345"], Complexes = ["https://corporatie.example/complexen/C-1043"], Identity = new ExternalIdentity { IdExtern = "889-X" } },
        },
        Invited() with { PersonName = Text("Jan-Willem de Vries"), Contact = Text("Klaas van der Meer") }) with { Id = Other };

    private static readonly Dictionary<string, string> Vault = new() { [Text("Jan-Willem de Vries").Digest] = "Jan-Willem de Vries", [Text("Klaas van der Meer").Digest] = "J. Oost" };

    /// <summary>What is found in a text; null where nothing is.</summary>
    private static string? Found(string text)
    {
        var refusals = CasePreparation.Of(Flat, new CaseRequest { Question = text }, Vault, cancellation: TestContext.Current.CancellationToken).Refusals;
        if (refusals.IsEmpty) return null;
        refusals.ShouldHaveSingleItem().Rule.ShouldBe(CasePreparation.CaseTextIdentifies);
        return refusals[0].Arguments[0].ToString();
    }

    [Theory]
    // Telephone numbers.
    [InlineData("Bel 0612345678.", "0612345678")]
    [InlineData("Bel 06-12345678.", "06-12345678")]
    [InlineData("Bel 06 12345678.", "06 12345678")]
    [InlineData("Bel 06-12 34 56 78.", "06-12 34 56 78")]
    [InlineData("Bel 06 1234 5678.", "06 1234 5678")]
    [InlineData("Bel 06 - 1234 5678.", "06 - 1234 5678")]
    [InlineData("Bel 06.12.34.56.78.", "06.12.34.56.78")]
    [InlineData("Bel (06) 12 34 56 78.", "(06) 12 34 56 78")]
    [InlineData("Bel 06 1 2 3 4 5 6 7 8.", "06 1 2 3 4 5 6 7 8")]
    [InlineData("Bel 06  12  34  56  78.", "06 12 34 56 78")]
    [InlineData("Bel 06\n12345678.", "06 12345678")]
    [InlineData("Bel 06\u00A012345678.", "06 12345678")]
    [InlineData("Bel 06\u201112345678.", "06-12345678")]
    [InlineData("Bel 06\u200B12345678.", "0612345678")]
    [InlineData("Bel ０６１２３４５６７８.", "0612345678")]
    [InlineData("Bel ٠٦١٢٣٤٥٦٧٨.", "0612345678")]
    [InlineData("Bel +31612345678.", "+31612345678")]
    [InlineData("Bel +31 6 1234 5678.", "+31 6 1234 5678")]
    [InlineData("Bel +31 (0)6 12345678.", "+31 (0)6 12345678")]
    [InlineData("Bel +31-6-12345678.", "+31-6-12345678")]
    [InlineData("Bel 0031612345678.", "0031612345678")]
    [InlineData("Bel 0031 6 12 34 56 78 in 2026.", "0031 6 12 34 56 78")]
    [InlineData("Bel 030-1234567.", "030-1234567")]
    [InlineData("Bel 030 123 45 67.", "030 123 45 67")]
    [InlineData("Bel (030) 123 45 67.", "(030) 123 45 67")]
    [InlineData("Bel 0345-123456.", "0345-123456")]
    [InlineData("Bel 0345 12 34 56.", "0345 12 34 56")]
    [InlineData("Bel 0900-123456.", "0900-123456")]
    // Codes of areas.
    [InlineData("In BU01230001.", "BU01230001")]
    [InlineData("In bu01230001.", "bu01230001")]
    [InlineData("In Bu 01230001.", "Bu 01230001")]
    [InlineData("In bu-01230001.", "bu-01230001")]
    [InlineData("In wk012300.", "wk012300")]
    [InlineData("In gm0123.", "gm0123")]
    [InlineData("In gm 0123.", "gm 0123")]
    // Postcodes.
    [InlineData("Op 1234 AB.", "1234 AB")]
    [InlineData("Op 1234AB.", "1234AB")]
    [InlineData("Op 1234  AB.", "1234 AB")]
    [InlineData("Op 1234 ab.", "1234 ab")]
    [InlineData("Op 1234ab.", "1234ab")]
    [InlineData("Op 1234   xz.", "1234 xz")]
    [InlineData("Op 1234 EN.", "1234 EN")]
    // Mail and the web.
    [InlineData("Mail JAN@Example.ORG.", "JAN@Example.ORG")]
    [InlineData("Mail jan @ example.org.", "jan @ example.org")]
    [InlineData("Mail jan(at)example.org.", "jan(at)example.org")]
    [InlineData("Mail jan＠example.org.", "jan@example.org")]
    [InlineData("Zie HTTPS://Example.org/x", "HTTPS://Example.org/x")]
    [InlineData("Zie WWW.example.org", "WWW.example.org")]
    // BAG objects, bank accounts and citizen service numbers.
    [InlineData("Pand 0307100000012345.", "0307100000012345")]
    [InlineData("Pand 0307 1000 0001 2345.", "0307 1000 0001 2345")]
    [InlineData("Op NL91ABNA0417164300.", "NL91ABNA0417164300")]
    [InlineData("Op nl91 abna 0417 1643 00.", "nl91 abna 0417 1643 00")]
    [InlineData("Op NL91 ABNA 0417.16.43.00.", "NL91 ABNA 0417.16.43.00")]
    [InlineData("Op BE68 5390 0754 7034.", "BE68 5390 0754 7034")]
    [InlineData("Van 111222333.", "111222333")]
    [InlineData("Van 123456782.", "123456782")]
    [InlineData("Van 1234.56.782.", "1234.56.782")]
    [InlineData("Van 123 456 782.", "123 456 782")]
    public void Is_found_by_its_form(string text, string found) => Found(text).ShouldBe(found);

    [Theory]
    [InlineData("AFW-2026-014", "AFW-2026-014", "afw-2026-014", "AFW2026014", "afw2026014", "AFW 2026 014", "AFW/2026/014", "AFW  -  2026  -  014", "AFW_2026.014", "AFW\u20112026\u2011014", "ＡＦＷ－２０２６－０１４", "A F W 2026014")]
    [InlineData("889-X", "889-X", "889-x", "889x", "889_X", "889 X")]
    [InlineData("C-1043", "C-1043", "c-1043", "C1043", "c1043", "C 1043", "c. 1043")]
    [InlineData("Jan-Willem de Vries", "JAN WILLEM DE VRIES", "Jan  Willem\nde Vries", "jan-willem-de-vries", "Jan\u2011Willem de Vries", "Jan-Wil\u00ADlem de Vries")]
    [InlineData("J. Oost", "J. Oost", "j.oost", "J Oost", "j-oost")]
    public void Is_found_as_the_weighing_has_it_however_it_is_written(string key, params string[] written)
    {
        foreach (var form in written)
            foreach (var text in (string[])[form, $"Zie {form}.", $"({form})"]) Found(text).ShouldBe(key, text);
    }

    [Theory]
    // Amounts, years, periods, days and units.
    [InlineData("Het kost 1.234.567 euro, of 1 234 567 euro, of 12.345.678 euro.")]
    [InlineData("Het kost € 123.456.782 of € 123456782.")]
    [InlineData("Het kost 123456782 euro.")]
    [InlineData("Van 2023-2027, 2023 – 2027 en 2023/2027.")]
    [InlineData("In 2026 is besloten, in 2027 en 2028 of later; sinds 2020 al, in 2030 te halen.")]
    [InlineData("Wij doen 1500 kg, 2000 m2, 1200 kw, 3000 km en 1000 ha; 1500kg, 1200km.")]
    [InlineData("In 2024 2025 2026 2027 speelt dit.")]
    [InlineData("Op 06-12-2026 12:00 en op 6-12-2026, op 03-04-2026 om 10 uur, 2026-06-12 10:00.")]
    [InlineData("Een cijfer van 0 1 2 3 4 5 6 7 8 9 of 10.")]
    [InlineData("Van 0,5 tot 0.75 procent, 10% van 4.500 woningen.")]
    [InlineData("De groei is +3,1 procent; +31 woningen.")]
    [InlineData("In week 12, wk 12 en wk 2026 speelt dit; 5 stuks @ 3.50 euro.")]
    [InlineData("Het nummer 123456789 is er geen.")]
    [InlineData("Optie B 12, artikel 7.9, paragraaf 1.2.3.4 en blz. 104.")]
    // Parts of what the weighing has, and words that have its letters.
    [InlineData("Er zijn 1043 woningen en 889 klachten; Joost en Jan wonen er, en Willem ook.")]
    [InlineData("XC-1043 en C-10432 zijn andere, AFW-2026-0145 ook.")]
    public void What_only_looks_like_it_is_not(string text) => Found(text).ShouldBeNull();

    [Fact]
    public void A_text_of_anything_is_looked_at_in_no_time()
    {
        // Halves of characters, signs alone, and long rows without an end.
        foreach (var text in (string[])["\uD83D", "a\uDE00b", "@", "(((", "+", "00", "...", new string('a', 20_000), new string('0', 20_000), string.Concat(Enumerable.Repeat("0 ", 10_000)), string.Concat(Enumerable.Repeat("a@", 10_000))])
            Found(text + " ?").ShouldBeNull();
    }
}
