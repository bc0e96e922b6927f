using System.Text.Json;
using WikkenWegen.Domain;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>The state of each weighing, one a line: what the record says in the end, in digests where texts are sealed.</summary>
internal sealed class ViewsExport(Stream stream)
{
    private readonly Output _output = new(stream);

    /// <summary>Adds one; null where a store has none that can be read, which is that of no weighing.</summary>
    public void Add(Guid weighing, Weighing? state)
    {
        _output.Raw("{\"weighing\":"u8).Json(weighing.ToString()).Raw(",\"version\":"u8).Number(state?.Version ?? 0).Raw(",\"view\":"u8)
            .Raw(state is null ? "null"u8 : JsonSerializer.SerializeToUtf8Bytes(state with { Id = weighing }, EventContract.Json)).Raw("}\n"u8);
        _output.Flush();
    }
}
