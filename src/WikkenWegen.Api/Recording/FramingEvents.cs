using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Domain.Framings;

namespace WikkenWegen.Api.Recording;

/// <summary>The events that frame a weighing, for SQL that looks at the framing in force: the newest of them has it, in its member framing.</summary>
public static class FramingEvents
{
    /// <summary>Their types.</summary>
    public static readonly ImmutableArray<Type> All = [typeof(WeighingOpened), typeof(WeighingReframed)];

    /// <summary>Their names, as SQL has them in a list.</summary>
    internal static readonly string Names = EventNames.Sql(All);
}
