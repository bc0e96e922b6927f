namespace WikkenWegen.LocalPostgres.Binaries;

/// <summary>PostgreSQL's programs, installed in one folder.</summary>
/// <param name="Folder">Holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="Major">Data are readable by the same major version only.</param>
/// <param name="Minor">0 for a beta or development version.</param>
internal sealed record PostgresBinaries(string Folder, int Major, int Minor)
{
    /// <summary>The programs that it takes to make and run a cluster.</summary>
    public static readonly IReadOnlyList<string> Programs = ["initdb", "pg_ctl", "postgres"];

    /// <summary>The oldest version that the house supports.</summary>
    public const int OldestMajor = 15;

    public bool IsSupported => Major >= OldestMajor;

    public string PathOf(string program) => Path.Combine(Folder, FileName(program));

    public static string FileName(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    public override string ToString() => $"PostgreSQL {Major}.{Minor} in {Folder}";
}
