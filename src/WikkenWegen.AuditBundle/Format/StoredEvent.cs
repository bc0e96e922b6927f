namespace WikkenWegen.AuditBundle;

/// <summary>What the store has as the event of a leaf.</summary>
public enum StoredEvent
{
    /// <summary>The event that the leaf says, or it is not known.</summary>
    AsLeaf,

    /// <summary>Another one.</summary>
    Differs,

    /// <summary>None any more.</summary>
    Gone,
}
