using System.Diagnostics.CodeAnalysis;

namespace WikkenWegen.TransparencyLog;

/// <summary>The outcome of a check: success, or a refusal with its reason. The default value is neither; its <see cref="IsOk"/> is false.</summary>
public readonly struct Result
{
    private readonly bool _isOk;
    private readonly LogError? _error;

    private Result(bool isOk, LogError? error) => (_isOk, _error) = (isOk, error);

    /// <summary>Success.</summary>
    public static Result Ok { get; } = new(true, null);

    /// <summary>Whether this is a success.</summary>
    public bool IsOk => _isOk;

    /// <summary>The reason of a refusal.</summary>
    /// <exception cref="InvalidOperationException">This is a success, or the default value.</exception>
    public LogError Error => _error ?? throw new InvalidOperationException(_isOk ? "There is no error: the result is a yes." : "The result was never assigned.");

    /// <summary>A refusal.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public static implicit operator Result(LogError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(false, error);
    }

    /// <summary>A refusal, as the conversion from <see cref="LogError"/> makes it.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public static Result FromLogError(LogError error) => error;

    /// <summary>"Ok" or the error's line.</summary>
    public override string ToString() => _isOk ? "Ok" : _error?.ToString() ?? "unassigned";
}

/// <summary>A value, or the reason why there is none. The default value is neither; its <see cref="IsOk"/> is false.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct Result<T> where T : notnull
{
    private readonly bool _isOk;
    private readonly T? _value;
    private readonly LogError? _error;

    private Result(bool isOk, T? value, LogError? error) => (_isOk, _value, _error) = (isOk, value, error);

    /// <summary>Whether there is a value.</summary>
    public bool IsOk => _isOk;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message is the error's line.</exception>
    public T Value => _isOk ? _value! : throw new InvalidOperationException(ToString());

    /// <summary>The reason why there is no value.</summary>
    /// <exception cref="InvalidOperationException">There is a value, or the result was never assigned.</exception>
    public LogError Error => _error ?? throw new InvalidOperationException(_isOk ? "There is no error: the result has a value." : "The result was never assigned.");

    /// <summary>Takes the result apart: true and a value, or false and an error.</summary>
    /// <exception cref="InvalidOperationException">The result was never assigned.</exception>
    public bool TryGet([MaybeNullWhen(false)] out T value, [MaybeNullWhen(true)] out LogError error)
    {
        value = _value;
        error = _isOk ? null : Error;
        return _isOk;
    }

    /// <summary>A result with a value.</summary>
    public static implicit operator Result<T>(T value) => new(true, value, null);

    /// <summary>A result without a value.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public static implicit operator Result<T>(LogError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(false, default, error);
    }

    /// <summary>"Ok: " and the value, or the error's line.</summary>
    public override string ToString() => _isOk ? $"Ok: {_value}" : _error?.ToString() ?? "unassigned";
}
