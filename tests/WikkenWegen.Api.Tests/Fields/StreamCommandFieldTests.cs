using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Corporations;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Tests.Fields;

/// <summary>
/// The same as <see cref="CommandFieldTests"/>, of what is recorded of things that are no weighings: instruments, editions with their sign-ups and insights, the cases of the network,
/// and a corporation with its own rules for findings. The endpoints are those that the host has mapped. In four turns, since a request can have four truths.
/// </summary>
public class StreamCommandFieldTests(SharedApi shared)
{
    /// <summary>What a command has under another name than its request: what is wanted of a trial, beside what comes of it.</summary>
    private static readonly Dictionary<string, string> Renamed = new() { ["weighings"] = "wanted" };

    private List<IStreamEndpoint> Endpoints => [.. shared.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(e => e.Metadata.GetMetadata<IStreamEndpoint>()).OfType<IStreamEndpoint>()];

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void Every_field_of_a_request_is_in_its_command_under_its_own_name(int turn)
    {
        foreach (var endpoint in Endpoints)
        {
            var request = (IRecordingRequest)new Filler(turn).Fill(endpoint.Body, "");
            var (id, code, number) = (new Guid(9, 0, 0, [1, 2, 3, 4, 5, 6, 7, (byte)turn]), $"ADRES{turn}", 9_770 + turn);
            var http = new DefaultHttpContext { RequestServices = shared.Api.Services };
            http.Request.RouteValues = new RouteValueDictionary { ["edition"] = id.ToString("D"), ["case"] = id.ToString("D"), ["code"] = code, ["number"] = $"{number}" };
            var seals = new Seals();
            var command = endpoint.CommandFor(request, http, seals);

            var expected = Distinct(Leaves.Of(request), endpoint.Id).ConvertAll(leaf => (Path: InCommand(Leaves.Flat(leaf.Path)), leaf.Value));
            if (endpoint.Path.Contains("{number}", StringComparison.Ordinal)) expected.Add((new[] { "Number", "SignUp", "Insight" }.First(name => command.GetType().GetProperty(name) is not null) switch { "SignUp" => "signUp", var name => name.ToLowerInvariant() }, $"{number}"));
            if (command is JudgeInstrument) expected.Add(("code", $"\"{code}\"")); // of an instrument in the catalogue there is no code elsewhere
            var paths = expected.Select(leaf => leaf.Path).ToHashSet();
            // What is still to be looked up has no value yet: a truth that is false, or a number that is 0.
            CommandLeaves.Of(command, seals).Where(leaf => leaf.Path is not "occurredAt" and not "stream" and not "begins" and not "fitsAlways" and not "mostOfOnePerson" && (paths.Contains(leaf.Path) || leaf.Value is not "false" and not "0"))
                .ShouldBe(expected, ignoreOrder: true, endpoint.Id);

            Guid? stream = endpoint.Path.Contains("{code}", StringComparison.Ordinal) ? WeighingInstrument.IdOf(code) : endpoint.Path.Contains('{') ? id
                : command is DraftInstrument draft ? WeighingInstrument.IdOf(draft.Code) : null;
            if (stream is { } known) command.Stream.ShouldBe(known, endpoint.Id);
            else command.Stream.ShouldNotBe(Guid.Empty, endpoint.Id);
        }

        static string InCommand(string path) => path.Split('/') is [var first, .. var rest] && Renamed.TryGetValue(first, out var name) ? string.Join('/', [name, .. rest]) : path;
    }

    [Fact]
    public void Every_request_is_one_of_an_endpoint() => Endpoints.Select(e => e.Body).Distinct().ShouldBe(
        typeof(StreamRequest).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StreamRequest)) && !type.IsAbstract), ignoreOrder: true);

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void Every_field_of_a_rule_for_findings_is_in_its_command_under_its_own_name(int turn)
    {
        var request = (AdoptFindingRuleRequest)new Filler(turn).Fill(typeof(AdoptFindingRuleRequest), "");
        var command = request.ToCommand("thuis", new DateOnly(2026, 11, 29));
        command.Code.ShouldBe("thuis");
        CommandLeaves.Of(command.Rule, new Seals()).ShouldBe(Distinct(Leaves.Of(request), "adoptFindingRule"), ignoreOrder: true);
        new AdoptFindingRuleRequest { Code = request.Code, Dutch = request.Dutch, Requires = request.Requires, Severity = request.Severity }.ToCommand("thuis", new DateOnly(2026, 11, 29)).Rule.From.ShouldBe(new DateOnly(2026, 11, 29), "today where it is left out");

        new EndFindingRuleRequest { Why = $"why {turn}" }.ToCommand("thuis", "REGEL").ShouldBe(new EndFindingRule { Code = "thuis", Rule = "REGEL", Why = $"why {turn}" });
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void Every_field_of_a_corporation_is_in_its_registration_under_its_own_name(int turn)
    {
        var request = (ChangeCorporationRequest)new Filler(turn).Fill(typeof(ChangeCorporationRequest), "");
        CommandLeaves.Of(request.As("thuis"), new Seals()).ShouldBe([.. Distinct(Leaves.Of(request), "changeCorporation"), ("code", "\"thuis\"")], ignoreOrder: true);
    }

    /// <summary>The leaves of a request, of which no two members have the same value, truths left aside: else a swap would not show.</summary>
    private static List<(string Path, string Value)> Distinct(List<(string Path, string Value)> leaves, string what)
    {
        leaves.Where(leaf => leaf.Value is not "true" and not "false").GroupBy(leaf => leaf.Value).Where(same => same.Select(leaf => Leaves.Member(leaf.Path)).Distinct().Count() > 1).ShouldBeEmpty($"{what}: else a swap would not show");
        return leaves;
    }
}
