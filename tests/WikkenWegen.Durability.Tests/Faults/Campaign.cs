using System.Globalization;
using System.Text.RegularExpressions;
using WikkenWegen.Durability.Tests.Support;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>Plays faults under load, and judges what the hosts said and what is left.</summary>
/// <param name="Seed">Says which faults, when, and what the clients do. The same seed gives the same plan; how it interleaves is never the same.</param>
/// <param name="Faults">The faults to choose from.</param>
/// <param name="Scale">How long things take.</param>
/// <param name="Length">How long it goes on; null for each fault once, in an order that the seed says.</param>
internal sealed partial record Campaign(int Seed, IReadOnlyList<Fault> Faults, Scale Scale, TimeSpan? Length = null)
{
    private const int Writers = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Plays it.</summary>
    /// <param name="tell">Takes a line about each thing that is done or found.</param>
    /// <returns>What was found: nothing, where all is well.</returns>
    public async Task<IReadOnlyCollection<string>> Play(Action<string> tell)
    {
        await using var field = await Field.Start(Scale, Seed);
        var (oracle, weighings, random) = (new Oracle(Seed), new Weighings(), new Random(Seed));
        var told = 0;
        Tell($"seed {Seed}; 2 hosts, {Writers} writers, 3 readers and a stranger{(field.Disk is null ? "; no small disk can be mounted here" : "")}");

        using var stop = new CancellationTokenSource();
        using var giveUp = new CancellationTokenSource();
        var clients = Task.WhenAll([
            .. Enumerable.Range(1, Writers).Select(n => Task.Run(() => new Writer(n, field, oracle, weighings, Seed + n).Write(stop.Token, giveUp.Token))),
            .. Readers(field, oracle, weighings).Select(reader => Task.Run(() => reader.Read(stop.Token))),
        ]);
        await Calm(field, oracle);
        foreach (var fault in Planned(random, oracle).Where(fault => fault.IsPossible(field)))
        {
            await Task.Delay(random.Next(500));
            await Once(fault);
            if (clients.IsFaulted) break; // a mistake in the tests; it is thrown below
        }
        oracle.Fault = "none any more";
        await stop.CancelAsync();
        giveUp.CancelAfter(Patience);
        await clients;
        await LookAtAll(field, oracle, weighings);
        Tell($"the end: {Count(Known.Recorded)} steps acknowledged, {Count(Known.Refused)} refused, {Count(Known.Nothing)} not known; {weighings.All.Count} weighings; "
            + string.Join(", ", oracle.Acknowledged.OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Value}")));
        foreach (var request in oracle.Findings.SelectMany(finding => Request.Matches(finding)).Select(match => match.Groups[1].Value).Distinct())
            tell($"LOG {field.Hosts.Select(host => host.LogOf(request)).FirstOrDefault(log => log is not null)}");
        return oracle.MoreAlike == 0 ? oracle.Findings : [.. oracle.Findings, $"and {oracle.MoreAlike} more that are like one of these"];

        int Count(Known known) => oracle.Steps.Count(step => step.Known == known);

        async Task Once(Fault fault)
        {
            oracle.Tally();
            oracle.Fault = fault.Name;
            var (start, what) = (oracle.Elapsed, "");
            try
            {
                what = await fault.Play(field, random);
            }
#pragma warning disable CA1031 // whatever goes wrong, it is told with its fault, and the next one is played
            catch (Exception e)
#pragma warning restore CA1031
            {
                oracle.Finds($"it could not be played to its end: {e}");
            }
            var ended = oracle.Elapsed;
            await field.Mend();
            await Calm(field, oracle);
            var texts = await oracle.Look(field.Server.ConnectionString);
            Tell(string.Create(CultureInfo.InvariantCulture, $"{fault.Name}{(what.Length > 0 ? $" ({what})" : "")}: {(ended - start).TotalSeconds:0.0} s, all well {(oracle.Elapsed - ended).TotalSeconds:0.0} s later; {oracle.Tally()}; {texts} texts looked for"));
        }

        void Tell(string line)
        {
            tell(string.Create(CultureInfo.InvariantCulture, $"{oracle.Elapsed:hh\\:mm\\:ss}  {line}"));
            foreach (var finding in oracle.Findings.Skip(told)) tell($"FOUND {finding}");
            told = oracle.Findings.Count;
        }
    }

    [GeneratedRegex("urn:wikkenwegen:request:([A-Z0-9:]+)")]
    private static partial Regex Request { get; }

    private IEnumerable<Fault> Planned(Random random, Oracle oracle)
    {
        if (Length is { } length)
        {
            while (oracle.Elapsed < length) yield return Faults[random.Next(Faults.Count)];
            yield break;
        }
        Fault[] each = [.. Faults];
        random.Shuffle(each);
        foreach (var fault in each) yield return fault;
    }

    private IEnumerable<Reader> Readers(Field field, Oracle oracle, Weighings weighings) =>
    [
        new(field.Token("reader-1", "reader"), Sees.WhatIsNotHidden, field, oracle, weighings, Seed + 101),
        new(field.Token("reader-2", "auditor"), Sees.WhatIsNotHidden, field, oracle, weighings, Seed + 102),
        new(field.Token("reader-3", "strategist", "decider", "privacy-officer"), Sees.WhatIsNotHidden, field, oracle, weighings, Seed + 103),
        new(field.StrangersToken(), Sees.Nothing, field, oracle, weighings, Seed + 104),
    ];

    /// <summary>Waits until every host says that it is ready, and records.</summary>
    private static async Task Calm(Field field, Oracle oracle)
    {
        var token = field.Token("probe", "strategist");
        var body = """{"title":"Proef","question":"Werkt het weer?","level":"tactical","scale":"complex","ownership":"own","breadth":"narrow","sgeiRegime":"sgei","processForm":"advice","ownerRole":"Strateeg","deciderRole":"Bestuurder","confidentiality":"internal"}""";
        var start = oracle.Elapsed;
        foreach (var host in field.Hosts)
            while (true)
            {
                var ready = await field.Ask(host, token, Asking.Get("/health/ready"));
                var records = await field.Ask(host, token, new Asking(HttpMethod.Post, "/v1/weighings", body));
                if (ready.Succeeded && records.Succeeded) break;
                if (oracle.Elapsed - start > Patience)
                {
                    oracle.Finds($"host {host.Number} did not come back: it says {ready}, and answers {records}");
                    break;
                }
                await Task.Delay(100);
            }
    }

    /// <summary>Reads all that was acknowledged over HTTP, from the tables, and looks through what the hosts logged.</summary>
    private async Task LookAtAll(Field field, Oracle oracle, Weighings weighings)
    {
        await oracle.Look(field.Server.ConnectionString);
        var auditor = new Reader(field.Token("auditor", "auditor"), Sees.Everything, field, oracle, weighings, Seed + 105);
        var recorded = oracle.Steps.Where(step => step.Known == Known.Recorded).ToLookup(step => step.Weighing);
        foreach (var weighing in weighings.All)
        {
            if (await auditor.History(weighing.Id, 200) is { } history) oracle.Reads(weighing.Id, history, recorded[weighing.Id]);
            else oracle.Finds($"the history of {weighing.Id} could not be read");
        }
        foreach (var host in field.Hosts)
        {
            host.LookAtLog();
            if (host.Indiscretion is { } line) oracle.Finds($"host {host.Number} logged what it may not: {line}");
        }
    }
}
