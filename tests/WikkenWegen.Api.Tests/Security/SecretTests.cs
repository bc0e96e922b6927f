using System.Text.Json;
using System.Text.RegularExpressions;
using WikkenWegen.Api.Tests.Contract;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>Secrets come from the configuration of an installation, never from what is in the repository.</summary>
public partial class SecretTests
{
    /// <summary>The settings that are in the repository.</summary>
    private static IEnumerable<string> Settings => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.json", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}") && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
        .Where(file => Path.GetFileName(file) is var name && (name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) || name == "launchSettings.json"));

    [Fact]
    public void No_settings_in_the_repository_hold_a_secret()
    {
        Settings.Select(Path.GetFileName).ShouldContain("appsettings.json");
        foreach (var file in Settings)
        {
            using var settings = JsonDocument.Parse(File.ReadAllText(file));
            Secrets(settings.RootElement, "").ShouldBeEmpty(file);
        }
    }

    [Theory]
    [InlineData("""{ "ConnectionStrings": { "WikkenWegen": "Host=db" } }""")]
    [InlineData("""{ "A": [{ "ClientSecret": "x" }] }""")]
    [InlineData("""{ "A": { "B": "Host=db;Password=x" } }""")]
    [InlineData("""{ "Kestrel": { "Certificates": { "Default": { "Password": "" } } } }""")]
    [InlineData("""{ "ApiKey": "x" }""")]
    public void A_secret_would_be_found(string settings) => Secrets(JsonDocument.Parse(settings).RootElement, "").ShouldNotBeEmpty();

    private static IEnumerable<string> Secrets(JsonElement value, string at) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Telling.IsMatch(m.Name) ? [$"{at}/{m.Name}"] : Secrets(m.Value, $"{at}/{m.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Secrets(item, $"{at}/{i}")),
        JsonValueKind.String when Telling.IsMatch(value.GetString()!) => [at],
        _ => [],
    };

    [GeneratedRegex("password|pwd|secret|connectionstring|apikey|token|credential|privatekey", RegexOptions.IgnoreCase)]
    private static partial Regex Telling { get; }
}
