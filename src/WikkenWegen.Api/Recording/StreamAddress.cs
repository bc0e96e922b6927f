using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.Api.Recording;

/// <summary>Where that is read which a stream that is no weighing tells of: there lie the answers to all requests that were recorded of it.</summary>
public static class StreamAddress
{
    /// <summary>The address, such as /v1/cases/019f3a10-0000-7000-8000-000000000002.</summary>
    /// <param name="stream">Identity of the stream.</param>
    /// <param name="state">A state of it.</param>
    public static string Of(Guid stream, object? state) => state switch
    {
        WeighingInstrument instrument => $"/v1/instruments/{instrument.Code}",
        Edition => $"/v1/editions/{stream}",
        _ => $"/v1/cases/{stream}",
    };
}
