using System.Buffers.Text;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Weighings;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Fields;

/// <summary>
/// Every field of every request comes where it belongs in the command: under its own name, and nowhere else. Each request is filled in by
/// reflection, with a value that no other of its fields has, so that a field that is lost shows, and two that are swapped; and twice, with
/// other values, so that a value that does not come from the request shows. Where the command's fields go from there
/// is the domain's, and held by its own tests; over HTTP it is <see cref="RecordedFieldTests"/>.
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

        var texts = seals.Disclosures.ToDictionary(d => d.Digest, d => JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(d.Encoded))!);
        var json = JsonSerializer.SerializeToElement(command, command.GetType(), EventContract.Json);
        List<(string Path, string Value)> actual = [.. Leaves.Of(json).Where(leaf => leaf.Path is not "occurredAt" and not "opens").Select(leaf => Opened(leaf.Path, leaf.Value))];
        actual.ShouldBe(expected, ignoreOrder: true);
        texts.ShouldBeEmpty("every disclosure belongs to one field of the command");
        command.OccurredAt.ShouldBe(default, "that is the gate's");

        (string Path, string Value) Opened(string path, string value)
        {
            var flat = Leaves.Flat(path);
            if (!flat.EndsWith("/_sd", StringComparison.Ordinal)) return (flat, value);
            var (field, digest) = (flat[..^"/_sd".Length], value.Trim('"'));
            var disclosure = texts[digest];
            texts.Remove(digest);
            disclosure[1].ShouldBe(Leaves.Member(field).Split('/')[^1], "the name of the field in the disclosure");
            return (field, JsonSerializer.Serialize(disclosure[2], EventContract.Json));
        }
    }

    [Fact]
    public void Every_request_of_the_API_is_one_of_a_step() => StepCatalogue.All.Select(step => step.ExampleRequest.GetType()).ShouldBe(
        typeof(StepRequest).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StepRequest)) && type.IsSealed), ignoreOrder: true);

    /// <summary>Makes instances in which everything that can be set is set, to a value that was not used before.</summary>
    private sealed class Filler(int turn)
    {
        private int _used = 100 + turn * 500;
        private int _truths;

        public object Fill(Type type, string path)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(string)) return $"{path} {turn}";
            if (type == typeof(int)) return ++_used;
            if (type == typeof(decimal)) return ++_used + 0.25m;
            if (type == typeof(bool)) return (_truths++ % 2 == 0) == (turn == 0); // of two, one each
            if (type == typeof(DateOnly)) return new DateOnly(2031, 1, 1).AddDays(++_used);
            if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(++_used);
            if (type == typeof(Guid)) return new Guid(++_used, 0, 0, new byte[8]);
            if (type.IsEnum) return Enum.GetValues(type).Cast<object>().Reverse().ElementAt(turn);
            if (type.IsArray)
            {
                var items = Array.CreateInstance(type.GetElementType()!, 2);
                for (var i = 0; i < items.Length; i++) items.SetValue(Fill(type.GetElementType()!, string.Create(CultureInfo.InvariantCulture, $"{path}/{i}")), i);
                return items;
            }
            type.Assembly.ShouldBe(typeof(StepRequest).Assembly, $"{path} is of a type that cannot be filled in yet");
            var made = Activator.CreateInstance(type)!;
            foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                member.CanWrite.ShouldBeTrue($"{type.Name}.{member.Name}");
                member.SetValue(made, Fill(member.PropertyType, $"{path}/{member.Name}"));
            }
            return made;
        }
    }
}
