using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Weighings.Criteria;

/// <summary>The instruments from which criteria can be taken.</summary>
public interface IInstruments
{
    /// <summary>A version of an instrument that was published in a corporation or in the public catalogue of the installation; null where there is none.</summary>
    /// <param name="corporation">Code of the corporation that asks.</param>
    /// <param name="code">Code of the instrument, in either case.</param>
    /// <param name="version">Number of the version, from 1.</param>
    /// <param name="cancellation">Stops the looking.</param>
    Task<PublishedInstrument?> Find(string corporation, string code, int version, CancellationToken cancellation);
}

/// <summary>A version of an instrument, as it was published.</summary>
/// <param name="Id">Id of the instrument.</param>
/// <param name="Code">Its code, as it was first written.</param>
/// <param name="Version">Number of the version, from 1.</param>
/// <param name="Content">What it is in that version.</param>
public sealed record PublishedInstrument(Guid Id, string Code, int Version, InstrumentContent Content);
