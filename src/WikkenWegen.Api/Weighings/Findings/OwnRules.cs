using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Api.Weighings.Findings;

/// <summary>The rules of a corporation's own at a moment, by which findings are made beside those of the rules that everybody has.</summary>
/// <param name="InForce">The rules in force, in the order in which they were adopted.</param>
/// <param name="Number">Number of the newest event by which a rule came or went; 0 where there is none.</param>
public sealed record OwnRules(ImmutableArray<OwnRuleVersion> InForce, int Number)
{
    /// <summary>Every rule by which something can be found at that moment.</summary>
    internal ImmutableArray<KnownRule> All => [.. FindingRules.All.Where(rule => rule is not OwnRuleNotMetRule).Select(rule => new KnownRule(rule, null)), .. InForce.Select(own => new KnownRule(Own, own))];

    private static FindingRule Own { get; } = FindingRules.All.Single(rule => rule is OwnRuleNotMetRule);

    /// <summary>The events by which rules come and go, by their names.</summary>
    private static readonly Dictionary<string, Type> Read = new[] { typeof(FindingRuleAdopted), typeof(FindingRuleEnded) }.ToDictionary(type => EventContract.Names[type]);

    /// <summary>
    /// The rules of a corporation's own, by what had been recorded at a moment; null for all that is recorded. Nothing else that is on its stream is read, which may be of a later release.
    /// </summary>
    public static async Task<OwnRules> At(NpgsqlDataSource source, string corporation, DateTimeOffset? moment, CancellationToken cancellation)
    {
        await using var ask = source.CreateCommand($"""
            select version, timestamp, type, data::text from {StoreSetup.Schema}.mt_events where tenant_id = $1 and stream_id = $2 and type = any($3) and ($4 is null or timestamp <= $4) order by version
            """);
        foreach (var value in new object[] { corporation, CorporationStreams.IdOf(corporation), Read.Keys.ToArray() }) ask.Parameters.Add(new() { Value = value });
        ask.Parameters.Add(new() { Value = moment?.ToUniversalTime() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        var (rules, number) = (ImmutableArray<OwnRuleVersion>.Empty, 0);
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            number = checked((int)rows.GetInt64(0));
            var happened = Happened(rows.GetString(2), rows.GetString(3));
            rules = Corporation.RulesAfter(rules, happened, new Origin(number, happened.OccurredAt, rows.GetFieldValue<DateTimeOffset>(1), ""));
        }
        return new OwnRules([.. rules.Where(rule => rule.Ended is null)], number);
    }

    private static CorporationEvent Happened(string type, string data)
    {
        try
        {
            return (CorporationEvent)JsonSerializer.Deserialize(data, Read[type], EventContract.Json)!;
        }
        catch (JsonException e) // such as a check of a later release: what it finds cannot be told, and to leave it out would be to say that there is nothing
        {
            throw new UnknownToThisReleaseException(type, e);
        }
    }
}

/// <summary>A rule by which something can be found: one that everybody has, or one of the corporation's own.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Own">The rule of the corporation's own; null for those that everybody has.</param>
public sealed record KnownRule(FindingRule Rule, OwnRuleVersion? Own)
{
    /// <summary>The rule of a finding.</summary>
    public static KnownRule Of(Finding finding) => new(finding.Rule, finding.Own);

    /// <summary>Tells it from all others where findings are kept.</summary>
    public string Key => Own is null ? Rule.Id : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Rule.Id}:{Own.Rule.Code}@{Own.Version}");

    /// <summary>How much weight its findings have.</summary>
    public FindingSeverity Severity => Own?.Rule.Severity ?? Rule.Severity;
}
