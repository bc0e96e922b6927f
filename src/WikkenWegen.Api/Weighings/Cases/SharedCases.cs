using JasperFx;
using Marten;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Learning.Cases;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Weighings.Cases;

/// <summary>
/// What the network gets of a case, and loses again, in the transaction of the weighing's own event: a case is never shared by half, whatever dies when, and a
/// retry never makes two. The network gets a conversation of its own, and no word of who else works at the corporation or in which role.
/// </summary>
public sealed class SharedCases(Vault vault, TimeProvider clock) : IAfterStep
{
    /// <summary>Who takes a case back in the network, where that is not its owner: whom it works with is not told there.</summary>
    private const string Somebody = "installation";

    /// <inheritdoc />
    public async ValueTask Write(IDocumentSession session, Weighing before, Weighing after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        for (var i = 0; i < after.Cases.Count; i++)
        {
            var (now, then) = (after.Cases[i], i < before.Cases.Count ? before.Cases[i] : null);
            if (now.Sharing is { } sharing && then?.Sharing is null) await Share(session, after, now, sharing, cancellation);
            if (now is { Sharing: { } shared, TakenBack: { } back } && then?.TakenBack is null) await TakeBack(session, shared, back, cancellation);
        }
    }

    /// <summary>
    /// Makes the copy anew of the state that is recorded, as the guard that what is shared is what was approved: the one on which the request was accepted, before it came here, may rest on
    /// an older state. No transaction is open yet, but others who write to this weighing wait, so that this stops with the request.
    /// </summary>
    private async Task Share(IDocumentSession session, Weighing weighing, WeighingCase prepared, CaseSharing sharing, CancellationToken cancellation)
    {
        var texts = await vault.Texts(session, weighing.Id, cancellation);
        // A text may have been erased since the state was read on which this was decided: then it is tried anew, and refused on the newest.
        var copy = CasePreparation.Again(weighing, prepared, texts.ByDigest, cancellation: cancellation)?.Copy ?? throw new ConcurrencyException(typeof(Weighing), weighing.Id);
        var seals = new Seals();
        var owner = sharing.Origin.Actor;
        await Queue(session, new ReceiveCase { Stream = sharing.Case, Owner = owner, Content = CaseInNetwork.Content(copy, seals) }, seals, owner, null, cancellation);
    }

    /// <summary>Takes it back, whoever, or whatever erasure or correction, did so here. What was taken back in the network already, by its owner or by who organises, is not there to be taken back.</summary>
    private Task TakeBack(IDocumentSession session, CaseSharing sharing, Withdrawal back, CancellationToken cancellation) =>
        Queue(session, new WithdrawCase { Stream = sharing.Case }, new Seals(), back.Origin.Actor == sharing.Origin.Actor ? back.Origin.Actor : Somebody, CaseCommand.CaseTakenBack, cancellation);

    private async Task Queue(IDocumentSession session, IStreamCommand command, Seals seals, string actor, Rule? done, CancellationToken cancellation)
    {
        var conversation = Guid.NewGuid().ToString("N");
        var step = new RecordStreamStep(command, null, seals.Disclosures, null, new StepEnvelope(Actor.Everything(actor), conversation, conversation));
        var result = await RecordStreamStepHandler.Queue(step, session.Of(Access.Network), vault, clock, cancellation);
        if (result is not StepResult.StreamRecorded && !(result is StepResult.Refused { Refusals: [var refusal] } && refusal.Rule == done))
            throw new InvalidOperationException($"The network cannot record {command.GetType().Name}: {result.GetType().Name}.");
    }
}
