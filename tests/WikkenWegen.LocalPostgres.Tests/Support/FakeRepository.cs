using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using WikkenWegen.LocalPostgres.Binaries;
using WikkenWegen.LocalPostgres.Processes;

namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>
/// A Maven repository on this machine that serves one version of PostgreSQL, in the form of Maven Central. The programs in it are
/// scripts that call the real programs of this machine, but print the version of the repository.
/// </summary>
internal sealed class FakeRepository : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string version;
    private readonly byte[] archive;

    private FakeRepository(string version, byte[] archive)
    {
        (this.version, this.archive) = (version, archive);
        Address = new($"http://127.0.0.1:{Random.Shared.Next(20000, 30000)}/maven/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = AnswerAsync();
    }

    public Uri Address { get; }

    /// <summary>Opens the repository.</summary>
    /// <param name="version">The version to serve, such as <c>17.6</c>.</param>
    /// <param name="programs">The real programs that the scripts call.</param>
    public static async Task<FakeRepository> OpenAsync(string version, PostgresBinaries programs)
    {
        var work = Directory.CreateTempSubdirectory("wikkenwegen-repository-").FullName;
        try
        {
            var bin = Directory.CreateDirectory(Path.Combine(work, "bin")).FullName;
            foreach (var program in PostgresBinaries.Programs)
            {
                var script = $"#!/bin/sh\n[ \"$1\" = --version ] && echo '{program} (PostgreSQL) {version}' && exit\nexec '{programs.PathOf(program)}' \"$@\"\n";
                await File.WriteAllTextAsync(Path.Combine(bin, program), script);
                File.SetUnixFileMode(Path.Combine(bin, program), (UnixFileMode)0b111_101_101);
            }
            var packed = await new Command("tar", "-C", work, "-cJf", Path.Combine(work, "postgres.txz"), "bin").RunAsync(CancellationToken.None);
            Assert.SkipUnless(packed.Succeeded, $"This machine cannot make an xz archive: {packed.Complaint}");
            using var jar = new MemoryStream();
            using (var zip = new ZipArchive(jar, ZipArchiveMode.Create)) zip.CreateEntryFromFile(Path.Combine(work, "postgres.txz"), "postgres.txz");
            return new(version + ".0", jar.ToArray());
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    public void Dispose() => listener.Close();

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                var body = Path.GetExtension(context.Request.Url!.AbsolutePath) switch
                {
                    ".xml" => Encoding.ASCII.GetBytes($"<metadata><versioning><versions><version>{version}</version></versions></versioning></metadata>"),
                    ".sha256" => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(archive))),
                    _ => archive,
                };
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // Closed.
            }
        }
    }
}
