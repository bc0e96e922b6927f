using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(WikkenWegen.Browser.Tests.Browser))]

namespace WikkenWegen.Browser.Tests;

/// <summary>A real Chromium without a window: the one that is installed, or Playwright's own. Without any the tests are skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _reason;

    /// <summary>A page on a site, in English; the test is skipped where there is no browser.</summary>
    public async Task<IPage> Page(Uri site)
    {
        Assert.SkipWhen(_browser is null, $"No browser: install chromium, or let Playwright install its own. {_reason}");
        var context = await _browser!.NewContextAsync(new() { BaseURL = site.ToString(), Locale = "en-GB" });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        try
        {
            // Root and containers have no sandbox; the pages are our own.
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Installed(), Args = ["--no-sandbox"] });
        }
        catch (PlaywrightException e)
        {
            _reason = e.Message.Split('\n')[0];
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? Installed() =>
        (from name in Names
         from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         let file = Path.Combine(folder, name)
         where File.Exists(file)
         select file).FirstOrDefault();
}
