using System.Text.Json;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.History;

/// <summary>Finds events by the code of what they are about. It tells no more of what is hidden from the reader than the view does.</summary>
public static class HistoryFilter
{
    /// <summary>Members of events and parts that hold the code of something of the weighing.</summary>
    private static readonly HashSet<string> Naming = ["code", "stakeholder", "criterion", "preferredProposal", "proposal"];

    /// <summary>
    /// The numbers of the events that touch what has a code: those that name it, and those that go on with something which had named it by
    /// then, as a withdrawal does. What was named only later does not count. Of an event that is hidden from the reader counts only the party
    /// that gave something. A correction of a moment touches what the corrected event touches.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlySet<int> About(ReadableWeighing weighing, string code, CancellationToken cancellation)
    {
        var (newest, found, state) = (weighing.Newest, new HashSet<int>(), Weighing.None);
        var hidden = weighing.AsRead(newest.State).Hidden.Where(h => Codes.Same(h.By.Stakeholder, code)).Select(h => PartPath.Of(h.Part)).ToList();
        for (var number = 1; number <= newest.State.Version; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var recorded = newest.History[number].Recorded;
            state = state.Next(recorded, recorded.Origin); // the right moments would name nothing else
            var touches = weighing.AsRead(recorded) switch
            {
                null => hidden.Any(part => part.Holds(PartPath.Of(recorded.Event.Part))),
                { Corrects: { } corrected } => found.Contains(corrected.Event),
                // Not the newest state: what a part says there may come of a later event, and in a blind round of one that the reader may not read.
                var read => Names(read, code) || GoesOnWith(weighing.AsRead(state), read.Part.Split('/')) is { } part && Names(part, code),
            };
            if (touches) found.Add(number);
        }
        return found;
    }

    /// <summary>Whether an event or a part names a code.</summary>
    private static bool Names(object happened, string code)
    {
        if (happened is WeighingEvent { Part: var path } && path.Split('/') is ["proposals" or "stakeholders", var own, ..] && Codes.Same(own, code)) return true;
        return In(ViewJson.Element(happened, PrivacyVault.Texts.None));

        bool In(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().Any(In),
            JsonValueKind.Object => element.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.String
                ? Naming.Contains(member.Name) && Codes.Same(member.Value.GetString(), code) : In(member.Value)),
            _ => false,
        };
    }

    /// <summary>The part of a state that later events go on with by its number; null for other parts, and where it is not there.</summary>
    private static object? GoesOnWith(Weighing weighing, string[] part) => part is not [var list, var key, ..] || !int.TryParse(key, out var number) ? null : list switch
    {
        "inputs" => weighing.Input(number),
        "objections" => weighing.Objection(number),
        "scores" => weighing.Score(number),
        "consequences" => weighing.Consequence(number),
        "advice-requests" => weighing.AdviceRequest(number),
        "cases" => weighing.Case(number),
        "decisions" => weighing.Decision(number),
        "ballots" => weighing.Ballot(number),
        "reopenings" when weighing.Reopenings.FirstOrDefault(r => r.Number == number)?.Decision is { } decision => weighing.Decision(decision),
        _ => null,
    };
}
