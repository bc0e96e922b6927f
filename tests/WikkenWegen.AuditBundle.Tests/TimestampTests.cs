using System.Security.Cryptography.X509Certificates;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Testing;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>A time stamp in a bag is of its checkpoint, by its authority, and of no moment before what it is of was recorded.</summary>
public sealed class TimestampTests : IDisposable
{
    private static readonly DateTimeOffset Later = SmallStore.Start.AddDays(40);

    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-stamps-").FullName;
    private readonly SmallStore _store = SmallStore.Honest();
    private readonly TimeAuthority _authority = new(SmallStore.Start.AddDays(-1));

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Of_its_checkpoint_it_says_when_that_was_there()
    {
        _store.Timestamps.Add((12, Stamp(12, Later)));
        _store.Timestamps.Insert(0, (5, Stamp(5, SmallStore.Start.AddDays(5))));
        var report = Check([_authority.Root]);
        report.Findings.ShouldBeEmpty();
        report.Remarks.Single(r => r.Code == "timestamps").English.ShouldBe("2 checkpoints have a time stamp (RFC 3161); the last, of 12 leaves, was there at 2026-03-15T09:00:00.000000Z by Tijdstempeldienst van de proef.");
        Check(null).Remarks.Single(r => r.Code == "timestamps").English.ShouldContain("Whether you trust that authority was not checked");
    }

    [Fact]
    public void Of_another_checkpoint_it_is_none() => Altered("timestamp", (12, Stamp(11, Later)));

    [Fact]
    public void Of_no_checkpoint_in_the_bag_it_is_none() => Altered("timestamp", (13, Stamp(12, Later)));

    [Fact]
    public void An_authority_that_leads_to_another_root_is_not_trusted()
    {
        using var other = new TimeAuthority(SmallStore.Start.AddDays(-1));
        _store.Timestamps.Add((12, Stamp(12, Later)));
        Check([other.Root]).Findings.ShouldHaveSingleItem().English.ShouldContain("does not lead to one that is trusted");
        Check([other.Root, _authority.Root]).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void A_certificate_that_is_not_for_stamping_time_or_did_not_hold_yet_stamps_none()
    {
        using var server = new TimeAuthority(SmallStore.Start.AddDays(-1), purpose: "1.3.6.1.5.5.7.3.1");
        _store.Timestamps.Add((12, server.Token(TimeStamp.Imprint(_store.Checkpoints[11]).Value, Later)));
        Check([server.Root]).Findings.ShouldHaveSingleItem().Code.ShouldBe("timestamp");
        _store.Timestamps.Clear();
        using var late = new TimeAuthority(Later.AddDays(1));
        _store.Timestamps.Add((12, late.Token(TimeStamp.Imprint(_store.Checkpoints[11]).Value, Later)));
        Check([late.Root]).Findings.ShouldHaveSingleItem().Code.ShouldBe("timestamp");
    }

    [Fact]
    public void What_was_recorded_later_than_the_stamp_of_what_it_is_in_is_told()
    {
        _store.Timestamps.Add((12, Stamp(12, SmallStore.Start.AddDays(7))));
        var report = Check([_authority.Root]);
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.Select(f => (f.Code, f.Event!.LeafIndex)).ShouldBe([("timestamp-moment", 8L), ("timestamp-moment", 9L), ("timestamp-moment", 10L), ("timestamp-moment", 11L)]);
    }

    [Fact]
    public void A_stamp_at_the_end_of_time_is_later_than_all()
    {
        using var last = new TimeAuthority(new DateTimeOffset(9998, 12, 31, 23, 59, 45, TimeSpan.Zero));
        _store.Timestamps.Add((12, last.Token(TimeStamp.Imprint(_store.Checkpoints[11]).Value, new DateTimeOffset(9999, 12, 31, 23, 59, 30, TimeSpan.Zero))));
        var report = Check(null);
        report.Findings.ShouldBeEmpty();
        report.Remarks.Single(r => r.Code == "timestamps").English.ShouldContain("9999-12-31T23:59:30");
    }

    [Fact]
    public void Every_byte_of_it_counts()
    {
        var (token, note) = (Stamp(12, Later), _store.Checkpoints[11]);
        TimeStamp.Check(token, note, [_authority.Root]).IsOk.ShouldBeTrue();
        for (var i = 0; i < token.Length; i += 7)
        {
            var altered = token.ToArray();
            altered[i] ^= 0x20;
            // What is signed is the whole of the token but the certificates beside it, of which the right one must be there.
            if (TimeStamp.Check(altered, note, [_authority.Root]).TryGet(out var stamp, out _)) (stamp.At, stamp.By).ShouldBe((Later, "Tijdstempeldienst van de proef"), $"byte {i}");
        }
        foreach (var nonsense in new[] { [], "x"u8.ToArray(), token[..^1], [.. token, 0], new byte[TimeStamp.MaxBytes + 1] }) TimeStamp.Check(nonsense, note, null).IsOk.ShouldBeFalse();
        TimeStamp.Check(token, "geen checkpoint"u8, null).IsOk.ShouldBeFalse();
    }

    private byte[] Stamp(int size, DateTimeOffset at) => _authority.Token(TimeStamp.Imprint(_store.Checkpoints[size - 1]).Value, at);

    private void Altered(string code, (long, byte[]) stamp)
    {
        _store.Timestamps.Add(stamp);
        var report = Check([_authority.Root]);
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    private CheckReport Check(X509Certificate2Collection? roots)
    {
        var path = Path.Combine(_folder, "bag.zip");
        File.WriteAllBytes(path, _store.Bag());
        return BagCheck.Run(path, new BagCheckOptions(Trust.InKeys(_store.Key), [], WithoutTexts: false) { TimestampRoots = roots }, new Progress<CheckProgress>(), TestContext.Current.CancellationToken);
    }
}
