using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Api.Tests.Privacy;

/// <summary>A text that a person has corrected is shown right everywhere, and as it was to who reads the weighing as it was; until it is erased.</summary>
public class TextCorrectionTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Identity Officer(string subject) => new(subject, DemoCorporations.Merenland.Code, Roles.PrivacyOfficer);

    [Fact]
    public async Task The_right_text_is_shown_with_that_it_was_corrected_and_the_one_of_before_to_who_reads_as_it_was()
    {
        var weighing = await Tell();
        var before = (await weighing.Get("/inputs/1")).GetProperty("revisions")[0].GetProperty("content").GetProperty("statement");
        var receipt = await Correct(weighing, 3, "statement", "Wij zijn er juist vóór.", "inaccurate");
        receipt.GetProperty("promise").GetString().ShouldNotBeNull();

        for (var twice = 0; twice < 3; twice++) // the third time from memory
        {
            foreach (var now in new[]
            {
                (await weighing.Get("/inputs/1")).GetProperty("revisions")[0].GetProperty("content").GetProperty("statement"),
                (await weighing.Get()).GetProperty("inputs")[0].GetProperty("revisions")[0].GetProperty("content").GetProperty("statement"),
            })
            {
                now.GetProperty("text").GetString().ShouldBe("Wij zijn er juist vóór.");
                now.GetProperty("digest").GetString().ShouldBe(before.GetProperty("digest").GetString());
                var corrected = now.GetProperty("corrected");
                (corrected.GetProperty("correction").GetInt32(), corrected.GetProperty("ground").GetString()).ShouldBe((1, "inaccurate"));
                corrected.GetProperty("notice").GetProperty("en").GetString()!.ShouldEndWith("on the ground of: inaccurate (GDPR art. 16).");
            }
            var then = (await weighing.Get("/inputs/1?version=3")).GetProperty("revisions")[0].GetProperty("content").GetProperty("statement");
            then.GetRawText().ShouldBe(before.GetRawText());
        }
        (await weighing.Get("/explanation?reader=auditor")).GetRawText().ShouldNotContain("Wij zijn tegen.");

        // The history has each as it was recorded.
        var history = (await weighing.Get("/events?order=oldest")).GetProperty("items").EnumerateArray().ToList();
        history[2].GetProperty("event").GetProperty("content").GetProperty("statement").GetProperty("text").GetString().ShouldBe("Wij zijn tegen.");
        history[2].GetProperty("event").GetProperty("content").GetProperty("statement").TryGetProperty("corrected", out _).ShouldBeFalse();
        history[3].GetProperty("event").GetProperty("text").GetProperty("text").GetString().ShouldBe("Wij zijn er juist vóór.");
        history[3].GetProperty("event").GetProperty("replaced").GetString().ShouldBe(before.GetProperty("digest").GetString());
        history[3].GetProperty("sentence").GetString().ShouldBe("A text of event 3 was corrected (correction 1), on the ground of: inaccurate (GDPR art. 16).");
        (await weighing.Get("/text-corrections")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_second_correction_holds_in_place_of_the_first_and_erasing_takes_all_of_them()
    {
        var weighing = await Tell();
        await Correct(weighing, 3, "statement", "eerste-verbetering", "inaccurate");
        await Correct(weighing, 3, "statement", "tweede-verbetering", "incomplete");
        var statement = (await weighing.Get("/inputs/1")).GetProperty("revisions")[0].GetProperty("content").GetProperty("statement");
        (statement.GetProperty("text").GetString(), statement.GetProperty("corrected").GetProperty("correction").GetInt32()).ShouldBe(("tweede-verbetering", 2));
        (await weighing.Get("/inputs/1?version=4")).GetProperty("revisions")[0].GetProperty("content").GetProperty("statement").GetProperty("text").GetString().ShouldBe("eerste-verbetering");

        var texts = new[] { statement.GetProperty("corrected").GetProperty("digest").GetString() };
        using var first = shared.Api.Client(Officer("eerste"));
        using var other = shared.Api.Client(Officer("tweede"));
        using var asked = await first.PostAsJsonAsync("/v1/privacy/erasures", new { texts, ground = "objection", motivation = "Toch liever niet." }, Cancellation);
        asked.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var confirmed = await other.PostAsync($"{asked.Headers.Location!.OriginalString}/confirmation", null, Cancellation);
        confirmed.StatusCode.ShouldBe(HttpStatusCode.OK);
        var all = (await weighing.Get()).GetRawText() + (await weighing.Get("/events")).GetRawText() + (await weighing.Get("?version=3")).GetRawText();
        foreach (var text in (string[])["Wij zijn tegen.", "eerste-verbetering", "tweede-verbetering"]) all.ShouldNotContain(text);
        (await weighing.Get("/inputs/1")).GetProperty("revisions")[0].GetProperty("content").GetProperty("statement").GetProperty("erased").GetProperty("ground").GetString().ShouldBe("objection");
        (await VaultByHand.Open(shared.Api.ConnectionString, weighing.Id, Cancellation)).Count.ShouldBe(1, "the name");

        using var late = await Ask(weighing, 3, "statement", "Nog een keer.", "inaccurate");
        (await late.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("no-such-text");
    }

    [Fact]
    public async Task A_name_that_was_corrected_is_shown_to_who_may_read_names_alone()
    {
        var weighing = await Tell();
        await Correct(weighing, 2, "personName", "naam-die-klopt", "inaccurate");
        (await weighing.Get("/stakeholders/B1")).GetProperty("personName").GetProperty("text").GetString().ShouldBe("naam-die-klopt");
        using var reader = shared.Api.Client(new Identity("lezer", DemoCorporations.Merenland.Code, Roles.Reader));
        var read = weighing.As(reader);
        foreach (var path in (string[])["", "/events", "/text-corrections", "/text-corrections/1", "/stakeholders/B1", "/comparison?from=1&to=4"])
        {
            var text = (await read.Get(path)).GetRawText();
            text.ShouldNotContain("naam-die-klopt", Case.Sensitive, path);
            text.ShouldNotContain("A. de Vries", Case.Sensitive, path);
        }
        (await read.Get("/text-corrections/1")).GetProperty("field").GetString().ShouldBe("personName");
    }

    [Fact]
    public async Task A_register_shows_the_right_text_too()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var name = $"Criterium {Guid.NewGuid():N}";
        await weighing.Record("/criteria", new { criteria = new[] { new { code = "KWA", name, direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = 1 } }, weightMethod = "direct", reason = "Volgens mevrouw De Vries." }, "PUT");
        await Correct(weighing, 2, "reason", "Volgens mevrouw De Boer.", "inaccurate");
        using var http = shared.Api.Client();
        var items = JsonDocument.Parse(await http.GetStringAsync($"/v1/criterion-uses?called={Uri.EscapeDataString(name)}", Cancellation)).RootElement.GetProperty("items").EnumerateArray();
        var reason = items.ShouldHaveSingleItem().GetProperty("entry").GetProperty("reason");
        (reason.GetProperty("text").GetString(), reason.GetProperty("corrected").GetProperty("correction").GetInt32()).ShouldBe(("Volgens mevrouw De Boer.", 1));
    }

    [Fact]
    public async Task What_was_given_in_a_blind_round_is_corrected_once_that_is_closed()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises" });
        await weighing.Record("/rounds", new { about = "De richting", blind = true });
        await weighing.Record("/inputs", new { round = 1, stakeholder = "B1", statement = "geheim" });
        using (var early = await Ask(weighing, 4, "statement", "ook geheim", "inaccurate"))
            (await early.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("not-read-yet");
        await weighing.Record("/rounds/1/closing", new { });
        await Correct(weighing, 4, "statement", "niet meer geheim", "inaccurate");
    }

    [Theory]
    [InlineData("""{"event":3,"field":"statement","ground":"inaccurate"}""", "text-missing", "/text")]
    [InlineData("""{"event":3,"field":"grounds","text":"x","ground":"inaccurate"}""", "no-text-there", "/field")]
    [InlineData("""{"event":3,"field":"statement","item":2,"text":"x","ground":"inaccurate"}""", "no-text-there", "/field")]
    [InlineData("""{"event":99,"field":"statement","text":"x","ground":"inaccurate"}""", "unknown-event", "/event")]
    [InlineData("""{"event":0,"field":"statement","text":"x","ground":"inaccurate"}""", "number-too-small", "/event")]
    [InlineData("""{"event":3,"field":"statement","text":"x"}""", "field-missing", "/ground")]
    public async Task What_cannot_be_corrected_is_told(string body, string code, string pointer)
    {
        var weighing = await Tell();
        using var officer = shared.Api.Client(Officer("eerste"));
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await officer.PostAsync(weighing.Address + "/text-corrections", content, Cancellation);
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Pointer).ShouldBe((code, pointer));
    }

    /// <summary>A stakeholder with a name, and what they brought in: events 2 and 3.</summary>
    private async Task<WeighingClient> Tell()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises", personName = "A. de Vries" });
        await weighing.Record("/inputs", new { stakeholder = "B1", statement = "Wij zijn tegen." });
        return weighing;
    }

    private async Task<JsonElement> Correct(WeighingClient weighing, int @event, string field, string text, string ground)
    {
        using var response = await Ask(weighing, @event, field, text, ground);
        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, answer);
        return JsonDocument.Parse(answer).RootElement;
    }

    private async Task<HttpResponseMessage> Ask(WeighingClient weighing, int @event, string field, string text, string ground)
    {
        using var officer = shared.Api.Client(Officer("eerste"));
        return await officer.PostAsJsonAsync(weighing.Address + "/text-corrections", new { @event, field, text, ground }, Cancellation);
    }
}
