using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace WikkenWegen.Api.Infrastructure;

/// <summary>The host cannot start.</summary>
/// <param name="message">Why, and what to do about it, for the person at the console.</param>
public sealed class StartupException(string message) : Exception(message)
{
    /// <summary>What reads settings and certificates: an exception that comes through it at the start tells what is wrong with one.</summary>
    private static readonly string[] Readers = ["Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.BindingAddress", "Microsoft.Extensions.Configuration", "Serilog"];

    /// <summary>Why the host cannot start, in a line for each fault for the person at the console; null where that is no fault of a setting or of the machine, but an error in this software.</summary>
    public static string? Explain(Exception e) => e switch
    {
        StartupException => e.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        AggregateException many when many.InnerExceptions.Select(Explain).ToList() is var all && !all.Contains(null) => string.Join(Environment.NewLine, all),
        IOException { InnerException: AddressInUseException } => $"{Line(e)} Another program listens there: stop it, or set ASPNETCORE_URLS to another address.",
        SocketException => $"The host cannot listen where ASPNETCORE_URLS says: {Line(e)}.",
        _ when Readers.Any(reader => e.StackTrace?.Contains($" {reader}.", StringComparison.Ordinal) == true) => $"A setting is wrong: {Line(e)}",
        _ => null,
    };

    private static string Line(Exception e) => string.Join(' ', e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
