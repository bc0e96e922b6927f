namespace WikkenWegen.Domain;

/// <summary>Whether an instrument says how much each of its criteria counts.</summary>
public enum InstrumentWeights
{
    /// <summary>It prescribes them: another weight is a departure from it.</summary>
    Prescribed,

    /// <summary>Who uses it finds them.</summary>
    Free,

    /// <summary>It has none, because it does not add up.</summary>
    Absent,
}

/// <summary>How an instrument is filled in.</summary>
public enum FilledIn
{
    /// <summary>Together, in conversation, with one answer for all.</summary>
    Together,

    /// <summary>Apart, by each assessor for themselves.</summary>
    Apart,

    /// <summary>As who uses it sees fit.</summary>
    Either,
}

/// <summary>The kind of scale of a criterion of an instrument.</summary>
public enum InstrumentScaleKind
{
    /// <summary>Numbers between a worst and a best anchor, in a unit or with levels in words that have a number. Can be added up.</summary>
    Numeric,

    /// <summary>Numbers like <see cref="Numeric"/>, against a reference with a known value, such as a neighbourhood that scores 6. Can be added up.</summary>
    Reference,

    /// <summary>Words in an order, without a distance between them. Cannot be added up.</summary>
    Ordinal,

    /// <summary>Positive, negative, none, or both at once. Cannot be added up.</summary>
    PositiveNegative,

    /// <summary>Money per party: who pays and who gains. Not added up over parties.</summary>
    MoneyPerParty,
}

/// <summary>Where an instrument stands.</summary>
public enum InstrumentStatus
{
    /// <summary>It was never published.</summary>
    Draft,

    /// <summary>It has a published version, and is in use.</summary>
    Published,

    /// <summary>Another instrument came in its place.</summary>
    Succeeded,

    /// <summary>It is no longer to be used.</summary>
    Retired,
}
