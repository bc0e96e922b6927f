using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Policies;
using WikkenWegen.TransparencyLog.Proofs;
using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.TransparencyLog.Tests;

/// <summary>
/// Every example in the documentation of the API and in the README goes through the library: each key, and each text that stands in a code
/// element or a fenced block. A new example is found by itself; one of a kind that nobody knows fails.
/// </summary>
public partial class DocumentationTests
{
    private const string Origin = "example.com/weighings";
    private const string Secret = "PRIVATE+KEY+";

    /// <summary>The entry that the example proofs prove, at index 1; the README adds it.</summary>
    private static readonly TreeHash Leaf = MerkleTree.HashLeaf("criteria adopted"u8);

    private static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")).ReplaceLineEndings("\n");

    private static readonly XElement[] Members = [.. XElement.Load(Path.Combine(AppContext.BaseDirectory, "WikkenWegen.TransparencyLog.xml")).Descendants("member")];

    public static TheoryData<string, string> Keys { get; } = Rows(Members.Select(member => ((string)member.Attribute("name")!, member.Value)).Append(("README", Readme)).SelectMany(text => Key().Matches(text.Item2).Select(match => (text.Item1, match.Value))));

    public static TheoryData<string, string> Texts { get; } = Rows(
    [
        .. Members.SelectMany(member => member.Descendants("code").Select(code => ((string)member.Attribute("name")!, Unindent(code.Value)))),
        .. Blocks("").Select(text => ("README", text)),
    ]);

    [Theory, MemberData(nameof(Keys))]
    public void A_key(string place, string key)
    {
        if (!key.StartsWith(Secret, StringComparison.Ordinal))
        {
            NoteVerifier.Parse(key).ShouldBeOk(place);
            return;
        }
        using var signer = SignerKey.Parse(key).ShouldBeOk(place);
        Readme.ShouldContain(signer.VerifierKey.ToString());
    }

    [Theory, MemberData(nameof(Texts))]
    public async Task A_text(string place, string text)
    {
        var bytes = Support.Keys.Utf8(text);
        switch (text.Split(' ', '\n')[0])
        {
            case "old":
                var request = AddCheckpointRequest.Parse(bytes).ShouldBeOk(place);
                request.Format().ShouldBe(bytes);
                (await AskAsync(request)).Status.ShouldBe(200);
                break;
            case TlogProof.Header:
                var proof = TlogProof.Parse(bytes).ShouldBeOk(place);
                proof.Format().ShouldBe(bytes);
                proof.Verify(Leaf, ReadmePolicy()).ShouldBeOk(place);
                break;
            case "log" or "witness":
                TlogPolicy.Parse(bytes).ShouldBeOk(place);
                break;
            case "cosignature/v1":
                var lines = text.Split('\n', 3);
                var cosigned = Checkpoint.Parse(lines[2]).ShouldBeOk(place);
                Cosignature.Message(cosigned, ulong.Parse(lines[1].Split(' ')[1], CultureInfo.InvariantCulture)).ShouldBe(bytes);
                break;
            case var _ when text.Contains("\n\n— ", StringComparison.Ordinal):
                var note = Note.Open(bytes, Verifiers()).ShouldBeOk(place);
                note.UnverifiedSignatures.ShouldBeEmpty();
                break;
            default:
                Checkpoint.Parse(text).ShouldBeOk(place).ToString().ShouldBe(text);
                break;
        }
    }

    [Fact]
    public void Examples_are_found_where_they_are()
    {
        Keys.Select(row => row.Data.Item1).Distinct().ShouldBe(["T:WikkenWegen.TransparencyLog.Notes.Note", "T:WikkenWegen.TransparencyLog.Notes.SignerKey", "T:WikkenWegen.TransparencyLog.Policies.TlogPolicy", "README"], ignoreOrder: true);
        Texts.Count.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void What_the_shell_commands_of_the_README_check_is_what_its_examples_show()
    {
        var used = Base64().Matches(Blocks("sh").Single()).Select(match => match.Value).Distinct().ToArray();
        used.Length.ShouldBe(4);
        foreach (var value in used) Blocks("").ShouldContain(text => text.Contains(value, StringComparison.Ordinal), value);
    }

    /// <summary>The keys that the documentation shows: an example is signed by these.</summary>
    private static INoteVerifier[] Verifiers() =>
        [.. Keys.Select(row => row.Data.Item2).Where(key => !key.StartsWith(Secret, StringComparison.Ordinal)).Distinct().Select(key => NoteVerifier.Parse(key).Value)];

    /// <summary>A witness of the example log that is at size 1.</summary>
    private static async Task<WitnessResponse> AskAsync(AddCheckpointRequest request)
    {
        using var key = Ed25519.ImportSeed(Encoding.ASCII.GetBytes("a public example key of 32 bytes")).Value;
        var log = NoteSigner.Create(Origin, key).Value;
        var witness = new Witness([new WitnessedLog(Origin, [log.Verifier()])], [Support.Keys.Witness("w")], new MemoryWitnessStore());
        var first = Checkpoint.Create(Origin, new TreeHead(1, MerkleTree.HashLeaf("weighing 1 opened"u8))).Value;
        var signed = Note.Sign(first.ToString(), log).Value;
        (await witness.AddCheckpointAsync(AddCheckpointRequest.Create(0, [], signed).Value.Format(), 1)).Status.ShouldBe(200);
        return await witness.AddCheckpointAsync(request.Format(), 2);
    }

    private static TlogPolicy ReadmePolicy() => TlogPolicy.Parse(Support.Keys.Utf8(Blocks("").Single(text => text.StartsWith("log ", StringComparison.Ordinal)))).Value;

    /// <summary>The README's fenced blocks of a language; one without a language is a text of one of the formats.</summary>
    private static IEnumerable<string> Blocks(string language) => Fenced().Matches(Readme).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    private static string Unindent(string code)
    {
        var lines = code.Trim('\n').Split('\n');
        if (string.IsNullOrWhiteSpace(lines[^1])) lines = lines[..^1];
        var indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(lines.Select(line => line[Math.Min(indent, line.Length)..] + "\n"));
    }

    private static TheoryData<string, string> Rows(IEnumerable<(string, string)> rows)
    {
        var data = new TheoryData<string, string>();
        foreach (var (place, text) in rows) data.Add(place, text);
        return data;
    }

    [GeneratedRegex(@"(?:PRIVATE\+KEY\+)?[^\s+]+\+[0-9A-Fa-f]{8}\+[A-Za-z0-9+/=]+")]
    private static partial Regex Key();

    [GeneratedRegex(@"^```(\w*)\n((?:(?!```).*\n)+)```$", RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"(?<=')[A-Za-z0-9+/]{40,}=*(?=')")]
    private static partial Regex Base64();
}
