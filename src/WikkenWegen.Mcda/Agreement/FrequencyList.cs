namespace WikkenWegen.Mcda;

internal static class FrequencyList
{
    public static Findings Check(IReadOnlyList<double> frequencies)
    {
        var findings = new Findings();
        if (frequencies.Count == 0) findings.Add(ErrorCode.Empty, null, "there are no categories");
        for (var i = 0; i < frequencies.Count; i++)
        {
            var cell = new Cell(Findings.Position(i), null);
            if (findings.Finite(frequencies[i], cell, "the frequency") && frequencies[i] < 0) findings.Add(ErrorCode.OutOfRange, cell, "a negative frequency");
        }
        return findings;
    }
}
