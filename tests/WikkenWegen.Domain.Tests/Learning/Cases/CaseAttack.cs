using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WikkenWegen.Domain.Tests;

/// <summary>Somebody who has the original and a case, and looks for every word, number and day of the one in the other.</summary>
internal static partial class CaseAttack
{
    /// <summary>What may be in a case whatever the original says: the coded words of the system that a case is told in, and nothing else.</summary>
    private static readonly FrozenSet<string> Vocabulary = new[]
    {
        typeof(Level), typeof(WeighingScale), typeof(PlaceKind), typeof(Ownership), typeof(Breadth), typeof(SgeiRegime), typeof(ProcessForm), typeof(WeighingStatus), typeof(Direction),
        typeof(WeightBand), typeof(AmountBand), typeof(LeadBand), typeof(PartyKind), typeof(Say), typeof(Position), typeof(ResolutionMeans), typeof(AdviceTenor), typeof(DeviationGround),
        typeof(DeviationFrom), typeof(DecisionKind), typeof(ReviewConclusion), typeof(BesideScaleKind),
    }.SelectMany(Enum.GetNames).Select(JsonNamingPolicy.CamelCase.ConvertName).Append(CaseCopy.CurrentRules).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Members that hold a letter of a proposal of the case.</summary>
    private static readonly string[] Letters = ["letter", "proposal", "prefers", "chosen"];

    /// <summary>Members that hold a quarter.</summary>
    private static readonly string[] Quarters = ["began", "taken", "carriedOut", "held"];

    /// <summary>Members that hold a place in a row of the case, with the rows that it may be of.</summary>
    private static readonly Dictionary<string, Func<CaseCopy, int>> Places = new()
    {
        ["number"] = copy => Math.Max(copy.Criteria.Length, copy.Parties.Length),
        ["place"] = copy => copy.Proposals.Length,
        ["chosenPlace"] = copy => copy.Proposals.Length,
    };

    /// <summary>Everything in a case that is not on the list of what may be there: each with the path where it stands.</summary>
    /// <param name="copy">The case.</param>
    /// <param name="released">The texts that the owner wrote for it and those that were released.</param>
    public static IEnumerable<(string Path, string Value)> NotAllowed(CaseCopy copy, IEnumerable<string> released)
    {
        var texts = released.ToHashSet(StringComparer.Ordinal);
        return Leaves(JsonSerializer.SerializeToNode(copy, EventContract.Json), "").Where(leaf => !IsAllowed(leaf.Path, leaf.Value)).Select(leaf => (leaf.Path, Written(leaf.Value)));

        bool IsAllowed(string path, JsonValue value)
        {
            var member = path.Split('/').Last(step => !char.IsAsciiDigit(step[0]));
            if (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False) return true;
            if (value.GetValueKind() == JsonValueKind.Number)
                return Places.TryGetValue(member, out var most) && value.GetValue<decimal>() is var place && place >= 1 && place <= most(copy) && decimal.IsInteger(place);
            var text = value.GetValue<string>();
            return Vocabulary.Contains(text) || texts.Contains(text) || (Quarters.Contains(member) && Quarter().IsMatch(text))
                || (Letters.Contains(member) && Enumerable.Range(0, copy.Proposals.Length).Select(LetterOf).Contains(text));
        }
    }

    /// <summary>Every word, number and day of the original that stands in a case outside that list.</summary>
    /// <param name="original">The original with all its texts.</param>
    /// <param name="copy">The case.</param>
    /// <param name="released">The texts that the owner wrote for it and those that were released.</param>
    public static IEnumerable<string> Found(ToldWeighing original, CaseCopy copy, IEnumerable<string> released)
    {
        var literals = Literals(original).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return NotAllowed(copy, released).SelectMany(leaf => Forms(leaf.Value)).Where(literals.Contains).Distinct();
    }

    /// <summary>Every word, number and day of the original: of its events as they are stored, of their envelopes and of the vault.</summary>
    public static IEnumerable<string> Literals(ToldWeighing original) =>
        original.Events.SelectMany(e => Leaves(JsonNode.Parse(Stored(e.Event)), "").Select(leaf => Written(leaf.Value)).Append(e.Actor).Append(Day(e.RecordedAt)))
            .Concat(original.Vault.Values).Append(original.Weighing.Id.ToString()).SelectMany(Forms);

    /// <summary>The forms in which something is looked for: as a whole, its words and numbers, and its day as people write it.</summary>
    private static IEnumerable<string> Forms(string value)
    {
        yield return value;
        foreach (Match word in Word().Matches(value)) yield return word.Value;
        if (DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && value.Length >= 10)
            foreach (var form in new[] { "yyyy-MM-dd", "dd-MM-yyyy", "d-M-yyyy", "d MMMM yyyy", "yyyyMMdd" }) yield return moment.ToString(form, CultureInfo.InvariantCulture);
    }

    /// <summary>The letter of a proposal by its place, reckoned in another way than the case does.</summary>
    private static string LetterOf(int index) => index < 26 ? $"{(char)('A' + index)}" : $"{(char)('A' + index / 26 - 1)}{(char)('A' + index % 26)}";

    private static string Day(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Written(JsonValue value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static IEnumerable<(string Path, JsonValue Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject record => record.SelectMany(m => Leaves(m.Value, $"{path}/{m.Key}")),
        JsonArray list => list.SelectMany((element, i) => Leaves(element, $"{path}/{i}")),
        JsonValue value => [(path, value)],
        _ => [],
    };

    [GeneratedRegex("^[0-9]{4}-Q[1-4]$")]
    private static partial Regex Quarter();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();
}
