using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WikkenWegen.AuditBundle;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.AuditBundle.Containers;

namespace WikkenWegen.Verifier;

/// <summary>Shows the progress on standard error, and the outcome on standard output.</summary>
internal sealed class Report(Flags flags) : IProgress<CheckProgress>
{
    private const int BarWidth = 30;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly bool _shows = !flags.Quiet && !Console.IsErrorRedirected;
    private string _shown = "";

    /// <inheritdoc />
    void IProgress<CheckProgress>.Report(CheckProgress value)
    {
        if (!_shows || value.Total <= 0) return;
        var done = (int)Math.Min(BarWidth, BarWidth * value.Done / value.Total);
        var bar = $"\r[{new string('#', done)}{new string('.', BarWidth - done)}] {100 * Math.Min(value.Done, value.Total) / value.Total,3}% {(flags.English ? value.English : value.Dutch),-12}";
        if (bar == _shown) return;
        _shown = bar;
        Console.Error.Write(bar);
    }

    /// <summary>Writes the outcome.</summary>
    public void Write(CheckReport report)
    {
        if (_shown.Length > 0) Console.Error.Write($"\r{new string(' ', _shown.Length)}\r");
        if (flags.Json)
        {
            var limits = flags.English ? BagTexts.LimitsInEnglish : BagTexts.LimitsInDutch;
            Console.WriteLine(JsonSerializer.Serialize(new { report.Verdict, ExitCode = (int)report.Verdict, report.Bag, report.Findings, report.MoreFindings, report.Remarks, Limits = limits }, Json));
            return;
        }
        if (report.Bag is { } bag)
        {
            var (of, by, log) = (BagFiles.Shown(bag.Corporation), BagFiles.Shown(bag.Software), BagFiles.Shown(bag.Origin));
            Say(flags.English ? $"Bag of {of}, made at {bag.MadeAt:u} by {by}; log {log}." : $"Bag van {of}, gemaakt op {bag.MadeAt:u} door {by}; logboek {log}.");
        }
        foreach (var remark in report.Remarks) Say($"  {(flags.English ? remark.English : remark.Dutch)}");
        foreach (var finding in report.Findings)
        {
            var about = finding.Event is { } e ? $" [{(flags.English ? e.English : e.Dutch)}]" : "";
            Say($"! {Word(finding.Verdict)}: {(flags.English ? finding.English : finding.Dutch)}{about}");
        }
        if (report.MoreFindings > 0) Say(flags.English ? $"! and {report.MoreFindings} more." : $"! en nog {report.MoreFindings}.");
        Say(flags.English ? $"Outcome: {Word(report.Verdict)}." : $"Uitkomst: {Word(report.Verdict)}.");
        if (report.Verdict == Verdict.Sound)
        {
            Say(flags.English ? "What this does not prove:" : "Wat dit niet bewijst:");
            foreach (var limit in flags.English ? BagTexts.LimitsInEnglish : BagTexts.LimitsInDutch) Say($"- {limit}");
        }
    }

    /// <summary>Writes a line. What it tells may come out of a bag or from a server, which must not get at the terminal.</summary>
    private static void Say(string line) => Console.WriteLine(BagFiles.Printable(line));

    private string Word(Verdict verdict) => verdict switch
    {
        Verdict.Sound => flags.English ? "sound" : "deugdelijk",
        Verdict.Altered => flags.English ? "altered" : "gewijzigd",
        Verdict.Incomplete => flags.English ? "incomplete" : "onvolledig",
        _ => flags.English ? "unreadable" : "onleesbaar",
    };
}
