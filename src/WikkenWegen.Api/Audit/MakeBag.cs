using Wolverine.Attributes;

namespace WikkenWegen.Api.Audit;

/// <summary>Asks that an export is made. It is kept in the database until that is done, so its name and its members stay as they are.</summary>
/// <param name="Corporation">Code of the corporation.</param>
/// <param name="Export">Identity of the export.</param>
[MessageIdentity("make-bag")]
public sealed record MakeBag(string Corporation, Guid Export)
{
    /// <summary>A description for the log.</summary>
    public override string ToString() => $"export {Export} of {Corporation}";
}

/// <summary>Makes an export, whichever host gets to it, and however often the message comes.</summary>
public static class MakeBagHandler
{
    /// <summary>The longest time that an export may take, in seconds: six hours.</summary>
    private const int Longest = 6 * 60 * 60;

    /// <summary>Handles the message.</summary>
    [MessageTimeout(Longest)]
    public static Task Handle(MakeBag bag, ExportMaker maker, CancellationToken cancellation) => maker.Make(bag.Corporation, bag.Export, cancellation);
}
