using System.Collections.Immutable;
using System.Globalization;

namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>From what is particular to its kind: places, amounts, weights, days, parties.</summary>
internal static class Generalising
{
    /// <summary>Kinds of parties by the beginning of a word, or by a word as a whole where it ends in a space; what is more particular comes first.</summary>
    private static readonly ImmutableArray<(string Beginning, PartyKind Kind)> Kinds =
    [
        ("huurdersorganisatie", PartyKind.TenantsOrganisation), ("huurdersvereniging", PartyKind.TenantsOrganisation), ("huurdersbelang", PartyKind.TenantsOrganisation),
        ("huurdersraad", PartyKind.TenantsOrganisation), ("huurderskoepel", PartyKind.TenantsOrganisation),
        ("corporatie", PartyKind.Corporation), ("woningcorporatie", PartyKind.Corporation), ("woningstichting", PartyKind.Corporation), ("woonstichting", PartyKind.Corporation),
        ("gemeente", PartyKind.Municipality), ("wethouder", PartyKind.Municipality),
        ("zorg", PartyKind.Care), ("thuiszorg", PartyKind.Care), ("ggz ", PartyKind.Care), ("ggd ", PartyKind.Care),
        ("welzijn", PartyKind.Welfare), ("opbouwwerk", PartyKind.Welfare),
        ("school ", PartyKind.Education), ("basisschool", PartyKind.Education), ("onderwijs", PartyKind.Education),
        ("politie", PartyKind.Safety), ("brandweer", PartyKind.Safety), ("veiligheid", PartyKind.Safety),
        ("vve ", PartyKind.Owners), ("eigenaren", PartyKind.Owners),
        ("bouwer", PartyKind.Builder), ("bouwbedrijf", PartyKind.Builder), ("aannemer", PartyKind.Builder), ("ontwikkelaar", PartyKind.Builder), ("projectontwikkelaar", PartyKind.Builder),
        ("energie", PartyKind.Utility), ("warmte", PartyKind.Utility), ("netbeheer", PartyKind.Utility), ("water", PartyKind.Utility),
        ("ondernemer", PartyKind.Business), ("winkel", PartyKind.Business), ("bedrijven", PartyKind.Business),
        ("bewoner", PartyKind.Residents), ("huurder", PartyKind.Residents), ("buurtbewoner", PartyKind.Residents), ("omwonende", PartyKind.Residents),
    ];

    /// <summary>The kinds of places that a framing names.</summary>
    public static ImmutableArray<PlaceKind> Places(Framing framing)
    {
        var kinds = framing.Areas.Select(a => a.Code.Length < 2 ? (PlaceKind?)null : a.Code[..2].ToUpperInvariant() switch
        {
            "GM" => PlaceKind.Municipality,
            "WK" => PlaceKind.District,
            "BU" => PlaceKind.Neighbourhood,
            _ => null,
        }).OfType<PlaceKind>().ToHashSet();
        if (!framing.Complexes.IsEmpty) kinds.Add(PlaceKind.Complex);
        if (!framing.Clusters.IsEmpty) kinds.Add(PlaceKind.Cluster);
        if (!framing.BagIds.IsEmpty) kinds.Add(PlaceKind.Address);
        return [.. kinds.Order()];
    }

    /// <summary>The band of an amount in euro.</summary>
    public static AmountBand Amount(decimal amount) => amount switch
    {
        < 0 => AmountBand.Yields,
        0 => AmountBand.Nothing,
        <= 100_000 => AmountBand.Small,
        <= 1_000_000 => AmountBand.Medium,
        <= 10_000_000 => AmountBand.Large,
        _ => AmountBand.VeryLarge,
    };

    /// <summary>The band of a weight: its share in all weights. Weights may be of any size, so very large ones are divided before they are added up.</summary>
    public static WeightBand Weight(decimal weight, ImmutableArray<Criterion> criteria)
    {
        const decimal large = 1_000_000_000_000m;
        var greatest = criteria.Max(c => c.Weight);
        if (weight <= 0 || greatest <= 0) return WeightBand.None;
        var by = greatest > large ? greatest : 1;
        return (weight / by / criteria.Sum(c => c.Weight / by)) switch
        {
            < 0.1m => WeightBand.Small,
            < 0.25m => WeightBand.Medium,
            < 0.5m => WeightBand.Large,
            _ => WeightBand.Dominant,
        };
    }

    /// <summary>The band of a lead in points.</summary>
    public static LeadBand Lead(decimal points) => points switch
    {
        0 => LeadBand.None,
        < 5 => LeadBand.Small,
        < 15 => LeadBand.Medium,
        _ => LeadBand.Large,
    };

    /// <summary>The quarter of a moment in the Netherlands, such as 2026-Q2.</summary>
    public static string Quarter(Origin origin)
    {
        var day = Calendar.DayOf(origin.OccurredAt);
        return string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-Q{(day.Month + 2) / 3}");
    }

    /// <summary>The letter of a proposal by its place in the order, from 0: A, B, … Z, AA, AB.</summary>
    public static string Letter(int index) => (index >= 26 ? Letter(index / 26 - 1) : "") + (char)('A' + index % 26);

    /// <summary>The kind of a party: what its name tells, else what its role tells.</summary>
    public static PartyKind Party(Stakeholder stakeholder) => Told(stakeholder.Party) ?? Told(stakeholder.Role) ?? PartyKind.Other;

    private static PartyKind? Told(string name)
    {
        var words = OwnWords.Of(name).Select(word => word.ToLowerInvariant() + " ").ToList();
        foreach (var (beginning, kind) in Kinds)
            if (words.Any(word => word.StartsWith(beginning, StringComparison.Ordinal))) return kind;
        return null;
    }
}
