namespace WikkenWegen.Api.Infrastructure;

/// <summary>The host cannot start.</summary>
/// <param name="message">Why, and what to do about it, for the person at the console.</param>
public sealed class StartupException(string message) : Exception(message);
