namespace WikkenWegen.TransparencyLog.Tests.Support;

internal static class ResultAssertions
{
    public static T ShouldBeOk<T>(this Result<T> result, string? because = null) where T : notnull
    {
        result.IsOk.ShouldBeTrue(because ?? result.ToString());
        return result.Value;
    }

    public static LogError ShouldBeRefused<T>(this Result<T> result, LogErrorCode code, string? message = null) where T : notnull
    {
        result.IsOk.ShouldBeFalse($"accepted: {result}");
        return Check(result.Error, code, message);
    }

    public static void ShouldBeOk(this Result result, string? because = null) => result.IsOk.ShouldBeTrue(because ?? result.ToString());

    public static LogError ShouldBeRefused(this Result result, LogErrorCode code, string? message = null)
    {
        result.IsOk.ShouldBeFalse("accepted");
        return Check(result.Error, code, message);
    }

    private static LogError Check(LogError error, LogErrorCode code, string? message)
    {
        error.Code.ShouldBe(code, error.ToString());
        if (message is not null) error.Message.ShouldContain(message);
        return error;
    }
}
