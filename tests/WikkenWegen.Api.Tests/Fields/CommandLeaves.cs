using System.Buffers.Text;
using System.Text.Json;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Fields;

/// <summary>What a command holds, under the paths of the request that it was made of.</summary>
internal static class CommandLeaves
{
    /// <summary>Its leaves, with each sealed text as the text. Every disclosure belongs to one field of the command, and bears its name.</summary>
    public static List<(string Path, string Value)> Of(object command, Seals seals)
    {
        var texts = seals.Disclosures.ToDictionary(d => d.Digest, d => JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(d.Encoded))!);
        List<(string Path, string Value)> leaves = [.. Leaves.Of(JsonSerializer.SerializeToElement(command, command.GetType(), EventContract.Json)).Select(leaf => Opened(leaf.Path, leaf.Value))];
        texts.ShouldBeEmpty("every disclosure belongs to one field of the command");
        return leaves;

        (string Path, string Value) Opened(string path, string value)
        {
            var flat = Leaves.Flat(path);
            if (!flat.EndsWith("/_sd", StringComparison.Ordinal)) return (flat, value);
            var (field, digest) = (flat[..^"/_sd".Length], value.Trim('"'));
            var disclosure = texts[digest];
            texts.Remove(digest);
            disclosure[1].ShouldBe(Leaves.Member(field).Split('/')[^1], "the name of the field in the disclosure");
            return (field, JsonSerializer.Serialize(disclosure[2], EventContract.Json));
        }
    }
}
