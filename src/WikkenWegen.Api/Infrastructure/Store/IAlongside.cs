using Marten;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Writes something in the transaction of a step: it is stored if and only if the event is stored.</summary>
/// <typeparam name="TRecorded">What became of the step.</typeparam>
public interface IAlongside<in TRecorded>
{
    /// <summary>Queues what is to be written; the gate saves it together with the event. Called again for each new attempt.</summary>
    void Write(IDocumentSession session, TRecorded recorded);

    /// <summary>Whether saving failed because this was stored before, when the same request was sent earlier.</summary>
    bool WasThereBefore(Exception failure);
}
