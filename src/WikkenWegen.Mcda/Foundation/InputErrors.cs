namespace WikkenWegen.Mcda;

/// <summary>The errors found in the inputs so far. All are collected before the answer is given, so that one answer names every faulty cell.</summary>
internal sealed class InputErrors
{
    private readonly List<McdaError> _errors = [];

    public bool Any => _errors.Count > 0;

    public void Add(ErrorCode code, Cell? cell, string message) => _errors.Add(new McdaError(code, cell, message));

    public void Add<T>(Result<T> result)
        where T : notnull => _errors.AddRange(result.Errors);

    public Result<T> As<T>()
        where T : notnull => new([.. _errors]);

    public static Result<T> One<T>(ErrorCode code, Cell? cell, string message)
        where T : notnull => new([new McdaError(code, cell, message)]);

    /// <summary>Adds an error unless the number is finite.</summary>
    public bool Finite(double number, Cell? cell, string what)
    {
        if (double.IsFinite(number)) return true;
        if (double.IsNaN(number)) Add(ErrorCode.NotANumber, cell, $"{what} is not a number (NaN)");
        else Add(ErrorCode.Infinite, cell, $"{what} is infinite");
        return false;
    }

    /// <summary>Adds an error for each name that is unusable, and one where there is none at all.</summary>
    public void Names(IReadOnlyList<string> names, string what, Func<string, Cell> cell)
    {
        if (names.Count == 0) Add(ErrorCode.Empty, null, $"there is no {what}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            if (string.IsNullOrWhiteSpace(name) || !IsWellFormed(name)) Add(ErrorCode.InvalidName, cell(Position(i)), $"the name of this {what} is blank or no well-formed Unicode");
            else if (!seen.Add(name)) Add(ErrorCode.Duplicate, cell(name), $"this {what} is named twice");
        }
    }

    public void Rows(IReadOnlyList<string> names, string what) => Names(names, what, name => new Cell(name, null));

    public void Columns(IReadOnlyList<string> names, string what) => Names(names, what, name => new Cell(null, name));

    public static string Position(int index) => $"#{index + 1}";

    // A lone surrogate has no UTF-8 form, and the seeds of draws are made of names in UTF-8 (DrawSequence).
    private static bool IsWellFormed(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i])) continue;
            if (i + 1 == name.Length || !char.IsSurrogatePair(name[i], name[i + 1])) return false;
            i++;
        }
        return true;
    }
}
