namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>What following an advice and deviating from it have in common.</summary>
internal static class Answers
{
    /// <summary>What is wrong with an answer to the advice on request <paramref name="number"/>.</summary>
    public static IEnumerable<Refusal> AnswerRefusals(this Weighing weighing, int number)
    {
        if (weighing.AdviceRequest(number) is not { } request) yield return Rules.NoSuchAdviceRequest.Whole(number);
        else if (request.Received is null) yield return Rules.AdviceNotReceived.Whole(number);
        else if (request.Answer is { } answer) yield return Rules.AdviceAlreadyAnswered.Whole(number, answer.Origin.Event);
    }
}
