using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace WikkenWegen.Domain.Tests;

/// <summary>Events are stored for ever: how they are written is compared with files that say how they were written yesterday. See the README in this folder.</summary>
public partial class EventContractTests
{
    private const string Enums = "enums";

    private static readonly JsonSerializerOptions Indented = new(EventContract.Json) { WriteIndented = true };

    public static TheoryData<string> Files => [.. EventSamples.All.Keys];

    public static TheoryData<string> MinimalFiles => [.. EventSamples.All.Keys.Where(file => file.EndsWith(".minimal", StringComparison.Ordinal))];

    /// <summary>Where asked to, writes the files that are missing; never one that is there.</summary>
    static EventContractTests()
    {
        if (Environment.GetEnvironmentVariable("WIKKENWEGEN_WRITE_GOLDEN") != "1") return;
        foreach (var (file, text) in EventSamples.All.Select(s => (s.Key, Written(s.Value))).Append((Enums, WrittenEnums())))
            if (!File.Exists(PathOf(file))) File.WriteAllText(PathOf(file), text);
    }

    private static Type TypeOf(string file) => EventContract.Names.Single(n => n.Value == file.Split('.')[0]).Key;

    private static string PathOf(string file) => Path.Combine(Repository.EventContracts, file + ".json");

    private static string Golden(string file) => File.ReadAllText(PathOf(file)).ReplaceLineEndings("\n");

    private static string Written(object value) => JsonSerializer.Serialize(value, value.GetType(), Indented).ReplaceLineEndings("\n") + "\n";

    [Theory, MemberData(nameof(Files))]
    public void An_event_is_written_in_exactly_these_bytes(string file)
    {
        var sample = EventSamples.All[file];
        sample.ShouldBeOfType(TypeOf(file));
        Golden(file).ShouldBe(Written(sample));
    }

    [Theory, MemberData(nameof(Files))]
    public void What_was_written_yesterday_is_read_as_the_same_event(string file) =>
        Stored((DomainEvent)JsonSerializer.Deserialize(Golden(file), TypeOf(file), EventContract.Json)!).ShouldBe(Stored(EventSamples.All[file]));

    [Theory, MemberData(nameof(MinimalFiles))]
    public void An_event_that_was_written_before_it_had_optional_members_is_still_read(string file)
    {
        var old = WithoutEmpty(JsonNode.Parse(Golden(file))!);
        Stored((DomainEvent)old.Deserialize(TypeOf(file), EventContract.Json)!).ShouldBe(Stored(EventSamples.All[file]));
    }

    [Theory, MemberData(nameof(Files))]
    public void A_member_that_must_be_there_and_is_not_is_never_made_up(string file)
    {
        var whole = JsonNode.Parse(Golden(file))!;
        foreach (var path in Members(whole))
        {
            var (without, empty) = (whole.DeepClone(), whole.DeepClone());
            var (parent, name) = (path[..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]);
            At(without, parent).Remove(name, out var value);
            At(empty, parent)[name] = value is JsonArray ? new JsonArray() : JsonValue.Create(false);
            var read = Read(without, TypeOf(file));
            var wanted = MayBeAbsent(TypeOf(file), path) ? new[] { without.ToJsonString(), empty.ToJsonString() } : ["refused"];
            wanted.Select(Canonical).ShouldContain(Canonical(read), $"without {path}");
        }
    }

    [Fact]
    public void A_member_that_must_be_there_is_not_read_as_nothing_either() => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<RoundOpened>(
        """{"number":1,"about":null,"blind":true,"occurredAt":"2026-03-12T18:30:00Z"}""", EventContract.Json));

    [Fact]
    public void A_host_that_has_settings_of_its_own_keeps_them()
    {
        var seen = new List<Type>();
        var own = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { type => seen.Add(type.Type) } } };
        JsonSerializer.Serialize(EventSamples.All["round_closed"], typeof(RoundClosed), EventContract.Configure(own));
        seen.ShouldContain(typeof(RoundClosed));
    }

    [Fact]
    public void Every_event_type_has_its_files_and_every_file_its_event_type()
    {
        var wanted = EventContract.Names.SelectMany(n => HasOptional(n.Key) ? new[] { n.Value, n.Value + ".minimal" } : [n.Value]);
        EventSamples.All.Keys.ShouldBe(wanted, ignoreOrder: true);
        Directory.EnumerateFiles(Repository.EventContracts, "*.json").Select(p => Path.GetFileNameWithoutExtension(p))
            .ShouldBe(EventSamples.All.Keys.Append(Enums), ignoreOrder: true);
    }

    [Fact]
    public void The_full_file_of_an_event_has_every_member_that_it_can_have()
    {
        var everywhere = new List<object>();
        foreach (var (file, sample) in EventSamples.All.Where(s => !s.Key.EndsWith(".minimal", StringComparison.Ordinal)))
        {
            var records = EventShapes.Within(sample).ToList();
            everywhere.AddRange(records);
            Absent(records.Where(r => r is not Who)).ShouldBeEmpty(file);
        }
        Absent(everywhere.OfType<Who>()).ShouldBeEmpty(); // either a stakeholder or a role: never both in one
    }

    [Fact]
    public void The_minimal_file_of_an_event_has_no_member_that_it_can_go_without()
    {
        foreach (var (file, sample) in EventSamples.All.Where(s => s.Key.EndsWith(".minimal", StringComparison.Ordinal)))
            EventShapes.Within(sample).Where(r => r is not Who)
                .SelectMany(r => EventShapes.Optional(r.GetType()).Where(member => EventShapes.IsPresent(member, r))).Select(m => m.Name).ShouldBeEmpty(file);
    }

    [Fact]
    public void Names_are_the_snake_case_of_the_event_types_with_a_suffix_from_the_second_version_on()
    {
        foreach (var (type, name) in EventContract.Names)
            Capital().Replace(type.Name, m => "_" + m.Value.ToLowerInvariant()).TrimStart('_').ShouldBe(name);
        EventContract.Names.Values.ShouldBeUnique();
        EventContract.Names.Values.ShouldAllBe(name => Name().IsMatch(name));
    }

    [Fact]
    public void Every_event_type_has_a_name() =>
        typeof(DomainEvent).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(DomainEvent)))
            .ShouldBe(EventContract.Names.Keys, ignoreOrder: true);

    [Fact]
    public void Members_of_enums_keep_their_names() => Golden(Enums).ShouldBe(WrittenEnums());

    [Fact]
    public void A_number_or_an_unknown_word_is_no_member_of_an_enum()
    {
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Say>("1", EventContract.Json));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Say>("\"vetoes\"", EventContract.Json));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1.500")]
    [InlineData("-0.10")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    public void A_decimal_keeps_the_digits_it_came_with(string number) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<decimal>(number, EventContract.Json), EventContract.Json).ShouldBe(number);

    [Theory]
    [InlineData("2026-03-12T19:30:00+01:00", "2026-03-12T18:30:00Z")]
    [InlineData("2026-03-12T18:30:00Z", "2026-03-12T18:30:00Z")]
    [InlineData("2026-03-12T18:30:00.125-00:00", "2026-03-12T18:30:00.125Z")]
    public void A_moment_is_written_in_UTC_whatever_the_offset_it_came_in(string moment, string written) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<DateTimeOffset>($"\"{moment}\"", EventContract.Json), EventContract.Json).ShouldBe($"\"{written}\"");

    [Theory]
    [InlineData("""{"_sd":"abc"}""", "abc")]
    [InlineData("""{ "_sd" : "abc" }""", "abc")]
    public void A_sealed_text_is_its_digest(string json, string digest) =>
        JsonSerializer.Deserialize<Sealed>(json, EventContract.Json).ShouldBe(new Sealed(digest));

    [Theory]
    [InlineData("\"abc\"", NoSealedText)]
    [InlineData("{}", "The JSON value could not be converted to ")]
    [InlineData("[]", NoSealedText)]
    [InlineData("""{"_sd":1}""", NoSealedText)]
    [InlineData("""{"_sd":null}""", NoSealedText)]
    [InlineData("""{"text":"abc"}""", NoSealedText)]
    [InlineData("""{"_sd":"abc","_sd":"def"}""", MoreThanADigest)]
    [InlineData("""{"_sd":"abc","text":"the plain text"}""", MoreThanADigest)]
    public void Anything_else_is_no_sealed_text(string json, string because) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Sealed>(json, EventContract.Json)).Message.ShouldStartWith(because);

    private const string NoSealedText = """A sealed text is written as {"_sd":"digest"}.""";

    private const string MoreThanADigest = "A sealed text has one member.";

    private static string WrittenEnums() => Written(EventShapes.Types.Where(t => t.IsEnum).OrderBy(t => t.Name, StringComparer.Ordinal)
        .ToDictionary(t => t.Name, t => Enum.GetValues(t).Cast<object>().Select(v => JsonSerializer.SerializeToNode(v, t, EventContract.Json))));

    private static bool HasOptional(Type type) =>
        EventShapes.Optional(type).Any() || EventShapes.Members(type).Select(m => EventShapes.Element(m.PropertyType))
            .Any(part => part != typeof(Who) && EventShapes.Types.Contains(part) && !part.IsEnum && HasOptional(part));

    /// <summary>What is read from the JSON of an event, written again; or that it is refused.</summary>
    private static string Read(JsonNode json, Type type)
    {
        try
        {
            return Stored((DomainEvent)json.Deserialize(type, EventContract.Json)!);
        }
        catch (JsonException)
        {
            return "refused";
        }
    }

    /// <summary>The same with the members of every object in the order of their names.</summary>
    private static string Canonical(string json) => json.StartsWith('{') ? Sorted(JsonNode.Parse(json))!.ToJsonString() : json;

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject record => new JsonObject(record.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Whether an event may go without the member at this path, by what its type says.</summary>
    private static bool MayBeAbsent(Type type, string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(step => !char.IsAsciiDigit(step[0])).ToList();
        var owner = names.SkipLast(1).Aggregate(type, (t, name) => EventShapes.Element(Member(t, name)!.PropertyType));
        return Member(owner, names[^1]) is { } member && EventShapes.Optional(owner).Any(m => m.Name == member.Name); // _sd is no member by that name
    }

    private static System.Reflection.PropertyInfo? Member(Type type, string name) =>
        EventShapes.Members(type).SingleOrDefault(m => JsonNamingPolicy.CamelCase.ConvertName(m.Name) == name);

    private static IEnumerable<string> Absent(IEnumerable<object> records) =>
        from type in records.GroupBy(r => r.GetType())
        from member in EventShapes.Optional(type.Key)
        where !type.Any(r => EventShapes.IsPresent(member, r))
        select $"{type.Key.Name}.{member.Name}";

    private static JsonNode WithoutEmpty(JsonNode node)
    {
        if (node is JsonObject record)
            foreach (var (name, value) in record.ToList())
                if (value is JsonArray { Count: 0 }) record.Remove(name);
                else WithoutEmpty(value!);
        else if (node is JsonArray list)
            foreach (var element in list) WithoutEmpty(element!);
        return node;
    }

    /// <summary>The paths of all members of all objects within.</summary>
    private static IEnumerable<string> Members(JsonNode? node, string path = "") => node switch
    {
        JsonObject record => record.SelectMany(m => Members(m.Value, $"{path}/{m.Key}").Prepend($"{path}/{m.Key}")),
        JsonArray list => list.SelectMany((element, i) => Members(element, $"{path}/{i}")),
        _ => [],
    };

    private static JsonObject At(JsonNode node, string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(node, (n, step) => n is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : n[step]!).AsObject();

    [GeneratedRegex("(V[0-9]+$|[A-Z])")]
    private static partial Regex Capital();

    [GeneratedRegex("^[a-z]+(_[a-z]+)*(_v([2-9]|[1-9][0-9]+))?$")]
    private static partial Regex Name();
}
