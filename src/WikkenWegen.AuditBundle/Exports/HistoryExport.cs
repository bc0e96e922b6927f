using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>The history for people, in Dutch: a weighing after the other, each step with its sentence and the texts that belong to it.</summary>
internal sealed class HistoryExport
{
    private readonly Output _output;

    public HistoryExport(Stream stream, BagHead head)
    {
        _output = new Output(stream);
        _output.Text($"Geschiedenis van {head.Corporation}\n\nGemaakt op {Forms.Moment(head.MadeAt, Forms.Dutch)} uit {head.Leaves} bladeren van het logboek {head.Origin} (grootte {head.Size}).\n");
        _output.Raw("Elke stap noemt zijn blad: daarmee is hij terug te vinden in leaves.ndjson en in de andere bestanden.\n"u8);
        _output.Flush();
    }

    public void Begin(string streamType, Guid stream)
    {
        var title = $"{(streamType == BagFormat.WeighingStream ? "Afweging" : streamType)} {stream}";
        _output.Text($"\n\n{title}\n{new string('=', title.Length)}\n");
        _output.Flush();
    }

    /// <summary>Adds a step.</summary>
    /// <param name="row">The event.</param>
    /// <param name="sentence">What happened.</param>
    /// <param name="sealedTexts">The digests of its texts.</param>
    /// <param name="texts">The texts that are in the bag.</param>
    /// <param name="erased">What was erased.</param>
    /// <param name="corrected">What was corrected, by the digest of what held until then.</param>
    public void Add(EventRow row, string sentence, List<TreeHash> sealedTexts, Texts texts, IReadOnlyDictionary<TreeHash, ErasureLeaf> erased, IReadOnlyDictionary<TreeHash, CorrectionLeaf> corrected)
    {
        var leaf = row.Leaf;
        _output.Text($"\n{leaf.Version}. {Line(sentence)}\n");
        if (DateTimeOffset.TryParse(leaf.OccurredAt, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var occurred) && occurred != leaf.RecordedAtMoment)
            _output.Text($"   gebeurd {Forms.Moment(occurred, Forms.Dutch)}\n");
        _output.Text($"   vastgelegd {Forms.Moment(leaf.RecordedAtMoment, Forms.Dutch)} door {(leaf.Actor.Length == 0 ? "onbekend" : Line(leaf.Actor))}{(leaf.Roles is { Length: > 0 } roles ? $" ({Line(roles)})" : "")}; blad {row.Index}\n");
        foreach (var digest in sealedTexts)
        {
            if (erased.TryGetValue(digest, out var erasure))
                _output.Text($"   [tekst gewist op {Forms.Moment(erasure.RecordedAt, Forms.Dutch)}{(erasure.Ground is { } ground ? $", grond {Line(ground)}" : "")}; blad {erasure.Index}]\n");
            else if (texts.Read(digest) is { } text)
                _output.Text($"   {Line(text.Name)}: {text.Text.ReplaceLineEndings("\n      ")}\n");
            else
                _output.Raw("   [tekst niet bijgevoegd]\n"u8);
            if (corrected.TryGetValue(digest, out var correction))
                _output.Text($"   [deze tekst is verbeterd op {Forms.Moment(correction.RecordedAt, Forms.Dutch)}{(correction.Ground is { } why ? $", grond {Line(why)}" : "")}; blad {correction.Index}]\n");
        }
        _output.Flush();
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
