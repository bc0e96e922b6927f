using System.Diagnostics.CodeAnalysis;

namespace WikkenWegen.Mcda;

/// <summary>Either a value, or everything that was wrong with the inputs. Bad data never throws.</summary>
/// <remarks>Immutable and safe for use by several threads.</remarks>
/// <typeparam name="T">What is computed.</typeparam>
public sealed class Result<T>
    where T : notnull
{
    private readonly T? _value;

    internal Result(T value)
    {
        _value = value;
        Errors = [];
    }

    internal Result(IReadOnlyList<McdaError> errors) => Errors = errors;

    /// <summary>True where there is a value, and then <see cref="Errors"/> is empty.</summary>
    public bool IsOk => Errors.Count == 0;

    /// <summary>All errors found, in the order of the inputs (by row, then by column); empty where there is a value.</summary>
    public IReadOnlyList<McdaError> Errors { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none. Asking without having looked at <see cref="IsOk"/> is a bug; the message lists the errors.</exception>
    public T Value => IsOk ? _value! : throw new InvalidOperationException(string.Join(Environment.NewLine, Errors));

    /// <summary>Gives the value where there is one.</summary>
    /// <param name="value">The value, or the default of <typeparamref name="T"/>.</param>
    /// <returns><see cref="IsOk"/>.</returns>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return IsOk;
    }

    /// <summary>Goes on with the value, or passes the errors through.</summary>
    /// <param name="next">Called only with a value.</param>
    /// <typeparam name="TNext">What the next step computes.</typeparam>
    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next)
        where TNext : notnull
    {
        ArgumentNullException.ThrowIfNull(next);
        return IsOk ? next(_value!) : new Result<TNext>(Errors);
    }

    /// <summary>One answer out of both outcomes.</summary>
    /// <param name="ok">Called with the value.</param>
    /// <param name="failed">Called with the errors.</param>
    /// <typeparam name="TOut">The answer.</typeparam>
    public TOut Match<TOut>(Func<T, TOut> ok, Func<IReadOnlyList<McdaError>, TOut> failed)
    {
        ArgumentNullException.ThrowIfNull(ok);
        ArgumentNullException.ThrowIfNull(failed);
        return IsOk ? ok(_value!) : failed(Errors);
    }

    /// <summary>The value's text, or the errors.</summary>
    public override string ToString() => IsOk ? _value!.ToString() ?? "" : string.Join("; ", Errors);
}
