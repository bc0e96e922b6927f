using System.Collections.Immutable;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>VERA's headers for the moment of which something is asked. An empty value means now.</summary>
public static class VeraHeaders
{
    /// <summary>Name of the header for the moment of happening (peiltijdstip materieel).</summary>
    public const string Happened = "X-Parameters-PeiltijdstipMaterieel";

    /// <summary>Name of the header for the moment of recording (peiltijdstip formeel).</summary>
    public const string Recorded = "X-Parameters-PeiltijdstipFormeel";

    /// <summary>Both names.</summary>
    public static readonly ImmutableArray<string> All = [Happened, Recorded];
}
