using System.Globalization;
using Marten;
using Npgsql;
using WikkenWegen.Domain.Deadlines;
using Wolverine.Attributes;

namespace WikkenWegen.Api.Deadlines;

/// <summary>
/// Tells that a deadline may be reached. It is kept in the database for years, so its name and its members stay as they are. The corporation is the
/// tenant of the message.
/// </summary>
/// <param name="Weighing">The weighing.</param>
/// <param name="Kind">The kind of the deadline, as it is written in its row.</param>
/// <param name="About">Path of what it is about.</param>
/// <param name="FromEvent">Number of the event from which it follows.</param>
/// <param name="DueAt">When it passes; where the row has another moment it was moved since, and this message is about nothing.</param>
[MessageIdentity(Name)]
public sealed record DeadlineReached(Guid Weighing, string Kind, string About, int FromEvent, DateTimeOffset DueAt)
{
    /// <summary>The name by which it is kept.</summary>
    internal const string Name = "deadline-reached";

    /// <summary>Tells it of a deadline.</summary>
    internal static DeadlineReached Of(Guid weighing, Deadline deadline) => new(weighing, DeadlineRows.NameOf(deadline.Kind), deadline.About, deadline.FromEvent, deadline.DueAt);

    /// <summary>A description for the log.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} of {About} in {Weighing}");
}

/// <summary>
/// Writes down that a deadline was reached while it stood, and tells it in the log: once, however often the message comes and on however many hosts. The
/// row and the message are done with in one transaction.
/// </summary>
public static partial class DeadlineReachedHandler
{
    /// <summary>
    /// By how much a message may come too early: the clocks of hosts differ by seconds. What comes earlier still is dropped, and made again by
    /// <see cref="DeadlineSweep"/> when it is time.
    /// </summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Handles the message.</summary>
    public static async Task Handle(DeadlineReached reached, IDocumentSession session, TimeProvider clock, ILogger<DeadlineReached> log, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (reached.DueAt - now > Tolerance) return;
        object[] key = [session.TenantId, reached.Weighing, reached.Kind, reached.About, reached.FromEvent];

        await session.BeginTransactionAsync(cancellation);
        // Another host that was told the same waits here, and then finds that it was done.
        await using var look = new NpgsqlCommand($"""
            select day from {DeadlineRows.Rows} where tenant_id = $1 and weighing_id = $2 and kind = $3 and about = $4 and from_event = $5
                and due_at = $6 and settled_by is null and fired_at is null for update
            """);
        foreach (var value in (object[])[.. key, reached.DueAt.ToUniversalTime()]) look.Parameters.Add(new() { Value = value });
        DateOnly day;
        await using (var reader = await session.ExecuteReaderAsync(look, cancellation))
        {
            if (!await reader.ReadAsync(cancellation)) return; // settled, moved or reached already
            day = reader.GetFieldValue<DateOnly>(0);
        }
        session.QueueSqlCommand($"update {DeadlineRows.Rows} set fired_at = ? where tenant_id = ? and weighing_id = ? and kind = ? and about = ? and from_event = ?", [now, .. key]);
        await session.SaveChangesAsync(cancellation);
        Reached(log, reached.Kind, reached.About, reached.Weighing, session.TenantId, day.ToString("O", CultureInfo.InvariantCulture));
    }

    [LoggerMessage(EventId = 1, EventName = "DeadlineReached", Level = LogLevel.Information, Message = "Deadline {Kind} of {About} in weighing {Weighing} of {Corporation} was reached while it stood: {Day}")]
    private static partial void Reached(ILogger log, string kind, string about, Guid weighing, string corporation, string day);
}
