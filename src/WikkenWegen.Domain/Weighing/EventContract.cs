using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WikkenWegen.Domain;

/// <summary>
/// How events are written: their names and their JSON. Fixed from the first event that was stored. A new shape of an event is a
/// new type with a new name (proposal_submitted_v2); a new optional member is the smaller change and comes first.
/// </summary>
public static class EventContract
{
    /// <summary>Every event type and its stored name.</summary>
    public static readonly FrozenDictionary<Type, string> Names = new Dictionary<Type, string>
    {
        [typeof(WeighingOpened)] = "weighing_opened",
        [typeof(WeighingReframed)] = "weighing_reframed",
        [typeof(ProposalSubmitted)] = "proposal_submitted",
        [typeof(ProposalRevised)] = "proposal_revised",
        [typeof(ProposalWithdrawn)] = "proposal_withdrawn",
        [typeof(CriteriaAdopted)] = "criteria_adopted",
        [typeof(CriteriaChanged)] = "criteria_changed",
        [typeof(StakeholderInvited)] = "stakeholder_invited",
        [typeof(StakeholderWithdrew)] = "stakeholder_withdrew",
        [typeof(RoundOpened)] = "round_opened",
        [typeof(RoundClosed)] = "round_closed",
        [typeof(InputGiven)] = "input_given",
        [typeof(InputRevised)] = "input_revised",
        [typeof(InputWithdrawn)] = "input_withdrawn",
        [typeof(ObjectionRaised)] = "objection_raised",
        [typeof(ObjectionResolved)] = "objection_resolved",
        [typeof(AdviceRequested)] = "advice_requested",
        [typeof(AdviceReceived)] = "advice_received",
        [typeof(AdviceFollowed)] = "advice_followed",
        [typeof(AdviceDeviationReasoned)] = "advice_deviation_reasoned",
        [typeof(ScoreGiven)] = "score_given",
        [typeof(ScoreRevised)] = "score_revised",
        [typeof(OutcomeRecorded)] = "outcome_recorded",
        [typeof(DecisionTaken)] = "decision_taken",
        [typeof(DecisionApproved)] = "decision_approved",
        [typeof(DecisionRejected)] = "decision_rejected",
        [typeof(DecisionWithdrawn)] = "decision_withdrawn",
        [typeof(WeighingReopened)] = "weighing_reopened",
        [typeof(AssumptionFell)] = "assumption_fell",
        [typeof(ExecutionStarted)] = "execution_started",
        [typeof(ReviewHeld)] = "review_held",
        [typeof(WeighingClosed)] = "weighing_closed",
        [typeof(WeighingCancelled)] = "weighing_cancelled",
    }.ToFrozenDictionary();

    /// <summary>camelCase members, enums as camelCase strings, moments in UTC with Z, decimals as numbers with the digits they came with, absent members left out.</summary>
    public static readonly JsonSerializerOptions Json = Configure(new JsonSerializerOptions());

    /// <summary>Gives <paramref name="options"/> the settings of the contract.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new UtcMoments());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Require);
        return options;
    }

    /// <summary>Makes the parameters of records required unless they may be null: by itself, what is missing is read as zero.</summary>
    private static void Require(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(m => m.AssociatedParameter is { IsNullable: false, HasDefaultValue: false })) member.IsRequired = true;
    }
}

/// <summary>Writes moments in UTC as 2026-03-12T18:30:00Z.</summary>
public sealed class UtcMoments : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}
