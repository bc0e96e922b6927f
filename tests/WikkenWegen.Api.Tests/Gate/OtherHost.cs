using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using Wolverine;

namespace WikkenWegen.Api.Tests.Gate;

/// <summary>A second host on the database of the shared one, with a clock that a test sets.</summary>
public sealed class OtherHost(SharedApi shared) : IAsyncLifetime
{
    private Support.Api? _host;

    /// <summary>The host.</summary>
    public Support.Api Host => _host!;

    /// <summary>Its clock; it stands still until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <inheritdoc />
    public ValueTask InitializeAsync()
    {
        // Lost races, which are the point of most tests here, are errors in the log of the bus.
        _host = Support.Api.Start(shared.Api.ConnectionString, services => services.AddSingleton<TimeProvider>(Clock).AddSingleton(new ClockTolerance(TimeSpan.MaxValue)), ("Serilog:MinimumLevel:Default", "Fatal"));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The tests that share a second host: one after the other, since each sets its clock.</summary>
[CollectionDefinition(nameof(OtherHost))]
public sealed class OtherHosts : ICollectionFixture<OtherHost>;

/// <summary>The gate of a host, without HTTP before it.</summary>
internal static class Gates
{
    /// <summary>The corporation for whom all is recorded here; nobody else has weighings under it.</summary>
    public const string Corporation = "poortwachters";

    public static StepEnvelope Envelope { get; } = new(Actor.Everything("poort-subject"), "poort-gesprek", "poort-verzoek");

    /// <summary>Asks a host to record a step.</summary>
    public static async Task<StepResult> Ask(
        this Support.Api host, Guid weighing, WeighingCommand command, DateTimeOffset? occurredAt = null, Seals? seals = null,
        ImmutableArray<int>? versions = null, StepEnvelope? envelope = null, IAlongside<StepResult.Recorded>? alongside = null, string corporation = Corporation)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(corporation,
            new RecordStep(weighing, command, occurredAt, seals?.Disclosures ?? [], versions, envelope ?? Envelope, alongside), TestContext.Current.CancellationToken);
    }

    /// <summary>Asks a host to record a step that must be accepted.</summary>
    public static async Task<StepResult.Recorded> Record(this Support.Api host, Guid weighing, WeighingCommand command, DateTimeOffset? occurredAt = null, Seals? seals = null, StepEnvelope? envelope = null) =>
        (await host.Ask(weighing, command, occurredAt, seals, envelope: envelope)).ShouldBeOfType<StepResult.Recorded>();

    /// <summary>Opens a weighing on a host.</summary>
    public static async Task<Guid> Open(this Support.Api host, string? approver = null)
    {
        var id = Guid.CreateVersion7();
        (await host.Record(id, Opening(approver))).Weighing.Version.ShouldBe(1);
        return id;
    }

    public static OpenWeighing Opening(string? approver = null) => new()
    {
        Framing = new Framing
        {
            Title = "De poort",
            Question = "Wat komt erdoor?",
            Level = Level.Tactical,
            Scale = WeighingScale.Complex,
            Ownership = Ownership.Own,
            Breadth = Breadth.Narrow,
            SgeiRegime = SgeiRegime.Sgei,
            ProcessForm = ProcessForm.Advice,
            OwnerRole = "Strateeg",
            DeciderRole = "Bestuurder",
            ApproverRole = approver,
            Confidentiality = Confidentiality.Internal,
        },
    };

    public static SubmitProposal Proposal(string? code = null) => new() { Code = code, Content = new ProposalContent { Name = "Voorstel" } };

    public static WithdrawProposal Withdrawal(string code)
    {
        var seals = new Seals();
        return new WithdrawProposal { Code = code, Reason = seals.Text("reason", "Daarom") };
    }

    /// <summary>Makes a host know the newest state of a weighing, as whoever reads it does.</summary>
    public static async Task Knows(this Support.Api host, Guid weighing, int version)
    {
        var store = host.Services.GetRequiredService<WeighingStore>();
        (await store.Newest(Corporation, weighing, TestContext.Current.CancellationToken))!.State.Version.ShouldBe(version);
        store.Kept(Corporation, weighing)!.State.Version.ShouldBe(version);
    }
}
