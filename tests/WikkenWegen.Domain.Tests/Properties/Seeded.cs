using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace WikkenWegen.Domain.Tests;

/// <summary>
/// Randomness of these tests: the same every time, so that a failure is one of the change at hand. WIKKENWEGEN_TEST_SEED takes
/// them along other paths, WIKKENWEGEN_TEST_RUNS along so many times as many.
/// </summary>
internal static class Seeded
{
    private static readonly ulong Seed = Setting("WIKKENWEGEN_TEST_SEED", otherwise: 20260203);

    private static readonly int Factor = (int)Setting("WIKKENWEGEN_TEST_RUNS", otherwise: 1);

    /// <summary>Checks a property on so many samples. A failure shows the smallest sample found and the seed.</summary>
    public static void Check<T>(Arbitrary<T> samples, Action<T> property, int runs)
    {
        var name = $"WIKKENWEGEN_TEST_SEED={Seed}";
        var config = Config.QuickThrowOnFailure.WithName(name).WithQuietOnSuccess(true).WithMaxTest(runs * Factor)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed), FSharpOption<int>.None)));
        try
        {
            FsCheck.Check.One(config, Prop.ForAll(samples, property));
        }
        catch (Exception e) when (!e.Message.Contains(name, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"A sample could not be made ({name}): {e.Message}", e);
        }
    }

    /// <summary>So many samples, where no smallest one is looked for.</summary>
    public static T[] Samples<T>(Gen<T> gen, int count) => gen.Sample(count * Factor, new Rnd(Seed), 100);

    private static ulong Setting(string name, ulong otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? ulong.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
