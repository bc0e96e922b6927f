namespace WikkenWegen.Domain;

/// <summary>For whom a weighing is explained.</summary>
public enum ExplanationReader
{
    /// <summary>A resident: short sentences in plain words, and few numbers.</summary>
    Resident,

    /// <summary>A board: one page.</summary>
    Board,

    /// <summary>An auditor: complete, each sentence with the numbers of its events.</summary>
    Auditor,
}

/// <summary>The parts of an explanation, in the order in which they are told.</summary>
public enum ExplanationPart
{
    /// <summary>What comes out, or that there is no clear order.</summary>
    Result,

    /// <summary>Why the first comes before the second.</summary>
    Why,

    /// <summary>What would turn it.</summary>
    Turn,

    /// <summary>What changed on the way, when, and at whose request.</summary>
    Changes,

    /// <summary>Who was against, and what was done with it.</summary>
    Against,

    /// <summary>What is assumed.</summary>
    Assumed,

    /// <summary>What is missing.</summary>
    Missing,

    /// <summary>What was decided, and where that departs from all this.</summary>
    Decided,
}
