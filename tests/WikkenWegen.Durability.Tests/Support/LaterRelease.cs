using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Durability.Tests.Support;

/// <summary>A release that is yet to come, as far as hosts of this one meet it: what it adds to the database.</summary>
internal static class LaterRelease
{
    /// <summary>What it adds. Who inserts an event without knowing the column is marked by its default.</summary>
    public static readonly Migration Migration = new(Migration.All[^1].Major, Migration.All[^1].Number + 1, "what-a-later-release-adds", """
        alter table wikkenwegen.mt_events add column if not exists origin text, alter column origin set default 'since then';
        alter table wikkenwegen.vault add column if not exists note text not null default 'gebleven';
        create index if not exists ix_mt_events_origin on wikkenwegen.mt_events (origin);
        create table if not exists wikkenwegen.later (event uuid primary key);
        create or replace function wikkenwegen.later_keep() returns trigger language plpgsql as $$ begin
            insert into wikkenwegen.later (event) values (new.id);
            return null;
        end $$;
        create or replace trigger later_keep after insert on wikkenwegen.mt_events for each row execute function wikkenwegen.later_keep();
        """);

    /// <summary>Adds it, as the start of its first host does.</summary>
    public static async Task Comes(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await new SchemaUpdate(source, [], new Statistics(source, NullLogger<Statistics>.Instance), NullLogger<SchemaUpdate>.Instance) { Migrations = [.. Migration.All, Migration] }.Apply();
    }
}
