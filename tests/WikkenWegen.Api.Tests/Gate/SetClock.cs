namespace WikkenWegen.Api.Tests.Gate;

/// <summary>The clock of a host that somebody set wrong: what it says, but not how time passes.</summary>
public sealed class SetClock : TimeProvider
{
    /// <summary>How far it is ahead; below zero where it is behind.</summary>
    public TimeSpan By { get; set; }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
}
