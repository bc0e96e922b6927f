using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Domain;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Audit;

/// <summary>A witness whose cosignatures are taken.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Verifier">Checks its cosignatures.</param>
/// <param name="Address">Where it answers; null where it comes for checkpoints itself.</param>
public sealed record KnownWitness(string Name, INoteVerifier Verifier, Uri? Address)
{
    /// <summary>By what its cosignatures are kept: as its vkey begins.</summary>
    public string Key => $"{Verifier.Name}+{Verifier.KeyId.ToString("x8", CultureInfo.InvariantCulture)}";
}

/// <summary>Takes cosignatures of witnesses that the installation knows, once they are found to be right.</summary>
public sealed class Cosigning(NpgsqlDataSource source, AuditSettings settings)
{
    /// <summary>The witnesses.</summary>
    public ImmutableArray<KnownWitness> Witnesses { get; } =
        [.. settings.Witnesses.Select(w => new KnownWitness(w.Name, NoteVerifier.Create(VerifierKey.Parse(w.Key).Value).Value, w.Address))];

    /// <summary>What is wrong with lines that are to be cosignatures of a checkpoint; and those that are right.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="lines">The lines, without their ends.</param>
    public (ImmutableArray<Refusal> Refusals, ImmutableArray<Cosigned> Right) Check(SignedCheckpoint checkpoint, IReadOnlyList<string> lines)
    {
        var (refusals, right) = (new List<Refusal>(), new List<Cosigned>());
        var text = Encoding.UTF8.GetBytes(UnverifiedNote.Parse(Encoding.UTF8.GetBytes(checkpoint.Note)).Value.UnverifiedText);
        foreach (var (n, line) in lines.Index())
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/lines/{n}");
            if (!NoteSignature.ParseLines(Encoding.UTF8.GetBytes(line + "\n")).TryGet(out var parsed, out _) || parsed is not [var signature]) refusals.Add(InputRules.CosignatureMalformed.At(pointer));
            else if (Witnesses.FirstOrDefault(w => w.Verifier.Name == signature.Name && w.Verifier.KeyId == signature.KeyId) is not { } witness) refusals.Add(InputRules.CosignatureForeign.At(pointer, signature.Name));
            else if (!witness.Verifier.Verify(text, signature.Value)) refusals.Add(InputRules.CosignatureWrong.At(pointer, signature.Name));
            else right.Add(new Cosigned(witness.Key, signature.ToString()));
        }
        return ([.. refusals], [.. right]);
    }

    /// <summary>Keeps cosignatures that were found to be right. Of a witness that cosigns a checkpoint twice the first counts.</summary>
    public async Task Keep(string corporation, long size, ImmutableArray<Cosigned> cosignatures, CancellationToken cancellation)
    {
        if (cosignatures.IsEmpty) return;
        await using var command = source.CreateCommand($"""
            insert into {LedgerSchema.Cosignatures} (tenant_id, size, witness, line) select $1, $2, * from unnest($3::varchar[], $4::text[]) on conflict do nothing
            """);
        foreach (var value in new object[] { corporation, size, cosignatures.Select(c => c.By).ToArray(), cosignatures.Select(c => c.Line).ToArray() }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
