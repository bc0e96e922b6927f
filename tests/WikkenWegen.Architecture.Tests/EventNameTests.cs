using System.Text.RegularExpressions;

namespace WikkenWegen.Architecture.Tests;

/// <summary>The name of an event stands with the event alone. SQL that looks for events takes their names from the contract, so that nothing looks for a name that no longer is.</summary>
public partial class EventNameTests
{
    [Fact]
    public void No_SQL_has_the_name_of_an_event_in_it()
    {
        var code = Repository.Code(new DirectoryInfo(Path.Combine(Repository.Root.FullName, "src"))).Select(file => (file.Name, Text: File.ReadAllText(file.FullName))).ToList();
        var names = code.SelectMany(file => Named().Matches(file.Text)).Select(match => match.Groups[1].Value).ToList();
        names.ShouldContain("weighing_opened");
        (from file in code from name in names where file.Text.Contains($"'{name}'", StringComparison.Ordinal) select $"{file.Name}: {name}").ShouldBeEmpty();
    }

    [GeneratedRegex("""^\[EventType\("([a-z0-9_]+)"\)\]""", RegexOptions.Multiline)]
    private static partial Regex Named();
}
