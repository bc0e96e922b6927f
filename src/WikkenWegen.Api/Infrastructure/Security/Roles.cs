using System.Security.Claims;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>The roles that a token can give, as the values of its claim <c>roles</c>.</summary>
public static class Roles
{
    /// <summary>Reads the weighings of the corporation.</summary>
    public const string Reader = "reader";

    /// <summary>A stakeholder: reads, and records input and objections. In a weighing only of their own party; with an instrument, where judgements are possible too, of the party that they name.</summary>
    public const string Contributor = "contributor";

    /// <summary>Runs weighings: records every step but decisions and approvals.</summary>
    public const string Strategist = "strategist";

    /// <summary>Records decisions.</summary>
    public const string Decider = "decider";

    /// <summary>Records approvals and rejections of decisions.</summary>
    public const string Approver = "approver";

    /// <summary>Reads everything of the corporation, and records nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>Sees to personal data.</summary>
    public const string PrivacyOfficer = "privacy-officer";

    /// <summary>Registers corporations; reads no weighing.</summary>
    public const string Administrator = "administrator";

    /// <summary>Runs the learning network; only a token of the network gives it.</summary>
    public const string Organiser = "organiser";

    /// <summary>Signs up for the learning network, and takes part in it once that is confirmed; only a token of the network gives it.</summary>
    public const string Participant = "participant";

    /// <summary>Names of roles in a language, with how a token names them: strateeg (strategist) of beslisser (decider).</summary>
    public static string Named(IEnumerable<string> roles, Language language)
    {
        var names = roles.Select(role => $"{Word(All[role])} ({role})").ToList();
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names[..^1])} {(language == Language.Dutch ? "of" : "or")} {names[^1]}";

        string Word((string Dutch, string English) described) =>
            (language == Language.Dutch ? described.Dutch : described.English).Split(':')[0].ToLowerInvariant();
    }

    /// <summary>The roles in which somebody acts: theirs that may do it, in the order of <see cref="All"/> and with a blank between; null where none is.</summary>
    public static string? Acting(ClaimsPrincipal user, IEnumerable<string> allowed)
    {
        var acting = string.Join(' ', All.Keys.Where(role => allowed.Contains(role) && user.IsInRole(role)));
        return acting.Length > 0 ? acting : null;
    }

    /// <summary>All roles, each with its name and, after a colon, what it is for, in Dutch and English.</summary>
    public static readonly IReadOnlyDictionary<string, (string Dutch, string English)> All = new Dictionary<string, (string, string)>
    {
        [Reader] = ("Lezer: leest de afwegingen van de corporatie.", "Reader: reads the corporation's weighings."),
        [Contributor] = ("Inbrenger: leest, en legt inbreng en bezwaren vast. In een afweging is dat alleen van de eigen partij; bij een instrument, waar ook oordelen kunnen, van de partij die de inbrenger noemt.", "Contributor: reads, and records input and objections. In a weighing only of the own party; with an instrument, where judgements are possible too, of the party that they name."),
        [Strategist] = ("Strateeg: leidt afwegingen en legt elke stap vast behalve besluiten en goedkeuringen.", "Strategist: runs weighings and records every step but decisions and approvals."),
        [Decider] = ("Beslisser: legt besluiten vast.", "Decider: records decisions."),
        [Approver] = ("Goedkeurder: keurt besluiten goed of af.", "Approver: approves or rejects decisions."),
        [Auditor] = ("Auditor: leest alles van de corporatie en legt niets vast.", "Auditor: reads everything of the corporation, and records nothing."),
        [PrivacyOfficer] = ("Privacyfunctionaris: ziet toe op persoonsgegevens.", "Privacy officer: sees to personal data."),
        [Administrator] = ("Beheerder: registreert corporaties; leest geen afwegingen.", "Administrator: registers corporations; reads no weighing."),
        [Organiser] = ("Organisator: organiseert het leernetwerk: edities, intakes, bijeenkomsten en inzichten.", "Organiser: runs the learning network: editions, intakes, sessions and insights."),
        [Participant] = ("Deelnemer: meldt zich aan voor het leernetwerk, doet mee zodra dat is bevestigd, en leest daarin van aanmeldingen alleen de eigen.", "Participant: signs up for the learning network, takes part in it once that is confirmed, and reads of its sign-ups their own alone."),
    };
}

/// <summary>The scopes that an application needs, beside the roles of the person who uses it.</summary>
public static class Scopes
{
    /// <summary>Needed to read (GET and HEAD).</summary>
    public const string Read = "weighings.read";

    /// <summary>Needed to record (every other method).</summary>
    public const string Write = "weighings.write";
}
