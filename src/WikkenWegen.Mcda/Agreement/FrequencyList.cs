namespace WikkenWegen.Mcda;

internal static class FrequencyList
{
    public static InputErrors Check(IReadOnlyList<double> frequencies)
    {
        var errors = new InputErrors();
        if (frequencies.Count == 0) errors.Add(ErrorCode.Empty, null, "there are no categories");
        for (var i = 0; i < frequencies.Count; i++)
        {
            var cell = new Cell(InputErrors.Position(i), null);
            if (errors.Finite(frequencies[i], cell, "the frequency") && frequencies[i] < 0) errors.Add(ErrorCode.OutOfRange, cell, "a negative frequency");
        }
        return errors;
    }
}
