using Microsoft.Extensions.Logging;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>What was logged, at any level.</summary>
internal sealed class LogLines<T> : ILogger<T>
{
    /// <summary>Each line, with the exception that came with it.</summary>
    public List<(LogLevel Level, string Text, Exception? Exception)> Written { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Written.Add((logLevel, formatter(state, exception), exception));
}
