using Marten;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using Wolverine;

namespace WikkenWegen.Api.Deadlines;

/// <summary>Registers the deadlines: their rows, the messages that tell when one is reached, and the sweep.</summary>
public static class DeadlinesSetup
{
    /// <summary>The queue of those messages. Its name is kept with each of them, for years.</summary>
    private const string Queue = "deadlines";

    /// <summary>Adds the deadlines.</summary>
    public static void AddDeadlines(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(DeadlineRows.Configure);
        builder.Services.AddSingleton<KeepDeadlines>();
        builder.Services.AddSingleton<IAfterStep>(provider => provider.GetRequiredService<KeepDeadlines>());
        builder.Services.AddHostedService<DeadlineSweep>();
        builder.Services.AddSingleton<IAfterSchemaUpdate, SweepAll>();
        builder.Services.AddHealthChecks().AddCheck<ReminderCheck>("reminders", timeout: TimeSpan.FromSeconds(5));
        builder.Services.ConfigureWolverine(Bus);
    }

    private static void Bus(WolverineOptions options)
    {
        options.Discovery.IncludeType(typeof(DeadlineReachedHandler));
        options.PublishMessage<DeadlineReached>().ToLocalQueue(Queue).UseDurableInbox();
    }
}
