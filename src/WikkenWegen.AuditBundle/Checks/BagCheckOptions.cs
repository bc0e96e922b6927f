using System.Security.Cryptography.X509Certificates;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>A checkpoint that an auditor kept from earlier.</summary>
/// <param name="Name">Its name, such as that of its file.</param>
/// <param name="Note">The signed note.</param>
public sealed record KeptCheckpoint(string Name, byte[] Note);

/// <summary>What a bag is checked with, beside itself.</summary>
/// <param name="Trust">Whose signatures count; null for the keys in the bag, which prove nothing against whoever made it.</param>
/// <param name="Kept">Checkpoints that were kept from earlier: what they sign must still be in the log.</param>
/// <param name="WithoutTexts">Whether texts that are neither here nor erased are no reason to call the bag incomplete.</param>
public sealed record BagCheckOptions(Trust? Trust, IReadOnlyList<KeptCheckpoint> Kept, bool WithoutTexts)
{
    /// <summary>Certificates of whoever is trusted to name authorities for time stamps; where there are none, whether those of the bag can be trusted is not asked.</summary>
    public X509Certificate2Collection? TimestampRoots { get; init; }
}
