using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;

namespace WikkenWegen.Api.Tests.Support;

/// <summary>Somebody with a token of Development, which the host that runs in this process accepts.</summary>
/// <param name="Subject">Pseudonymous subject id.</param>
/// <param name="Corporation">Code of the corporation; null for none.</param>
/// <param name="Roles">The roles.</param>
public sealed record Identity(string Subject, string? Corporation, params ImmutableArray<string> Roles)
{
    private static readonly ConcurrentDictionary<(string, string?, string), string> Given = new();

    /// <summary>Somebody of the corporation of the examples who may do everything that one person may.</summary>
    public static Identity AllRound(string subject = "demo") => new(subject, DemoCorporations.Merenland.Code,
        Infrastructure.Security.Roles.Strategist, Infrastructure.Security.Roles.Decider, Infrastructure.Security.Roles.Approver, Infrastructure.Security.Roles.Auditor, Infrastructure.Security.Roles.PrivacyOfficer, Infrastructure.Security.Roles.Administrator);

    /// <summary>The value of the header Authorization.</summary>
    public string Authorization => "Bearer " + Given.GetOrAdd((Subject, Corporation, string.Join(' ', Roles)), _ => DevelopmentTokens.Token(Subject, Corporation, Roles, TimeProvider.System));

    /// <summary>
    /// Signs requests. Approvals are signed by a colleague, since who decided does not approve: most tests are not about that.
    /// </summary>
    public DelegatingHandler Signing(HttpMessageHandler inner) => new Signer(this, inner);

    private sealed class Signer(Identity identity, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly Identity _colleague = identity with { Subject = identity.Subject + "-colleague" };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var approves = request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/approval", StringComparison.Ordinal);
            request.Headers.Authorization ??= AuthenticationHeaderValue.Parse((approves ? _colleague : identity).Authorization);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
