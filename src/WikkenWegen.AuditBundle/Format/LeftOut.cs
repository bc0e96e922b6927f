namespace WikkenWegen.AuditBundle;

/// <summary>Why a leaf of the log is not in a bag.</summary>
public enum LeftOut
{
    /// <summary>The bag is about a weighing or a period, and this leaf is of neither.</summary>
    Selection,

    /// <summary>It was given in a blind round that is still open, or as a choice in a case that is not shown, so that nobody may read it yet.</summary>
    BlindRound,

    /// <summary>The store has its place and hash, and the leaf no more.</summary>
    Lost,
}
