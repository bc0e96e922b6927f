namespace WikkenWegen.Domain;

/// <summary>How much weight a finding has for an auditor. The values rise.</summary>
public enum FindingSeverity
{
    /// <summary>For information: good to know, and often in order.</summary>
    Info,

    /// <summary>A point of attention: it needs an explanation.</summary>
    Attention,

    /// <summary>Serious: the law, the process agreed on or the separation of duties may not have been kept to.</summary>
    Serious,
}

/// <summary>Which moments of the events a finding is judged by.</summary>
public enum FindingAxis
{
    /// <summary>When things happened: days of the law, and what people knew when they decided.</summary>
    Happening,

    /// <summary>When things were recorded, which nobody can choose: who could read what.</summary>
    Recording,

    /// <summary>Both: later by either of them, or the one compared with the other.</summary>
    Both,
}
