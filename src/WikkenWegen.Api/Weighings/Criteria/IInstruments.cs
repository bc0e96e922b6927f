using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Weighings.Criteria;

/// <summary>Knows the instruments that criteria can be taken from.</summary>
public interface IInstruments
{
    /// <summary>A published version of an instrument: of the corporation, else of the catalogue; null where there is none.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="code">Code of the instrument, in capitals or not.</param>
    /// <param name="version">Number of the version, from 1.</param>
    /// <param name="cancellation">Stops reading.</param>
    Task<PublishedInstrument?> Find(string corporation, string code, int version, CancellationToken cancellation);

    /// <summary>Whether an instrument is published with this code, in whatever version.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="code">Code of the instrument, in capitals or not.</param>
    /// <param name="cancellation">Stops reading.</param>
    Task<bool> Knows(string corporation, string code, CancellationToken cancellation);
}

/// <summary>A published version of an instrument.</summary>
/// <param name="Id">Identity of the instrument.</param>
/// <param name="Code">Its code, as it was first written.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="Content">What it says.</param>
/// <param name="PublishedAt">When this version was published.</param>
/// <param name="EndedAt">Since when the instrument is retired or another is in its place; null where it is in use.</param>
public sealed record PublishedInstrument(Guid Id, string Code, int Version, InstrumentContent Content, DateTimeOffset PublishedAt, DateTimeOffset? EndedAt);
