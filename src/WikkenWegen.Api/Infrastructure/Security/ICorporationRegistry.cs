namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>Tells which corporations are registered in this installation.</summary>
public interface ICorporationRegistry
{
    /// <summary>Whether a corporation is registered.</summary>
    /// <param name="code">Its code, as a token names it: anything at all may stand there.</param>
    /// <param name="cancellation">Stops the question.</param>
    ValueTask<bool> Knows(string code, CancellationToken cancellation);
}
