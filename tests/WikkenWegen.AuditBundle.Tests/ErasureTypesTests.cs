using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>The verifier knows each event by which texts are erased: else it would take those texts for missing.</summary>
public class ErasureTypesTests
{
    [Fact]
    public void Every_event_that_lists_the_digests_of_texts_that_are_gone_is_among_them() =>
        BagFormat.ErasureTypes.ShouldBe(EventContract.Names.Where(n => n.Key.GetProperty("Digests") is not null).Select(n => n.Value), ignoreOrder: true);

    [Fact]
    public void The_names_that_stand_in_the_format_are_those_of_the_contract() =>
        (BagFormat.CorrectionType, KeyChange.Type).ShouldBe((EventContract.Names[typeof(TextCorrected)], EventContract.Names[typeof(LogKeyChanged)]));
}
