namespace WikkenWegen.LocalPostgres.Binaries;

/// <summary>PostgreSQL's programs, installed in one folder.</summary>
/// <param name="Folder">Holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="Major">The major version. A cluster runs only with the major version that made it.</param>
/// <param name="Minor">The minor version; 0 for a beta or development version.</param>
internal sealed record PostgresBinaries(string Folder, int Major, int Minor)
{
    /// <summary>The programs needed to make and run a cluster, without <c>.exe</c>.</summary>
    public static readonly IReadOnlyList<string> Programs = ["initdb", "pg_ctl", "postgres"];

    /// <summary>The oldest major version that WikkenWegen supports, inclusive.</summary>
    public const int OldestMajor = 15;

    /// <summary>Whether WikkenWegen can use this version.</summary>
    public bool IsSupported => Major >= OldestMajor;

    /// <summary>The full path of one of the <see cref="Programs"/>.</summary>
    public string PathOf(string program) => Path.Combine(Folder, FileName(program));

    /// <summary>The file name of a program on this operating system.</summary>
    public static string FileName(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    public override string ToString() => $"PostgreSQL {Major}.{Minor} in {Folder}";
}
