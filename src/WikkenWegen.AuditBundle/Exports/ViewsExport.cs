using System.Text.Json;
using WikkenWegen.Domain;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>The state of each weighing, one a line, as the Domain folds it: what the record says in the end, in digests where texts are sealed.</summary>
internal sealed class ViewsExport(Stream stream)
{
    private readonly Output _output = new(stream);

    public void Add(Guid weighing, Weighing state)
    {
        _output.Text("{\"weighing\":").Json(weighing.ToString()).Text(",\"version\":").Number(state.Version).Text(",\"view\":")
            .Raw(JsonSerializer.SerializeToUtf8Bytes(state with { Id = weighing }, EventContract.Json)).Text("}\n");
        _output.Flush();
    }
}
