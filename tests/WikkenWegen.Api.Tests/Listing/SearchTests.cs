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

    private Support.Api? _api;

    /// <summary>The host, on a database of its own.</summary>
    public Support.Api Api => _api!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(await shared.CreateDatabase());
        foreach (var title in Titles)
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
            var found = await Found(words.Normalize(form));
            found.ShouldBe(titles.Select(n => SearchedWeighings.Titles[n]), ignoreOrder: true, $"{words} as {form}");
        }
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

    /// <summary>Only those of the titles above: the examples of the host have words too.</summary>
    private async Task<List<string>> Found(string words)
    {
        var items = await ManyWeighings.Items(searched.Api.Client(), "q=" + Uri.EscapeDataString(words));
        return [.. items.Select(i => i.GetProperty("framing").GetProperty("title").GetString()!).Where(SearchedWeighings.Titles.Contains)];
    }
}
