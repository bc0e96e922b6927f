using System.Collections.Immutable;

namespace WikkenWegen.Domain.Criteria;

/// <summary>
/// Checks criteria that are taken from an instrument that is published here: that each departure from it is allowed by its rules and has a reason,
/// and that no reason is given for what is as in the instrument.
/// </summary>
public static class TakenCriteria
{
    /// <summary>Refuses an instrument that is named neither by name nor by code and version, or by both.</summary>
    public static readonly Rule InstrumentByNameOrCode = new("instrument-by-name-or-code", RuleKind.Invalid,
        "Noem het instrument bij zijn naam, of bij zijn code en versie als het hier gepubliceerd is: precies een van beide.",
        "Name the instrument by its name, or by its code and version where it is published here: exactly one of them.");

    /// <summary>Refuses an instrument that is not published here, or not in this version.</summary>
    public static readonly Rule UnknownInstrument = new("unknown-instrument", RuleKind.Invalid,
        "Instrument {0} is hier niet gepubliceerd in versie {1}.",
        "Instrument {0} is not published here in version {1}.");

    /// <summary>Refuses criteria that were taken from a version before that was published.</summary>
    public static readonly Rule TakenBeforePublication = new("taken-before-publication", RuleKind.Invalid,
        "Versie {1} van instrument {0} is pas gepubliceerd op {2}: eerder kunnen er geen criteria uit genomen zijn.",
        "Version {1} of instrument {0} was published only on {2}: no criteria can have been taken from it before.");

    /// <summary>Refuses reasons for departures where the criteria are compared with no instrument.</summary>
    public static readonly Rule DeparturesFromNothing = new("departures-from-nothing", RuleKind.Invalid,
        "Afwijken kan alleen van een instrument dat hier gepubliceerd is: noem het bij code en versie, of laat dit veld weg.",
        "Only an instrument that is published here can be departed from: name it by code and version, or leave this field out.");

    /// <summary>Refuses a departure that the instrument does not allow.</summary>
    public static readonly Rule DepartureNotAllowed = new("departure-not-allowed", RuleKind.Invalid,
        "Instrument {0} staat niet toe om {1} {2}.",
        "Instrument {0} does not allow {2} {1}.");

    /// <summary>Refuses a departure without a reason.</summary>
    public static readonly Rule DepartureUnexplained = new("departure-unexplained", RuleKind.Invalid,
        "{0} wijkt af van het instrument ({1}): geef daarvoor hier een reden.",
        "{0} departs from the instrument ({1}): give a reason for it here.");

    /// <summary>Refuses a reason for what is as in the instrument.</summary>
    public static readonly Rule ReasonWithoutDeparture = new("reason-without-departure", RuleKind.Invalid,
        "{0} wijkt hierin niet af van het instrument: laat deze reden weg.",
        "{0} does not depart from the instrument in this: leave this reason out.");

    /// <summary>Refuses a reason that does not say for which departure of its criterion it is, where that has several.</summary>
    public static readonly Rule DepartureKindMissing = new("departure-kind-missing", RuleKind.Invalid,
        "{0} wijkt in meer dan één opzicht af van het instrument: zeg voor welk daarvan deze reden is.",
        "{0} departs from the instrument in more than one thing: say for which of them this reason is.");

    /// <summary>Refuses a second reason for the same departure.</summary>
    public static readonly Rule DepartureExplainedTwice = new("departure-explained-twice", RuleKind.Invalid,
        "Voor deze afwijking van {0} staat hier al een reden.",
        "There is a reason for this departure of {0} here already.");

    /// <summary>Everything that is wrong with where the criteria were taken from.</summary>
    internal static IEnumerable<Refusal> TakenRefusals(this SetCriteria command)
    {
        var (instrument, compared) = (command.Set.Instrument, command.Compared);
        for (var i = 0; i < command.Departures.Length; i++)
            if (command.Departures[i].Reason is null) yield return Rules.ReasonMissing.At($"/departures/{i}/reason");
        // Also of what was recorded before, where its moment is corrected.
        if ((compared?.PublishedAt ?? instrument?.PublishedAt) is { } published && command.OccurredAt < published) yield return TakenBeforePublication.At("/occurredAt", instrument!.Code!, instrument.Version!, published);
        if (instrument is not null && !IsNamedOnce(instrument, compared)) yield return InstrumentByNameOrCode.At("/instrument");
        else if (instrument is { Code: { } code, Id: null }) yield return UnknownInstrument.At(command.InstrumentIsKnown ? "/instrument/version" : "/instrument/code", code, instrument.Version!);
        else if (instrument?.Id is null && !command.Departures.IsEmpty) yield return DeparturesFromNothing.At("/departures");
        else if (compared is not null)
            foreach (var refusal in NotAllowed(command, compared).Concat(Unexplained(command, compared)).Concat(Needless(command, compared))) yield return refusal;
        else
            for (var i = 0; i < command.Departures.Length; i++)
                if (command.Departures[i].Kind is null) yield return DepartureKindMissing.At($"/departures/{i}/kind", command.Departures[i].Criterion);
    }

    /// <summary>The set, whose instrument is named in full where it was compared with it.</summary>
    internal static CriteriaSet SetAsTaken(this SetCriteria command) => command is { Compared: { } compared, Set.Instrument: { } instrument }
        ? command.Set with { Instrument = instrument with { Name = compared.Name, Uri = compared.Uri, PublishedAt = compared.PublishedAt, EndedAt = compared.EndedAt } } : command.Set;

    /// <summary>Whether the set is the same as one that was recorded; what became of its instrument since makes no difference.</summary>
    internal static bool IsAsTaken(this SetCriteria command, CriteriaSet recorded)
    {
        return EventContract.Changed(WithoutMoments(recorded), WithoutMoments(command.SetAsTaken())).IsEmpty;

        static CriteriaSet WithoutMoments(CriteriaSet set) => set with { Instrument = set.Instrument is { } instrument ? instrument with { PublishedAt = null, EndedAt = null } : null };
    }

    /// <summary>The departures, each with its reason. Only where nothing is refused.</summary>
    internal static ImmutableArray<Departure> DeparturesWithReasons(this SetCriteria command) => command.Compared is { } compared
        ? [.. compared.Differences.Select(d => new Departure(d.Kind, d.Criterion, command.Departures.First(reason => IsFor(reason, d)).Reason!))]
        : [.. command.Departures.Select(d => new Departure(d.Kind!.Value, d.Criterion, d.Reason!))];

    /// <summary>The reason of each of these departures, with the one that the command gives for it; null where it gives reasons for others.</summary>
    internal static ImmutableArray<(Sealed Then, Sealed Asked)>? ReasonsFor(this SetCriteria command, ImmutableArray<Departure> departures)
    {
        if (command.Departures.Length != departures.Length) return null;
        var (pairs, given) = (ImmutableArray.CreateBuilder<(Sealed, Sealed)>(), new HashSet<DepartureReason>());
        foreach (var departure in departures)
        {
            var asked = command.Departures.FirstOrDefault(r => Codes.Same(r.Criterion, departure.Criterion) && (r.Kind is null || r.Kind == departure.Kind));
            if (asked?.Reason is null || !given.Add(asked)) return null;
            pairs.Add((departure.Reason, asked.Reason));
        }
        return pairs.ToImmutable();
    }

    /// <summary>The reasons of departures, as they are given to a command.</summary>
    internal static ImmutableArray<DepartureReason> Reasons(ImmutableArray<Departure> departures) => [.. departures.Select(d => new DepartureReason(d.Kind, d.Criterion, d.Reason))];

    /// <summary>" De criteria komen uit Buurtset (BUURT, versie 1), met 2 afwijkingen: GEL weggelaten; BET ander gewicht."; empty where they were compared with no instrument.</summary>
    internal static string InDutch(CriteriaSet set, ImmutableArray<Departure> departures) => set.Instrument is not { Id: not null } from ? ""
        : Invariant($" De criteria komen uit {from.Name} ({from.Code}, versie {from.Version}), {Told(departures, "zonder afwijkingen", "met 1 afwijking", "afwijkingen", "met", Words.Dutch)}.");

    /// <summary>The same in English.</summary>
    internal static string InEnglish(CriteriaSet set, ImmutableArray<Departure> departures) => set.Instrument is not { Id: not null } from ? ""
        : Invariant($" The criteria come from {from.Name} ({from.Code}, version {from.Version}), {Told(departures, "without departures", "with 1 departure", "departures", "with", Words.English)}.");

    private static string Told(ImmutableArray<Departure> departures, string none, string one, string more, string with, Func<DepartureKind, string> word)
    {
        var count = departures.Length switch { 0 => none, 1 => one, var n => Invariant($"{with} {n} {more}") };
        return departures.IsEmpty ? count : $"{count}: {string.Join("; ", departures.Select(d => $"{d.Criterion} {word(d.Kind)}"))}";
    }

    /// <summary>Whether it is named by its name, or by its code and version. What was recorded by its code has its name beside that.</summary>
    private static bool IsNamedOnce(Instrument instrument, ComparedInstrument? compared) => instrument switch
    {
        { Code: null } => instrument.Name.Length > 0,
        { Id: not null } when compared is null => true,
        _ => instrument is { Name.Length: 0, Version: not null, Uri: null },
    };

    private static IEnumerable<Refusal> NotAllowed(SetCriteria command, ComparedInstrument compared) =>
        compared.Differences.Where(d => !d.IsAllowed).Select(d => DepartureNotAllowed.At(PointerOf(d, command.Set), compared.Name, d.Criterion, Doing(d.Kind)));

    private static IEnumerable<Refusal> Unexplained(SetCriteria command, ComparedInstrument compared) => compared.Differences
        .Where(d => d.IsAllowed && !command.Departures.Any(reason => IsFor(reason, d)))
        .Select(d => DepartureUnexplained.At("/departures", d.Criterion, new Spoken(Words.Dutch(d.Kind), Words.English(d.Kind))));

    private static IEnumerable<Refusal> Needless(SetCriteria command, ComparedInstrument compared)
    {
        var explained = new HashSet<InstrumentDifference>();
        for (var i = 0; i < command.Departures.Length; i++)
        {
            var reason = command.Departures[i];
            var of = compared.Differences.Where(d => IsFor(reason, d)).ToList();
            if (of.Count == 0) yield return ReasonWithoutDeparture.At($"/departures/{i}", reason.Criterion);
            else if (of.Count > 1) yield return DepartureKindMissing.At($"/departures/{i}/kind", reason.Criterion);
            else if (!explained.Add(of[0])) yield return DepartureExplainedTwice.At($"/departures/{i}", reason.Criterion);
        }
    }

    private static bool IsFor(DepartureReason reason, InstrumentDifference difference) =>
        Codes.Same(reason.Criterion, difference.Criterion) && (reason.Kind is null || reason.Kind == difference.Kind);

    /// <summary>The field that makes the difference; the whole list where a criterion is not there.</summary>
    private static string PointerOf(InstrumentDifference difference, CriteriaSet set)
    {
        var i = set.Criteria.IndexOf(set.Criterion(difference.Criterion)!);
        var pointer = i >= 0 ? Invariant($"/criteria/{i}") : Invariant($"/beside/{set.Beside.IndexOf(set.BesideCriterion(difference.Criterion)!)}");
        return difference.Kind switch
        {
            DepartureKind.LeftOut => "/criteria",
            DepartureKind.OtherScale => pointer + "/scale",
            DepartureKind.OtherWeight => pointer + "/weight",
            _ => pointer,
        };
    }

    private static Spoken Doing(DepartureKind kind) => kind switch
    {
        DepartureKind.LeftOut => new("weg te laten", "leaving out"),
        DepartureKind.Added => new("toe te voegen", "adding"),
        DepartureKind.OtherScale => new("een andere meetlat te geven", "another scale for"),
        _ => new("een ander gewicht te geven", "another weight for"),
    };
}
