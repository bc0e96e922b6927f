using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>An event as the exports tell it.</summary>
/// <param name="Index">Index of its leaf in the log, from 0.</param>
/// <param name="Hash">Hash of its leaf.</param>
/// <param name="Leaf">The leaf, taken apart.</param>
/// <param name="Data">The data of the event, verbatim, wherever they stand.</param>
internal readonly record struct EventRow(long Index, TreeHash Hash, Leaf Leaf, ReadOnlyMemory<byte> Data);
