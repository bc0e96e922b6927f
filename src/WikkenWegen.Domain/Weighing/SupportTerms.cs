namespace WikkenWegen.Domain;

/// <summary>Whether the agreement that a process form asks for is there.</summary>
public enum AgreementState
{
    /// <summary>The process form asks for no agreement: somebody decides.</summary>
    NotAsked,

    /// <summary>It is there.</summary>
    Reached,

    /// <summary>It is not there.</summary>
    NotReached,

    /// <summary>That cannot be said: not everybody whose agreement is needed has spoken, or it cannot all be read yet.</summary>
    Open,
}
