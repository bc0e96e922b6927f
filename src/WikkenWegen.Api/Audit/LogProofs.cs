using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Ledger;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Proofs;

namespace WikkenWegen.Api.Audit;

/// <summary>That a log only grew from one size to another (RFC 6962, section 2.1.2).</summary>
/// <param name="From">The smaller size.</param>
/// <param name="FromRoot">Root hash of the tree of so many leaves, in base64.</param>
/// <param name="To">The larger size.</param>
/// <param name="ToRoot">Root hash of the tree of so many leaves, in base64.</param>
/// <param name="Proof">The hashes of the proof, in base64.</param>
public sealed record ConsistencyProof(long From, string FromRoot, long To, string ToRoot, ImmutableArray<string> Proof);

/// <summary>What is proven of the log of the caller's corporation.</summary>
internal static class LogProofs
{
    public static async Task Binding(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await LogAnswers.Checkpoint(http, LogAnswers.Number(http)) is not { } checkpoint) return;
        var (log, cancellation) = (http.Log(), http.RequestAborted);
        var index = await log.TopIndex(Caller.Of(http).Corporation, checkpoint.Size, cancellation);
        if (index is not { } place || await log.Newest(LedgerSchema.Everything, cancellation) is not { } top || top.Size <= place)
        {
            await http.Respond(ProblemKinds.NotFound, "Dit checkpoint staat (nog) niet in het logboek over alle corporaties; een nieuwer wel, of over enkele seconden.",
                "This checkpoint is not in the log over all corporations, or not yet; a newer one is, or will be within seconds.");
            return;
        }
        await Prove(http, log, LedgerSchema.Everything, place, top);
    }

    public static Task Consistency(HttpContext http) => Consistency(http, Caller.Of(http).Corporation);

    public static Task ConsistencyOfAll(HttpContext http) => Consistency(http, LedgerSchema.Everything);

    private static async Task Consistency(HttpContext http, string tenant)
    {
        var query = new Query(http);
        var (from, to) = (query.Whole("from", 1, int.MaxValue), query.Whole("to", 1, int.MaxValue));
        if (from is null && !http.Request.Query.ContainsKey("from")) query.Refuse("from", InputRules.FieldMissing);
        if (from > to) query.Refuse("to", InputRules.FromAfterTo);
        if (!await query.IsRight()) return;
        if (await LogAnswers.Checkpoint(http, null, tenant) is not { } newest) return;
        var (small, large) = ((long)from!.Value, to ?? newest.Size);
        if (Math.Max(small, large) > newest.Size)
        {
            await BeyondTheLog(http, newest.Size);
            return;
        }
        var (log, cancellation) = (http.Log(), http.RequestAborted);
        var whole = log.Tree(tenant, newest.Head);
        var roots = (Small: await Right(whole.RootAsync((ulong)small, cancellation)), Large: await Right(whole.RootAsync((ulong)large, cancellation)));
        var proof = await Right(log.Tree(tenant, new TreeHead((ulong)large, roots.Large)).ConsistencyProofAsync((ulong)small, cancellation));
        await http.WriteJson(new ConsistencyProof(small, roots.Small.ToString(), large, roots.Large.ToString(), [.. proof.Select(hash => hash.ToString())]), ApiJson.Responses);
    }

    public static async Task Inclusion(HttpContext http)
    {
        var query = new Query(http);
        var (@event, weighing) = (Identity(query, "event"), Identity(query, "weighing"));
        var (number, size, index) = (query.Whole("number", 1, int.MaxValue), query.Whole("size", 1, int.MaxValue), Place(query));
        var asked = http.Request.Query;
        if ((asked.ContainsKey("event") ? 1 : 0) + (asked.ContainsKey("weighing") || asked.ContainsKey("number") ? 1 : 0) + (asked.ContainsKey("index") ? 1 : 0) > 1)
            query.Refuse(asked.ContainsKey("index") ? "index" : "weighing", InputRules.EitherEventOrNumberOrIndex);
        else if (asked.ContainsKey("weighing") != asked.ContainsKey("number"))
            query.Refuse(asked.ContainsKey("weighing") ? "number" : "weighing", InputRules.FieldMissing);
        if (!await query.IsRight()) return;

        if (await LogAnswers.Checkpoint(http, size) is not { } checkpoint) return;
        var (log, corporation, cancellation) = (http.Log(), Caller.Of(http).Corporation, http.RequestAborted);
        var place = index;
        if (@event is not null || weighing is not null)
        {
            var leaf = @event is { } id ? await log.Find(corporation, id, cancellation) : await log.Find(corporation, weighing!.Value, number!.Value, cancellation);
            if (leaf is null)
            {
                await http.Respond(ProblemKinds.NotFound, "Er is geen gebeurtenis die zo heet.", "There is no event by that name.");
                return;
            }
            place = leaf.Index ?? long.MaxValue;
        }
        if ((place ?? checkpoint.Size - 1) >= checkpoint.Size)
        {
            await (index is null
                ? http.Respond(ProblemKinds.NotFound, "De gebeurtenis staat nog niet in dit checkpoint: vraag een nieuwer, of probeer het over enkele seconden.", "The event is not in this checkpoint yet: ask for a newer one, or again within seconds.")
                : BeyondTheLog(http, checkpoint.Size));
            return;
        }
        await Prove(http, log, corporation, place ?? checkpoint.Size - 1, checkpoint);
    }

    private static async Task Prove(HttpContext http, AuditLog log, string tenant, long index, SignedCheckpoint checkpoint)
    {
        var proof = await Right(log.Tree(tenant, checkpoint.Head).InclusionProofAsync((ulong)index, http.RequestAborted));
        await http.WriteText(Encoding.UTF8.GetString(TlogProof.Create((ulong)index, proof, checkpoint.Bytes).Value.Format()), LogAnswers.Note);
    }

    private static Task BeyondTheLog(HttpContext http, long size) => http.Respond(ProblemKinds.NotFound,
        string.Create(CultureInfo.InvariantCulture, $"Zo ver gaat het logboek niet: dit checkpoint telt {size} bladeren."),
        string.Create(CultureInfo.InvariantCulture, $"The log does not go that far: this checkpoint has {size} leaves."));

    /// <summary>What the tree gives.</summary>
    /// <exception cref="InvalidDataException">What the database has does not hash to the root that was signed.</exception>
    private static async ValueTask<T> Right<T>(ValueTask<Result<T>> asked) where T : notnull =>
        (await asked).TryGet(out var value, out var error) ? value : throw new InvalidDataException($"The log in the database is not the one that was signed: {error.Message}");

    private static Guid? Identity(Query query, string name)
    {
        if (query.Text(name) is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var id)) return id;
        query.Refuse(name, InputRules.NotAnIdentity);
        return null;
    }

    private static long? Place(Query query)
    {
        if (query.Text("index", 10) is not { } text) return null;
        if (text.All(char.IsAsciiDigit) && (text == "0" || text[0] != '0')) return long.Parse(text, CultureInfo.InvariantCulture);
        query.Refuse("index", InputRules.NotAnInteger);
        return null;
    }
}
