using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>Why a token was refused, in words that may be logged.</summary>
public static partial class TokenRefusal
{
    /// <summary>
    /// The kind of failure and its code in the library; never its message, which can hold what is in the token.
    /// </summary>
    public static string Reason(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Reason(first),
        AuthenticationFailureException ours => ours.Message,
        _ => $"{failure.GetType().Name} {Code.Match(failure.Message)}".TrimEnd(),
    };

    [GeneratedRegex("^IDX[0-9]{5}")]
    private static partial Regex Code { get; }
}
