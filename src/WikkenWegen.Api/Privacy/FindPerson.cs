using System.Collections.Immutable;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Links;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.Api.Privacy;

/// <summary>A weighing in which a person was found.</summary>
/// <param name="Weighing">The newest state, whole.</param>
/// <param name="Person">The person, as this weighing knows them.</param>
public sealed record FoundPerson(KeptWeighing Weighing, DataSubject Person)
{
    /// <summary>The digests of the texts of the person that were not erased yet, in the order in which they were recorded.</summary>
    public ImmutableArray<string> Digests => [.. Person.TextsIn(Weighing.State).Select(text => text.Digest).Where(digest => Weighing.State.ErasureOf(digest) is null).Distinct()];
}

/// <summary>
/// Finds a person over all weighings of a corporation. Of weighings that the caller may not see nothing is found: to erase in a secret one, a privacy officer
/// is given access to it by name.
/// </summary>
public sealed class FindPerson(NpgsqlDataSource source, WeighingStore weighings)
{
    /// <summary>The weighings in which the person was found, in the order of their ids, with the subject ids of the person; or what is wrong with how the person was named.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="person">The person.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(ImmutableArray<FoundPerson> Found, ImmutableArray<string> Subjects, ImmutableArray<Refusal> Refusals)> In(string corporation, Reader reader, Person person, CancellationToken cancellation)
    {
        if (person is { Subject: null, Stakeholders.IsEmpty: true, Texts.IsEmpty: true }) return ([], [], [ErasePersonalData.NobodyNamed.Whole()]);
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
        await using (var connection = await source.OpenConnectionAsync(cancellation))
        {
            ids.UnionWith(await With(connection, corporation, [.. subjects], cancellation));
            ids.UnionWith((await Vault.Weighings(connection, corporation, [.. person.Texts], cancellation)).Values);
        }
        if (refusals.Count > 0) return ([], [], refusals.DrainToImmutable());

        var found = ImmutableArray.CreateBuilder<FoundPerson>();
        foreach (var id in ids)
        {
            if (await Readable(id) is not { } weighing) continue;
            var codes = person.Stakeholders.Where(s => s.Weighing == id).Select(s => s.Code);
            var there = new DataSubject(subjects.ToImmutable(), [.. codes], [.. person.Texts], [.. person.LeftOut]);
            if (there.IsIn(weighing.State)) found.Add(new FoundPerson(weighing, there));
        }
        return (found.DrainToImmutable(), [.. subjects], []);

        async Task<KeptWeighing?> Readable(Guid id) => await weighings.Newest(corporation, id, cancellation) is { } newest && newest.State.MayBeReadBy(reader) ? newest : null;
    }

    /// <summary>How many of these weighings somebody may not see, so that nothing of a person is found there for them.</summary>
    public async Task<int> Unseen(string corporation, Reader reader, ImmutableArray<Guid> ids, CancellationToken cancellation)
    {
        var unseen = 0;
        foreach (var id in ids)
            if ((await weighings.Newest(corporation, id, cancellation))?.State.MayBeReadBy(reader) == false) unseen++;
        return unseen;
    }

    /// <summary>The weighings in which one of these subject ids was ever recorded. It goes through all invitations, corrections and grants of the corporation.</summary>
    private static async Task<List<Guid>> With(NpgsqlConnection connection, string corporation, string[] subjects, CancellationToken cancellation)
    {
        var found = new List<Guid>();
        if (subjects.Length == 0) return found;
        await using var command = new NpgsqlCommand($"""
            select distinct stream_id from {StoreSetup.Schema}.mt_events
            where tenant_id = $1 and type in ('stakeholder_invited', 'stakeholder_corrected', 'access_granted') and data ->> 'subject' = any($2::text[])
            """, connection)
        { Parameters = { new() { Value = corporation }, new() { Value = subjects } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(reader.GetGuid(0));
        return found;
    }
}
