namespace WikkenWegen.Domain;

/// <summary>What kind of place a case is about; which place it is, a case does not tell.</summary>
public enum PlaceKind
{
    /// <summary>A municipality (gemeente).</summary>
    Municipality,

    /// <summary>A district (wijk).</summary>
    District,

    /// <summary>A neighbourhood (buurt).</summary>
    Neighbourhood,

    /// <summary>One complex or more.</summary>
    Complex,

    /// <summary>One free grouping of dwellings or more.</summary>
    Cluster,

    /// <summary>Single dwellings or other addresses.</summary>
    Address,
}

/// <summary>What kind of party took part in a case; which party it is, a case does not tell.</summary>
public enum PartyKind
{
    /// <summary>Tenants or other residents, and groups of them.</summary>
    Residents,

    /// <summary>An organisation that speaks for tenants (huurdersorganisatie).</summary>
    TenantsOrganisation,

    /// <summary>The corporation itself.</summary>
    Corporation,

    /// <summary>The municipality.</summary>
    Municipality,

    /// <summary>An organisation for care.</summary>
    Care,

    /// <summary>An organisation for welfare.</summary>
    Welfare,

    /// <summary>A school or another organisation for education.</summary>
    Education,

    /// <summary>The police, or another organisation for safety.</summary>
    Safety,

    /// <summary>Entrepreneurs, shops and other companies.</summary>
    Business,

    /// <summary>Owners of dwellings (VvE).</summary>
    Owners,

    /// <summary>Who builds or develops.</summary>
    Builder,

    /// <summary>Who supplies energy, heat or water.</summary>
    Utility,

    /// <summary>Another party.</summary>
    Other,
}

/// <summary>How large an amount is, in a case.</summary>
public enum AmountBand
{
    /// <summary>It yields money.</summary>
    Yields,

    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Up to one hundred thousand euro.</summary>
    Small,

    /// <summary>Up to one million euro.</summary>
    Medium,

    /// <summary>Up to ten million euro.</summary>
    Large,

    /// <summary>More than ten million euro.</summary>
    VeryLarge,
}

/// <summary>How much a criterion weighs beside the others of a case: its share in all weights.</summary>
public enum WeightBand
{
    /// <summary>No weight.</summary>
    None,

    /// <summary>Less than a tenth.</summary>
    Small,

    /// <summary>From a tenth up to a quarter.</summary>
    Medium,

    /// <summary>From a quarter up to a half.</summary>
    Large,

    /// <summary>A half or more.</summary>
    Dominant,
}

/// <summary>How far the first proposal is ahead of the second in a case, in points from 0 to 100.</summary>
public enum LeadBand
{
    /// <summary>Nothing: they have as many points.</summary>
    None,

    /// <summary>Less than five points.</summary>
    Small,

    /// <summary>From five up to fifteen points.</summary>
    Medium,

    /// <summary>Fifteen points or more.</summary>
    Large,
}

/// <summary>What is taken out of a weighing where a case is made of it.</summary>
public enum RemovedKind
{
    /// <summary>Codes of CBS areas; the kind of place stays.</summary>
    Place,

    /// <summary>Ids of BAG objects; that it is about addresses stays.</summary>
    Address,

    /// <summary>Complexes and clusters; that it is about some stays.</summary>
    Complex,

    /// <summary>Numbers and keys by which others know the weighing or a party.</summary>
    Reference,

    /// <summary>Amounts of money; a band stays.</summary>
    Amount,

    /// <summary>Other numbers, such as scores, weights and votes; places and bands stay.</summary>
    Number,

    /// <summary>Days and moments; quarters stay.</summary>
    Day,

    /// <summary>Names of parties; their kind stays.</summary>
    PartyName,

    /// <summary>Names of roles.</summary>
    RoleName,

    /// <summary>Names and contacts of persons.</summary>
    Person,

    /// <summary>Subject ids of who signs in or recorded something.</summary>
    Subject,

    /// <summary>Texts that lie in the vault; those that were released one by one stay.</summary>
    SealedText,

    /// <summary>Other texts, such as the question, names and descriptions.</summary>
    Text,

    /// <summary>Addresses and hashes of documents.</summary>
    Document,

    /// <summary>Ids of weighings and of other things that the system made.</summary>
    Identity,

    /// <summary>Codes and numbers within the weighing; letters and numbers of the case stand in their place.</summary>
    Code,
}

/// <summary>By what somebody may still see of which weighing a case was made.</summary>
public enum CaseTelltale
{
    /// <summary>Few parties took part.</summary>
    FewParties,

    /// <summary>It has several features that few weighings have.</summary>
    UnusualCombination,

    /// <summary>Texts of people were released, word for word.</summary>
    QuotesReleased,

    /// <summary>Words that the owner wrote for the case, and that begin with a capital wherever they stand in the weighing: they may be names.</summary>
    NamesInOwnTexts,

    /// <summary>Numbers that the owner wrote for the case, and that stand in the weighing.</summary>
    NumbersInOwnTexts,

    /// <summary>Other words that the owner wrote for the case, and that stand in the weighing.</summary>
    WordsInOwnTexts,

    /// <summary>There are texts in the vault that who prepares the case cannot read, so that nothing was compared with them.</summary>
    TextsNotRead,
}

/// <summary>What few weighings have.</summary>
public enum UnusualFeature
{
    /// <summary>It is about the whole portfolio.</summary>
    WholePortfolio,

    /// <summary>It is not, or not only, about services of general economic interest.</summary>
    NotOnlySgei,

    /// <summary>All had to be in favour, or most of them.</summary>
    DecidedTogether,

    /// <summary>A proposal costs more than ten million euro.</summary>
    VeryLargeAmount,

    /// <summary>The do-nothing option was chosen.</summary>
    NothingDone,

    /// <summary>A decision was rejected or withdrawn, or the weighing was reopened.</summary>
    DecidedAgain,

    /// <summary>Another proposal was chosen than the one that came first.</summary>
    FirstPassedOver,
}

/// <summary>What somebody says of a case.</summary>
public enum CaseRemarkKind
{
    /// <summary>Vraag.</summary>
    Question,

    /// <summary>Reflectie.</summary>
    Reflection,
}
