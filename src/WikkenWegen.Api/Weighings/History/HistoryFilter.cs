using System.Text.Json;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.History;

/// <summary>
/// Finds events by what they are about: by the path of a part, and by a code. Neither tells more of what is hidden from the reader than the
/// view does.
/// </summary>
public static class HistoryFilter
{
    /// <summary>Members of events and parts that hold the code of something of the weighing.</summary>
    private static readonly HashSet<string> Codes = ["code", "stakeholder", "criterion", "preferredProposal", "proposal"];

    /// <summary>What the view calls otherwise than the paths of events do.</summary>
    private static readonly Dictionary<string, string> NamesInView = new(StringComparer.OrdinalIgnoreCase)
    {
        ["adviceRequests"] = "advice-requests",
        ["momentCorrections"] = "moment-corrections",
        ["fallenAssumptions"] = "fallen-assumptions",
        ["criteriaVersions"] = "criteria/versions",
        ["framing"] = "framings",
        ["received"] = "advice",
        ["executionStarted"] = "execution",
        ["closed"] = "closing",
        ["ended"] = "ending",
    };

    /// <summary>
    /// The path of a part as events write it: without a slash in front, and with their names. The paths of the view and of differences are
    /// understood too: /adviceRequests/1 is advice-requests/1. Letters are compared without case.
    /// </summary>
    public static string Path(string given) => string.Join('/', given.Trim('/').Split('/').Select(name => NamesInView.GetValueOrDefault(name, name)));

    /// <summary>Whether an event made or touched a part, or something below it.</summary>
    public static bool Touches(RecordedEvent recorded, string path) =>
        $"{recorded.Event.Part}/".StartsWith(path + "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The codes of everything that an event is about: what it names, and what the part names that it goes on with. Of an event that is hidden
    /// from the reader, only the party that gave something.
    /// </summary>
    public static IReadOnlySet<string> About(ReadableWeighing weighing, RecordedEvent recorded)
    {
        var codes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var part = recorded.Event.Part.Split('/');
        if (weighing.AsRead(recorded) is not { } read)
        {
            var hidden = weighing.AsRead(weighing.Newest.State).Hidden.FirstOrDefault(h => Touches(recorded, h.Part));
            if (hidden?.By.Stakeholder is { } party) codes.Add(party);
            return codes;
        }
        if (read.Corrects is { } corrected) return About(weighing, weighing.Newest.History[corrected.Event].Recorded);
        Add(ViewJson.Element(read, PrivacyVault.Texts.None));
        if (part.Length > 1 && Part(weighing.Newest.State, part[0], part[1]) is { } whole) Add(ViewJson.Element(whole, PrivacyVault.Texts.None));
        if (part is ["proposals" or "stakeholders", var own, ..]) codes.Add(own);
        return codes;

        void Add(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) Add(item);
            if (element.ValueKind != JsonValueKind.Object) return;
            foreach (var member in element.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.String && Codes.Contains(member.Name)) codes.Add(member.Value.GetString()!);
                else Add(member.Value);
            }
        }
    }

    /// <summary>The part of a state that later events go on with by its number; null for other parts, and where it is not there.</summary>
    private static object? Part(Weighing weighing, string list, string key) => !int.TryParse(key, out var number) ? null : list switch
    {
        "inputs" => weighing.Input(number),
        "objections" => weighing.Objection(number),
        "scores" => weighing.Score(number),
        "advice-requests" => weighing.AdviceRequest(number),
        "decisions" => weighing.Decision(number),
        "ballots" => weighing.Ballot(number),
        _ => null,
    };
}
