using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Listing;

/// <summary>Weighings with the titles that searches look for.</summary>
public sealed class SearchedWeighings(SharedApi shared) : IAsyncLifetime
{
    /// <summary>The titles.</summary>
    public static readonly string[] Titles =
    [
        "Coöperatie reünie façade in de Curaçaostraat",
        "Coördinatie van de ruïne".Normalize(NormalizationForm.FormD),
        "Merelflat en de galerijwoningen",
        "IJsselmeer en de Ĳssel",
        "Łódź, Ærø en de Straße",
        "Eikenboom bij het mandaat",
        "Betaalbare huurwoning",
    ];

    /// <summary>Titles in which signs join words.</summary>
    public static readonly string[] Joined =
    [
        "Sloop/nieuwbouw Kievitflat",
        "Onderhoud.Daarna verkoop van Kwikstaartflat.nl",
        "Blok B12flat2 en complex3043",
        "Vraag info@bewonersflat.example of zie https://reigerflat.example/plan?v=1&wijk=zuid",
        "Stand AFW-2031-777",
        "Sloop, niet: onderhoud_en_beheer (50%) van foto's, 8.750,25",
        "Kievit\u00ADflat–Oost… met Ελλάδα/Москва en 日本語・漢字",
    ];

    private Support.Api? _api;

    /// <summary>The host, on a database of its own.</summary>
    public Support.Api Api => _api!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(await shared.CreateDatabase());
        foreach (var title in Titles.Concat(Joined))
        {
            var framing = WeighingClient.Framing;
            (framing["title"], framing["question"]) = (title, "?");
            await WeighingClient.Open(_api.Client(), framing);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _api?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>A search finds the same letters however they are composed, with or without marks, and words within others.</summary>
public class SearchTests(SearchedWeighings searched) : IClassFixture<SearchedWeighings>
{
    [Theory]
    [InlineData("cooperatie", 0), InlineData("coöperatie", 0), InlineData("COÖPERATIE", 0), InlineData("facade", 0), InlineData("façade", 0), InlineData("reunie", 0)]
    [InlineData("curacaostraat", 0), InlineData("curaçao", 0), InlineData("straat", 0), InlineData("\"coöperatie reünie\"", 0)]
    [InlineData("coördinatie", 1), InlineData("coordinatie", 1), InlineData("ruine", 1), InlineData("ruïne", 1)]
    [InlineData("flat", 2), InlineData("merel", 2), InlineData("woningen", 2, 6), InlineData("woning", 2, 6), InlineData("galerij", 2), InlineData("flat -woning"), InlineData("woning -flat", 6)]
    [InlineData("flat or boom", 2, 5), InlineData("flat woning", 2), InlineData("flat boom")]
    [InlineData("IJssel", 3), InlineData("ijsselmeer", 3), InlineData("Ĳsselmeer", 3), InlineData("selmeer", 3)]
    [InlineData("lodz", 4), InlineData("ærø", 4), InlineData("aero", 4), InlineData("strasse", 4)]
    [InlineData("boom", 5), InlineData("bomen", 5), InlineData("eiken", 5), InlineData("maan"), InlineData("huur", 6)]
    [InlineData("xflat"), InlineData("flatt"), InlineData("fl"), InlineData("de"), InlineData("-")]
    public async Task A_word_finds_titles(string words, params int[] titles)
    {
        foreach (var form in new[] { NormalizationForm.FormC, NormalizationForm.FormD })
        {
            var found = await Found(words.Normalize(form), SearchedWeighings.Titles);
            found.ShouldBe(titles.Select(n => SearchedWeighings.Titles[n]), ignoreOrder: true, $"{words} as {form}");
        }
    }

    [Theory]
    [InlineData("sloop", 0, 5), InlineData("nieuwbouw", 0), InlineData("sloop/nieuwbouw", 0), InlineData("sloop-nieuwbouw", 0), InlineData("nieuwbouw/sloop"), InlineData("sloop nieuwbouw", 0)]
    [InlineData("onderhoud", 1, 5), InlineData("daarna", 1), InlineData("kwikstaartflat", 1), InlineData("kwikstaartflat.nl", 1), InlineData("onderhoud.daarna", 1), InlineData("daarna.onderhoud")]
    [InlineData("flat", 0, 1, 2, 3, 6), InlineData("complex", 2), InlineData("3043", 2), InlineData("complex3043", 2), InlineData("b12", 2), InlineData("b12flat2", 2), InlineData("b2"), InlineData("flat2", 2), InlineData("304")]
    [InlineData("bewonersflat", 3), InlineData("bewoners", 3), InlineData("reiger", 3), InlineData("reigerflat.example", 3), InlineData("info@bewonersflat.example", 3), InlineData("https://reigerflat.example/plan", 3), InlineData("zuid", 3)]
    [InlineData("777", 4), InlineData("2031", 4), InlineData("2031-777", 4), InlineData("AFW-2031-777", 4), InlineData("afw 777", 4), InlineData("777-2031"), InlineData("afw -777"), InlineData("afw -776", 4)]
    [InlineData("beheer", 5), InlineData("onderhoud_en_beheer", 5), InlineData("50%", 5), InlineData("50", 5), InlineData("foto's", 5), InlineData("foto", 5), InlineData("8.750,25", 5), InlineData("%"), InlineData("_"), InlineData("%%flat", 0, 1, 2, 3, 6)]
    [InlineData("kievitflat", 0, 6), InlineData("oost", 6), InlineData("Kievit\u00ADflat", 0, 6), InlineData("ελλάδα", 6), InlineData("москва", 6), InlineData("ελλάδα/москва", 6), InlineData("日本語", 6), InlineData("日本語・漢字", 6)]
    [InlineData("\"sloop/nieuwbouw kievitflat\"", 0), InlineData("\"sloop nieuwbouw\"", 0), InlineData("\"nieuwbouw sloop\""), InlineData("\"complex 3043\"", 2), InlineData("\"en complex3043\"", 2), InlineData("\"onderhoud -en- beheer\"", 5), InlineData("\"sloop/nieuwbouw", 0)]
    [InlineData("sloop -nieuwbouw", 5), InlineData("sloop -sloop/nieuwbouw", 5), InlineData("sloop -\"sloop/nieuwbouw\"", 5), InlineData("sloop - nieuwbouw", 0), InlineData("-sloop flat", 1, 2, 3, 6), InlineData("(sloop or complex3043)", 0, 2, 5), InlineData("2031-777 or sloop/nieuwbouw", 0, 4)]
    public async Task A_word_that_signs_join_to_others_finds_titles(string words, params int[] titles)
    {
        var found = await Found(words, SearchedWeighings.Joined);
        found.ShouldBe(titles.Select(n => SearchedWeighings.Joined[n]), ignoreOrder: true, words);
    }

    [Fact]
    public async Task A_reference_is_found_by_its_parts()
    {
        using var http = searched.Api.Client();
        var framing = WeighingClient.Framing;
        (framing["title"], framing["reference"]) = ("Kenmerk", "KNM-2047-0815b");
        var weighing = await WeighingClient.Open(http, framing);
        foreach (var words in new[] { "2047", "0815", "0815b", "2047-0815", "knm-2047-0815b", "knm 0815", "\"2047-0815\"", "-waterput 2047" })
            (await ManyWeighings.Items(http, "q=" + Uri.EscapeDataString(words))).ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(weighing.Id.ToString(), words);
    }

    [Fact]
    public async Task A_party_is_found_however_its_letters_are_composed()
    {
        using var http = searched.Api.Client();
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/stakeholders", new { party = "Coöperatie ’t Veld".Normalize(NormalizationForm.FormD), role = "Bestuur", say = "advises" });
        foreach (var form in new[] { NormalizationForm.FormC, NormalizationForm.FormD })
        {
            var items = await ManyWeighings.Items(http, "party=" + Uri.EscapeDataString("coöperatie ’t veld".Normalize(form)));
            items.ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(weighing.Id.ToString());
        }
    }

    /// <summary>What nobody sees of a name that was invited, or asked for, makes no other party of it.</summary>
    [Fact]
    public async Task A_party_is_found_whatever_blanks_are_around_its_name()
    {
        using var http = searched.Api.Client();
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/stakeholders", new { party = " Stichting\u00A0Ægir\u200B ", role = "Bestuur", say = "advises" });
        foreach (var name in new[] { "stichting ægir", "\u3000STICHTING  ÆGIR ", "\uFEFFStichting Ægir" })
            (await ManyWeighings.Items(http, "party=" + Uri.EscapeDataString(name))).ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(weighing.Id.ToString(), name);
    }

    /// <summary>Only those of these titles: the examples of the host have words too.</summary>
    private async Task<List<string>> Found(string words, string[] titles)
    {
        var items = await ManyWeighings.Items(searched.Api.Client(), "q=" + Uri.EscapeDataString(words));
        return [.. items.Select(i => i.GetProperty("framing").GetProperty("title").GetString()!).Where(titles.Contains)];
    }
}
