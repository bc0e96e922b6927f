namespace WikkenWegen.LocalPostgres.Tests;
public class Smoke { [Fact] public void Runs() => (1 + 1).ShouldBe(2); }
