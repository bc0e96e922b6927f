using System.Reflection;
using System.Text.RegularExpressions;
using PublicApiGenerator;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.TransparencyLog.Tests;

/// <summary>The public API is the text file PublicApi.txt in the project: a change to it is seen, and reviewed, as a change to that file.</summary>
public class PublicApiTests
{
    private static readonly Assembly Library = typeof(MerkleTree).Assembly;

    [Fact]
    public void Is_the_reviewed_one()
    {
        var now = Library.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        // To be read by people: without the namespaces that every line would repeat, but for the line that opens one.
        foreach (var name in Library.GetExportedTypes().Select(type => type.Namespace!).Distinct().OrderByDescending(name => name.Length)) now = Regex.Replace(now, $@"(?<!namespace ){Regex.Escape(name)}\.", "");
        foreach (var name in new[] { "System.Collections.Generic.", "System.Diagnostics.CodeAnalysis.", "System.Runtime.CompilerServices.", "System.Threading.Tasks.", "System.Threading.", "System." }) now = now.Replace(name, "");
        var reviewed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt")).ReplaceLineEndings("\n");
        if (now == reviewed) return;
        var received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        File.WriteAllText(received, now);
        Assert.Fail($"The public API has changed. Review the difference and copy {received} over src/WikkenWegen.TransparencyLog/PublicApi.txt.");
    }

    [Fact]
    public void Needs_nothing_but_the_BCL_and_the_signature_package() =>
        Library.GetReferencedAssemblies().Select(assembly => assembly.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "Microsoft.Win32.Primitives").ShouldBe(["NSec.Cryptography"]);

    [Fact]
    public void Shows_no_type_of_the_signature_package()
    {
        var shown = Library.GetExportedTypes().SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)).SelectMany(member => member switch
        {
            MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
            ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
            PropertyInfo property => [property.PropertyType],
            _ => [],
        });
        shown.Select(type => type.Assembly.GetName().Name).ShouldNotContain("NSec.Cryptography");
    }
}
