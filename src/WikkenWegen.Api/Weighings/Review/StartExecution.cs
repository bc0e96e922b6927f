using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/decisions/{number}/execution</summary>
public sealed record StartExecutionRequest : StepRequest
{
    internal static readonly Step<StartExecutionRequest> Step = new()
    {
        Path = "/decisions/{number}/execution",
        Revises = true,
        Id = "startExecution",
        Summary = "Record that the execution of a decision started",
        Dutch = "Legt vast dat de uitvoering van een besluit is gestart.",
        English = "Records that the execution of a decision started.",
        Command = (_, address, _) => new StartExecution { Decision = address.Number() },
        Example = new StartExecutionRequest(),
    };
}
