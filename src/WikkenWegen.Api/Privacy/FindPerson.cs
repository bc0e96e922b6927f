using System.Collections.Immutable;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.AccessGrants;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Links;
using WikkenWegen.Domain.Privacy;
using WikkenWegen.Domain.Stakeholders;

namespace WikkenWegen.Api.Privacy;

/// <summary>A weighing in which a person was found.</summary>
/// <param name="Weighing">The newest state, whole.</param>
/// <param name="Person">The person, as this weighing knows them.</param>
public sealed record FoundPerson(KeptWeighing Weighing, DataSubject Person)
{
    /// <summary>The digests of the texts of the person that were not erased yet, in the order in which they were recorded.</summary>
    public ImmutableArray<string> Digests => [.. Person.TextsIn(Weighing.State).Select(text => text.Digest).Where(digest => Weighing.State.ErasureOf(digest) is null).Distinct()];
}

/// <summary>A stream that is no weighing, in which a person was found.</summary>
/// <param name="Stream">All that was recorded of it.</param>
/// <param name="Person">The person, as this stream knows them.</param>
public sealed record StreamWithPerson(StreamFold Stream, StreamSubject Person)
{
    /// <summary>Its newest state.</summary>
    public object State { get; } = Stream.State!;

    /// <summary>What it is.</summary>
    public StreamKind Kind => State switch
    {
        WeighingInstrument => StreamKind.Instrument,
        Edition => StreamKind.Edition,
        _ => StreamKind.Case,
    };

    /// <summary>The texts of the person, also those that were erased, in the order in which they were recorded.</summary>
    public ImmutableArray<StreamText> Texts => Person.TextsIn(State, Stream.Recorded);

    /// <summary>The digests of those that were not erased yet.</summary>
    public ImmutableArray<string> Digests => [.. Texts.Select(text => text.Digest).Except(Stream.Erased)];

    /// <summary>Whether the person is found in it.</summary>
    public bool IsFound => Stream.Events.Any(e => Person.IsOf(State, e.Event, e.Origin)) || !Texts.IsEmpty;
}

/// <summary>Where a person was found.</summary>
/// <param name="Weighings">The weighings, in the order of their ids.</param>
/// <param name="Streams">The instruments, editions and cases, in the order of their ids.</param>
/// <param name="Subjects">The subject ids of the person.</param>
/// <param name="Refusals">What is wrong with how the person was named; then nothing was looked for.</param>
public sealed record FoundEverywhere(ImmutableArray<FoundPerson> Weighings, ImmutableArray<StreamWithPerson> Streams, ImmutableArray<string> Subjects, ImmutableArray<Refusal> Refusals)
{
    /// <summary>How many texts there are to erase.</summary>
    public int Texts => Weighings.Sum(found => found.Digests.Length) + Streams.Sum(found => found.Digests.Length);

    /// <summary>That something is wrong with how the person was named.</summary>
    internal static FoundEverywhere Refused(params ImmutableArray<Refusal> refusals) => new([], [], [], refusals);
}

/// <summary>
/// Finds a person over all weighings of a corporation. Of weighings that the caller may not see nothing is found: to erase in a secret one, a privacy officer
/// is given access to it by name. Beside weighings it looks through the instruments of the corporation, or, for a token of the learning network, through its editions and cases; and for one of the catalogue, through the instruments there.
/// </summary>
public sealed class FindPerson(NpgsqlDataSource source, IDocumentStore store, WeighingStore weighings)
{
    /// <summary>The types of events of a weighing that say under which subject id somebody signs in, in their member subject.</summary>
    public static readonly ImmutableArray<Type> Naming = [typeof(StakeholderInvited), typeof(StakeholderCorrected), typeof(AccessGranted)];

    /// <summary>Where the person was found; or what is wrong with how the person was named.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="person">The person.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<FoundEverywhere> In(string corporation, Reader reader, Person person, CancellationToken cancellation)
    {
        if (person.IsNobody) return FoundEverywhere.Refused(ErasePersonalData.NobodyNamed.Whole());
        var (refusals, subjects, ids) = (ImmutableArray.CreateBuilder<Refusal>(), ImmutableHashSet.CreateBuilder<string>(), new SortedSet<Guid>());
        if (person.Subject is { } own) subjects.Add(own);
        foreach (var (i, named) in person.Stakeholders.Index())
        {
            if (await Readable(named.Weighing) is not { } weighing) refusals.Add(LinkWeighing.UnknownWeighing.At(FormattableString.Invariant($"/stakeholders/{i}/weighing")));
            else if (weighing.State.Stakeholder(named.Code) is not { } stakeholder) refusals.Add(Rules.UnknownStakeholder.At(FormattableString.Invariant($"/stakeholders/{i}/code"), named.Code));
            else
            {
                ids.Add(named.Weighing);
                if (stakeholder.Subject is { } subject) subjects.Add(subject);
            }
        }
        var streams = await Streams(corporation, cancellation);
        foreach (var (i, named) in person.SignUps.Index())
        {
            if (streams.Find(s => s.Id == named.Edition)?.State is not Edition edition) refusals.Add(EraseTexts.UnknownEdition.At(FormattableString.Invariant($"/signUps/{i}/edition")));
            else if (edition.SignUp(named.Number) is not { } signUp) refusals.Add(HoldSession.UnknownSignUp.At(FormattableString.Invariant($"/signUps/{i}/number"), named.Number));
            else if (signUp.Subject is { } subject) subjects.Add(subject);
        }
        await using (var connection = await source.OpenConnectionAsync(cancellation))
        {
            ids.UnionWith(await With(connection, corporation, [.. subjects], cancellation));
            ids.UnionWith((await Vault.Streams(connection, corporation, [.. person.Texts], cancellation)).Values);
        }
        if (refusals.Count > 0) return FoundEverywhere.Refused(refusals.DrainToImmutable());

        var found = ImmutableArray.CreateBuilder<FoundPerson>();
        foreach (var id in ids)
        {
            if (await Readable(id) is not { } weighing) continue;
            var codes = person.Stakeholders.Where(s => s.Weighing == id).Select(s => s.Code);
            var there = new DataSubject(subjects.ToImmutable(), [.. codes], [.. person.Texts], [.. person.LeftOut]);
            if (there.IsIn(weighing.State)) found.Add(new FoundPerson(weighing, there));
        }
        var elsewhere = from stream in streams
                        let signUps = person.SignUps.Where(s => s.Edition == stream.Id).Select(s => s.Number)
                        let there = new StreamWithPerson(stream, new StreamSubject(subjects.ToImmutable(), [.. signUps], [.. person.Texts], [.. person.LeftOut]))
                        where there.IsFound
                        select there;
        return new FoundEverywhere(found.DrainToImmutable(), [.. elsewhere], [.. subjects], []);

        async Task<KeptWeighing?> Readable(Guid id) => await weighings.Newest(corporation, id, cancellation) is { } newest && newest.State.MayBeReadBy(reader) ? newest : null;
    }

    /// <summary>Those of these weighings that somebody may not see: nothing of a person is found there for them, and nothing that is said of it elsewhere is told to them.</summary>
    public async Task<ImmutableHashSet<Guid>> Unseen(string corporation, Reader reader, IEnumerable<Guid> ids, CancellationToken cancellation)
    {
        var unseen = ImmutableHashSet.CreateBuilder<Guid>();
        foreach (var id in ids.Distinct())
            if ((await weighings.Newest(corporation, id, cancellation))?.State.MayBeReadBy(reader) == false) unseen.Add(id);
        return unseen.ToImmutable();
    }

    /// <summary>What a tenant has beside weighings: the instruments of a corporation or of the catalogue, the editions and cases of the network. All are read, however many there are: nothing else tells in which of them a person is.</summary>
    private async Task<List<StreamFold>> Streams(string tenant, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);
        var ids = new List<Guid>();
        await using (var command = new NpgsqlCommand($"select id from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and type not in ('weighing', 'corporation') order by id") { Parameters = { new() { Value = tenant } } })
        {
            await using var reader = await session.ExecuteReaderAsync(command, cancellation);
            while (await reader.ReadAsync(cancellation)) ids.Add(reader.GetGuid(0));
        }
        var streams = new List<StreamFold>();
        foreach (var id in ids)
            if (await StreamFold.Read(session, id, cancellation) is { Version: > 0 } stream) streams.Add(stream);
        return streams;
    }

    /// <summary>The weighings in which one of these subject ids was ever recorded. It goes through all invitations, corrections and grants of the corporation.</summary>
    private static async Task<List<Guid>> With(NpgsqlConnection connection, string corporation, string[] subjects, CancellationToken cancellation)
    {
        var found = new List<Guid>();
        if (subjects.Length == 0) return found;
        await using var command = new NpgsqlCommand($"""
            select distinct stream_id from {StoreSetup.Schema}.mt_events
            where tenant_id = $1 and type in ({EventNames.Sql(Naming)}) and data ->> 'subject' = any($2::text[])
            """, connection)
        { Parameters = { new() { Value = corporation }, new() { Value = subjects } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(reader.GetGuid(0));
        return found;
    }
}
