using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>Whoever changes the contract tells it in the changelog.</summary>
public class ChangelogTests(SharedApi shared)
{
    private static readonly string Ledger = Path.Combine(Path.GetDirectoryName(Repository.GoldenDocument)!, "contract-history.txt");

    [Fact]
    public async Task A_change_of_the_contract_is_in_the_changelog()
    {
        var document = await File.ReadAllBytesAsync(Repository.GoldenDocument, TestContext.Current.CancellationToken);
        var ledger = await File.ReadAllLinesAsync(Ledger, TestContext.Current.CancellationToken);
        Untold(ledger, document, Changelog.All.Sum(version => version.Changes.Length)).ShouldBeNull();
    }

    [Fact]
    public void A_change_that_is_not_told_is_noticed()
    {
        var (before, after) = ("before"u8.ToArray(), "after"u8.ToArray());
        string[] agreed = [Line(before, 3)];
        Untold(agreed, before, 3).ShouldBeNull();
        Untold(agreed, after, 3).ShouldNotBeNull().ShouldContain("changelog.json");
        Untold([.. agreed, Line(after, 3)], after, 3).ShouldNotBeNull();
        Untold([.. agreed, Line(after, 4)], after, 4).ShouldBeNull();
        Untold([.. agreed, Line(after, 4)], after, 3).ShouldNotBeNull();
    }

    [Fact]
    public void Its_versions_are_in_order_and_the_newest_is_the_one_that_is_served()
    {
        Changelog.All[0].Version.ShouldBe(HttpSetup.ApiVersion);
        var versions = Changelog.All.Select(entry => Version.Parse(entry.Version)).ToList();
        versions.ShouldBe(versions.OrderDescending());
        versions.ShouldBeUnique();
        foreach (var entry in Changelog.All)
        {
            entry.Changes.ShouldNotBeEmpty();
            entry.Changes.ShouldAllBe(change => change.Text.Nl.Length > 10 && change.Text.En.Length > 10);
        }
        // Only a new major version breaks anything.
        foreach (var (newer, older) in Changelog.All.Zip(Changelog.All.Skip(1)).Where(pair => pair.First.Changes.Any(change => change.Kind == ChangeKind.Breaking)))
            Version.Parse(newer.Version).Major.ShouldBeGreaterThan(Version.Parse(older.Version).Major);
    }

    [Fact]
    public async Task Anybody_may_read_it()
    {
        using var http = new HttpClient(new AsDocumented(await ContractDocument.Of(shared.Api))) { BaseAddress = shared.Api.Address };
        var versions = await http.GetFromJsonAsync<JsonElement>(Changelog.Path, TestContext.Current.CancellationToken);
        versions[0].GetProperty("version").GetString().ShouldBe(HttpSetup.ApiVersion);
        versions[0].GetProperty("changes")[0].GetProperty("kind").GetString().ShouldBe("added");
    }

    /// <summary>
    /// Why the contract is not as it was agreed; null where it is. The ledger has a line for each document that was agreed: its SHA-256, and
    /// how many changes the changelog told by then, which are more each time.
    /// </summary>
    private static string? Untold(string[] ledger, byte[] document, int changes)
    {
        var lines = ledger.Select(line => line.Split(' ')).Select(parts => (Digest: parts[0], Changes: int.Parse(parts[1], CultureInfo.InvariantCulture))).ToList();
        if (lines.Zip(lines.Skip(1)).Any(pair => pair.Second.Changes <= pair.First.Changes)) return "A line of contract-history.txt is of a document that the changelog tells nothing of.";
        var line = Line(document, changes);
        if (ledger[^1] == line) return null;
        return lines[^1].Changes >= changes && !line.StartsWith(lines[^1].Digest, StringComparison.Ordinal)
            ? "The contract has changed: tell it in src/WikkenWegen.Api/changelog.json, as a change more."
            : $"Add this line to {Ledger}:\n{line}";
    }

    private static string Line(byte[] document, int changes) =>
        string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(document.Where(b => b != '\r').ToArray()))} {changes}");
}
