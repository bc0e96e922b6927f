using System.Collections.Immutable;
using System.Text.Json;
using FsCheck.Fluent;

namespace WikkenWegen.Domain.Tests;

public class GrowingListTests
{
    private static readonly GrowingList<string> Empty = [];

    [Fact]
    public void An_element_that_is_added_comes_last_and_the_list_before_does_not_have_it()
    {
        GrowingList<string> one = ["a"];
        var two = one.Add("b");
        two.ShouldBe(["a", "b"]);
        one.ShouldBe(["a"]);
        (two.Count, two[0], two[^1]).ShouldBe((2, "a", "b"));
        two.AsSpan().ToArray().ShouldBe(["a", "b"]);
    }

    [Fact]
    public void An_empty_list_has_nothing()
    {
        Empty.ShouldBeEmpty();
        Empty.Count.ShouldBe(0);
        Empty.AsSpan().Length.ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => Empty[0]);
        Empty.Add("a").ShouldBe(["a"]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void What_is_beyond_its_end_is_not_read_not_even_what_a_longer_list_has_there(int index)
    {
        var two = Empty.Add("a").Add("b");
        two.Add("c").ShouldBe(["a", "b", "c"]);
        Should.Throw<ArgumentOutOfRangeException>(() => two[index]).ParamName.ShouldBe("index");
    }

    [Fact]
    public void Lists_that_grow_from_the_same_list_do_not_see_each_other()
    {
        var start = Empty.Add("a");
        var (left, right) = (start.Add("left"), start.Add("right"));
        left.ShouldBe(["a", "left"]);
        right.ShouldBe(["a", "right"]);
        left.Add("x").ShouldBe(["a", "left", "x"]);
        right.Add("y").ShouldBe(["a", "right", "y"]);
        left.ShouldBe(["a", "left"]);
    }

    [Fact]
    public void A_change_leaves_the_list_before_as_it_was()
    {
        var before = Empty.Add("a").Add("b").Add("c");
        var after = before.Change(e => e == "b", e => e + "!");
        after.ShouldBe(["a", "b!", "c"]);
        before.ShouldBe(["a", "b", "c"]);
        before.Add("d").ShouldBe(["a", "b", "c", "d"]);
        after.Add("e").ShouldBe(["a", "b!", "c", "e"]);
        before.Change(e => e == "z", e => e + "!").ShouldBe(before);
        before.Change(e => e.Length == 1, e => e + "?").ShouldBe(["a?", "b", "c"]); // only the first that matches
    }

    [Fact]
    public void It_grows_without_copying_what_it_has()
    {
        GrowingList<object> list = [];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) list = list.Add("x");
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(10_000 * sizeof(long) * 5); // arrays of twice the size each time
        list.Count.ShouldBe(10_000);
    }

    [Fact]
    public void Lists_that_grew_from_one_another_know_what_they_share()
    {
        var three = Empty.Add("a").Add("b").Add("c");
        var four = three.Add("d");
        three.SharedWith(four).ShouldBe(3);
        four.SharedWith(three).ShouldBe(3);
        GrowingList<string> other = ["a", "b", "c"];
        three.SharedWith(other).ShouldBe(0);
        Empty.SharedWith(Empty).ShouldBe(0);
    }

    [Fact]
    public void Two_lists_are_equal_only_where_they_are_the_same()
    {
        var list = Empty.Add("a");
        var same = list;
        (list == same, list != same, list.Equals((object)same), list.GetHashCode() == same.GetHashCode()).ShouldBe((true, false, true, true));
        GrowingList<string> apart = ["a"];
        (list == apart, list != apart, list.Equals((object)apart), list.Equals("a")).ShouldBe((false, true, false, false));
        (list == list.Add("b"), Empty == default, Empty.GetHashCode()).ShouldBe((false, true, 0));
    }

    [Fact]
    public void In_JSON_it_is_an_array() => JsonSerializer.Serialize(Empty.Add("a").Add("b")).ShouldBe("""["a","b"]""");

    /// <summary>Whatever is done with it in whatever order, it has what an ImmutableArray would have.</summary>
    [Fact]
    public void It_has_what_an_array_would_have() => Seeded.Check(Gen.ListOf(Gen.Choose(0, 999)).ToArbitrary(), steps =>
    {
        List<(GrowingList<int> List, ImmutableArray<int> Array)> made = [([], [])];
        foreach (var step in steps)
        {
            var (list, array) = made[step % made.Count];
            made.Add(step % 4 == 0
                ? (list.Change(e => e % 2 == step % 2, e => e + 1), array.IndexOf(array.FirstOrDefault(e => e % 2 == step % 2, -1)) is >= 0 and var at ? array.SetItem(at, array[at] + 1) : array)
                : (list.Add(step), array.Add(step)));
        }
        foreach (var (list, array) in made) list.ShouldBe(array);
    }, runs: 200);

    [Fact]
    public void Many_may_add_to_the_same_list_at_once()
    {
        for (var round = 0; round < 200; round++)
        {
            var start = Empty.Add("a").Add("b");
            var lists = new GrowingList<string>[8];
            Parallel.For(0, lists.Length, i => lists[i] = start.Add($"own {i}"));
            for (var i = 0; i < lists.Length; i++) lists[i].ShouldBe(["a", "b", $"own {i}"]);
        }
    }
}
