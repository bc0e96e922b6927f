namespace WikkenWegen.TransparencyLog.Tests.Merkle;

public class ResultTests
{
    private static readonly LogError Error = new(LogErrorCode.Malformed, "the tree size has leading zeros", 20, 2);

    [Fact]
    public void An_unassigned_result_is_a_no()
    {
        default(Result).IsOk.ShouldBeFalse();
        default(Result<int>).IsOk.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => default(Result).Error);
        Should.Throw<InvalidOperationException>(() => default(Result<int>).Value);
        Should.Throw<InvalidOperationException>(() => default(Result<int>).TryGet(out _, out _));
    }

    [Fact]
    public void A_value_or_an_error_and_never_the_other()
    {
        Result<int> yes = 3, no = Error;
        (yes.IsOk, yes.Value, no.IsOk, no.Error).ShouldBe((true, 3, false, Error));
        yes.TryGet(out var value, out var none).ShouldBeTrue();
        (value, none).ShouldBe((3, null));
        Should.Throw<InvalidOperationException>(() => yes.Error);
        Should.Throw<InvalidOperationException>(() => no.Value).Message.ShouldBe("Malformed at line 2, byte 20: the tree size has leading zeros");
        Should.Throw<InvalidOperationException>(() => Result.Ok.Error);
        ((Result)Error).Error.ShouldBe(Error);
        Should.Throw<ArgumentNullException>(() => (Result)(LogError)null!);
        Should.Throw<ArgumentNullException>(() => (Result<int>)(LogError)null!);
    }
}
