using System.Collections.Immutable;
using WikkenWegen.Api.Learning;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.Api.Demo;

/// <summary>The edition to practise on: that of the call, of which three of the four half days have been. Its first sign-up still waits for an answer, its fourth stands on the waiting list, and its last is of who asks for a token under no other name: they take part.</summary>
internal static class DemoEdition
{
    private const string Organiser = "organisator";

    /// <summary>Identity of the edition, which the examples of its operations name.</summary>
    public static readonly Guid Id = new("019f3a10-0000-7000-8000-000000000001");

    /// <summary>Identity of the case that the examples name. It was worked on after the first insight was drawn, so that it can confirm that.</summary>
    public static readonly Guid Case = new("019f3a10-0000-7000-8000-000000000002");

    /// <summary>Identity of another case, which can contradict it.</summary>
    public static readonly Guid LaterCase = new("019f3a10-0000-7000-8000-000000000003");

    private static readonly ImmutableHashSet<Guid> Cases = [Case, LaterCase];

    /// <summary>What happened in it, in order.</summary>
    public static ImmutableArray<DemoStep> Steps =>
    [
        By(On(7, 7), _ => new AnnounceEdition { Stream = Id, Content = AnnounceEditionRequest.Example.ToContent() }),
        SignUp(On(7, 9), "strateeg-1", "Noor Voorbeeld", "Strateeg wonen", "Stichting Woonwijzer Merenland (fictief)", true, "Hoe leggen we uit waarom de ene buurt voorgaat?"),
        SignUp(On(7, 14), "strateeg-2", "Daan Voorbeeld", "Gebiedsregisseur", "Gemeente Merenstad (fictief)", true, "Hoe weegt een gemeente mee zonder mandaat?"),
        SignUp(On(8, 25), "strateeg-3", "Yasmin Voorbeeld", "Bestuursadviseur", "Zorggroep Waterkant (fictief)", false, "Wanneer doen we mee, en wanneer niet?"),
        Intake(On(8, 31), 1, "Hoe leggen we uit waarom de ene buurt voorgaat?", Level.Strategic, "Met bewoners en de gemeente.", "Niemand wil de tweede zijn."),
        Intake(On(9, 1), 2, "Hoe weegt een gemeente mee zonder mandaat?", Level.Tactical, "Met de raad en de corporatie.", "Het gesprek gaat sneller dan de raad."),
        By(On(9, 2), _ => new ConfirmSignUp { Stream = Id, SignUp = 2 }),
        By(On(9, 2), _ => new ConfirmSignUp { Stream = Id, SignUp = 3 }),
        Session(9, 15, "Kennismaken; de vragen naast elkaar.", [], null),
        Insight(On(9, 15, 17), "Wie betaalt en wie er baat bij heeft, hoort eerst op tafel.", [], 1),
        Session(10, 13, "Een oude flat, met de stoelen van wie er niet was.", [Case], "Een blinde ronde: eerst ieder voor zich, daarna samen."),
        Insight(On(10, 13, 17), "Wie eerst blind kiest, hoort meer tegenspraak.", [Case], 2),
        Session(11, 10, "Een lege ruimte, en wat er terug te draaien is.", [Case, LaterCase], "De wijkafweging, met de vraag of het is terug te draaien."),
        Insight(On(11, 10, 17), "Een proef helpt alleen als vooraf vaststaat wanneer zij is mislukt.", [LaterCase], 3),
        By(On(11, 12), seals => new ConfirmInsight { Stream = Id, Insight = 2, Case = LaterCase, Why = seals.Text("why", "Ook hier kwam de twijfel pas na de blinde keuze."), KnownCases = Cases }),
        By(On(11, 17), _ => new PublishGuide { Stream = Id, Title = "Wegwijzer samen afwegen", Preface = "Wat drie middagen opleverden.", Insights = [1, 2, 3] }),
        // What is added here comes last, so that an installation which has the others gets it too.
        By(On(11, 18), seals => new ChangeEdition { Stream = Id, Content = AnnounceEditionRequest.Example.ToContent() with { Places = 3 }, Reason = seals.Text("reason", "De zaal van de laatste middag is klein.") }),
        SignUp(On(11, 19), "strateeg-4", "Sem Voorbeeld", "Wijkmanager", "Bewonersbedrijf De Werf (fictief)", false, "Hoe blijft een buurt meedoen als het lang duurt?"),
        By(On(11, 20), seals => new ChangeEdition { Stream = Id, Content = AnnounceEditionRequest.Example.ToContent() with { Places = 4 }, Reason = seals.Text("reason", "Er kan een stoel bij.") }),
        SignUp(On(11, 20), "demo", "Mika Voorbeeld", "Adviseur strategie", "Stichting Woonwijzer Merenland (fictief)", true, "Hoe leer je van wat eerder is afgewogen?"),
        By(On(11, 20), _ => new ConfirmSignUp { Stream = Id, SignUp = 5 }),
    ];

    /// <summary>A moment of a day of 2026, in UTC.</summary>
    public static DateTimeOffset On(int month, int day, int hour = 9) => new(2026, month, day, hour, 0, 0, TimeSpan.Zero);

    private static DemoStep By(DateTimeOffset moment, Func<Seals, EditionCommand> command) => new(command, moment, Organiser);

    private static DemoStep SignUp(DateTimeOffset moment, string subject, string name, string role, string organisation, bool partner, string question) => By(moment, seals => new MakeSignUp
    {
        Stream = Id,
        Subject = subject,
        PersonName = seals.Text("personName", name),
        Role = seals.Text("role", role),
        Organisation = seals.Text("organisation", organisation),
        Partner = partner,
        Question = seals.Text("question", question),
    });

    private static DemoStep Intake(DateTimeOffset moment, int signUp, string question, Level level, string withWhom, string difficulty) => By(moment, seals => new HoldIntake
    {
        Stream = Id,
        SignUp = signUp,
        Question = seals.Text("question", question),
        Level = level,
        WithWhom = seals.Text("withWhom", withWhom),
        Difficulty = seals.Text("difficulty", difficulty),
    });

    private static DemoStep Session(int month, int day, string agenda, ImmutableArray<Guid> cases, string? tried) => By(On(month, day, 16), seals => new HoldSession
    {
        Stream = Id,
        Day = new DateOnly(2026, month, day),
        Agenda = seals.Text("agenda", agenda),
        Cases = cases,
        Present = [1, 2, 3],
        Tried = seals.Text("tried", tried),
        KnownCases = Cases,
    });

    private static DemoStep Insight(DateTimeOffset moment, string statement, ImmutableArray<Guid> cases, int session) =>
        By(moment, _ => new DrawInsight { Stream = Id, Statement = statement, Cases = cases, Session = session, KnownCases = Cases });
}
