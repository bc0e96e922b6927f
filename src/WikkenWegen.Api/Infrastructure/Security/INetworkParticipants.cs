namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>Tells who takes part in the learning network.</summary>
public interface INetworkParticipants
{
    /// <summary>
    /// Whether somebody takes part now: of a sign-up under their subject id, in any edition, it was confirmed that they do, and it was not withdrawn since. Whoever took part in an edition of before
    /// takes part still. Two people with one subject id are one: who they are is for the identity provider.
    /// </summary>
    /// <param name="subject">Their subject id.</param>
    /// <param name="cancellation">Stops reading.</param>
    Task<bool> HavePart(string subject, CancellationToken cancellation);
}
