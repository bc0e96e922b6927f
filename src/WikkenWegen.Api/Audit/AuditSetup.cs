using Marten;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.OpenApi;
using Wolverine;

namespace WikkenWegen.Api.Audit;

/// <summary>What auditors get: proofs, exports, and the cosignatures of witnesses.</summary>
public static class AuditSetup
{
    /// <summary>Name of the group that the operations stand in.</summary>
    internal const string Tag = "Audit";

    /// <summary>The queue of exports. Its name is kept with each message.</summary>
    private const string Queue = "exports";

    /// <summary>Adds what auditors ask for: the logs, exports, cosignatures of witnesses and time stamps.</summary>
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<AuditSettings>(AuditSettings.Section);
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<Trust>();
        builder.Services.AddSingleton<Cosigning>();
        builder.Services.AddSingleton<Withheld>();
        builder.Services.AddSingleton<UnnamedSecrets>();
        builder.Services.AddSingleton<VaultDisclosures>();
        builder.Services.AddSingleton<ExportMaker>();
        builder.Services.AddSingleton<Fsck>();
        builder.Services.AddHostedService<WitnessRounds>();
        builder.Services.AddHostedService<TimestampRounds>();
        builder.Services.AddHostedService<ExportKeeping>();
        builder.Services.ConfigureMarten(ExportRows.Configure);
        builder.Services.ConfigureWolverine(Bus);
        builder.Services.AddSingleton(new TagDescription(Tag, "Proof that the record is whole and unaltered: checkpoints, proofs, tiles, witnesses and exports.", "Bewijs dat het register heel en ongewijzigd is: checkpoints, bewijzen, tegels, getuigen en exports."));
        builder.Services.AddSingleton(new AddressParameter("size", AddressForm.Number, "Size of the log, in leaves.", "Grootte van het logboek, in bladeren.", 123456));
        builder.Services.AddSingleton(new AddressParameter("level", AddressForm.Text, "Level of the tile: 0 for the hashes of leaves, up to 63, or entries for the leaves themselves.", "Niveau van de tegel: 0 voor de hashes van bladeren, tot 63, of entries voor de bladeren zelf.", "0", Pattern: "entries|[0-9]|[1-5][0-9]|6[0-3]", MostCharacters: 7));
        builder.Services.AddSingleton(new AddressParameter("tile", AddressForm.Text, "Number of the tile in groups of three digits, and how wide it is where it is not full; it may have slashes, as in x001/067.p/8.", "Nummer van de tegel in groepen van drie cijfers, en hoe breed hij is als hij niet vol is; er kunnen schuine strepen in staan, zoals in x001/067.p/8.", "000.p/1", Pattern: @"(x[0-9]{3}/)*[0-9]{3}(\.p/[1-9][0-9]{0,2})?", MostCharacters: 64));
        builder.Services.AddSingleton(new AddressParameter("export", AddressForm.Identity, "Identity of the export.", "Nummer van de export.", "019c2283-f800-7000-8000-0000000000e1"));
    }

    /// <summary>Maps the operations for auditors.</summary>
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapLog();
        routes.MapExports();
    }

    private static void Bus(WolverineOptions options)
    {
        options.Discovery.IncludeType(typeof(MakeBagHandler));
        // One after the other: an export keeps a core busy, and what is recorded goes before.
        options.PublishMessage<MakeBag>().ToLocalQueue(Queue).Sequential().UseDurableInbox();
    }
}
