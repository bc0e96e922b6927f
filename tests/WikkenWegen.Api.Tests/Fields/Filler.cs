using System.Globalization;
using System.Reflection;

namespace WikkenWegen.Api.Tests.Fields;

/// <summary>
/// Makes instances in which everything that can be set is set, to a value that was not used before. A truth has two values only: its row of values over the turns
/// is one that no other truth of the instance has, as long as there are not more of them than so many turns can tell apart (2 in two turns, 14 in four).
/// </summary>
/// <param name="turn">Which of the turns it is, from 0 to 3: in each everything has another value.</param>
internal sealed class Filler(int turn)
{
    private int _used = 100 + turn * 500;
    private int _truths;

    public object Fill(Type type, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return $"{path} {turn}";
        if (type == typeof(int)) return ++_used;
        if (type == typeof(decimal)) return ++_used + 0.25m;
        if (type == typeof(bool)) return (++_truths >> turn & 1) == 1;
        if (type == typeof(DateOnly)) return new DateOnly(2031, 1, 1).AddDays(++_used);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(++_used);
        if (type == typeof(Guid)) return new Guid(++_used, 0, 0, new byte[8]);
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().Reverse().ElementAt(turn % Enum.GetValues(type).Length);
        if (type.IsArray)
        {
            var items = Array.CreateInstance(type.GetElementType()!, 2);
            for (var i = 0; i < items.Length; i++) items.SetValue(Fill(type.GetElementType()!, string.Create(CultureInfo.InvariantCulture, $"{path}/{i}")), i);
            return items;
        }
        type.Assembly.ShouldBe(typeof(StepRequest).Assembly, $"{path} is of a type that cannot be filled in yet");
        var made = Activator.CreateInstance(type)!;
        foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            member.CanWrite.ShouldBeTrue($"{type.Name}.{member.Name}");
            member.SetValue(made, Fill(member.PropertyType, $"{path}/{member.Name}"));
        }
        return made;
    }
}
