namespace WikkenWegen.Api.Infrastructure;

/// <summary>The host cannot start; the message says why and what to do, for the person at the console.</summary>
public sealed class StartupException(string message) : Exception(message);
