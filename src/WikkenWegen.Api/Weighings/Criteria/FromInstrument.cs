using System.Globalization;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Criteria;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Weighings.Criteria;

/// <summary>Criteria that are taken from a published instrument: they are compared with it before they are decided on.</summary>
internal static class FromInstrument
{
    /// <summary>The command with the instrument that it names by code and version, compared with its criteria; as it is where it names none, or one that is not there.</summary>
    public static async Task<WeighingCommand?> Completed(HttpContext http, Address address, WeighingCommand command, Seals seals)
    {
        if (command is not SetCriteria { Set: { Instrument: { Code: { } code } asked } set } setting) return command;
        var (instruments, corporation) = (http.RequestServices.GetRequiredService<IInstruments>(), Caller.Of(http).Corporation);
        if (!int.TryParse(asked.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || await instruments.Find(corporation, code, version, http.RequestAborted) is not { } found)
            return setting with { InstrumentIsKnown = await instruments.Knows(corporation, code, http.RequestAborted) };
        return setting with
        {
            Set = set with { Instrument = asked with { Code = found.Code, Version = found.Version.ToString(CultureInfo.InvariantCulture), Id = found.Id } },
            Compared = Tailoring.Compare(found.Content, set) with { PublishedAt = found.PublishedAt, EndedAt = found.EndedAt },
        };
    }
}
