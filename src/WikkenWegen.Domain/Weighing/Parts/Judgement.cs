namespace WikkenWegen.Domain;

/// <summary>What one judge says of one revision of a proposal on one criterion of one criteria version: a score, or a consequence where the criterion cannot be added up.</summary>
internal interface IJudgement
{
    /// <summary>Its number among those of its kind, from 1.</summary>
    int Number { get; }

    /// <summary>The revision of a proposal that is judged.</summary>
    ProposalRevisionReference Proposal { get; }

    /// <summary>Code of the criterion.</summary>
    string Criterion { get; }

    /// <summary>Number of the version of the criteria, from 1; it fixes the scale of the criterion.</summary>
    int CriteriaVersion { get; }

    /// <summary>Who judges.</summary>
    Who By { get; }

    /// <summary>Number of the round in which it was given; null outside rounds.</summary>
    int? Round { get; }

    /// <summary>The event of its newest revision.</summary>
    Origin Newest { get; }
}
