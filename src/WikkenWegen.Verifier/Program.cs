using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.Verifier;

// Reads flags and reports; every check is in WikkenWegen.AuditBundle. The exit code is that of the verdict: 0 sound, 1 altered, 2 incomplete, 3 unreadable.
using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancel.Cancel();
};
Console.OutputEncoding = System.Text.Encoding.UTF8;

if (!Flags.TryRead(args, out var flags, out var wrong))
{
    Console.Error.WriteLine(wrong);
    return (int)Verdict.Unreadable;
}
if (flags.Command == "help")
{
    Console.WriteLine(Flags.Help(flags.English));
    return 0;
}

var report = new Report(flags);
try
{
    if (flags.Command == "witness")
    {
        using var witness = new WitnessServer(flags.Subjects[0], flags.Listen!, flags.Keep!, Inputs.Trust(flags)!);
        Console.WriteLine(witness.VerifierKey);
        await witness.Run(cancel.Token);
        return 0;
    }
    var result = flags.Command switch
    {
        "bag" => BagCheck.Run(flags.Subjects[0], new BagCheckOptions(Inputs.Trust(flags), Inputs.Kept(flags), flags.WithoutTexts) { TimestampRoots = Inputs.TimestampRoots(flags) }, report, cancel.Token),
        "proof" => LogChecks.Proof(Inputs.Read(flags.Subjects[0]), Inputs.Read(flags.Leaf!), Inputs.Trust(flags)!),
        "checkpoints" => LogChecks.Checkpoints(Inputs.Read(flags.Subjects[0]), Inputs.Read(flags.Subjects[1]), flags.Proof is null ? null : Inputs.Read(flags.Proof), Inputs.Trust(flags)!),
        _ => await Online.Run(flags, Inputs.Trust(flags)!, cancel.Token),
    };
    report.Write(result);
    return (int)result.Verdict;
}
catch (OperationCanceledException) when (cancel.IsCancellationRequested)
{
    Console.Error.WriteLine(flags.English ? "Stopped." : "Gestopt.");
    return (int)Verdict.Incomplete;
}
catch (Exception e)
{
    // Whatever a proof, a server or a file makes throw: there is always an outcome, and it is never that all is well.
    var result = CheckReport.Unreadable(UnreadableBagException.Of(e));
    report.Write(result);
    return (int)result.Verdict;
}
