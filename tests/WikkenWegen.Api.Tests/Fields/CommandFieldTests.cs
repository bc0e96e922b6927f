using Microsoft.AspNetCore.Routing;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Weighings;

namespace WikkenWegen.Api.Tests.Fields;

/// <summary>
/// Every field of every request comes where it belongs in the command: under its own name, and nowhere else. Each request is filled in by
/// reflection, with a value that no other of its fields has, so that a field that is lost shows, and two that are swapped; and twice, with
/// other values, so that a value that does not come from the request shows. Where the command's fields go from there
/// is the domain's, and held by its own tests; over HTTP it is <see cref="RecordedFieldTests"/>. What is recorded of
/// things that are no weighings: <see cref="StreamCommandFieldTests"/>.
/// </summary>
public class CommandFieldTests
{
    public static TheoryData<string, int> Steps => [.. from step in StepCatalogue.All from turn in (int[])[0, 1] select (step.Id, turn)];

    [Theory, MemberData(nameof(Steps))]
    public void Every_field_of_a_request_is_in_its_command_under_its_own_name(string id, int turn)
    {
        var step = StepCatalogue.All.Single(s => s.Id == id);
        var request = (StepRequest)new Filler(turn).Fill(step.ExampleRequest.GetType(), "");
        var address = new RouteValueDictionary { ["id"] = Guid.Empty.ToString("D"), ["code"] = $"ADRES{turn}", ["number"] = $"{770 + turn}" };
        var seals = new Seals();
        var command = step.CommandFor(request, new Address(address), seals);

        var expected = Leaves.Of(request);
        expected.GroupBy(leaf => leaf.Value).Where(same => same.Select(leaf => Leaves.Member(leaf.Path)).Distinct().Count() > 1).ShouldBeEmpty("else a swap would not show");
        var number = command.GetType().GetProperty("Number") is null ? "decision" : "number";
        if (step.Path.Contains("{code}", StringComparison.Ordinal)) expected.Add(("code", $"\"ADRES{turn}\""));
        if (step.Path.Contains("{number}", StringComparison.Ordinal)) expected.Add((number, $"{770 + turn}"));

        CommandLeaves.Of(command, seals).Where(leaf => leaf.Path is not "occurredAt" and not "opens").ShouldBe(expected, ignoreOrder: true);
        command.OccurredAt.ShouldBe(default, "that is the gate's");
    }

    [Fact]
    public void Every_request_of_the_API_is_one_of_a_step() => StepCatalogue.All.Select(step => step.ExampleRequest.GetType()).ShouldBe(
        typeof(StepRequest).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StepRequest)) && type.IsSealed), ignoreOrder: true);
}
