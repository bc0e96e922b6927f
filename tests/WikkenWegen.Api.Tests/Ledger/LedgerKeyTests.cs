using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Ledger;

/// <summary>The key comes from the settings or from a file that nobody else can read, and is made in Development alone.</summary>
public sealed class LedgerKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-key-").FullName;

    private string File => Path.Combine(_folder, "made", "ledger.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task In_Development_it_is_made_once_for_all_hosts_and_nobody_else_can_read_it()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Public(new LedgerSettings { KeyFile = File }, Environments.Development), TestContext.Current.CancellationToken)));
        made.Distinct().ShouldHaveSingleItem();
        Directory.GetFiles(Path.GetDirectoryName(File)!).ShouldBe([File]);
        if (!OperatingSystem.IsWindows()) System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Public(new LedgerSettings { KeyFile = File }, Environments.Production).ShouldBe(made[0]);
        Public(new LedgerSettings { Key = await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken) }, Environments.Production).ShouldBe(made[0]);
    }

    /// <summary>Once is not enough to meet them at the very moment between looking and moving.</summary>
    [Fact]
    public async Task Of_hosts_that_make_one_at_the_same_moment_one_alone_counts()
    {
        for (var round = 0; round < 100; round++)
        {
            var settings = new LedgerSettings { KeyFile = Path.Combine(_folder, $"round-{round}", "ledger.key") };
            using var together = new Barrier(4);
            var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
            {
                together.SignalAndWait(TestContext.Current.CancellationToken);
                return Public(settings, Environments.Development);
            }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            made.Distinct().ShouldHaveSingleItem();
        }
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void Outside_Development_one_must_be_given(string environment)
    {
        Refused(new LedgerSettings(), environment).ShouldContain("Ledger__KeyFile");
        Refused(new LedgerSettings { KeyFile = File }, environment).ShouldContain(File);
        System.IO.File.Exists(File).ShouldBeFalse();
        Should.Throw<StartupException>(() => new LastCheckpoints(new LedgerSettings(), new HostingEnvironment { EnvironmentName = environment }, null!)).Message.ShouldContain("Ledger__LastCheckpointsFolder");
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_can_use_is_refused(UnixFileMode loose)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights of files are of Unix here.");
        Public(new LedgerSettings { KeyFile = File }, Environments.Development);
#pragma warning disable CA1416 // skipped above
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | loose);
#pragma warning restore CA1416
        Refused(new LedgerSettings { KeyFile = File }, Environments.Production).ShouldContain($"chmod 600 {File}");
    }

    [Theory]
    [InlineData("geheim-zwaluw")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_key_that_is_none_is_not_repeated(string key)
    {
        var refusal = Refused(new LedgerSettings { Key = key }, Environments.Production);
        refusal.ShouldContain("Ledger__Key must have 32 bytes in base64");
        refusal.ShouldNotContain(key);
    }

    [Fact]
    public void The_key_of_before_is_another_one_and_is_given_once()
    {
        var (one, other) = (Convert.ToBase64String(new byte[32]), Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray()));
        Public(new LedgerSettings { Key = other, Previous = new PreviousKeySettings { Key = one } }, Environments.Production).ShouldBe(Public(new LedgerSettings { Key = other }, Environments.Production));
        Refused(new LedgerSettings { Key = one, Previous = new PreviousKeySettings { Key = one } }, Environments.Production).ShouldContain("Ledger__Previous");
        Refused(new LedgerSettings { Key = one, Previous = new PreviousKeySettings { Key = "AAAA" } }, Environments.Production).ShouldContain("Ledger__Previous__Key must have 32 bytes in base64");
        Refused(new LedgerSettings { Key = one, Previous = new PreviousKeySettings { KeyFile = File } }, Environments.Development).ShouldContain("Ledger__Previous__KeyFile");
        new LedgerSettings { Previous = new PreviousKeySettings { Key = one, KeyFile = File } }.Validate(null!).ShouldHaveSingleItem().ErrorMessage!.ShouldContain("Ledger__Previous__KeyFile");
    }

    [Theory]
    [InlineData("een naam met spaties")]
    [InlineData("een+plus")]
    [InlineData("")]
    public void A_name_that_no_log_can_have_is_refused(string origin) =>
        new LedgerSettings { Origin = origin }.Validate(null!).ShouldHaveSingleItem().ErrorMessage!.ShouldContain("Ledger__Origin");

    private static string Public(LedgerSettings settings, string environment)
    {
        using var keys = new LedgerKeys(settings, new HostingEnvironment { EnvironmentName = environment }, NullLogger<LedgerKeys>.Instance);
        return keys.VerifierKeyOf("een").Value.ToString();
    }

    private static string Refused(LedgerSettings settings, string environment)
    {
        var message = Should.Throw<StartupException>(() => Public(settings, environment)).Message;
        message.ShouldNotContain("\n");
        return message;
    }
}
