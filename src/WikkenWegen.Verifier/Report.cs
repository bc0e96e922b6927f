using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WikkenWegen.AuditBundle;
using WikkenWegen.AuditBundle.Checks;

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
            Console.WriteLine(flags.English ? $"Bag of {bag.Corporation}, made at {bag.MadeAt:u} by {bag.Software}; log {bag.Origin}." : $"Bag van {bag.Corporation}, gemaakt op {bag.MadeAt:u} door {bag.Software}; logboek {bag.Origin}.");
        foreach (var remark in report.Remarks) Console.WriteLine($"  {(flags.English ? remark.English : remark.Dutch)}");
        foreach (var finding in report.Findings)
        {
            var about = finding.Event is { } e ? $" [{(flags.English ? e.English : e.Dutch)}]" : "";
            Console.WriteLine($"! {Word(finding.Verdict)}: {(flags.English ? finding.English : finding.Dutch)}{about}");
        }
        if (report.MoreFindings > 0) Console.WriteLine(flags.English ? $"! and {report.MoreFindings} more." : $"! en nog {report.MoreFindings}.");
        Console.WriteLine(flags.English ? $"Outcome: {Word(report.Verdict)}." : $"Uitkomst: {Word(report.Verdict)}.");
        if (report.Verdict == Verdict.Sound)
        {
            Console.WriteLine(flags.English ? "What this does not prove:" : "Wat dit niet bewijst:");
            foreach (var limit in flags.English ? BagTexts.LimitsInEnglish : BagTexts.LimitsInDutch) Console.WriteLine($"- {limit}");
        }
    }

    private string Word(Verdict verdict) => verdict switch
    {
        Verdict.Sound => flags.English ? "sound" : "deugdelijk",
        Verdict.Altered => flags.English ? "altered" : "gewijzigd",
        Verdict.Incomplete => flags.English ? "incomplete" : "onvolledig",
        _ => flags.English ? "unreadable" : "onleesbaar",
    };
}
