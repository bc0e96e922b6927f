using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>The most characters or elements of fields, and their forms as regular expressions for the whole text.</summary>
internal static class FieldLimits
{
    /// <summary>Most characters of a title, name or role.</summary>
    public const int Name = 200;

    /// <summary>Most characters of a text of a few sentences.</summary>
    public const int Line = 1_000;

    /// <summary>Most characters of a text of several pages.</summary>
    public const int Text = 20_000;

    /// <summary>Most characters of a URI.</summary>
    public const int Uri = 500;

    /// <summary>Most elements of a list.</summary>
    public const int List = 50;

    /// <summary>Most criteria in a set.</summary>
    public const int Criteria = InstrumentContentRules.MostCriteria;

    /// <summary>Most departures from an instrument: of each criterion of a set its scale, weight and name, and as many that were left out.</summary>
    public const int Departures = 4 * Criteria;

    /// <summary>Most pairs of criteria that are compared two by two: those of as many criteria as a list holds, since nobody compares more.</summary>
    public const int Pairs = List * (List - 1) / 2;

    /// <summary>Most proposals in what is told of each: an outcome, or a what-if that leaves some out.</summary>
    public const int Proposals = 500;

    /// <summary>Most blank cards between two piles.</summary>
    public const int BlankCards = 100;

    /// <summary>Most characters of a code.</summary>
    public const int Code = 12;

    /// <summary>A code that people use in a meeting or a table: V1, BET, g2, S1.1. Compared without case. It begins with a letter or digit, so that no address has . or .. in it.</summary>
    public const string CodeForm = "[A-Za-z0-9][A-Za-z0-9._-]*";

    /// <summary>A subject id as a token names it. Compared as it is, so with blanks around it, it would be nobody's.</summary>
    public const string SubjectForm = @"\S(.*\S)?";

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    public const string Sha256Form = "[0-9a-f]{64}";

    /// <summary>An absolute URI.</summary>
    public const string UriForm = @"[a-zA-Z][a-zA-Z0-9+.\-]*:[^\s]+";

    /// <summary>A BAG identification: gemeente (4), kind of object (2), number (10).</summary>
    public const string BagForm = "[0-9]{4}(01|02|03|10|20|30)[0-9]{10}";

    /// <summary>A CBS code: gemeente, wijk or buurt. The last parts may have letters.</summary>
    public const string AreaForm = "GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{2}[0-9A-Z]{2}";

    /// <summary>The same for who looks for an area, in capitals or not.</summary>
    public const string AreaInEitherCase = "[Gg][Mm][0-9]{4}|[Ww][Kk][0-9]{4}[0-9A-Za-z]{2}|[Bb][Uu][0-9]{4}[0-9A-Za-z]{4}";
}
