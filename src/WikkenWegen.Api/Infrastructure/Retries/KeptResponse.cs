using Marten;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Infrastructure.Retries;

/// <summary>Keeps the response to a step under the key of its request, in the transaction of the step.</summary>
/// <param name="responses">Where it is kept.</param>
/// <param name="request">The request.</param>
/// <param name="render">The response, given what was recorded.</param>
public sealed class KeptResponse<TRecorded>(StoredResponses responses, RetriableRequest request, Func<TRecorded, RenderedResponse> render)
    : IAlongside<TRecorded>
{
    /// <summary>The response, once the step is being recorded.</summary>
    public RenderedResponse? Response { get; private set; }

    /// <inheritdoc />
    public void Write(IDocumentSession session, TRecorded recorded) => responses.Store(session, request, Response = render(recorded));

    /// <inheritdoc />
    public bool WasThereBefore(Exception failure) => StoredResponses.IsTaken(failure);
}
