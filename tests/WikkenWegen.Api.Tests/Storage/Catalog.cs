using WikkenWegen.Api.Tests.Replay;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>All that a schema consists of, as PostgreSQL itself writes it, one text a thing; what extensions brought is left out.</summary>
internal static class Catalog
{
    /// <summary>The bookkeeping of the schema, which no feature wants.</summary>
    private const string Bookkeeping = "'schema_migration', 'schema_step', 'schema_update'";

    private const string Relations =
        $"relations as (select oid, relname, relkind, reloptions from pg_class where relnamespace = 'wikkenwegen'::regnamespace and relkind <> 'i' and relname not in ({Bookkeeping}))";

    /// <summary>
    /// What the schema of this software in a database consists of. The order of columns is left out: a column that came later stands last. A default
    /// that is a moment is that at which Marten made the column, where now was meant.
    /// </summary>
    public static Task<List<string>> Of(string database) => Stored.Rows(database, $"""
        with {Relations}
        select text from (
            select 'relation ' || relkind::text || ' ' || relname || ' ' || coalesce(array_to_string(reloptions, ','), '') from relations
            union all
            select 'column ' || relname || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || attstorage::text || ' ' || attidentity::text || ' ' || attgenerated::text
                || ' ' || coalesce(regexp_replace(pg_get_expr(adbin, adrelid), '^''[0-9]+-.*', 'now()'), '')
            from pg_attribute a join relations r on r.oid = attrelid left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum where attnum > 0 and not attisdropped and r.relkind in ('r', 'v', 'p')
            union all
            select 'index ' || pg_get_indexdef(indexrelid) from pg_index join relations on oid = indrelid
            union all
            select 'constraint ' || relname || ' ' || conname || ' ' || pg_get_constraintdef(c.oid) from pg_constraint c join relations r on r.oid = conrelid
            union all
            select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join relations r on r.oid = tgrelid where not tgisinternal
            union all
            select 'sequence ' || relname || ' ' || concat_ws(' ', format_type(seqtypid, null), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) from pg_sequence s join relations r on r.oid = s.seqrelid
            union all
            select 'function ' || pg_get_functiondef(p.oid) from pg_proc p
            where pronamespace = 'wikkenwegen'::regnamespace and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
        ) one(text) order by text collate "C"
        """, row => row.GetString(0));

    /// <summary>Checks that two are the same; where they are not, it shows what differs alone.</summary>
    public static void ShouldBeTheSame(this List<string> catalog, List<string> other, string? why = null)
    {
        catalog.Except(other).ShouldBeEmpty(why ?? "only in the first");
        other.Except(catalog).ShouldBeEmpty(why ?? "only in the second");
    }
}
