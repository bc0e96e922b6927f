using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Reviews;

namespace WikkenWegen.Api.Weighings.Reviews;

/// <summary>Body of POST /v1/weighings/{id}/decisions/{number}/execution</summary>
public sealed record StartExecutionRequest : StepRequest
{
    internal static readonly StepEndpoint<StartExecutionRequest> Endpoint = new()
    {
        Path = "/decisions/{number}/execution",
        Revises = true,
        Id = "startExecution",
        Tag = "Review",
        Roles = Access.StrategistOrDecider,
        ExampleNeedsDecision = true,
        Parts =
        [
            Part.At("/decisions/{number}/execution", "getExecution", "Get the start of the execution", "De start van de uitvoering.", (weighing, at) => weighing.Decision(at.Number())?.ExecutionStarted),
        ],
        Summary = "Record that the execution of a decision started",
        Dutch = "Legt vast dat de uitvoering van een besluit is gestart.",
        English = "Records that the execution of a decision started.",
        Command = (_, address, _) => new StartExecution { Decision = address.Number() },
        Example = new StartExecutionRequest(),
    };
}
