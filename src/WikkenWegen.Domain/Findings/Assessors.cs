namespace WikkenWegen.Domain.Findings;

/// <summary>Those who scored, each with a number from 0; a role that is written in two ways is one.</summary>
internal sealed class Assessors
{
    private Dictionary<Who, int>? _numbers; // not before there are two
    private readonly List<Who> _all = [];
    private Who? _last;
    private int _lastNumber;

    /// <summary>How many there are.</summary>
    public int Count => _all.Count;

    /// <summary>The one with a number, as they were named first.</summary>
    public Who this[int number] => _all[number];

    /// <summary>The number of an assessor, who gets the next one where they have none.</summary>
    public int Number(Who who)
    {
        if (who == _last) return _lastNumber; // who scores gives many scores in a row
        if (_all.Count == 0)
        {
            _all.Add(who);
            (_last, _lastNumber) = (who, 0);
            return 0;
        }
        _numbers ??= new Dictionary<Who, int> { [_all[0]] = 0 };
        if (!_numbers.TryGetValue(who, out var number))
        {
            number = _all.FindIndex(known => known.IsSame(who));
            if (number < 0)
            {
                number = _all.Count;
                _all.Add(who);
            }
            _numbers[who] = number;
        }
        (_last, _lastNumber) = (who, number);
        return number;
    }
}
