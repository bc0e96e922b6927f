using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace WikkenWegen.Architecture.Tests;

/// <summary>What a compiled project really uses, whatever its project file says.</summary>
/// <param name="Assemblies">Names of the assemblies it refers to.</param>
/// <param name="Types">Full names of the types outside it that it uses.</param>
/// <param name="Members">Those of the members outside it that it uses, as Namespace.Type.Member; accessors as get_ and set_.</param>
internal sealed record CompiledAssembly(IReadOnlyList<string> Assemblies, IReadOnlyList<string> Types, IReadOnlyList<string> Members)
{
    /// <summary>The assembly of a project in src, as it was built for these tests.</summary>
    public static CompiledAssembly Of(Project project)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, project.Name + ".dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return new CompiledAssembly(
            [.. metadata.AssemblyReferences.Select(a => metadata.GetString(metadata.GetAssemblyReference(a).Name))],
            [.. metadata.TypeReferences.Select(t => NameOf(metadata, t))],
            [.. metadata.MemberReferences.Select(metadata.GetMemberReference).Where(m => m.Parent.Kind == HandleKind.TypeReference)
                .Select(m => $"{NameOf(metadata, (TypeReferenceHandle)m.Parent)}.{metadata.GetString(m.Name)}")]);
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
