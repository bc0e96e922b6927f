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

/// <summary>How a criterion of an instrument fits what a past weighing has, when the instrument is tried on it.</summary>
public enum TrialFit
{
    /// <summary>The weighing has it on the same scale: what was scored then counts as it is.</summary>
    Same,

    /// <summary>The weighing has it in the same unit between other anchors: what was scored then is put between those of the instrument.</summary>
    Reanchored,

    /// <summary>The weighing has it on the same scale, which cannot be added up: it stands beside the totals.</summary>
    Beside,

    /// <summary>The weighing does not have it: nothing in the record says how the proposals do on it.</summary>
    NotThere,

    /// <summary>The weighing has it on another kind of scale: what was said then says nothing on that of the instrument.</summary>
    OtherKind,

    /// <summary>The weighing has it in another unit: what was said then says nothing on the scale of the instrument.</summary>
    OtherUnit,

    /// <summary>The weighing has it on another scale without a unit, with other words, or against another reference: a number or a word there means something else.</summary>
    OtherScale,
}

/// <summary>Which weights count when an instrument is tried on a past weighing.</summary>
public enum TrialWeights
{
    /// <summary>Those that the instrument prescribes.</summary>
    Prescribed,

    /// <summary>Those of the weighing, since the instrument prescribes none.</summary>
    OfWeighing,

    /// <summary>Equal ones, since neither the instrument nor the weighing gives any of the criteria a weight.</summary>
    Equal,
}
