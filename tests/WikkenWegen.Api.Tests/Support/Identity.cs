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
    /// Signs requests. Approvals are signed by a colleague, since who decided does not approve: most tests are not about that. Who may do everything organises the
    /// learning network too, and sees to personal data in it, with a token of that.
    /// </summary>
    public DelegatingHandler Signing(HttpMessageHandler inner) => new Signer(this, inner);

    /// <summary>Whether an address is of the learning network, which is a tenant of its own.</summary>
    public static bool IsOfNetwork(string path) => path.StartsWith("/v1/editions", StringComparison.Ordinal) || path.StartsWith("/v1/cases", StringComparison.Ordinal);

    private sealed class Signer(Identity identity, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly Identity _colleague = identity with { Subject = identity.Subject + "-colleague" };

        private readonly Identity _organiser = identity with { Corporation = Access.Network, Roles = [Infrastructure.Security.Roles.Organiser, Infrastructure.Security.Roles.PrivacyOfficer] };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var approves = request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/approval", StringComparison.Ordinal);
            var organises = IsOfNetwork(request.RequestUri!.AbsolutePath) && identity.Roles.Contains(Infrastructure.Security.Roles.Administrator) && identity.Roles.Length > 1;
            request.Headers.Authorization ??= AuthenticationHeaderValue.Parse((approves ? _colleague : organises ? _organiser : identity).Authorization);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
