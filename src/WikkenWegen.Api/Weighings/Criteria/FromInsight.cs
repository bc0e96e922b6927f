using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Criteria;

namespace WikkenWegen.Api.Weighings.Criteria;

/// <summary>An insight of the learning network that something is made of. Only who takes part in the network can refer to one; what was referred to before can be kept by everybody.</summary>
public sealed record InsightReferenceRequest
{
    /// <summary>Id of the edition.</summary>
    public required Guid Edition { get; init; }

    /// <summary>Number of the insight within the edition, from 1.</summary>
    [Range(1, int.MaxValue)]
    public required int Number { get; init; }

    internal InsightReference ToReference() => new(Edition, Number);
}

/// <summary>Criteria that are made of insights of the learning network: whether who asks may refer to those is looked up before the criteria are decided on.</summary>
internal static class FromInsight
{
    /// <summary>The command with those of its insights that the caller may refer to, after what it takes from an instrument.</summary>
    public static async Task<WeighingCommand?> Completed(HttpContext http, Address address, WeighingCommand command, Seals seals)
    {
        if (await FromInstrument.Completed(http, address, command, seals) is not SetCriteria setting) return command;
        InsightReference[] asked = [.. setting.Set.FromInsights().Select(c => c.Insight).Distinct()];
        return asked.Length == 0 ? setting
            : setting with { KnownInsights = await http.RequestServices.GetRequiredService<IInsights>().Known(Caller.Of(http).Subject, asked, http.RequestAborted) };
    }
}
