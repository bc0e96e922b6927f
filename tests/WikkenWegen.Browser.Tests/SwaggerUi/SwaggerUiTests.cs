using System.Text.Json;
using Microsoft.Playwright;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Browser.Tests.SwaggerUi;

/// <summary>A developer opens Swagger UI and tries the API with what stands there, without changing anything.</summary>
public class SwaggerUiTests(SharedApi shared, Browser browser)
{
    [Fact]
    public async Task The_page_loads_under_our_content_security_policy_and_lists_every_part_of_the_process()
    {
        var page = await browser.Page(shared.Api.Address);
        var complaints = Complaints(page);
        var answer = await page.GotoAsync("/swagger");
        (await answer!.HeaderValueAsync("content-security-policy")).ShouldNotBeNull().ShouldContain("default-src 'none'");
        (await answer.HeaderValueAsync("api-version")).ShouldNotBeNull();

        await page.Locator(".opblock-tag-section").First.WaitForAsync();
        (await page.TitleAsync()).ShouldBe("WikkenWegen");
        using var http = shared.Api.Client();
        using var document = JsonDocument.Parse(await http.GetStringAsync("/v1/openapi.json", TestContext.Current.CancellationToken));
        var tags = document.RootElement.GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("name").GetString()!).ToList();
        (await page.Locator(".opblock-tag").EvaluateAllAsync<string[]>("tags => tags.map(t => t.dataset.tag)")).ShouldBe(tags, ignoreOrder: true);
        // Folded, and each part says what it is about.
        (await page.Locator(".opblock").CountAsync()).ShouldBe(0);
        foreach (var text in await page.Locator(".opblock-tag small").AllInnerTextsAsync()) text.ShouldNotBeNullOrWhiteSpace();
        (await page.Locator(".opblock-tag small").CountAsync()).ShouldBe(tags.Count);
        // One part after the other: of more than a hundred operations at once, the page holds those alone that can be seen.
        var operations = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(o => o.Value.GetProperty("tags")[0].GetString()!).ToLookup(tag => tag);
        operations.Select(o => o.Key).ShouldBe(tags, ignoreOrder: true);
        foreach (var tag in tags)
        {
            var part = page.Locator($".opblock-tag[data-tag=\"{tag}\"]");
            await part.ClickAsync();
            await page.Locator(".opblock").First.WaitForAsync();
            (await page.Locator(".opblock").CountAsync()).ShouldBe(operations[tag].Count(), tag);
            await part.ClickAsync();
            await page.Locator(".opblock").First.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        }

        // Icons and styles are there too: nothing was refused by the policy.
        (await page.Locator(".opblock-tag").First.IsVisibleAsync()).ShouldBeTrue();
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_document_is_read_in_Dutch_or_in_English()
    {
        var page = await browser.Page(shared.Api.Address);
        await page.GotoAsync("/swagger");
        var about = page.Locator(".information-container .description");
        await about.GetByText("Het register van afwegingen").WaitForAsync();
        (await about.InnerTextAsync()).ShouldNotContain("The record of the weighings");
        await page.Locator(".topbar select").SelectOptionAsync(new SelectOptionValue { Label = "English" });
        await about.GetByText("The record of the weighings").WaitForAsync();
        (await about.InnerTextAsync()).ShouldNotContain("Het register van afwegingen");
    }

    [Fact]
    public async Task What_revises_works_twice_in_a_row_with_what_stands_there()
    {
        var page = await browser.Page(shared.Api.Address);
        var (first, body) = await Try(page, "Criteria", "setCriteria");
        first.ShouldBe(200, body);
        var (second, again) = await Try(page, "Criteria", "setCriteria");
        second.ShouldBe(200, again);
    }

    [Fact]
    public async Task An_example_weighing_is_read_with_what_stands_there()
    {
        var page = await browser.Page(shared.Api.Address);
        var complaints = Complaints(page);
        var (status, body) = await Try(page, "Weighings", "getWeighing");
        status.ShouldBe(200);
        JsonDocument.Parse(body).RootElement.GetProperty("framing").GetProperty("framing").GetProperty("title").GetString().ShouldBe("Toekomst Merelflat (complex 1043)");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_proposal_is_submitted_with_what_stands_there()
    {
        var page = await browser.Page(shared.Api.Address);
        var (status, body) = await Try(page, "Proposals", "submitProposal");
        status.ShouldBe(201, body);
        JsonDocument.Parse(body).RootElement.GetProperty("type").GetString().ShouldBe("proposal_submitted");
    }

    [Fact]
    public async Task A_weighing_is_opened_with_what_stands_there()
    {
        var page = await browser.Page(shared.Api.Address);
        var (status, body) = await Try(page, "Framing", "openWeighing");
        status.ShouldBe(201, body);
    }

    [Fact]
    public async Task The_list_is_read_with_what_stands_there()
    {
        var page = await browser.Page(shared.Api.Address);
        var (status, body) = await Try(page, "Weighings", "listWeighings");
        status.ShouldBe(200, body);
        JsonDocument.Parse(body).RootElement.GetProperty("items").GetArrayLength().ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task What_is_wrong_is_shown_as_a_problem()
    {
        var page = await browser.Page(shared.Api.Address);
        var (status, body) = await Try(page, "Proposals", "submitProposal", """{ "name": 7, "costs": "veel" }""");
        status.ShouldBe(400);
        var errors = JsonDocument.Parse(body).RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString());
        errors.ShouldBe(["/name", "/costs"], ignoreOrder: true);
    }

    /// <summary>Opens an operation, executes it and reads the answer from the page.</summary>
    private static async Task<(int Status, string Body)> Try(IPage page, string tag, string operation, string? body = null)
    {
        await page.GotoAsync("/swagger");
        await SignIn(page);
        await page.Locator($"#operations-tag-{tag}").ClickAsync();
        var block = page.Locator($"#operations-{tag}-{operation}");
        await block.Locator(".opblock-summary-control").ClickAsync();
        if (body is not null) await block.Locator("textarea.body-param__text").FillAsync(body);
        await block.Locator("button.execute").ClickAsync();
        var answer = block.Locator("table.live-responses-table");
        var status = await answer.Locator("tr.response td.response-col_status").First.InnerTextAsync();
        return (int.Parse(status.Split('\n')[0], null), await answer.Locator("tr.response .highlight-code code").First.InnerTextAsync());
    }

    /// <summary>Gets a token as a newcomer does: with the button, and what stands there.</summary>
    private static async Task SignIn(IPage page)
    {
        await page.Locator(".auth-wrapper .btn.authorize").ClickAsync();
        await page.Locator(".auth-container .auth-btn-wrapper .authorize").ClickAsync();
        await page.Locator(".auth-container .auth-btn-wrapper .btn-done").ClickAsync();
    }

    /// <summary>Everything that the browser complains about from now on.</summary>
    private static List<string> Complaints(IPage page)
    {
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.RequestFailed += (_, request) => complaints.Add($"{request.Url}: {request.Failure}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) complaints.Add($"{response.Url} gave {response.Status}");
        };
        return complaints;
    }
}
