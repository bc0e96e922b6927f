using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>The host ends TLS itself where it is told to, by settings alone: Kestrel's own (README.md, Security).</summary>
public sealed class TlsTests(SharedApi shared) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tls").FullName;

    [Fact]
    public async Task A_certificate_in_the_settings_is_used_with_TLS_1_2_and_1_3()
    {
        await using var api = Start();
        (await Negotiated(api, SslProtocols.Tls12)).ShouldBe(SslProtocols.Tls12);
        (await Negotiated(api, SslProtocols.Tls13)).ShouldBe(SslProtocols.Tls13);
#pragma warning disable CS0618, SYSLIB0039, CA5397 // that these are not accepted is what is tested
        await Should.ThrowAsync<AuthenticationException>(() => Negotiated(api, SslProtocols.Tls | SslProtocols.Tls11));
#pragma warning restore CS0618, SYSLIB0039, CA5397
    }

    [Fact]
    public async Task A_setting_allows_TLS_1_3_only()
    {
        await using var api = Start(("Kestrel:EndpointDefaults:SslProtocols:0", "Tls13"));
        (await Negotiated(api, SslProtocols.Tls13)).ShouldBe(SslProtocols.Tls13);
        await Should.ThrowAsync<AuthenticationException>(() => Negotiated(api, SslProtocols.Tls12));
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Support.Api Start(params (string, string)[] settings)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        return Support.Api.Start(shared.Api.ConnectionString, null,
        [
            (WebHostDefaults.ServerUrlsKey, "https://127.0.0.1:0"),
            ("Kestrel:Certificates:Default:Path", Path.Combine(_folder, "tls.crt")),
            ("Kestrel:Certificates:Default:KeyPath", Path.Combine(_folder, "tls.key")),
            ("Serilog:MinimumLevel:Default", "Fatal"),
            .. settings,
        ]);
    }

    /// <summary>Asks for something with these versions of TLS, and tells the one that was agreed on.</summary>
    private static async Task<SslProtocols> Negotiated(Support.Api api, SslProtocols protocols)
    {
        using var connection = new System.Net.Sockets.TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, api.Address.Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(connection.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost",
        }, TestContext.Current.CancellationToken);
        await tls.WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(tls);
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 200 OK");
        return tls.SslProtocol;
    }
}
