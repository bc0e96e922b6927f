using System.Collections.Immutable;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Consultation;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.AuditBundle.Leaves;

/// <summary>
/// Where in a stream it begins, and ends, that nobody reads what another gives: a blind round of a weighing, one about the draft of an instrument, and the choices in a case of the network,
/// which are blind until they are shown or the case is taken back. What is given meanwhile is withheld as a leaf: also without its text it tells who gave it, and what it is about.
/// </summary>
public static class BlindRounds
{
    /// <summary>The one round of a case.</summary>
    private const int Choices = 1;

    /// <summary>Names of the types of events that can open one.</summary>
    public static readonly ImmutableArray<string> Opening = [EventContract.Names[typeof(RoundOpened)], EventContract.Names[typeof(InstrumentRoundOpened)], EventContract.Names[typeof(CaseReceived)]];

    /// <summary>Names of the types of events that close one.</summary>
    public static readonly ImmutableArray<string> Closing = [EventContract.Names[typeof(RoundClosed)], EventContract.Names[typeof(InstrumentRoundClosed)], EventContract.Names[typeof(CaseChoicesShown)], EventContract.Names[typeof(CaseWithdrawn)]];

    /// <summary>Number of the blind round that an event opens; null where it opens none.</summary>
    public static int? OpenedBy(DomainEvent? happened) => happened switch
    {
        RoundOpened { Blind: true } round => round.Number,
        InstrumentRoundOpened { Blind: true } round => round.Number,
        CaseReceived => Choices,
        _ => null,
    };

    /// <summary>Number of the round that an event closes, blind or not; null where it closes none.</summary>
    public static int? ClosedBy(DomainEvent? happened) => happened switch
    {
        RoundClosed round => round.Number,
        InstrumentRoundClosed round => round.Number,
        CaseChoicesShown or CaseWithdrawn => Choices,
        _ => null,
    };
}
