namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>Tells which corporations are registered in this installation.</summary>
public interface ICorporationRegistry
{
    /// <summary>Whether a corporation is registered.</summary>
    /// <param name="code">Its code, as a token names it. It can be any text, since the identity provider decides what is in a token.</param>
    /// <param name="cancellation">Cancels the call.</param>
    ValueTask<bool> Knows(string code, CancellationToken cancellation);

    /// <summary>The registered name of a corporation, as it is now; null where there is none with that code.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<string?> NameOf(string code, CancellationToken cancellation);
}
