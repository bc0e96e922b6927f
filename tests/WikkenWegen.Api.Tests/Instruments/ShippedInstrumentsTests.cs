using Serilog.Events;
using WikkenWegen.Api.Instruments;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Tests.Instruments;

/// <summary>What a start does with the instruments that come with the software, where the catalogue has them only in part.</summary>
public class ShippedInstrumentsTests(SharedApi shared)
{
    [Fact]
    public async Task A_start_finishes_what_another_began_and_leaves_the_draft_of_an_administrator_alone_also_after_one_that_fails()
    {
        var database = await shared.CreateDatabase();
        await Support.Api.Start(database).DisposeAsync();
        ShippedInstruments.All.Keys.ShouldBe(["BUURT", "KOSTENBATEN", "WIEL"]);
        // As if the start had been stopped after the drafts, an administrator had begun the last one, and the first cannot be read.
        await Stored.Run(database, $$"""
            delete from wikkenwegen.mt_events where tenant_id = '{{InstrumentStore.Catalogue}}' and type = 'instrument_published';
            update wikkenwegen.mt_streams set version = 1 where tenant_id = '{{InstrumentStore.Catalogue}}' and type = 'weighing_instrument';
            update wikkenwegen.mt_events set user_name = 'beheer' where stream_id = '{{WeighingInstrument.IdOf("WIEL")}}';
            update wikkenwegen.mt_events set data = '{}' where stream_id = '{{WeighingInstrument.IdOf("BUURT")}}' and tenant_id = '{{InstrumentStore.Catalogue}}';
            """);
        (await Events("KOSTENBATEN")).ShouldBe(["instrument_drafted by wikkenwegen"]);

        var log = new CapturedLog();
        await using var api = Support.Api.Start(database, null, log.Settings(LogEventLevel.Warning));
        (await Events("KOSTENBATEN")).ShouldBe(["instrument_drafted by wikkenwegen", "instrument_published by wikkenwegen"]);
        (await Events("WIEL")).ShouldBe(["instrument_drafted by beheer"]);
        (await Events("BUURT")).ShouldBe(["instrument_drafted by wikkenwegen"]);
        var failed = log.Events.Where(e => e.Properties.GetValueOrDefault("SourceContext") is ScalarValue { Value: string source } && source == typeof(ShippedInstruments).FullName).ShouldHaveSingleItem();
        failed.Level.ShouldBe(LogEventLevel.Error);
        ((ScalarValue)failed.Properties["Instrument"]).Value.ShouldBe("BUURT");

        Task<List<string>> Events(string code) => Stored.Rows(database, "select type, user_name from wikkenwegen.mt_events where tenant_id = $1 and stream_id = $2 order by version",
            row => $"{row.GetString(0)} by {row.GetString(1)}", InstrumentStore.Catalogue, WeighingInstrument.IdOf(code));
    }
}
